import type { Messages } from './en.ts'

/** The texts in Japanese, in polite form. */
export const ja: Messages = {
  common: {
    username: 'ユーザー名',
    email: 'メールアドレス',
    phoneNumber: '電話番号',
    emailOrPhoneNumber: 'メールアドレスまたは電話番号',
    usernameOrEmail: 'ユーザー名またはメールアドレス',
    usernameOrPhoneNumber: 'ユーザー名または電話番号',
    usernameEmailOrPhoneNumber: 'ユーザー名、メールアドレス、または電話番号',
    password: 'パスワード',
    newPassword: '新しいパスワード',
    confirmPassword: 'パスワード（確認）',
    code: '確認コード',
    optional: '任意',
    next: '次へ',
    continue: '続ける',
    back: '戻る',
    backToSignIn: 'ログインに戻る',
    or: 'または',
    toContinueTo: (application) => `「${application}」に進みます`,
    signingInAs: (username) => `${username} としてログインします`,
    errorHeading: '問題が発生しました',
    yes: 'はい',
    no: 'いいえ',
    choose: '選択してください',
    moreOptions: 'その他のオプション',
  },

  terms: {
    termsOfUse: '利用規約',
    privacyPolicy: 'プライバシーポリシー',
    heading: '法的情報',
    notice: 'アカウントを作成すると、下記リンク先の規約に同意したものとみなされます。',
  },

  signIn: {
    title: 'ログイン',
    submit: 'ログイン',
    forgotPassword: 'パスワードをお忘れですか？',
    noAccount: '初めてご利用の方',
    signUp: 'アカウントを作成',
    continueWith: (provider) => `${provider} で続ける`,
    providers: '別のアカウントでログイン',
  },

  continueSession: {
    title: 'おかえりなさい',
    lead: 'すでにログインしています。',
    submit: (name) => `${name} として続ける`,
    anotherUser: '別のアカウントを使用',
  },

  selfRegistered: {
    claimedName: (application) =>
      `「${application}」はアプリ自身が登録した名前で、正しいかどうかは確認されていません。`,
    leadsTo: (host) => `移動先は ${host} です。`,
  },

  chooseFactor: {
    title: 'ログイン方法の選択',
    passkey: 'パスキーを使用',
    passkeyHint: '顔、指紋、画面ロック、またはセキュリティキー',
    email: 'メールでコードを受け取る',
    sms: 'SMSでコードを受け取る',
    passwordSubmit: 'ログイン',
  },

  code: {
    appTitle: '確認コードを入力',
    emailTitle: 'メールをご確認ください',
    smsTitle: 'SMSをご確認ください',
    appLead: '認証アプリを開き、表示されている6桁の数字を入力してください。',
    emailLead: (destination) => `${destination} にコードを送信しました。`,
    smsLead: (destination) => `${destination} にSMSでコードを送信しました。`,
    emailLeadUnknown: 'メールでコードを送信しました。',
    smsLeadUnknown: 'SMSでコードを送信しました。',
    submit: '続ける',
    noCode: 'コードが届きませんか？',
    resend: 'コードを再送信',
    resent: '新しいコードを送信しました。',
    anotherWay: '別の方法を使用',
    startAgain: '最初からやり直す',
  },

  chooseMfa: {
    title: 'ご本人確認',
    lead: 'コードの受け取り方法を選択してください。',
    app: '認証アプリ',
    appHint: 'アプリに表示されるコードを入力します',
    email: 'メール',
    sms: 'SMS',
  },

  mfaSetup: {
    choiceTitle: 'アカウントの保護',
    choiceLead: 'このアカウントでは、ログイン時に2段階目の認証が必要です。設定する方法を選択してください。',
    app: '認証アプリ',
    appHint: 'スマートフォンのアプリのコード（オフラインでも利用可能）',
    email: 'メール',
    emailHint: 'メールアドレスに届くコード',
    appTitle: '認証アプリの設定',
    appScan: '認証アプリでこの画像をスキャンしてください。',
    qrCode: '認証アプリ用のシークレットキーを含むQRコード',
    cannotScan: 'スキャンできませんか？',
    openApp: 'このデバイスのアプリで開く',
    enterSecret: 'または、次のキーをアプリに入力してください：',
    appCode: '続いて、アプリに表示される6桁の数字を入力してください。',
    appSubmit: '完了',
    emailTitle: 'メールでコードを受け取る設定',
    emailLead: 'コードを受け取るメールアドレスを入力してください。',
    emailSubmit: 'コードを送信',
  },

  newPassword: {
    title: '新しいパスワードの設定',
    lead: '続けるには、ご自身のパスワードを設定してください。',
    attributes: '次の情報も入力してください：',
    submit: '保存してログイン',
  },

  signUp: {
    title: 'アカウントの作成',
    submit: 'アカウントを作成',
    haveAccount: 'すでにアカウントをお持ちですか？',
    signIn: 'ログイン',
  },

  confirmSignUp: {
    title: 'アカウントの確認',
    emailLead: (destination) => `${destination} に送信したコードを入力してください。`,
    smsLead: (destination) => `${destination} にSMSで送信したコードを入力してください。`,
    leadUnknown: 'お送りしたコードを入力してください。',
    linkLead: (destination) => `${destination} に送信したリンクを開いてから、ログインしてください。`,
    linkLeadUnknown: 'お送りしたリンクを開いてから、ログインしてください。',
    submit: 'アカウントを確認',
    resendLink: 'リンクを再送信',
    resentLink: '新しいリンクを送信しました。',
  },

  forgotPassword: {
    title: 'パスワードの再設定',
    lead: 'ご利用のアカウントを入力してください。コードをお送りします。',
    submit: 'コードを送信',
  },

  resetPassword: {
    title: '新しいパスワードの設定',
    lead: (destination) =>
      `${destination} にコードを送信しました。コードと新しいパスワードを入力してください。`,
    leadUnknown: 'お送りしたコードと新しいパスワードを入力してください。',
    submit: 'パスワードを変更',
    done: 'パスワードを変更しました。新しいパスワードでログインできます。',
  },

  passkey: {
    title: 'パスキーを使用',
    lead: 'デバイスで顔、指紋、または画面ロックによる確認が求められます。',
    submit: 'パスキーで続ける',
    anotherWay: '別の方法を使用',
    noScript:
      'パスキーを使用するにはJavaScriptが必要です。有効にしてページを再読み込みするか、別の方法でログインしてください。',
    unsupported: 'このブラウザではパスキーを使用できません。別の方法でログインしてください。',
    failed: 'パスキーは使用されませんでした。もう一度試すか、別の方法でログインしてください。',
  },

  addPasskey: {
    title: 'パスキーでもっと速くログイン',
    lead: 'パスキーを使うと、パスワードの代わりに顔、指紋、または画面ロックでログインできます。',
    points: [
      '覚える必要も、入力する必要もありません',
      'このサイトでしか使えないため、フィッシングに対して安全です',
      '指紋や顔のデータがデバイスの外に出ることはありません',
    ],
    submit: 'パスキーを作成',
    notNow: '後で',
    noScript: 'パスキーを使用するにはJavaScriptが必要です。有効にしてページを再読み込みしてください。',
    unsupported: 'このブラウザではパスキーを作成できません。',
    failed: 'パスキーは作成されませんでした。もう一度お試しください。',
    alreadyRegistered: 'このデバイスには、このアカウントのパスキーがすでにあります。',
  },

  passkeyAdded: {
    title: 'パスキーを作成しました',
    lead: '次回のログインからご利用いただけます。',
  },

  signedOut: {
    title: 'ログアウトしました',
    lead: 'このページを閉じてもかまいません。',
    signIn: 'もう一度ログイン',
  },

  message: {
    confirmedTitle: 'アカウントを確認しました',
    confirmed: 'アカウントの確認が完了しました。ログインできます。',
    signIn: 'ログイン',
    verifiedTitle: 'ありがとうございます',
    verified: 'ご連絡先の確認が完了しました。このページを閉じてもかまいません。',
  },

  error: {
    title: 'エラーが発生しました',
    lead: 'リクエストされたページでエラーが発生しました。',
    notFoundTitle: 'ページが見つかりません',
    notFound: 'このURLにページはありません。',
    unavailableTitle: 'ログインできません',
    unavailable: 'ログインページは現在ご利用いただけません。管理者にお問い合わせください。',
    redirectMismatch: 'アプリが、登録されていない戻り先を要求しました。アプリの運営者にご連絡ください。',
    unknownClient: 'アクセス元のアプリを確認できません。アプリの運営者にご連絡ください。',
    clientNotEnabled:
      'アクセス元のアプリでは、ログインの設定が行われていません。アプリの運営者にご連絡ください。',
    missingClientId:
      'このURLでは、どのアプリにログインするのかがわかりません（client_id がありません）。アプリからやり直してください。',
    missingRedirectUri:
      'このURLでは、どこに戻るのかがわかりません（redirect_uri がありません）。アプリの運営者にご連絡ください。',
    loginOptionUnavailable: 'このログイン方法は利用できません。別の方法を選択してください。',
    reference: (id) => `参照番号：${id}`,
  },

  requirements: {
    heading: 'パスワードの要件：',
    minimumLength: (count) => `${count}文字以上`,
    uppercase: '大文字（A～Z）',
    lowercase: '小文字（a～z）',
    number: '数字（0～9）',
    symbol: '記号（! ? # など、または途中のスペース）',
    history: (count) => (count === 1 ? '前回と異なるパスワード' : `直近${count}回と異なるパスワード`),
    unmet: '満たしていません',
  },

  attributes: {
    name: '氏名',
    given_name: '名',
    family_name: '姓',
    middle_name: 'ミドルネーム',
    nickname: 'ニックネーム',
    preferred_username: '希望するユーザー名',
    profile: 'プロフィールページ',
    picture: '画像へのリンク',
    website: 'ウェブサイト',
    email: 'メールアドレス',
    gender: '性別',
    birthdate: '生年月日',
    zoneinfo: 'タイムゾーン',
    locale: '言語',
    phone_number: '電話番号',
    address: '住所',
    updated_at: '更新日時',
  },

  attributeHints: {
    phone_number: '国番号を付けて入力（例：+14155550123）',
    profile: '例：https://example.com/name',
    picture: '例：https://example.com/name.jpg',
    website: '例：https://example.com',
    zoneinfo: '例：Asia/Tokyo',
    locale: '例：ja-JP',
    updated_at: '1970年からの秒数',
    dateTime: '例：2026-01-31',
  },

  errors: {
    general: 'エラーが発生しました。もう一度お試しください。',

    NotAuthorizedException: 'ユーザー名またはパスワードが正しくありません。',
    passwordAttemptsExceeded:
      '正しくないパスワードが何度も入力されました。しばらくしてからもう一度お試しください。',
    codeAttemptsExceeded: '正しくないコードが何度も入力されました。しばらくしてからもう一度お試しください。',
    userDisabled: 'このアカウントは無効になっています。管理者にお問い合わせください。',
    sessionExpired: '時間切れになりました。最初からやり直してください。',
    temporaryPasswordExpired:
      '仮パスワードの有効期限が切れています。管理者に新しいパスワードをご依頼ください。',
    resetByAdministrator: 'パスワードを再設定できるのは管理者のみです。管理者にお問い合わせください。',
    alreadyConfirmed: 'このアカウントはすでに確認されています。ログインできます。',
    signUpNotPermitted: '新しいアカウントを作成できるのは管理者のみです。',
    attributeNotWritable: 'ここでは変更できない項目が含まれています。',

    UserNotFoundException: '該当するアカウントが見つかりません。入力内容を確認して、もう一度お試しください。',
    UserNotConfirmedException: 'アカウントの確認がまだ完了していません。',
    PasswordResetRequiredException: 'ログインするには、パスワードの再設定が必要です。',
    CodeMismatchException: 'コードが正しくありません。確認して、もう一度お試しください。',
    ExpiredCodeException: 'このコードは無効になりました。新しいコードを取得してください。',
    softwareTokenUsed: 'このコードはすでに使用されています。次のコードをお待ちください。',
    EnableSoftwareTokenMFAException:
      'コードが正しくありません。スマートフォンの時刻を確認し、次のコードをお試しください。',
    SoftwareTokenMFANotFoundException: 'このアカウントには認証アプリが設定されていません。',
    LimitExceededException: '試行回数が上限を超えました。しばらくしてからもう一度お試しください。',
    TooManyRequestsException: '現在アクセスが集中しています。少し待ってからもう一度お試しください。',
    CodeDeliveryFailureException: 'コードを送信できませんでした。後でもう一度お試しください。',

    InvalidPasswordException: 'パスワードが要件を満たしていません。',
    passwordTooShort: 'パスワードが短すぎます。',
    passwordNeedsUppercase: 'パスワードには大文字を含めてください。',
    passwordNeedsLowercase: 'パスワードには小文字を含めてください。',
    passwordNeedsNumber: 'パスワードには数字を含めてください。',
    passwordNeedsSymbol: 'パスワードには記号を含めてください。',
    PasswordHistoryPolicyViolationException:
      '以前に使用したことのあるパスワードです。別のパスワードを設定してください。',
    passwordsDiffer: '2つのパスワードが一致しません。',
    passwordOuterSpace: 'パスワードの先頭と末尾にスペースは使用できません。',

    UsernameExistsException:
      'この情報で登録されたアカウントがすでにあります。ログインするか、別の情報を入力してください。',
    AliasExistsException: 'このメールアドレスまたは電話番号は、別のアカウントで使用されています。',

    InvalidParameterException: '入力内容に誤りがあります。確認して、もう一度お試しください。',
    invalidEmail: 'メールアドレスの形式が正しくありません。',
    invalidPhoneNumber: '電話番号を国番号付きで入力してください（例：+14155550123）。',
    noSpaces: 'スペースを入れずに入力してください。',
    tooLong: '文字数が多すぎます。',
    usernameMustBeEmailOrPhoneNumber: 'メールアドレスまたは国番号付きの電話番号を入力してください。',
    usernameMustNotBeEmail: 'ユーザー名にメールアドレスは使用できません。',
    usernameMustNotBePhoneNumber: 'ユーザー名に電話番号は使用できません。',
    noRecoveryAddress:
      'パスワード再設定用のコードを送信できる宛先がありません。管理者にお問い合わせください。',
    attributeRequired: (label) => `「${label}」を入力してください。`,
    attributeInvalid: (label) => `「${label}」の形式が正しくありません。`,
    required: '任意の項目以外はすべて入力してください。',

    UnexpectedLambdaException:
      'このサイトの不具合によりログインできませんでした。時間をおいてやり直すか、管理者にお問い合わせください。',
    MFAMethodNotFoundException:
      'このアカウントには、ログインに使える2段階目の認証方法がありません。管理者にお問い合わせください。',
    ResourceNotFoundException: 'お探しのものはすでにありません。アプリからやり直してください。',
    UserLambdaValidationException: 'リクエストは拒否されました。管理者にお問い合わせください。',
    WebAuthnChallengeNotFoundException: '時間切れになりました。パスキーをもう一度お試しください。',
    WebAuthnCredentialNotSupportedException: 'この種類のパスキーには対応していません。',
    WebAuthnNotEnabledException: 'このサイトではパスキーが有効になっていません。',
    WebAuthnOriginNotAllowedException: 'このURLではパスキーを使用できません。',
    WebAuthnRelyingPartyMismatchException: 'このパスキーは別のサイトのものです。',
    passkeyNotAccepted:
      'このパスキーは受け付けられませんでした。もう一度試すか、別の方法でログインしてください。',
    tooManyPasskeys: 'このアカウントのパスキーはすでに上限数に達しています。',
    signInFirst: '先にログインしてから、パスキーを追加してください。',

    formExpired: 'ページを開いてから時間が経ちすぎました。もう一度お試しください。',
  },
}
