import type { Messages } from './en.ts'

/**
 * The texts in Korean, in formal polite style; what is filled in stands where its last sound asks for no particle, or
 * before both forms of it.
 */
export const ko: Messages = {
  common: {
    username: '사용자 이름',
    email: '이메일 주소',
    phoneNumber: '전화번호',
    emailOrPhoneNumber: '이메일 주소 또는 전화번호',
    usernameOrEmail: '사용자 이름 또는 이메일 주소',
    usernameOrPhoneNumber: '사용자 이름 또는 전화번호',
    usernameEmailOrPhoneNumber: '사용자 이름, 이메일 주소 또는 전화번호',
    password: '비밀번호',
    newPassword: '새 비밀번호',
    confirmPassword: '비밀번호 확인',
    code: '인증 코드',
    optional: '선택 사항',
    next: '다음',
    continue: '계속',
    back: '뒤로',
    backToSignIn: '로그인으로 돌아가기',
    or: '또는',
    toContinueTo: (application) => `${application} 앱으로 계속 진행합니다`,
    signingInAs: (username) => `${username} 계정으로 로그인합니다`,
    errorHeading: '문제가 발생했습니다',
    yes: '예',
    no: '아니요',
    choose: '선택하세요',
    moreOptions: '추가 옵션',
  },

  terms: {
    termsOfUse: '이용약관',
    privacyPolicy: '개인정보 처리방침',
    heading: '법적 고지',
    notice: '계정을 만들면 아래 링크의 약관에 동의하는 것으로 간주됩니다.',
  },

  signIn: {
    title: '로그인',
    submit: '로그인',
    forgotPassword: '비밀번호를 잊으셨나요?',
    noAccount: '처음이신가요?',
    signUp: '계정 만들기',
    continueWith: (provider) => `${provider} 계정으로 계속`,
    providers: '다른 계정으로 로그인',
  },

  continueSession: {
    title: '다시 오신 것을 환영합니다',
    lead: '이미 로그인되어 있습니다.',
    submit: (name) => `${name} 님으로 계속`,
    anotherUser: '다른 계정 사용',
  },

  selfRegistered: {
    claimedName: (application) =>
      `‘${application}’ 앱은 자체적으로 등록되었으며, 이 이름이 사실인지는 확인되지 않았습니다.`,
    leadsTo: (host) => `${host} 주소로 이동합니다.`,
  },

  chooseFactor: {
    title: '로그인 방법 선택',
    passkey: '패스키 사용',
    passkeyHint: '얼굴, 지문, 화면 잠금 또는 보안 키',
    email: '이메일로 코드 받기',
    sms: '문자 메시지로 코드 받기',
    passwordSubmit: '로그인',
  },

  code: {
    appTitle: '인증 코드 입력',
    emailTitle: '이메일을 확인하세요',
    smsTitle: '휴대전화를 확인하세요',
    appLead: '인증 앱을 열고 표시된 숫자 6자리를 입력하세요.',
    emailLead: (destination) => `${destination} 주소로 코드를 보냈습니다.`,
    smsLead: (destination) => `${destination} 번호로 코드가 담긴 문자 메시지를 보냈습니다.`,
    emailLeadUnknown: '이메일로 코드를 보냈습니다.',
    smsLeadUnknown: '문자 메시지로 코드를 보냈습니다.',
    submit: '계속',
    noCode: '코드를 받지 못하셨나요?',
    resend: '새 코드 보내기',
    resent: '새 코드를 보냈습니다.',
    anotherWay: '다른 방법 사용',
    startAgain: '처음부터 다시 시작',
  },

  chooseMfa: {
    title: '본인 확인',
    lead: '코드를 받을 방법을 선택하세요.',
    app: '인증 앱',
    appHint: '앱에 표시되는 코드를 입력합니다',
    email: '이메일',
    sms: '문자 메시지',
  },

  mfaSetup: {
    choiceTitle: '계정을 보호하세요',
    choiceLead: '이 계정은 로그인할 때 2단계 인증이 필요합니다. 설정할 방법을 선택하세요.',
    app: '인증 앱',
    appHint: '휴대전화 앱에서 생성되는 코드(네트워크 없이도 사용 가능)',
    email: '이메일',
    emailHint: '이메일 주소로 받는 코드',
    appTitle: '인증 앱 설정',
    appScan: '인증 앱으로 이 이미지를 스캔하세요.',
    qrCode: '인증 앱에 사용할 비밀 키가 담긴 QR 코드',
    cannotScan: '스캔할 수 없나요?',
    openApp: '이 기기의 앱에서 열기',
    enterSecret: '또는 이 키를 앱에 입력하세요.',
    appCode: '그런 다음 앱에 표시되는 숫자 6자리를 입력하세요.',
    appSubmit: '완료',
    emailTitle: '이메일 코드 설정',
    emailLead: '코드를 받을 이메일 주소를 입력하세요.',
    emailSubmit: '코드 보내기',
  },

  newPassword: {
    title: '새 비밀번호 설정',
    lead: '계속하려면 본인의 비밀번호를 설정해야 합니다.',
    attributes: '다음 정보도 필요합니다.',
    submit: '저장하고 로그인',
  },

  signUp: {
    title: '계정 만들기',
    submit: '계정 만들기',
    haveAccount: '이미 계정이 있으신가요?',
    signIn: '로그인',
  },

  confirmSignUp: {
    title: '계정 확인',
    emailLead: (destination) => `${destination} 주소로 보낸 코드를 입력하세요.`,
    smsLead: (destination) => `${destination} 번호로 보낸 코드를 입력하세요.`,
    leadUnknown: '보내 드린 코드를 입력하세요.',
    linkLead: (destination) => `${destination} 주소로 보낸 링크를 연 다음 로그인하세요.`,
    linkLeadUnknown: '보내 드린 링크를 연 다음 로그인하세요.',
    submit: '계정 확인',
    resendLink: '새 링크 보내기',
    resentLink: '새 링크를 보냈습니다.',
  },

  forgotPassword: {
    title: '비밀번호 재설정',
    lead: '계정을 알려 주시면 코드를 보내 드립니다.',
    submit: '코드 보내기',
  },

  resetPassword: {
    title: '새 비밀번호 설정',
    lead: (destination) => `${destination}(으)로 코드를 보냈습니다. 코드와 새 비밀번호를 입력하세요.`,
    leadUnknown: '보내 드린 코드와 새 비밀번호를 입력하세요.',
    submit: '비밀번호 변경',
    done: '비밀번호가 변경되었습니다. 이제 새 비밀번호로 로그인할 수 있습니다.',
  },

  passkey: {
    title: '패스키 사용',
    lead: '기기에서 얼굴, 지문 또는 화면 잠금으로 확인을 요청합니다.',
    submit: '패스키로 계속',
    anotherWay: '다른 방법 사용',
    noScript:
      '패스키를 사용하려면 JavaScript가 필요합니다. JavaScript를 켜고 이 페이지를 새로 고치거나 다른 방법으로 로그인하세요.',
    unsupported: '이 브라우저에서는 패스키를 사용할 수 없습니다. 다른 방법으로 로그인하세요.',
    failed: '패스키가 사용되지 않았습니다. 다시 시도하거나 다른 방법으로 로그인하세요.',
  },

  addPasskey: {
    title: '패스키로 더 빠르게 로그인하세요',
    lead: '패스키를 사용하면 비밀번호 대신 얼굴, 지문 또는 화면 잠금으로 로그인합니다.',
    points: [
      '기억할 것도, 입력할 것도 없습니다',
      '이 사이트에서만 작동하므로 피싱으로부터 안전합니다',
      '지문과 얼굴 정보는 기기를 벗어나지 않습니다',
    ],
    submit: '패스키 만들기',
    notNow: '나중에',
    noScript: '패스키를 사용하려면 JavaScript가 필요합니다. JavaScript를 켜고 이 페이지를 새로 고치세요.',
    unsupported: '이 브라우저에서는 패스키를 만들 수 없습니다.',
    failed: '패스키가 만들어지지 않았습니다. 다시 시도하세요.',
    alreadyRegistered: '이 기기에는 이미 이 계정의 패스키가 있습니다.',
  },

  passkeyAdded: {
    title: '패스키가 준비되었습니다',
    lead: '다음에 로그인할 때 사용하세요.',
  },

  signedOut: {
    title: '로그아웃되었습니다',
    lead: '이 페이지를 닫아도 됩니다.',
    signIn: '다시 로그인',
  },

  message: {
    confirmedTitle: '계정 확인 완료',
    confirmed: '계정이 확인되었습니다. 이제 로그인할 수 있습니다.',
    signIn: '로그인',
    verifiedTitle: '감사합니다',
    verified: '연락처가 확인되었습니다. 이 페이지를 닫아도 됩니다.',
  },

  error: {
    title: '문제가 발생했습니다',
    lead: '요청한 페이지에서 오류가 발생했습니다.',
    notFoundTitle: '페이지를 찾을 수 없습니다',
    notFound: '이 웹 주소에는 페이지가 없습니다.',
    unavailableTitle: '로그인할 수 없습니다',
    unavailable: '로그인 페이지를 사용할 수 없습니다. 관리자에게 문의하세요.',
    redirectMismatch: '앱에서 지정한 돌아갈 주소가 등록되어 있지 않습니다. 앱 운영자에게 알려 주세요.',
    unknownClient: '연결을 요청한 앱을 확인할 수 없습니다. 앱 운영자에게 알려 주세요.',
    clientNotEnabled: '연결을 요청한 앱에 로그인이 설정되어 있지 않습니다. 앱 운영자에게 알려 주세요.',
    missingClientId:
      '이 웹 주소에는 어떤 앱에 로그인하려는지 나와 있지 않습니다(client_id 없음). 앱에서 다시 시작하세요.',
    missingRedirectUri:
      '이 웹 주소에는 돌아갈 위치가 나와 있지 않습니다(redirect_uri 없음). 앱 운영자에게 알려 주세요.',
    loginOptionUnavailable: '이 로그인 방법은 사용할 수 없습니다. 다른 방법을 선택하세요.',
    reference: (id) => `참조 번호: ${id}`,
  },

  requirements: {
    heading: '비밀번호 요건:',
    minimumLength: (count) => `${count}자 이상`,
    uppercase: '영문 대문자(A–Z)',
    lowercase: '영문 소문자(a–z)',
    number: '숫자(0–9)',
    symbol: '특수 문자(! ? # 등 또는 중간의 공백)',
    history: (count) =>
      count === 1 ? '직전 비밀번호와 다른 비밀번호' : `최근 비밀번호 ${count}개와 다른 비밀번호`,
    unmet: '충족되지 않음',
  },

  attributes: {
    name: '성명',
    given_name: '이름',
    family_name: '성',
    middle_name: '중간 이름',
    nickname: '별명',
    preferred_username: '선호하는 사용자 이름',
    profile: '프로필 페이지',
    picture: '사진 링크',
    website: '웹사이트',
    email: '이메일 주소',
    gender: '성별',
    birthdate: '생년월일',
    zoneinfo: '시간대',
    locale: '언어',
    phone_number: '전화번호',
    address: '주소',
    updated_at: '업데이트 시각',
  },

  attributeHints: {
    phone_number: '국가 번호 포함(예: +14155550123)',
    profile: '예: https://example.com/name',
    picture: '예: https://example.com/name.jpg',
    website: '예: https://example.com',
    zoneinfo: '예: Asia/Seoul',
    locale: '예: ko-KR',
    updated_at: '1970년 이후 경과한 초',
    dateTime: '예: 2026-01-31',
  },

  errors: {
    general: '문제가 발생했습니다. 다시 시도하세요.',

    NotAuthorizedException: '사용자 이름 또는 비밀번호가 올바르지 않습니다.',
    passwordAttemptsExceeded: '비밀번호를 여러 번 잘못 입력했습니다. 잠시 후 다시 시도하세요.',
    codeAttemptsExceeded: '코드를 여러 번 잘못 입력했습니다. 잠시 후 다시 시도하세요.',
    userDisabled: '사용이 중지된 계정입니다. 관리자에게 문의하세요.',
    sessionExpired: '시간이 초과되었습니다. 처음부터 다시 시작하세요.',
    temporaryPasswordExpired: '임시 비밀번호가 만료되었습니다. 관리자에게 새 비밀번호를 요청하세요.',
    resetByAdministrator: '비밀번호는 관리자만 재설정할 수 있습니다. 관리자에게 문의하세요.',
    alreadyConfirmed: '이미 확인된 계정입니다. 로그인할 수 있습니다.',
    signUpNotPermitted: '새 계정은 관리자만 만들 수 있습니다.',
    attributeNotWritable: '여기에서 변경할 수 없는 값이 있습니다.',

    UserNotFoundException: '일치하는 계정을 찾을 수 없습니다. 입력한 내용을 확인한 후 다시 시도하세요.',
    UserNotConfirmedException: '아직 확인되지 않은 계정입니다.',
    PasswordResetRequiredException: '로그인하려면 먼저 비밀번호를 재설정해야 합니다.',
    CodeMismatchException: '코드가 올바르지 않습니다. 확인한 후 다시 시도하세요.',
    ExpiredCodeException: '더 이상 유효하지 않은 코드입니다. 새 코드를 요청하세요.',
    softwareTokenUsed: '이미 사용된 코드입니다. 다음 코드를 기다리세요.',
    EnableSoftwareTokenMFAException:
      '코드가 올바르지 않습니다. 휴대전화의 시간을 확인하고 다음 코드를 입력하세요.',
    SoftwareTokenMFANotFoundException: '이 계정에 설정된 인증 앱이 없습니다.',
    LimitExceededException: '시도 횟수가 너무 많습니다. 잠시 후 다시 시도하세요.',
    TooManyRequestsException: '지금은 요청이 너무 많습니다. 잠시 후 다시 시도하세요.',
    CodeDeliveryFailureException: '코드를 보내지 못했습니다. 나중에 다시 시도하세요.',

    InvalidPasswordException: '비밀번호가 요건에 맞지 않습니다.',
    passwordTooShort: '비밀번호가 너무 짧습니다.',
    passwordNeedsUppercase: '비밀번호에 영문 대문자를 포함하세요.',
    passwordNeedsLowercase: '비밀번호에 영문 소문자를 포함하세요.',
    passwordNeedsNumber: '비밀번호에 숫자를 포함하세요.',
    passwordNeedsSymbol: '비밀번호에 특수 문자를 포함하세요.',
    PasswordHistoryPolicyViolationException: '이전에 사용한 비밀번호입니다. 다른 비밀번호를 선택하세요.',
    passwordsDiffer: '두 비밀번호가 일치하지 않습니다.',
    passwordOuterSpace: '비밀번호는 공백으로 시작하거나 끝날 수 없습니다.',

    UsernameExistsException: '이 정보로 만든 계정이 이미 있습니다. 로그인하거나 다른 정보를 사용하세요.',
    AliasExistsException: '다른 계정에서 이미 사용 중인 이메일 주소 또는 전화번호입니다.',

    InvalidParameterException: '올바르지 않은 값이 있습니다. 확인한 후 다시 시도하세요.',
    invalidEmail: '올바른 이메일 주소가 아닙니다.',
    invalidPhoneNumber: '국가 번호를 포함하여 전화번호를 입력하세요(예: +14155550123).',
    noSpaces: '공백 없이 입력하세요.',
    tooLong: '너무 깁니다.',
    usernameMustBeEmailOrPhoneNumber: '이메일 주소 또는 국가 번호를 포함한 전화번호를 입력하세요.',
    usernameMustNotBeEmail: '이메일 주소는 사용자 이름으로 사용할 수 없습니다.',
    usernameMustNotBePhoneNumber: '전화번호는 사용자 이름으로 사용할 수 없습니다.',
    noRecoveryAddress:
      '비밀번호 재설정 코드를 보낼 수 있는 이메일 주소나 전화번호가 없습니다. 관리자에게 문의하세요.',
    attributeRequired: (label) => `‘${label}’ 항목을 입력하세요.`,
    attributeInvalid: (label) => `‘${label}’ 항목의 형식이 올바르지 않습니다.`,
    required: '필수 항목을 모두 입력하세요.',

    UnexpectedLambdaException:
      '이 사이트의 오류로 로그인하지 못했습니다. 나중에 다시 시도하거나 관리자에게 문의하세요.',
    MFAMethodNotFoundException:
      '이 계정에는 로그인에 사용할 수 있는 2단계 인증 수단이 없습니다. 관리자에게 문의하세요.',
    ResourceNotFoundException: '요청한 항목이 더 이상 존재하지 않습니다. 앱에서 다시 시작하세요.',
    UserLambdaValidationException: '요청이 거부되었습니다. 관리자에게 문의하세요.',
    WebAuthnChallengeNotFoundException: '시간이 초과되었습니다. 패스키를 다시 사용해 보세요.',
    WebAuthnCredentialNotSupportedException: '지원되지 않는 종류의 패스키입니다.',
    WebAuthnNotEnabledException: '이 사이트에서는 패스키가 사용 설정되어 있지 않습니다.',
    WebAuthnOriginNotAllowedException: '이 웹 주소에서는 패스키를 사용할 수 없습니다.',
    WebAuthnRelyingPartyMismatchException: '다른 사이트의 패스키입니다.',
    passkeyNotAccepted: '이 패스키를 확인할 수 없습니다. 다시 시도하거나 다른 방법으로 로그인하세요.',
    tooManyPasskeys: '계정에 등록할 수 있는 패스키 수가 한도에 도달했습니다.',
    signInFirst: '먼저 로그인한 후 패스키를 추가하세요.',

    formExpired: '페이지가 너무 오래 열려 있었습니다. 다시 시도하세요.',
  },
}
