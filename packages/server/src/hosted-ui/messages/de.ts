import type { Messages } from './en.ts'

/** The texts in German, addressing the visitor as "Sie". */
export const de: Messages = {
  common: {
    username: 'Benutzername',
    email: 'E-Mail-Adresse',
    phoneNumber: 'Telefonnummer',
    emailOrPhoneNumber: 'E-Mail-Adresse oder Telefonnummer',
    usernameOrEmail: 'Benutzername oder E-Mail-Adresse',
    usernameOrPhoneNumber: 'Benutzername oder Telefonnummer',
    usernameEmailOrPhoneNumber: 'Benutzername, E-Mail-Adresse oder Telefonnummer',
    password: 'Passwort',
    newPassword: 'Neues Passwort',
    confirmPassword: 'Passwort bestätigen',
    code: 'Code',
    optional: 'optional',
    next: 'Weiter',
    continue: 'Fortfahren',
    back: 'Zurück',
    backToSignIn: 'Zurück zur Anmeldung',
    or: 'oder',
    toContinueTo: (application) => `weiter zu ${application}`,
    signingInAs: (username) => `Anmeldung als ${username}`,
    errorHeading: 'Es ist ein Problem aufgetreten',
    yes: 'Ja',
    no: 'Nein',
    choose: 'Bitte auswählen …',
    moreOptions: 'Weitere Optionen',
  },

  terms: {
    termsOfUse: 'Nutzungsbedingungen',
    privacyPolicy: 'Datenschutzerklärung',
    heading: 'Rechtliches',
    notice: 'Mit dem Erstellen eines Kontos akzeptieren Sie die unten verlinkten Bedingungen.',
  },

  signIn: {
    title: 'Anmelden',
    submit: 'Anmelden',
    forgotPassword: 'Passwort vergessen?',
    noAccount: 'Neu hier?',
    signUp: 'Konto erstellen',
    continueWith: (provider) => `Weiter mit ${provider}`,
    providers: 'Mit einem anderen Konto anmelden',
  },

  continueSession: {
    title: 'Willkommen zurück',
    lead: 'Sie sind bereits angemeldet.',
    submit: (name) => `Weiter als ${name}`,
    anotherUser: 'Anderes Konto verwenden',
  },

  selfRegistered: {
    claimedName: (application) =>
      `„${application}“ hat sich hier selbst registriert: Diesen Namen hat niemand geprüft.`,
    leadsTo: (host) => `Sie werden zu ${host} weitergeleitet.`,
  },

  chooseFactor: {
    title: 'Wie möchten Sie sich anmelden?',
    passkey: 'Passkey verwenden',
    passkeyHint: 'Gesicht, Fingerabdruck, Displaysperre oder Sicherheitsschlüssel',
    email: 'Code per E-Mail erhalten',
    sms: 'Code per SMS erhalten',
    passwordSubmit: 'Anmelden',
  },

  code: {
    appTitle: 'Code eingeben',
    emailTitle: 'E-Mails prüfen',
    smsTitle: 'SMS prüfen',
    appLead: 'Öffnen Sie Ihre Authenticator-App und geben Sie die sechs Ziffern ein, die sie anzeigt.',
    emailLead: (destination) => `Wir haben einen Code an ${destination} gesendet.`,
    smsLead: (destination) => `Wir haben eine SMS mit einem Code an ${destination} gesendet.`,
    emailLeadUnknown: 'Wir haben Ihnen einen Code per E-Mail gesendet.',
    smsLeadUnknown: 'Wir haben Ihnen einen Code per SMS gesendet.',
    submit: 'Fortfahren',
    noCode: 'Keinen Code erhalten?',
    resend: 'Neuen Code senden',
    resent: 'Wir haben einen neuen Code gesendet.',
    anotherWay: 'Andere Methode verwenden',
    startAgain: 'Von vorn beginnen',
  },

  chooseMfa: {
    title: 'Identität bestätigen',
    lead: 'Wählen Sie aus, wie Sie Ihren Code erhalten.',
    app: 'Authenticator-App',
    appHint: 'Geben Sie den Code ein, den Ihre App anzeigt',
    email: 'E-Mail',
    sms: 'SMS',
  },

  mfaSetup: {
    choiceTitle: 'Schützen Sie Ihr Konto',
    choiceLead:
      'Für dieses Konto ist bei der Anmeldung ein zweiter Schritt erforderlich. Wählen Sie aus, welchen Sie einrichten möchten.',
    app: 'Authenticator-App',
    appHint: 'Codes aus einer App auf Ihrem Smartphone, auch ohne Netz',
    email: 'E-Mail',
    emailHint: 'Codes an Ihre E-Mail-Adresse',
    appTitle: 'Authenticator-App einrichten',
    appScan: 'Scannen Sie dieses Bild mit Ihrer Authenticator-App.',
    qrCode: 'QR-Code mit dem geheimen Schlüssel für Ihre Authenticator-App',
    cannotScan: 'Scannen nicht möglich?',
    openApp: 'In einer App auf diesem Gerät öffnen',
    enterSecret: 'Oder geben Sie diesen Schlüssel in der App ein:',
    appCode: 'Geben Sie dann die sechs Ziffern ein, die die App anzeigt.',
    appSubmit: 'Fertigstellen',
    emailTitle: 'Codes per E-Mail einrichten',
    emailLead: 'Geben Sie die Adresse ein, an die wir Ihre Codes senden sollen.',
    emailSubmit: 'Code senden',
  },

  newPassword: {
    title: 'Neues Passwort festlegen',
    lead: 'Bevor Sie fortfahren können, benötigen Sie ein eigenes Passwort.',
    attributes: 'Wir benötigen außerdem folgende Angaben:',
    submit: 'Speichern und anmelden',
  },

  signUp: {
    title: 'Konto erstellen',
    submit: 'Konto erstellen',
    haveAccount: 'Sie haben bereits ein Konto?',
    signIn: 'Anmelden',
  },

  confirmSignUp: {
    title: 'Konto bestätigen',
    emailLead: (destination) => `Geben Sie den Code ein, den wir an ${destination} gesendet haben.`,
    smsLead: (destination) => `Geben Sie den Code ein, den wir per SMS an ${destination} gesendet haben.`,
    leadUnknown: 'Geben Sie den Code ein, den wir Ihnen gesendet haben.',
    linkLead: (destination) =>
      `Öffnen Sie den Link, den wir an ${destination} gesendet haben, und melden Sie sich dann an.`,
    linkLeadUnknown: 'Öffnen Sie den Link, den wir Ihnen gesendet haben, und melden Sie sich dann an.',
    submit: 'Konto bestätigen',
    resendLink: 'Neuen Link senden',
    resentLink: 'Wir haben einen neuen Link gesendet.',
  },

  forgotPassword: {
    title: 'Passwort zurücksetzen',
    lead: 'Geben Sie an, um welches Konto es geht. Wir senden Ihnen dann einen Code.',
    submit: 'Code senden',
  },

  resetPassword: {
    title: 'Neues Passwort festlegen',
    lead: (destination) =>
      `Wir haben einen Code an ${destination} gesendet. Geben Sie ihn zusammen mit Ihrem neuen Passwort ein.`,
    leadUnknown: 'Geben Sie den Code, den wir Ihnen gesendet haben, und Ihr neues Passwort ein.',
    submit: 'Passwort ändern',
    done: 'Ihr Passwort wurde geändert. Sie können sich jetzt damit anmelden.',
  },

  passkey: {
    title: 'Passkey verwenden',
    lead: 'Ihr Gerät fragt Sie nach Gesicht, Fingerabdruck oder Displaysperre.',
    submit: 'Weiter mit Passkey',
    anotherWay: 'Andere Methode verwenden',
    noScript:
      'Passkeys benötigen JavaScript. Aktivieren Sie es und laden Sie diese Seite neu, oder melden Sie sich auf andere Weise an.',
    unsupported: 'Dieser Browser kann keine Passkeys verwenden. Bitte melden Sie sich auf andere Weise an.',
    failed:
      'Ihr Passkey wurde nicht verwendet. Versuchen Sie es noch einmal oder melden Sie sich auf andere Weise an.',
  },

  addPasskey: {
    title: 'Schneller anmelden mit einem Passkey',
    lead: 'Ein Passkey ersetzt Ihr Passwort durch Gesicht, Fingerabdruck oder Displaysperre.',
    points: [
      'Nichts merken, nichts eintippen',
      'Vor Phishing geschützt: funktioniert nur auf dieser Website',
      'Fingerabdruck und Gesicht verlassen nie Ihr Gerät',
    ],
    submit: 'Passkey erstellen',
    notNow: 'Nicht jetzt',
    noScript: 'Passkeys benötigen JavaScript. Aktivieren Sie es und laden Sie diese Seite neu.',
    unsupported: 'Dieser Browser kann keine Passkeys erstellen.',
    failed: 'Es wurde kein Passkey erstellt. Versuchen Sie es noch einmal.',
    alreadyRegistered: 'Auf diesem Gerät ist bereits ein Passkey für Ihr Konto vorhanden.',
  },

  passkeyAdded: {
    title: 'Ihr Passkey ist bereit',
    lead: 'Verwenden Sie ihn bei Ihrer nächsten Anmeldung.',
  },

  signedOut: {
    title: 'Sie sind abgemeldet',
    lead: 'Sie können diese Seite schließen.',
    signIn: 'Erneut anmelden',
  },

  message: {
    confirmedTitle: 'Konto bestätigt',
    confirmed: 'Ihr Konto ist bestätigt. Sie können sich jetzt anmelden.',
    signIn: 'Anmelden',
    verifiedTitle: 'Vielen Dank',
    verified: 'Ihre Adresse ist bestätigt. Sie können diese Seite schließen.',
  },

  error: {
    title: 'Etwas ist schiefgelaufen',
    lead: 'Beim Aufruf der Seite ist ein Fehler aufgetreten.',
    notFoundTitle: 'Seite nicht gefunden',
    notFound: 'Unter dieser Adresse gibt es keine Seite.',
    unavailableTitle: 'Anmeldung nicht verfügbar',
    unavailable: 'Die Anmeldeseiten sind nicht verfügbar. Bitte wenden Sie sich an die Administration.',
    redirectMismatch:
      'Die App wollte Sie an eine Adresse zurückleiten, die nicht für sie registriert ist. Bitte informieren Sie den Betreiber der App.',
    unknownClient:
      'Die App, von der Sie hierher geleitet wurden, ist nicht bekannt. Bitte informieren Sie ihren Betreiber.',
    clientNotEnabled:
      'Die App, von der Sie hierher geleitet wurden, ist nicht für die Anmeldung eingerichtet. Bitte informieren Sie ihren Betreiber.',
    missingClientId:
      'Aus der Adresse geht nicht hervor, bei welcher App Sie sich anmelden möchten: client_id fehlt. Bitte beginnen Sie in der App.',
    missingRedirectUri:
      'Aus der Adresse geht nicht hervor, wohin es danach zurückgeht: redirect_uri fehlt. Bitte informieren Sie den Betreiber der App.',
    loginOptionUnavailable: 'Diese Art der Anmeldung ist nicht verfügbar. Bitte wählen Sie eine andere.',
    reference: (id) => `Referenz: ${id}`,
  },

  requirements: {
    heading: 'Anforderungen an Ihr Passwort:',
    minimumLength: (count) => `Mindestens ${count} Zeichen`,
    uppercase: 'Ein Großbuchstabe (A–Z)',
    lowercase: 'Ein Kleinbuchstabe (a–z)',
    number: 'Eine Ziffer (0–9)',
    symbol: 'Ein Sonderzeichen, etwa ! ? # oder ein Leerzeichen in der Mitte',
    history: (count) =>
      count === 1 ? 'Nicht Ihr letztes Passwort' : `Keines Ihrer letzten ${count} Passwörter`,
    unmet: 'nicht erfüllt',
  },

  attributes: {
    name: 'Vollständiger Name',
    given_name: 'Vorname',
    family_name: 'Nachname',
    middle_name: 'Zweiter Vorname',
    nickname: 'Spitzname',
    preferred_username: 'Bevorzugter Benutzername',
    profile: 'Profilseite',
    picture: 'Link zu einem Bild',
    website: 'Website',
    email: 'E-Mail-Adresse',
    gender: 'Geschlecht',
    birthdate: 'Geburtsdatum',
    zoneinfo: 'Zeitzone',
    locale: 'Sprache',
    phone_number: 'Telefonnummer',
    address: 'Anschrift',
    updated_at: 'Aktualisiert am',
  },

  attributeHints: {
    phone_number: 'Mit Ländervorwahl, zum Beispiel +14155550123',
    profile: 'Zum Beispiel https://example.com/name',
    picture: 'Zum Beispiel https://example.com/name.jpg',
    website: 'Zum Beispiel https://example.com',
    zoneinfo: 'Zum Beispiel Europe/Berlin',
    locale: 'Zum Beispiel de-DE',
    updated_at: 'In Sekunden seit 1970',
    dateTime: 'Zum Beispiel 2026-01-31',
  },

  errors: {
    general: 'Etwas ist schiefgelaufen. Bitte versuchen Sie es noch einmal.',

    NotAuthorizedException: 'Benutzername oder Passwort ist falsch.',
    passwordAttemptsExceeded:
      'Zu viele falsche Passwörter. Warten Sie eine Weile und versuchen Sie es dann noch einmal.',
    codeAttemptsExceeded:
      'Zu viele falsche Codes. Warten Sie eine Weile und versuchen Sie es dann noch einmal.',
    userDisabled: 'Dieses Konto ist deaktiviert. Bitte wenden Sie sich an die Administration.',
    sessionExpired: 'Der Vorgang hat zu lange gedauert. Bitte beginnen Sie von vorn.',
    temporaryPasswordExpired:
      'Ihr temporäres Passwort ist abgelaufen. Bitten Sie die Administration um ein neues.',
    resetByAdministrator:
      'Nur die Administration kann Ihr Passwort zurücksetzen. Bitte wenden Sie sich an sie.',
    alreadyConfirmed: 'Dieses Konto ist bereits bestätigt. Sie können sich anmelden.',
    signUpNotPermitted: 'Neue Konten kann nur die Administration anlegen.',
    attributeNotWritable: 'Eine dieser Angaben kann hier nicht geändert werden.',

    UserNotFoundException:
      'Dazu gibt es kein Konto. Prüfen Sie Ihre Eingabe und versuchen Sie es noch einmal.',
    UserNotConfirmedException: 'Ihr Konto ist noch nicht bestätigt.',
    PasswordResetRequiredException: 'Ihr Passwort muss zurückgesetzt werden, bevor Sie sich anmelden können.',
    CodeMismatchException: 'Dieser Code ist nicht richtig. Prüfen Sie ihn und versuchen Sie es noch einmal.',
    ExpiredCodeException: 'Dieser Code ist nicht mehr gültig. Fordern Sie einen neuen an.',
    softwareTokenUsed: 'Dieser Code wurde bereits verwendet. Warten Sie auf den nächsten.',
    EnableSoftwareTokenMFAException:
      'Dieser Code ist nicht richtig. Prüfen Sie die Uhrzeit auf Ihrem Smartphone und versuchen Sie es mit dem nächsten Code.',
    SoftwareTokenMFANotFoundException: 'Für dieses Konto ist keine Authenticator-App eingerichtet.',
    LimitExceededException: 'Zu viele Versuche. Warten Sie eine Weile und versuchen Sie es dann noch einmal.',
    TooManyRequestsException:
      'Im Moment gibt es zu viele Anfragen. Warten Sie kurz und versuchen Sie es dann noch einmal.',
    CodeDeliveryFailureException:
      'Der Code konnte nicht gesendet werden. Bitte versuchen Sie es später noch einmal.',

    InvalidPasswordException: 'Dieses Passwort erfüllt die Anforderungen nicht.',
    passwordTooShort: 'Dieses Passwort ist zu kurz.',
    passwordNeedsUppercase: 'Das Passwort muss einen Großbuchstaben enthalten.',
    passwordNeedsLowercase: 'Das Passwort muss einen Kleinbuchstaben enthalten.',
    passwordNeedsNumber: 'Das Passwort muss eine Ziffer enthalten.',
    passwordNeedsSymbol: 'Das Passwort muss ein Sonderzeichen enthalten.',
    PasswordHistoryPolicyViolationException:
      'Sie haben dieses Passwort schon einmal verwendet. Wählen Sie ein anderes.',
    passwordsDiffer: 'Die beiden Passwörter stimmen nicht überein.',
    passwordOuterSpace: 'Das Passwort darf nicht mit einem Leerzeichen beginnen oder enden.',

    UsernameExistsException:
      'Mit diesen Angaben gibt es bereits ein Konto. Melden Sie sich an oder verwenden Sie andere.',
    AliasExistsException: 'Diese E-Mail-Adresse oder Telefonnummer gehört bereits zu einem anderen Konto.',

    InvalidParameterException:
      'Eine der Angaben ist nicht richtig. Prüfen Sie sie und versuchen Sie es noch einmal.',
    invalidEmail: 'Das ist keine gültige E-Mail-Adresse.',
    invalidPhoneNumber: 'Geben Sie die Telefonnummer mit Ländervorwahl ein, zum Beispiel +14155550123.',
    noSpaces: 'Lassen Sie die Leerzeichen weg.',
    tooLong: 'Das ist zu lang.',
    usernameMustBeEmailOrPhoneNumber:
      'Geben Sie Ihre E-Mail-Adresse oder Ihre Telefonnummer mit Ländervorwahl ein.',
    usernameMustNotBeEmail: 'Der Benutzername darf keine E-Mail-Adresse sein.',
    usernameMustNotBePhoneNumber: 'Der Benutzername darf keine Telefonnummer sein.',
    noRecoveryAddress:
      'Es gibt keine Adresse, an die ein Code zum Zurücksetzen Ihres Passworts gehen könnte. Wenden Sie sich an die Administration.',
    attributeRequired: (label) => `Bitte füllen Sie das Feld „${label}“ aus.`,
    attributeInvalid: (label) => `Das Feld „${label}“ hat nicht das richtige Format.`,
    required: 'Füllen Sie alle Pflichtfelder aus.',

    UnexpectedLambdaException:
      'Die Anmeldung ist an einem Fehler dieser Website gescheitert. Bitte versuchen Sie es später noch einmal oder wenden Sie sich an die Administration.',
    MFAMethodNotFoundException:
      'Für dieses Konto ist kein zweiter Schritt für die Anmeldung eingerichtet. Bitte wenden Sie sich an die Administration.',
    ResourceNotFoundException: 'Das gibt es nicht mehr. Bitte beginnen Sie erneut in der App.',
    UserLambdaValidationException:
      'Ihre Anfrage wurde abgelehnt. Bitte wenden Sie sich an die Administration.',
    WebAuthnChallengeNotFoundException:
      'Der Vorgang hat zu lange gedauert. Bitte versuchen Sie es noch einmal mit Ihrem Passkey.',
    WebAuthnCredentialNotSupportedException: 'Diese Art von Passkey wird hier nicht unterstützt.',
    WebAuthnNotEnabledException: 'Passkeys sind hier nicht aktiviert.',
    WebAuthnOriginNotAllowedException: 'Passkeys können unter dieser Adresse nicht verwendet werden.',
    WebAuthnRelyingPartyMismatchException: 'Dieser Passkey gehört zu einer anderen Website.',
    passkeyNotAccepted:
      'Dieser Passkey wurde nicht akzeptiert. Versuchen Sie es noch einmal oder melden Sie sich auf andere Weise an.',
    tooManyPasskeys: 'Für Ihr Konto ist die Höchstzahl an Passkeys bereits erreicht.',
    signInFirst: 'Melden Sie sich zuerst an und fügen Sie dann Ihren Passkey hinzu.',

    formExpired: 'Diese Seite war zu lange geöffnet. Bitte versuchen Sie es noch einmal.',
  },
}
