import type { Messages } from './en.ts'

/** The texts in Spanish, in the formal imperative and in words of every country. */
export const es: Messages = {
  common: {
    username: 'Nombre de usuario',
    email: 'Correo electrónico',
    phoneNumber: 'Número de teléfono',
    emailOrPhoneNumber: 'Correo electrónico o número de teléfono',
    usernameOrEmail: 'Nombre de usuario o correo electrónico',
    usernameOrPhoneNumber: 'Nombre de usuario o número de teléfono',
    usernameEmailOrPhoneNumber: 'Nombre de usuario, correo electrónico o número de teléfono',
    password: 'Contraseña',
    newPassword: 'Contraseña nueva',
    confirmPassword: 'Confirmar contraseña',
    code: 'Código',
    optional: 'opcional',
    next: 'Siguiente',
    continue: 'Continuar',
    back: 'Atrás',
    backToSignIn: 'Volver al inicio de sesión',
    or: 'o',
    toContinueTo: (application) => `para continuar en ${application}`,
    signingInAs: (username) => `Iniciando sesión como ${username}`,
    errorHeading: 'Se ha producido un problema',
    yes: 'Sí',
    no: 'No',
    choose: 'Seleccionar…',
    moreOptions: 'Más opciones',
  },

  terms: {
    termsOfUse: 'Términos de uso',
    privacyPolicy: 'Política de privacidad',
    heading: 'Información legal',
    notice: 'Al crear una cuenta, acepta los términos enlazados a continuación.',
  },

  signIn: {
    title: 'Iniciar sesión',
    submit: 'Iniciar sesión',
    forgotPassword: '¿Ha olvidado su contraseña?',
    noAccount: '¿Aún no tiene cuenta?',
    signUp: 'Crear una cuenta',
    continueWith: (provider) => `Continuar con ${provider}`,
    providers: 'Iniciar sesión con otra cuenta',
  },

  continueSession: {
    title: 'Hola de nuevo',
    lead: 'Ya ha iniciado sesión.',
    submit: (name) => `Continuar como ${name}`,
    anotherUser: 'Usar otra cuenta',
  },

  selfRegistered: {
    claimedName: (application) =>
      `La aplicación «${application}» se ha registrado aquí por su cuenta: nadie ha comprobado ese nombre.`,
    leadsTo: (host) => `Le lleva a ${host}.`,
  },

  chooseFactor: {
    title: 'Elija cómo iniciar sesión',
    passkey: 'Usar una llave de acceso',
    passkeyHint: 'Rostro, huella digital, bloqueo de pantalla o llave de seguridad',
    email: 'Recibir código por correo',
    sms: 'Recibir código por SMS',
    passwordSubmit: 'Iniciar sesión',
  },

  code: {
    appTitle: 'Introduzca su código',
    emailTitle: 'Revise su correo',
    smsTitle: 'Revise su teléfono',
    appLead: 'Abra su aplicación de autenticación e introduzca los seis dígitos que muestra.',
    emailLead: (destination) => `Hemos enviado un código a ${destination}.`,
    smsLead: (destination) => `Hemos enviado un SMS con un código a ${destination}.`,
    emailLeadUnknown: 'Le hemos enviado un código por correo electrónico.',
    smsLeadUnknown: 'Le hemos enviado un código por SMS.',
    submit: 'Continuar',
    noCode: '¿No ha recibido el código?',
    resend: 'Enviar otro código',
    resent: 'Hemos enviado un código nuevo.',
    anotherWay: 'Usar otro método',
    startAgain: 'Empezar de nuevo',
  },

  chooseMfa: {
    title: 'Confirme su identidad',
    lead: 'Elija cómo obtener su código.',
    app: 'Aplicación de autenticación',
    appHint: 'Introduzca el código que muestra su aplicación',
    email: 'Correo electrónico',
    sms: 'SMS',
  },

  mfaSetup: {
    choiceTitle: 'Proteja su cuenta',
    choiceLead: 'Esta cuenta requiere un segundo paso para iniciar sesión. Elija cuál desea configurar.',
    app: 'Aplicación de autenticación',
    appHint: 'Códigos de una aplicación de su teléfono, incluso sin conexión',
    email: 'Correo electrónico',
    emailHint: 'Códigos enviados a su correo electrónico',
    appTitle: 'Configure su aplicación de autenticación',
    appScan: 'Escanee esta imagen con su aplicación de autenticación.',
    qrCode: 'Código QR con la clave secreta para su aplicación de autenticación',
    cannotScan: '¿No puede escanearla?',
    openApp: 'Abrir en una aplicación de este dispositivo',
    enterSecret: 'O introduzca esta clave en la aplicación:',
    appCode: 'A continuación, introduzca los seis dígitos que muestra la aplicación.',
    appSubmit: 'Finalizar',
    emailTitle: 'Configure los códigos por correo',
    emailLead: 'Introduzca la dirección en la que desea recibir los códigos.',
    emailSubmit: 'Enviar código',
  },

  newPassword: {
    title: 'Elija una contraseña nueva',
    lead: 'Para continuar, necesita una contraseña propia.',
    attributes: 'También necesitamos estos datos:',
    submit: 'Guardar e iniciar sesión',
  },

  signUp: {
    title: 'Cree su cuenta',
    submit: 'Crear cuenta',
    haveAccount: '¿Ya tiene una cuenta?',
    signIn: 'Iniciar sesión',
  },

  confirmSignUp: {
    title: 'Confirme su cuenta',
    emailLead: (destination) => `Introduzca el código que hemos enviado a ${destination}.`,
    smsLead: (destination) => `Introduzca el código que hemos enviado por SMS a ${destination}.`,
    leadUnknown: 'Introduzca el código que le hemos enviado.',
    linkLead: (destination) =>
      `Abra el enlace que hemos enviado a ${destination} y, a continuación, inicie sesión.`,
    linkLeadUnknown: 'Abra el enlace que le hemos enviado y, a continuación, inicie sesión.',
    submit: 'Confirmar cuenta',
    resendLink: 'Enviar otro enlace',
    resentLink: 'Hemos enviado un enlace nuevo.',
  },

  forgotPassword: {
    title: 'Restablezca su contraseña',
    lead: 'Indique cuál es su cuenta y le enviaremos un código.',
    submit: 'Enviar código',
  },

  resetPassword: {
    title: 'Elija una contraseña nueva',
    lead: (destination) =>
      `Hemos enviado un código a ${destination}. Introdúzcalo junto con su contraseña nueva.`,
    leadUnknown: 'Introduzca el código que le hemos enviado y su contraseña nueva.',
    submit: 'Cambiar contraseña',
    done: 'Su contraseña se ha cambiado. Ya puede iniciar sesión con ella.',
  },

  passkey: {
    title: 'Use su llave de acceso',
    lead: 'Su dispositivo le pedirá su rostro, su huella digital o el bloqueo de pantalla.',
    submit: 'Usar llave de acceso',
    anotherWay: 'Usar otro método',
    noScript:
      'Las llaves de acceso requieren JavaScript. Actívelo y vuelva a cargar esta página, o inicie sesión con otro método.',
    unsupported: 'Este navegador no admite llaves de acceso. Inicie sesión con otro método.',
    failed: 'No se ha usado su llave de acceso. Inténtelo de nuevo o inicie sesión con otro método.',
  },

  addPasskey: {
    title: 'Inicie sesión más rápido con una llave de acceso',
    lead: 'Una llave de acceso sustituye su contraseña por su rostro, su huella digital o el bloqueo de pantalla.',
    points: [
      'Nada que recordar, nada que escribir',
      'A salvo del phishing: solo funciona en este sitio',
      'Su huella y su rostro nunca salen de su dispositivo',
    ],
    submit: 'Crear llave de acceso',
    notNow: 'Ahora no',
    noScript: 'Las llaves de acceso requieren JavaScript. Actívelo y vuelva a cargar esta página.',
    unsupported: 'Este navegador no puede crear llaves de acceso.',
    failed: 'No se ha creado ninguna llave de acceso. Inténtelo de nuevo.',
    alreadyRegistered: 'Este dispositivo ya tiene una llave de acceso para su cuenta.',
  },

  passkeyAdded: {
    title: 'Su llave de acceso está lista',
    lead: 'Úsela la próxima vez que inicie sesión.',
  },

  signedOut: {
    title: 'Ha cerrado sesión',
    lead: 'Puede cerrar esta página.',
    signIn: 'Volver a iniciar sesión',
  },

  message: {
    confirmedTitle: 'Cuenta confirmada',
    confirmed: 'Su cuenta está confirmada. Ya puede iniciar sesión.',
    signIn: 'Iniciar sesión',
    verifiedTitle: 'Gracias',
    verified: 'Su dirección está confirmada. Puede cerrar esta página.',
  },

  error: {
    title: 'Se ha producido un error',
    lead: 'Ha habido un problema con la página solicitada.',
    notFoundTitle: 'Página no encontrada',
    notFound: 'No hay nada en esta dirección.',
    unavailableTitle: 'Inicio de sesión no disponible',
    unavailable:
      'Las páginas de inicio de sesión no están disponibles. Póngase en contacto con un administrador.',
    redirectMismatch:
      'La aplicación ha pedido volver a una dirección que no tiene registrada. Avise a los responsables de la aplicación.',
    unknownClient: 'No se reconoce la aplicación desde la que ha llegado aquí. Avise a sus responsables.',
    clientNotEnabled:
      'La aplicación desde la que ha llegado aquí no está configurada para iniciar sesión. Avise a sus responsables.',
    missingClientId:
      'Esta dirección no indica en qué aplicación quiere iniciar sesión: falta client_id. Empiece desde la aplicación.',
    missingRedirectUri:
      'Esta dirección no indica adónde volver: falta redirect_uri. Avise a los responsables de la aplicación.',
    loginOptionUnavailable: 'Esta forma de iniciar sesión no está disponible. Elija otra.',
    reference: (id) => `Referencia: ${id}`,
  },

  requirements: {
    heading: 'Requisitos de la contraseña:',
    minimumLength: (count) => (count === 1 ? 'Al menos 1 carácter' : `Al menos ${count} caracteres`),
    uppercase: 'Una letra mayúscula (A–Z)',
    lowercase: 'Una letra minúscula (a–z)',
    number: 'Un número (0–9)',
    symbol: 'Un símbolo, como ! ? # o un espacio intermedio',
    history: (count) =>
      count === 1 ? 'Distinta de su última contraseña' : `Distinta de sus ${count} últimas contraseñas`,
    unmet: 'no se cumple',
  },

  attributes: {
    name: 'Nombre completo',
    given_name: 'Nombre',
    family_name: 'Apellidos',
    middle_name: 'Segundo nombre',
    nickname: 'Apodo',
    preferred_username: 'Nombre de usuario preferido',
    profile: 'Página de perfil',
    picture: 'Enlace a una imagen',
    website: 'Sitio web',
    email: 'Correo electrónico',
    gender: 'Género',
    birthdate: 'Fecha de nacimiento',
    zoneinfo: 'Zona horaria',
    locale: 'Idioma',
    phone_number: 'Número de teléfono',
    address: 'Dirección postal',
    updated_at: 'Fecha de actualización',
  },

  attributeHints: {
    phone_number: 'Con el código de país, por ejemplo +14155550123',
    profile: 'Por ejemplo, https://example.com/nombre',
    picture: 'Por ejemplo, https://example.com/nombre.jpg',
    website: 'Por ejemplo, https://example.com',
    zoneinfo: 'Por ejemplo, Europe/Madrid',
    locale: 'Por ejemplo, es-ES',
    updated_at: 'En segundos desde 1970',
    dateTime: 'Por ejemplo, 2026-01-31',
  },

  errors: {
    general: 'Se ha producido un error. Inténtelo de nuevo.',

    NotAuthorizedException: 'El nombre de usuario o la contraseña no son correctos.',
    passwordAttemptsExceeded: 'Demasiadas contraseñas incorrectas. Espere un poco e inténtelo de nuevo.',
    codeAttemptsExceeded: 'Demasiados códigos incorrectos. Espere un poco e inténtelo de nuevo.',
    userDisabled: 'Esta cuenta está deshabilitada. Póngase en contacto con un administrador.',
    sessionExpired: 'Ha pasado demasiado tiempo. Empiece de nuevo.',
    temporaryPasswordExpired: 'Su contraseña temporal ha caducado. Pida una nueva a un administrador.',
    resetByAdministrator:
      'Solo un administrador puede restablecer su contraseña. Póngase en contacto con uno.',
    alreadyConfirmed: 'Esta cuenta ya está confirmada. Puede iniciar sesión.',
    signUpNotPermitted: 'Solo un administrador puede crear cuentas nuevas.',
    attributeNotWritable: 'Uno de estos datos no se puede cambiar aquí.',

    UserNotFoundException: 'No encontramos ninguna cuenta con estos datos. Revíselos e inténtelo de nuevo.',
    UserNotConfirmedException: 'Su cuenta aún no está confirmada.',
    PasswordResetRequiredException: 'Debe restablecer su contraseña antes de iniciar sesión.',
    CodeMismatchException: 'Ese código no es correcto. Compruébelo e inténtelo de nuevo.',
    ExpiredCodeException: 'Ese código ya no es válido. Solicite uno nuevo.',
    softwareTokenUsed: 'Ese código ya se ha usado. Espere al siguiente.',
    EnableSoftwareTokenMFAException:
      'Ese código no es correcto. Compruebe la hora de su teléfono y pruebe con el código siguiente.',
    SoftwareTokenMFANotFoundException:
      'Esta cuenta no tiene configurada ninguna aplicación de autenticación.',
    LimitExceededException: 'Demasiados intentos. Espere un poco e inténtelo de nuevo.',
    TooManyRequestsException:
      'Hay demasiadas solicitudes en este momento. Espere un momento e inténtelo de nuevo.',
    CodeDeliveryFailureException: 'No hemos podido enviar el código. Inténtelo más tarde.',

    InvalidPasswordException: 'Esta contraseña no cumple los requisitos.',
    passwordTooShort: 'Esta contraseña es demasiado corta.',
    passwordNeedsUppercase: 'La contraseña debe contener una letra mayúscula.',
    passwordNeedsLowercase: 'La contraseña debe contener una letra minúscula.',
    passwordNeedsNumber: 'La contraseña debe contener un número.',
    passwordNeedsSymbol: 'La contraseña debe contener un símbolo.',
    PasswordHistoryPolicyViolationException: 'Ya ha usado esta contraseña. Elija otra.',
    passwordsDiffer: 'Las contraseñas no coinciden.',
    passwordOuterSpace: 'La contraseña no puede empezar ni terminar con un espacio.',

    UsernameExistsException: 'Ya existe una cuenta con estos datos. Inicie sesión o use otros datos.',
    AliasExistsException: 'Otra cuenta ya usa este correo electrónico o número de teléfono.',

    InvalidParameterException: 'Uno de los datos no es correcto. Revíselos e inténtelo de nuevo.',
    invalidEmail: 'Esta dirección de correo electrónico no es válida.',
    invalidPhoneNumber: 'Introduzca el número de teléfono con el código de país, por ejemplo +14155550123.',
    noSpaces: 'Escríbalo sin espacios.',
    tooLong: 'Es demasiado largo.',
    usernameMustBeEmailOrPhoneNumber:
      'Introduzca su correo electrónico o su número de teléfono con el código de país.',
    usernameMustNotBeEmail: 'El nombre de usuario no puede ser un correo electrónico.',
    usernameMustNotBePhoneNumber: 'El nombre de usuario no puede ser un número de teléfono.',
    noRecoveryAddress:
      'No hay ninguna dirección a la que enviar un código para restablecer su contraseña. Póngase en contacto con un administrador.',
    attributeRequired: (label) => `Complete el campo «${label}».`,
    attributeInvalid: (label) => `El campo «${label}» no tiene el formato correcto.`,
    required: 'Complete todos los campos obligatorios.',

    UnexpectedLambdaException:
      'El inicio de sesión ha fallado por un error de este sitio. Inténtelo más tarde o póngase en contacto con un administrador.',
    MFAMethodNotFoundException:
      'Esta cuenta no tiene un segundo paso con el que iniciar sesión. Póngase en contacto con un administrador.',
    ResourceNotFoundException: 'Esto ya no está disponible. Vuelva a empezar desde la aplicación.',
    UserLambdaValidationException: 'Su solicitud se ha rechazado. Póngase en contacto con un administrador.',
    WebAuthnChallengeNotFoundException: 'Ha pasado demasiado tiempo. Pruebe de nuevo con su llave de acceso.',
    WebAuthnCredentialNotSupportedException: 'Aquí no se admite este tipo de llave de acceso.',
    WebAuthnNotEnabledException: 'Las llaves de acceso no están habilitadas aquí.',
    WebAuthnOriginNotAllowedException: 'No se pueden usar llaves de acceso en esta dirección.',
    WebAuthnRelyingPartyMismatchException: 'Esta llave de acceso pertenece a otro sitio.',
    passkeyNotAccepted:
      'No se ha aceptado esta llave de acceso. Inténtelo de nuevo o inicie sesión con otro método.',
    tooManyPasskeys: 'Su cuenta ya tiene el número máximo de llaves de acceso.',
    signInFirst: 'Inicie sesión primero y después añada su llave de acceso.',

    formExpired: 'Esta página ha estado abierta demasiado tiempo. Inténtelo de nuevo.',
  },
}
