import type { Messages } from './en.ts'

/** The texts in Italian, in the second person that Italian products speak in. */
export const it: Messages = {
  common: {
    username: 'Nome utente',
    email: 'Indirizzo email',
    phoneNumber: 'Numero di telefono',
    emailOrPhoneNumber: 'Indirizzo email o numero di telefono',
    usernameOrEmail: 'Nome utente o indirizzo email',
    usernameOrPhoneNumber: 'Nome utente o numero di telefono',
    usernameEmailOrPhoneNumber: 'Nome utente, indirizzo email o numero di telefono',
    password: 'Password',
    newPassword: 'Nuova password',
    confirmPassword: 'Conferma password',
    code: 'Codice',
    optional: 'facoltativo',
    next: 'Avanti',
    continue: 'Continua',
    back: 'Indietro',
    backToSignIn: 'Torna all’accesso',
    or: 'oppure',
    toContinueTo: (application) => `per continuare su ${application}`,
    signingInAs: (username) => `Accesso come ${username}`,
    errorHeading: 'Si è verificato un problema',
    yes: 'Sì',
    no: 'No',
    choose: 'Scegli…',
    moreOptions: 'Altre opzioni',
  },

  terms: {
    termsOfUse: 'Condizioni d’uso',
    privacyPolicy: 'Informativa sulla privacy',
    heading: 'Informazioni legali',
    notice: 'Creando un account accetti le condizioni riportate nei link in basso.',
  },

  signIn: {
    title: 'Accedi',
    submit: 'Accedi',
    forgotPassword: 'Hai dimenticato la password?',
    noAccount: 'Non hai un account?',
    signUp: 'Crea un account',
    continueWith: (provider) => `Continua con ${provider}`,
    providers: 'Accedi con un altro account',
  },

  continueSession: {
    title: 'Ti diamo il bentornato',
    lead: 'Hai già effettuato l’accesso.',
    submit: (name) => `Continua come ${name}`,
    anotherUser: 'Usa un altro account',
  },

  selfRegistered: {
    claimedName: (application) =>
      `L’app «${application}» si è registrata qui da sola: nessuno ha verificato questo nome.`,
    leadsTo: (host) => `Ti porta a ${host}.`,
  },

  chooseFactor: {
    title: 'Scegli come accedere',
    passkey: 'Usa una passkey',
    passkeyHint: 'Volto, impronta digitale, blocco schermo o chiave di sicurezza',
    email: 'Ricevi un codice via email',
    sms: 'Ricevi un codice via SMS',
    passwordSubmit: 'Accedi',
  },

  code: {
    appTitle: 'Inserisci il codice',
    emailTitle: 'Controlla la tua email',
    smsTitle: 'Controlla il telefono',
    appLead: 'Apri la tua app di autenticazione e inserisci le sei cifre visualizzate.',
    emailLead: (destination) => `Abbiamo inviato un codice a ${destination}.`,
    smsLead: (destination) => `Abbiamo inviato un SMS con un codice al numero ${destination}.`,
    emailLeadUnknown: 'Ti abbiamo inviato un codice via email.',
    smsLeadUnknown: 'Ti abbiamo inviato un codice via SMS.',
    submit: 'Continua',
    noCode: 'Non hai ricevuto il codice?',
    resend: 'Invia un nuovo codice',
    resent: 'Abbiamo inviato un nuovo codice.',
    anotherWay: 'Usa un altro metodo',
    startAgain: 'Ricomincia',
  },

  chooseMfa: {
    title: 'Conferma la tua identità',
    lead: 'Scegli come ottenere il codice.',
    app: 'App di autenticazione',
    appHint: 'Inserisci il codice visualizzato dalla tua app',
    email: 'Email',
    sms: 'SMS',
  },

  mfaSetup: {
    choiceTitle: 'Proteggi il tuo account',
    choiceLead: 'Per accedere a questo account è richiesto un secondo passaggio. Scegli quale configurare.',
    app: 'App di autenticazione',
    appHint: 'Codici da un’app sul tuo telefono, anche senza rete',
    email: 'Email',
    emailHint: 'Codici inviati al tuo indirizzo email',
    appTitle: 'Configura la tua app di autenticazione',
    appScan: 'Scansiona questa immagine con la tua app di autenticazione.',
    qrCode: 'Codice QR con la chiave segreta per la tua app di autenticazione',
    cannotScan: 'Non riesci a scansionarla?',
    openApp: 'Apri in un’app su questo dispositivo',
    enterSecret: 'Oppure inserisci questa chiave nell’app:',
    appCode: 'Poi inserisci le sei cifre visualizzate dall’app.',
    appSubmit: 'Fine',
    emailTitle: 'Configura i codici via email',
    emailLead: 'Inserisci l’indirizzo a cui vuoi ricevere i codici.',
    emailSubmit: 'Invia codice',
  },

  newPassword: {
    title: 'Scegli una nuova password',
    lead: 'Per continuare devi impostare una password personale.',
    attributes: 'Ci servono anche queste informazioni:',
    submit: 'Salva e accedi',
  },

  signUp: {
    title: 'Crea il tuo account',
    submit: 'Crea account',
    haveAccount: 'Hai già un account?',
    signIn: 'Accedi',
  },

  confirmSignUp: {
    title: 'Conferma il tuo account',
    emailLead: (destination) => `Inserisci il codice che abbiamo inviato a ${destination}.`,
    smsLead: (destination) => `Inserisci il codice che abbiamo inviato via SMS al numero ${destination}.`,
    leadUnknown: 'Inserisci il codice che ti abbiamo inviato.',
    linkLead: (destination) => `Apri il link che abbiamo inviato a ${destination}, poi accedi.`,
    linkLeadUnknown: 'Apri il link che ti abbiamo inviato, poi accedi.',
    submit: 'Conferma account',
    resendLink: 'Invia un nuovo link',
    resentLink: 'Abbiamo inviato un nuovo link.',
  },

  forgotPassword: {
    title: 'Reimposta la password',
    lead: 'Indica il tuo account e ti invieremo un codice.',
    submit: 'Invia codice',
  },

  resetPassword: {
    title: 'Scegli una nuova password',
    lead: (destination) =>
      `Abbiamo inviato un codice a ${destination}. Inseriscilo insieme alla nuova password.`,
    leadUnknown: 'Inserisci il codice che ti abbiamo inviato e la nuova password.',
    submit: 'Cambia password',
    done: 'La password è stata cambiata. Ora puoi usarla per accedere.',
  },

  passkey: {
    title: 'Usa la tua passkey',
    lead: 'Il dispositivo ti chiederà il volto, l’impronta digitale o il blocco schermo.',
    submit: 'Continua con una passkey',
    anotherWay: 'Usa un altro metodo',
    noScript:
      'Le passkey richiedono JavaScript. Attivalo e ricarica questa pagina, oppure accedi con un altro metodo.',
    unsupported: 'Questo browser non supporta le passkey. Accedi con un altro metodo.',
    failed: 'La passkey non è stata usata. Riprova o accedi con un altro metodo.',
  },

  addPasskey: {
    title: 'Accedi più velocemente con una passkey',
    lead: 'Una passkey sostituisce la password con il volto, l’impronta digitale o il blocco schermo.',
    points: [
      'Niente da ricordare, niente da digitare',
      'Al sicuro dal phishing: funziona solo su questo sito',
      'L’impronta e il volto non lasciano mai il tuo dispositivo',
    ],
    submit: 'Crea una passkey',
    notNow: 'Non ora',
    noScript: 'Le passkey richiedono JavaScript. Attivalo e ricarica questa pagina.',
    unsupported: 'Questo browser non può creare passkey.',
    failed: 'Non è stata creata alcuna passkey. Riprova.',
    alreadyRegistered: 'Questo dispositivo ha già una passkey per il tuo account.',
  },

  passkeyAdded: {
    title: 'La tua passkey è pronta',
    lead: 'Usala al prossimo accesso.',
  },

  signedOut: {
    title: 'Hai effettuato la disconnessione',
    lead: 'Puoi chiudere questa pagina.',
    signIn: 'Accedi di nuovo',
  },

  message: {
    confirmedTitle: 'Account confermato',
    confirmed: 'Il tuo account è confermato. Ora puoi accedere.',
    signIn: 'Accedi',
    verifiedTitle: 'Grazie',
    verified: 'Il tuo indirizzo è confermato. Puoi chiudere questa pagina.',
  },

  error: {
    title: 'Si è verificato un errore',
    lead: 'Si è verificato un problema con la pagina richiesta.',
    notFoundTitle: 'Pagina non trovata',
    notFound: 'Non c’è nulla a questo indirizzo.',
    unavailableTitle: 'Accesso non disponibile',
    unavailable: 'Le pagine di accesso non sono disponibili. Contatta un amministratore.',
    redirectMismatch:
      'L’app ha chiesto di tornare a un indirizzo che non risulta registrato. Avvisa i gestori dell’app.',
    unknownClient: 'L’app da cui provieni non è riconosciuta. Avvisa i suoi gestori.',
    clientNotEnabled: 'L’app da cui provieni non è configurata per l’accesso. Avvisa i suoi gestori.',
    missingClientId:
      'Questo indirizzo non dice a quale app vuoi accedere: manca client_id. Riparti dall’app.',
    missingRedirectUri:
      'Questo indirizzo non dice dove tornare: manca redirect_uri. Avvisa i gestori dell’app.',
    loginOptionUnavailable: 'Questo metodo di accesso non è disponibile. Scegline un altro.',
    reference: (id) => `Riferimento: ${id}`,
  },

  requirements: {
    heading: 'Requisiti della password:',
    minimumLength: (count) => (count === 1 ? 'Almeno 1 carattere' : `Almeno ${count} caratteri`),
    uppercase: 'Una lettera maiuscola (A–Z)',
    lowercase: 'Una lettera minuscola (a–z)',
    number: 'Un numero (0–9)',
    symbol: 'Un simbolo, come ! ? # o uno spazio all’interno',
    history: (count) =>
      count === 1 ? 'Diversa dalla tua ultima password' : `Diversa dalle tue ultime ${count} password`,
    unmet: 'non soddisfatto',
  },

  attributes: {
    name: 'Nome completo',
    given_name: 'Nome',
    family_name: 'Cognome',
    middle_name: 'Secondo nome',
    nickname: 'Soprannome',
    preferred_username: 'Nome utente preferito',
    profile: 'Pagina del profilo',
    picture: 'Link a un’immagine',
    website: 'Sito web',
    email: 'Indirizzo email',
    gender: 'Genere',
    birthdate: 'Data di nascita',
    zoneinfo: 'Fuso orario',
    locale: 'Lingua',
    phone_number: 'Numero di telefono',
    address: 'Indirizzo',
    updated_at: 'Data di aggiornamento',
  },

  attributeHints: {
    phone_number: 'Con il prefisso internazionale, ad esempio +14155550123',
    profile: 'Ad esempio https://example.com/nome',
    picture: 'Ad esempio https://example.com/nome.jpg',
    website: 'Ad esempio https://example.com',
    zoneinfo: 'Ad esempio Europe/Rome',
    locale: 'Ad esempio it-IT',
    updated_at: 'In secondi dal 1970',
    dateTime: 'Ad esempio 2026-01-31',
  },

  errors: {
    general: 'Si è verificato un errore. Riprova.',

    NotAuthorizedException: 'Nome utente o password non corretti.',
    passwordAttemptsExceeded: 'Troppe password errate. Attendi un po’, poi riprova.',
    codeAttemptsExceeded: 'Troppi codici errati. Attendi un po’, poi riprova.',
    userDisabled: 'Questo account è disattivato. Contatta un amministratore.',
    sessionExpired: 'È passato troppo tempo. Ricomincia.',
    temporaryPasswordExpired: 'La tua password temporanea è scaduta. Chiedine una nuova a un amministratore.',
    resetByAdministrator: 'Solo un amministratore può reimpostare la tua password. Contattane uno.',
    alreadyConfirmed: 'Questo account è già confermato. Puoi accedere.',
    signUpNotPermitted: 'Solo un amministratore può creare nuovi account.',
    attributeNotWritable: 'Uno di questi dati non può essere modificato qui.',

    UserNotFoundException: 'Non troviamo alcun account con questi dati. Controllali e riprova.',
    UserNotConfirmedException: 'Il tuo account non è ancora confermato.',
    PasswordResetRequiredException: 'Devi reimpostare la password prima di poter accedere.',
    CodeMismatchException: 'Il codice non è corretto. Controllalo e riprova.',
    ExpiredCodeException: 'Il codice non è più valido. Richiedine uno nuovo.',
    softwareTokenUsed: 'Il codice è già stato usato. Attendi il prossimo.',
    EnableSoftwareTokenMFAException:
      'Il codice non è corretto. Controlla l’ora del telefono e prova con il codice successivo.',
    SoftwareTokenMFANotFoundException: 'Per questo account non è configurata alcuna app di autenticazione.',
    LimitExceededException: 'Troppi tentativi. Attendi un po’, poi riprova.',
    TooManyRequestsException: 'Troppe richieste in questo momento. Attendi un attimo, poi riprova.',
    CodeDeliveryFailureException: 'Non è stato possibile inviare il codice. Riprova più tardi.',

    InvalidPasswordException: 'Questa password non soddisfa i requisiti.',
    passwordTooShort: 'Questa password è troppo corta.',
    passwordNeedsUppercase: 'La password deve contenere una lettera maiuscola.',
    passwordNeedsLowercase: 'La password deve contenere una lettera minuscola.',
    passwordNeedsNumber: 'La password deve contenere un numero.',
    passwordNeedsSymbol: 'La password deve contenere un simbolo.',
    PasswordHistoryPolicyViolationException: 'Hai già usato questa password. Scegline un’altra.',
    passwordsDiffer: 'Le due password non coincidono.',
    passwordOuterSpace: 'La password non può iniziare né finire con uno spazio.',

    UsernameExistsException: 'Esiste già un account con questi dati. Accedi o usa dati diversi.',
    AliasExistsException: 'Un altro account usa già questo indirizzo email o numero di telefono.',

    InvalidParameterException: 'Uno dei dati non è corretto. Controllali e riprova.',
    invalidEmail: 'Questo non è un indirizzo email valido.',
    invalidPhoneNumber:
      'Inserisci il numero di telefono con il prefisso internazionale, ad esempio +14155550123.',
    noSpaces: 'Non usare spazi.',
    tooLong: 'È troppo lungo.',
    usernameMustBeEmailOrPhoneNumber:
      'Inserisci il tuo indirizzo email o il tuo numero di telefono con il prefisso internazionale.',
    usernameMustNotBeEmail: 'Il nome utente non può essere un indirizzo email.',
    usernameMustNotBePhoneNumber: 'Il nome utente non può essere un numero di telefono.',
    noRecoveryAddress:
      'Non c’è un recapito a cui inviare un codice per reimpostare la password. Contatta un amministratore.',
    attributeRequired: (label) => `Compila il campo «${label}».`,
    attributeInvalid: (label) => `Il formato del campo «${label}» non è corretto.`,
    required: 'Compila tutti i campi obbligatori.',

    UnexpectedLambdaException:
      'L’accesso non è riuscito per un errore di questo sito. Riprova più tardi o contatta un amministratore.',
    MFAMethodNotFoundException:
      'Questo account non ha un secondo passaggio con cui accedere. Contatta un amministratore.',
    ResourceNotFoundException: 'Questo elemento non esiste più. Ricomincia dall’app.',
    UserLambdaValidationException: 'La tua richiesta è stata rifiutata. Contatta un amministratore.',
    WebAuthnChallengeNotFoundException: 'È passato troppo tempo. Riprova con la tua passkey.',
    WebAuthnCredentialNotSupportedException: 'Questo tipo di passkey non è supportato qui.',
    WebAuthnNotEnabledException: 'Le passkey non sono attive qui.',
    WebAuthnOriginNotAllowedException: 'Le passkey non possono essere usate a questo indirizzo.',
    WebAuthnRelyingPartyMismatchException: 'Questa passkey appartiene a un altro sito.',
    passkeyNotAccepted: 'Questa passkey non è stata accettata. Riprova o accedi con un altro metodo.',
    tooManyPasskeys: 'Il tuo account ha già raggiunto il numero massimo di passkey.',
    signInFirst: 'Prima accedi, poi aggiungi la tua passkey.',

    formExpired: 'Questa pagina è rimasta aperta troppo a lungo. Riprova.',
  },
}
