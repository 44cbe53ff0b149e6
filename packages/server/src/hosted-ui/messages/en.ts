/**
 * Every text of the pages. Texts with something to fill in are functions; what they are given is shown as it is (names,
 * addresses and numbers that are never translated). Sentences speak to the visitor, plainly, without blame.
 */
export const en = {
  /** Words that several pages share. */
  common: {
    username: 'Username',
    email: 'Email address',
    phoneNumber: 'Phone number',
    emailOrPhoneNumber: 'Email address or phone number',
    /** Pools where people sign in by a username and other names. */
    usernameOrEmail: 'Username or email address',
    usernameOrPhoneNumber: 'Username or phone number',
    usernameEmailOrPhoneNumber: 'Username, email address, or phone number',
    password: 'Password',
    newPassword: 'New password',
    confirmPassword: 'Confirm password',
    code: 'Code',
    optional: 'optional',
    next: 'Next',
    continue: 'Continue',
    back: 'Back',
    backToSignIn: 'Back to sign in',
    /** Between two ways to sign in. */
    or: 'or',
    /** Under the title, where the app has a name. */
    toContinueTo: (application: string) => `to continue to ${application}`,
    /** Under the title, to say whose account the step is about. */
    signingInAs: (username: string) => `Signing in as ${username}`,
    /** Read out at the head of the box with an error. */
    errorHeading: 'There is a problem',
    /** An answer of a boolean attribute. */
    yes: 'Yes',
    no: 'No',
    /** The empty choice of a list. */
    choose: 'Choose…',
    /** The landmark with links about the account, read out by screen readers. */
    moreOptions: 'More options',
  },

  terms: {
    termsOfUse: 'Terms of use',
    privacyPolicy: 'Privacy policy',
    /** Read out before the links at the foot of a page. */
    heading: 'Legal',
    /** Above the button of the sign-up page; the links follow in the foot of the page. */
    notice: 'By creating an account you accept the terms linked below.',
  },

  signIn: {
    title: 'Sign in',
    submit: 'Sign in',
    forgotPassword: 'Forgot your password?',
    noAccount: 'New here?',
    signUp: 'Create an account',
    continueWith: (provider: string) => `Continue with ${provider}`,
    /** Heading of the list of providers, read out by screen readers. */
    providers: 'Sign in with another account',
  },

  continueSession: {
    title: 'Welcome back',
    lead: 'You are already signed in.',
    submit: (name: string) => `Continue as ${name}`,
    anotherUser: 'Use another account',
  },

  /** Of an application that registered itself, below the title. */
  selfRegistered: {
    claimedName: (application: string) =>
      `“${application}” registered itself here: nobody has checked that name.`,
    /** A host such as `app.example.com`, or the scheme of an app on the device. */
    leadsTo: (host: string) => `It takes you to ${host}.`,
  },

  chooseFactor: {
    title: 'Choose how to sign in',
    passkey: 'Use a passkey',
    passkeyHint: 'Your face, fingerprint, screen lock, or security key',
    email: 'Email me a code',
    sms: 'Text me a code',
    passwordSubmit: 'Sign in',
  },

  code: {
    /** Titles by where the code is. */
    appTitle: 'Enter your code',
    emailTitle: 'Check your email',
    smsTitle: 'Check your phone',
    appLead: 'Open your authenticator app and enter the six digits it shows.',
    /** The destination is masked: `j***@g***`, `+*******1234`. */
    emailLead: (destination: string) => `We sent a code to ${destination}.`,
    smsLead: (destination: string) => `We sent a text message with a code to ${destination}.`,
    /** Where we do not know the destination. */
    emailLeadUnknown: 'We sent you a code by email.',
    smsLeadUnknown: 'We sent you a code by text message.',
    submit: 'Continue',
    noCode: 'No code?',
    resend: 'Send a new code',
    resent: 'We sent a new code.',
    anotherWay: 'Use another way',
    startAgain: 'Start again',
  },

  chooseMfa: {
    title: 'Confirm it is you',
    lead: 'Choose where you get your code.',
    app: 'Authenticator app',
    appHint: 'Enter the code that your app shows',
    email: 'Email',
    sms: 'Text message',
  },

  mfaSetup: {
    choiceTitle: 'Protect your account',
    choiceLead: 'This account needs a second step to sign in. Choose one to set up.',
    app: 'Authenticator app',
    appHint: 'Codes from an app on your phone, also without a network',
    email: 'Email',
    emailHint: 'Codes sent to your email address',
    appTitle: 'Set up your authenticator app',
    appScan: 'Scan this image with your authenticator app.',
    /** Alternative text of the image. */
    qrCode: 'QR code with the secret key for your authenticator app',
    cannotScan: 'Can’t scan it?',
    openApp: 'Open it in an app on this device',
    enterSecret: 'Or enter this key in the app:',
    appCode: 'Then enter the six digits that the app shows.',
    appSubmit: 'Finish',
    emailTitle: 'Set up codes by email',
    emailLead: 'Enter the address that should receive your codes.',
    emailSubmit: 'Send code',
  },

  newPassword: {
    title: 'Choose a new password',
    lead: 'You need a password of your own before you can go on.',
    /** Where nothing but attributes is missing below the passwords. */
    attributes: 'We also need to know:',
    submit: 'Save and sign in',
  },

  signUp: {
    title: 'Create your account',
    submit: 'Create account',
    haveAccount: 'Already have an account?',
    signIn: 'Sign in',
  },

  confirmSignUp: {
    title: 'Confirm your account',
    emailLead: (destination: string) => `Enter the code that we sent to ${destination}.`,
    smsLead: (destination: string) => `Enter the code that we texted to ${destination}.`,
    leadUnknown: 'Enter the code that we sent you.',
    /** Pools that confirm by a link in the message. */
    linkLead: (destination: string) => `Follow the link that we sent to ${destination}, then sign in.`,
    linkLeadUnknown: 'Follow the link that we sent you, then sign in.',
    submit: 'Confirm account',
    resendLink: 'Send a new link',
    resentLink: 'We sent a new link.',
  },

  forgotPassword: {
    title: 'Reset your password',
    lead: 'Tell us who you are and we will send you a code.',
    submit: 'Send code',
  },

  resetPassword: {
    title: 'Choose a new password',
    /** Says the same for accounts that do not exist. */
    lead: (destination: string) => `We sent a code to ${destination}. Enter it with your new password.`,
    leadUnknown: 'Enter the code that we sent you, with your new password.',
    submit: 'Change password',
    done: 'Your password has been changed. You can sign in with it now.',
  },

  passkey: {
    title: 'Use your passkey',
    lead: 'Your device will ask for your face, fingerprint, or screen lock.',
    submit: 'Continue with a passkey',
    anotherWay: 'Use another way',
    noScript: 'Passkeys need JavaScript. Turn it on and load this page again, or sign in another way.',
    unsupported: 'This browser can’t use passkeys. Sign in another way.',
    failed: 'Your passkey was not used. Try again, or sign in another way.',
  },

  addPasskey: {
    title: 'Sign in faster with a passkey',
    lead: 'A passkey replaces your password with your face, fingerprint, or screen lock.',
    points: [
      'Nothing to remember, nothing to type',
      'Safe from phishing: it works on this site alone',
      'Your fingerprint or face never leaves your device',
    ],
    submit: 'Create a passkey',
    notNow: 'Not now',
    noScript: 'Passkeys need JavaScript. Turn it on and load this page again.',
    unsupported: 'This browser can’t create passkeys.',
    failed: 'No passkey was created. Try again.',
    /** The device holds one already. */
    alreadyRegistered: 'This device already has a passkey for your account.',
  },

  passkeyAdded: {
    title: 'Your passkey is ready',
    lead: 'Use it the next time you sign in.',
  },

  signedOut: {
    title: 'You are signed out',
    lead: 'You can close this page.',
    signIn: 'Sign in again',
  },

  message: {
    confirmedTitle: 'Account confirmed',
    confirmed: 'Your account is confirmed. You can sign in now.',
    signIn: 'Sign in',
    /** After a change of an email address or phone number by a link. */
    verifiedTitle: 'Thank you',
    verified: 'Your address is confirmed. You can close this page.',
  },

  /** The page with nothing but an error. */
  error: {
    title: 'Something went wrong',
    lead: 'An error was encountered with the requested page.',
    notFoundTitle: 'Page not found',
    notFound: 'There is nothing at this address.',
    unavailableTitle: 'Sign-in is not available',
    unavailable: 'Login pages unavailable. Please contact an administrator.',
    /** For whoever set the app up: the visitor cannot mend it. */
    redirectMismatch:
      'The app asked to return to an address that is not registered for it. Please tell the people who run the app.',
    unknownClient: 'The app that sent you here is not known. Please tell the people who run it.',
    clientNotEnabled:
      'The app that sent you here is not set up for sign-in. Please tell the people who run it.',
    missingClientId:
      'This address does not say which app you want to sign in to: client_id is missing. Please start from the app.',
    missingRedirectUri:
      'This address does not say where to return to: redirect_uri is missing. Please tell the people who run the app.',
    loginOptionUnavailable: 'This way to sign in is not available. Please choose another one.',
    reference: (id: string) => `Reference: ${id}`,
  },

  /** What a password needs, as items of a list and as the rest of `invalidPassword`. */
  requirements: {
    heading: 'Your password needs:',
    minimumLength: (count: number) => (count === 1 ? 'At least 1 character' : `At least ${count} characters`),
    uppercase: 'An uppercase letter (A–Z)',
    lowercase: 'A lowercase letter (a–z)',
    number: 'A number (0–9)',
    symbol: 'A symbol, such as ! ? # or a space inside',
    history: (count: number) =>
      count === 1 ? 'To differ from your last password' : `To differ from your last ${count} passwords`,
    /** Read out after a requirement that the last password did not meet. */
    unmet: 'missing',
  },

  /** Labels of the standard attributes of OpenID Connect. */
  attributes: {
    name: 'Full name',
    given_name: 'First name',
    family_name: 'Last name',
    middle_name: 'Middle name',
    nickname: 'Nickname',
    preferred_username: 'Preferred username',
    profile: 'Profile page',
    picture: 'Link to a picture',
    website: 'Website',
    email: 'Email address',
    gender: 'Gender',
    birthdate: 'Date of birth',
    zoneinfo: 'Time zone',
    locale: 'Language',
    phone_number: 'Phone number',
    address: 'Address',
    updated_at: 'Updated at',
  },

  /** Hints below the fields of attributes whose form is not plain. */
  attributeHints: {
    phone_number: 'With country code, for example +14155550123',
    profile: 'For example https://example.com/you',
    picture: 'For example https://example.com/you.jpg',
    website: 'For example https://example.com',
    zoneinfo: 'For example Europe/Paris',
    locale: 'For example en-US',
    updated_at: 'In seconds since 1970',
    dateTime: 'For example 2026-01-31',
  },

  /** What went wrong, by the name of the exception, then by what its text tells. */
  errors: {
    general: 'Something went wrong. Please try again.',

    NotAuthorizedException: 'Incorrect username or password.',
    passwordAttemptsExceeded: 'Too many wrong passwords. Wait a while, then try again.',
    codeAttemptsExceeded: 'Too many wrong codes. Wait a while, then try again.',
    userDisabled: 'This account is disabled. Please contact an administrator.',
    sessionExpired: 'This took too long. Please start again.',
    temporaryPasswordExpired: 'Your temporary password has expired. Ask an administrator for a new one.',
    resetByAdministrator: 'Only an administrator can reset your password. Please contact one.',
    alreadyConfirmed: 'This account is already confirmed. You can sign in.',
    signUpNotPermitted: 'New accounts are made by an administrator only.',
    /** Cognito refuses a change of a value that the account already has. */
    attributeNotWritable: 'One of these values can’t be changed here.',

    UserNotFoundException: 'We found no account for this. Check it and try again.',
    UserNotConfirmedException: 'Your account is not confirmed yet.',
    PasswordResetRequiredException: 'Your password must be reset before you can sign in.',
    CodeMismatchException: 'That code is not right. Check it and try again.',
    ExpiredCodeException: 'That code is no longer valid. Ask for a new one.',
    softwareTokenUsed: 'That code has been used already. Wait for the next one.',
    EnableSoftwareTokenMFAException:
      'That code is not right. Check the time on your phone and try the next code.',
    SoftwareTokenMFANotFoundException: 'No authenticator app is set up for this account.',
    LimitExceededException: 'Too many attempts. Wait a while, then try again.',
    TooManyRequestsException: 'Too many requests right now. Wait a moment, then try again.',
    CodeDeliveryFailureException: 'We could not send the code. Please try again later.',

    InvalidPasswordException: 'This password does not meet the requirements.',
    passwordTooShort: 'This password is too short.',
    passwordNeedsUppercase: 'The password needs an uppercase letter.',
    passwordNeedsLowercase: 'The password needs a lowercase letter.',
    passwordNeedsNumber: 'The password needs a number.',
    passwordNeedsSymbol: 'The password needs a symbol.',
    PasswordHistoryPolicyViolationException: 'You have used this password before. Choose another one.',
    passwordsDiffer: 'The two passwords are not the same.',
    passwordOuterSpace: 'A password can’t begin or end with a space.',

    UsernameExistsException: 'An account with these details already exists. Sign in, or use others.',
    AliasExistsException: 'Another account already uses this email address or phone number.',

    InvalidParameterException: 'One of the values is not right. Check them and try again.',
    invalidEmail: 'This is not an email address.',
    invalidPhoneNumber: 'Enter the phone number with its country code, for example +14155550123.',
    noSpaces: 'Leave out the spaces.',
    tooLong: 'This is too long.',
    usernameMustBeEmailOrPhoneNumber: 'Enter your email address, or your phone number with its country code.',
    usernameMustNotBeEmail: 'The username can’t be an email address.',
    usernameMustNotBePhoneNumber: 'The username can’t be a phone number.',
    noRecoveryAddress:
      'There is no address that a code to reset your password could go to. Contact an administrator.',
    /** The label is that of the field. */
    attributeRequired: (label: string) => `${label} is missing.`,
    attributeInvalid: (label: string) => `${label} is not in the right form.`,
    /** A field was left empty. */
    required: 'Fill in every field that is not optional.',

    UnexpectedLambdaException:
      'The sign-in failed because of a fault in this site. Please try again later, or contact an administrator.',
    MFAMethodNotFoundException:
      'This account has no second step that it could sign in with. Please contact an administrator.',
    ResourceNotFoundException: 'This is not here any more. Please start again from the app.',
    UserLambdaValidationException: 'Your request was refused. Please contact an administrator.',
    WebAuthnChallengeNotFoundException: 'This took too long. Please try your passkey again.',
    WebAuthnCredentialNotSupportedException: 'This kind of passkey is not supported here.',
    WebAuthnNotEnabledException: 'Passkeys are not turned on here.',
    WebAuthnOriginNotAllowedException: 'Passkeys can’t be used at this address.',
    WebAuthnRelyingPartyMismatchException: 'This passkey belongs to another site.',
    passkeyNotAccepted: 'This passkey was not accepted. Try again, or sign in another way.',
    tooManyPasskeys: 'Your account already has as many passkeys as it can hold.',
    signInFirst: 'Sign in first, then add your passkey.',

    /** The form is older than the cookie that guards it. */
    formExpired: 'This page has been open for too long. Please try again.',
  },
}

/** The texts of the pages in one language. */
export type Messages = typeof en
