import type { Messages } from './en.ts'

/** The texts in French, with the no-break spaces that stand before its high punctuation. */
export const fr: Messages = {
  common: {
    username: 'Nom d’utilisateur',
    email: 'Adresse e-mail',
    phoneNumber: 'Numéro de téléphone',
    emailOrPhoneNumber: 'Adresse e-mail ou numéro de téléphone',
    usernameOrEmail: 'Nom d’utilisateur ou adresse e-mail',
    usernameOrPhoneNumber: 'Nom d’utilisateur ou numéro de téléphone',
    usernameEmailOrPhoneNumber: 'Nom d’utilisateur, adresse e-mail ou numéro de téléphone',
    password: 'Mot de passe',
    newPassword: 'Nouveau mot de passe',
    confirmPassword: 'Confirmer le mot de passe',
    code: 'Code',
    optional: 'facultatif',
    next: 'Suivant',
    continue: 'Continuer',
    back: 'Retour',
    backToSignIn: 'Retour à la connexion',
    or: 'ou',
    toContinueTo: (application) => `pour accéder à ${application}`,
    signingInAs: (username) => `Connexion avec le compte ${username}`,
    errorHeading: 'Un problème est survenu',
    yes: 'Oui',
    no: 'Non',
    choose: 'Choisir…',
    moreOptions: 'Autres options',
  },

  terms: {
    termsOfUse: 'Conditions d’utilisation',
    privacyPolicy: 'Politique de confidentialité',
    heading: 'Informations légales',
    notice: 'En créant un compte, vous acceptez les conditions indiquées ci-dessous.',
  },

  signIn: {
    title: 'Connexion',
    submit: 'Se connecter',
    forgotPassword: 'Mot de passe oublié ?',
    noAccount: 'Pas encore de compte ?',
    signUp: 'Créer un compte',
    continueWith: (provider) => `Continuer avec ${provider}`,
    providers: 'Se connecter avec un autre compte',
  },

  continueSession: {
    title: 'Bon retour parmi nous',
    lead: 'Votre session est déjà ouverte.',
    submit: (name) => `Continuer en tant que ${name}`,
    anotherUser: 'Utiliser un autre compte',
  },

  selfRegistered: {
    claimedName: (application) =>
      `L’application « ${application} » s’est enregistrée ici d’elle-même : personne n’a vérifié ce nom.`,
    leadsTo: (host) => `Elle vous dirige vers ${host}.`,
  },

  chooseFactor: {
    title: 'Choisissez comment vous connecter',
    passkey: 'Utiliser une clé d’accès',
    passkeyHint: 'Visage, empreinte, verrouillage de l’écran ou clé de sécurité',
    email: 'Recevoir un code par e-mail',
    sms: 'Recevoir un code par SMS',
    passwordSubmit: 'Se connecter',
  },

  code: {
    appTitle: 'Saisissez votre code',
    emailTitle: 'Consultez vos e-mails',
    smsTitle: 'Consultez vos SMS',
    appLead: 'Ouvrez votre application d’authentification et saisissez les six chiffres affichés.',
    emailLead: (destination) => `Nous avons envoyé un code à ${destination}.`,
    smsLead: (destination) => `Nous avons envoyé un SMS avec un code au ${destination}.`,
    emailLeadUnknown: 'Nous vous avons envoyé un code par e-mail.',
    smsLeadUnknown: 'Nous vous avons envoyé un code par SMS.',
    submit: 'Continuer',
    noCode: 'Code non reçu ?',
    resend: 'Envoyer un nouveau code',
    resent: 'Nous avons envoyé un nouveau code.',
    anotherWay: 'Utiliser une autre méthode',
    startAgain: 'Recommencer',
  },

  chooseMfa: {
    title: 'Confirmez votre identité',
    lead: 'Choisissez comment obtenir votre code.',
    app: 'Application d’authentification',
    appHint: 'Saisissez le code affiché par votre application',
    email: 'E-mail',
    sms: 'SMS',
  },

  mfaSetup: {
    choiceTitle: 'Protégez votre compte',
    choiceLead:
      'Ce compte exige une seconde étape lors de la connexion. Choisissez celle que vous voulez configurer.',
    app: 'Application d’authentification',
    appHint: 'Codes d’une application sur votre téléphone, même hors connexion',
    email: 'E-mail',
    emailHint: 'Codes envoyés à votre adresse e-mail',
    appTitle: 'Configurez votre application d’authentification',
    appScan: 'Scannez cette image avec votre application d’authentification.',
    qrCode: 'Code QR contenant la clé secrète pour votre application d’authentification',
    cannotScan: 'Impossible de la scanner ?',
    openApp: 'Ouvrir dans une application sur cet appareil',
    enterSecret: 'Ou saisissez cette clé dans l’application :',
    appCode: 'Saisissez ensuite les six chiffres affichés par l’application.',
    appSubmit: 'Terminer',
    emailTitle: 'Configurez les codes par e-mail',
    emailLead: 'Saisissez l’adresse à laquelle vous voulez recevoir vos codes.',
    emailSubmit: 'Envoyer le code',
  },

  newPassword: {
    title: 'Choisissez un nouveau mot de passe',
    lead: 'Pour continuer, vous devez définir votre propre mot de passe.',
    attributes: 'Nous avons aussi besoin des informations suivantes :',
    submit: 'Enregistrer et se connecter',
  },

  signUp: {
    title: 'Créez votre compte',
    submit: 'Créer un compte',
    haveAccount: 'Vous avez déjà un compte ?',
    signIn: 'Se connecter',
  },

  confirmSignUp: {
    title: 'Confirmez votre compte',
    emailLead: (destination) => `Saisissez le code que nous avons envoyé à ${destination}.`,
    smsLead: (destination) => `Saisissez le code que nous avons envoyé par SMS au ${destination}.`,
    leadUnknown: 'Saisissez le code que nous vous avons envoyé.',
    linkLead: (destination) => `Ouvrez le lien que nous avons envoyé à ${destination}, puis connectez-vous.`,
    linkLeadUnknown: 'Ouvrez le lien que nous vous avons envoyé, puis connectez-vous.',
    submit: 'Confirmer le compte',
    resendLink: 'Envoyer un nouveau lien',
    resentLink: 'Nous avons envoyé un nouveau lien.',
  },

  forgotPassword: {
    title: 'Réinitialisez votre mot de passe',
    lead: 'Indiquez votre compte et nous vous enverrons un code.',
    submit: 'Envoyer le code',
  },

  resetPassword: {
    title: 'Choisissez un nouveau mot de passe',
    lead: (destination) =>
      `Nous avons envoyé un code à ${destination}. Saisissez-le avec votre nouveau mot de passe.`,
    leadUnknown: 'Saisissez le code que nous vous avons envoyé et votre nouveau mot de passe.',
    submit: 'Modifier le mot de passe',
    done: 'Votre mot de passe a été modifié. Vous pouvez maintenant l’utiliser pour vous connecter.',
  },

  passkey: {
    title: 'Utilisez votre clé d’accès',
    lead: 'Votre appareil vous demandera votre visage, votre empreinte ou le verrouillage de l’écran.',
    submit: 'Utiliser la clé d’accès',
    anotherWay: 'Utiliser une autre méthode',
    noScript:
      'Les clés d’accès nécessitent JavaScript. Activez-le et rechargez cette page, ou connectez-vous autrement.',
    unsupported: 'Ce navigateur ne prend pas en charge les clés d’accès. Connectez-vous autrement.',
    failed: 'Votre clé d’accès n’a pas été utilisée. Réessayez ou connectez-vous autrement.',
  },

  addPasskey: {
    title: 'Connectez-vous plus vite avec une clé d’accès',
    lead: 'Une clé d’accès remplace votre mot de passe par votre visage, votre empreinte ou le verrouillage de l’écran.',
    points: [
      'Rien à retenir, rien à saisir',
      'À l’abri de l’hameçonnage : elle ne fonctionne que sur ce site',
      'Votre empreinte et votre visage ne quittent jamais votre appareil',
    ],
    submit: 'Créer une clé d’accès',
    notNow: 'Pas maintenant',
    noScript: 'Les clés d’accès nécessitent JavaScript. Activez-le et rechargez cette page.',
    unsupported: 'Ce navigateur ne peut pas créer de clé d’accès.',
    failed: 'Aucune clé d’accès n’a été créée. Réessayez.',
    alreadyRegistered: 'Cet appareil possède déjà une clé d’accès pour votre compte.',
  },

  passkeyAdded: {
    title: 'Votre clé d’accès est prête',
    lead: 'Utilisez-la lors de votre prochaine connexion.',
  },

  signedOut: {
    title: 'Votre session est fermée',
    lead: 'Vous pouvez fermer cette page.',
    signIn: 'Se reconnecter',
  },

  message: {
    confirmedTitle: 'Compte confirmé',
    confirmed: 'Votre compte est confirmé. Vous pouvez maintenant vous connecter.',
    signIn: 'Se connecter',
    verifiedTitle: 'Merci',
    verified: 'Votre adresse est confirmée. Vous pouvez fermer cette page.',
  },

  error: {
    title: 'Une erreur est survenue',
    lead: 'Un problème est survenu avec la page demandée.',
    notFoundTitle: 'Page introuvable',
    notFound: 'Il n’y a rien à cette adresse.',
    unavailableTitle: 'Connexion indisponible',
    unavailable: 'Les pages de connexion sont indisponibles. Veuillez contacter un administrateur.',
    redirectMismatch:
      'L’application a demandé un retour vers une adresse qui n’est pas enregistrée pour elle. Veuillez en informer ses responsables.',
    unknownClient: 'L’application d’où vous venez n’est pas reconnue. Veuillez en informer ses responsables.',
    clientNotEnabled:
      'L’application d’où vous venez n’est pas configurée pour la connexion. Veuillez en informer ses responsables.',
    missingClientId:
      'Cette adresse n’indique pas à quelle application vous souhaitez vous connecter : client_id est absent. Veuillez repartir de l’application.',
    missingRedirectUri:
      'Cette adresse n’indique pas où revenir ensuite : redirect_uri est absent. Veuillez en informer les responsables de l’application.',
    loginOptionUnavailable: 'Ce mode de connexion n’est pas disponible. Veuillez en choisir un autre.',
    reference: (id) => `Référence : ${id}`,
  },

  requirements: {
    heading: 'Exigences du mot de passe :',
    minimumLength: (count) => (count === 1 ? 'Au moins 1 caractère' : `Au moins ${count} caractères`),
    uppercase: 'Une lettre majuscule (A–Z)',
    lowercase: 'Une lettre minuscule (a–z)',
    number: 'Un chiffre (0–9)',
    symbol: 'Un symbole, comme ! ? # ou un espace au milieu',
    history: (count) =>
      count === 1
        ? 'Différent de votre dernier mot de passe'
        : `Différent de vos ${count} derniers mots de passe`,
    unmet: 'non respectée',
  },

  attributes: {
    name: 'Nom complet',
    given_name: 'Prénom',
    family_name: 'Nom de famille',
    middle_name: 'Deuxième prénom',
    nickname: 'Surnom',
    preferred_username: 'Nom d’utilisateur préféré',
    profile: 'Page de profil',
    picture: 'Lien vers une image',
    website: 'Site web',
    email: 'Adresse e-mail',
    gender: 'Genre',
    birthdate: 'Date de naissance',
    zoneinfo: 'Fuseau horaire',
    locale: 'Langue',
    phone_number: 'Numéro de téléphone',
    address: 'Adresse postale',
    updated_at: 'Date de mise à jour',
  },

  attributeHints: {
    phone_number: 'Avec l’indicatif du pays, par exemple +14155550123',
    profile: 'Par exemple https://example.com/nom',
    picture: 'Par exemple https://example.com/nom.jpg',
    website: 'Par exemple https://example.com',
    zoneinfo: 'Par exemple Europe/Paris',
    locale: 'Par exemple fr-FR',
    updated_at: 'En secondes depuis 1970',
    dateTime: 'Par exemple 2026-01-31',
  },

  errors: {
    general: 'Une erreur est survenue. Veuillez réessayer.',

    NotAuthorizedException: 'Nom d’utilisateur ou mot de passe incorrect.',
    passwordAttemptsExceeded: 'Trop de mots de passe incorrects. Patientez un peu, puis réessayez.',
    codeAttemptsExceeded: 'Trop de codes incorrects. Patientez un peu, puis réessayez.',
    userDisabled: 'Ce compte est désactivé. Veuillez contacter un administrateur.',
    sessionExpired: 'Le délai est dépassé. Veuillez recommencer.',
    temporaryPasswordExpired:
      'Votre mot de passe temporaire a expiré. Demandez-en un nouveau à un administrateur.',
    resetByAdministrator:
      'Seul un administrateur peut réinitialiser votre mot de passe. Veuillez en contacter un.',
    alreadyConfirmed: 'Ce compte est déjà confirmé. Vous pouvez vous connecter.',
    signUpNotPermitted: 'Seul un administrateur peut créer de nouveaux comptes.',
    attributeNotWritable: 'L’une de ces valeurs ne peut pas être modifiée ici.',

    UserNotFoundException: 'Aucun compte ne correspond à cette saisie. Vérifiez-la et réessayez.',
    UserNotConfirmedException: 'Votre compte n’est pas encore confirmé.',
    PasswordResetRequiredException: 'Vous devez réinitialiser votre mot de passe avant de vous connecter.',
    CodeMismatchException: 'Ce code est incorrect. Vérifiez-le et réessayez.',
    ExpiredCodeException: 'Ce code n’est plus valide. Demandez-en un nouveau.',
    softwareTokenUsed: 'Ce code a déjà été utilisé. Attendez le suivant.',
    EnableSoftwareTokenMFAException:
      'Ce code est incorrect. Vérifiez l’heure de votre téléphone et essayez le code suivant.',
    SoftwareTokenMFANotFoundException:
      'Aucune application d’authentification n’est configurée pour ce compte.',
    LimitExceededException: 'Trop de tentatives. Patientez un peu, puis réessayez.',
    TooManyRequestsException: 'Trop de demandes en ce moment. Patientez un instant, puis réessayez.',
    CodeDeliveryFailureException: 'Le code n’a pas pu être envoyé. Veuillez réessayer plus tard.',

    InvalidPasswordException: 'Ce mot de passe ne respecte pas les exigences.',
    passwordTooShort: 'Ce mot de passe est trop court.',
    passwordNeedsUppercase: 'Le mot de passe doit contenir une lettre majuscule.',
    passwordNeedsLowercase: 'Le mot de passe doit contenir une lettre minuscule.',
    passwordNeedsNumber: 'Le mot de passe doit contenir un chiffre.',
    passwordNeedsSymbol: 'Le mot de passe doit contenir un symbole.',
    PasswordHistoryPolicyViolationException:
      'Vous avez déjà utilisé ce mot de passe. Choisissez-en un autre.',
    passwordsDiffer: 'Les deux mots de passe ne sont pas identiques.',
    passwordOuterSpace: 'Le mot de passe ne peut ni commencer ni se terminer par un espace.',

    UsernameExistsException:
      'Un compte existe déjà avec ces informations. Connectez-vous ou utilisez d’autres informations.',
    AliasExistsException: 'Un autre compte utilise déjà cette adresse e-mail ou ce numéro de téléphone.',

    InvalidParameterException: 'L’une des valeurs est incorrecte. Vérifiez-les et réessayez.',
    invalidEmail: 'Cette adresse e-mail n’est pas valide.',
    invalidPhoneNumber:
      'Saisissez le numéro de téléphone avec l’indicatif du pays, par exemple +14155550123.',
    noSpaces: 'N’utilisez pas d’espaces.',
    tooLong: 'C’est trop long.',
    usernameMustBeEmailOrPhoneNumber:
      'Saisissez votre adresse e-mail ou votre numéro de téléphone avec l’indicatif du pays.',
    usernameMustNotBeEmail: 'Le nom d’utilisateur ne peut pas être une adresse e-mail.',
    usernameMustNotBePhoneNumber: 'Le nom d’utilisateur ne peut pas être un numéro de téléphone.',
    noRecoveryAddress:
      'Il n’y a pas d’adresse à laquelle envoyer un code pour réinitialiser votre mot de passe. Contactez un administrateur.',
    attributeRequired: (label) => `Renseignez le champ « ${label} ».`,
    attributeInvalid: (label) => `Le format du champ « ${label} » est incorrect.`,
    required: 'Renseignez tous les champs obligatoires.',

    UnexpectedLambdaException:
      'La connexion a échoué à cause d’une erreur de ce site. Veuillez réessayer plus tard ou contacter un administrateur.',
    MFAMethodNotFoundException:
      'Aucune seconde étape de connexion n’est configurée pour ce compte. Veuillez contacter un administrateur.',
    ResourceNotFoundException: 'Cet élément n’existe plus. Veuillez repartir de l’application.',
    UserLambdaValidationException: 'Votre demande a été refusée. Veuillez contacter un administrateur.',
    WebAuthnChallengeNotFoundException: 'Le délai est dépassé. Veuillez réessayer avec votre clé d’accès.',
    WebAuthnCredentialNotSupportedException: 'Ce type de clé d’accès n’est pas pris en charge ici.',
    WebAuthnNotEnabledException: 'Les clés d’accès ne sont pas activées ici.',
    WebAuthnOriginNotAllowedException: 'Les clés d’accès ne peuvent pas être utilisées à cette adresse.',
    WebAuthnRelyingPartyMismatchException: 'Cette clé d’accès appartient à un autre site.',
    passkeyNotAccepted: 'Cette clé d’accès n’a pas été acceptée. Réessayez ou connectez-vous autrement.',
    tooManyPasskeys: 'Votre compte a déjà atteint le nombre maximal de clés d’accès.',
    signInFirst: 'Connectez-vous d’abord, puis ajoutez votre clé d’accès.',

    formExpired: 'Cette page est restée ouverte trop longtemps. Veuillez réessayer.',
  },
}
