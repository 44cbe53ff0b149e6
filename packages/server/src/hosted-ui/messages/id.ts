import type { Messages } from './en.ts'

/** The texts in Indonesian, addressing the visitor as "Anda". */
export const id: Messages = {
  common: {
    username: 'Nama pengguna',
    email: 'Alamat email',
    phoneNumber: 'Nomor telepon',
    emailOrPhoneNumber: 'Alamat email atau nomor telepon',
    usernameOrEmail: 'Nama pengguna atau alamat email',
    usernameOrPhoneNumber: 'Nama pengguna atau nomor telepon',
    usernameEmailOrPhoneNumber: 'Nama pengguna, alamat email, atau nomor telepon',
    password: 'Kata sandi',
    newPassword: 'Kata sandi baru',
    confirmPassword: 'Konfirmasi kata sandi',
    code: 'Kode',
    optional: 'opsional',
    next: 'Berikutnya',
    continue: 'Lanjutkan',
    back: 'Kembali',
    backToSignIn: 'Kembali ke halaman masuk',
    or: 'atau',
    toContinueTo: (application) => `untuk melanjutkan ke ${application}`,
    signingInAs: (username) => `Masuk sebagai ${username}`,
    errorHeading: 'Terjadi masalah',
    yes: 'Ya',
    no: 'Tidak',
    choose: 'Pilih…',
    moreOptions: 'Opsi lainnya',
  },

  terms: {
    termsOfUse: 'Ketentuan penggunaan',
    privacyPolicy: 'Kebijakan privasi',
    heading: 'Informasi hukum',
    notice: 'Dengan membuat akun, Anda menyetujui ketentuan pada tautan di bawah.',
  },

  signIn: {
    title: 'Masuk',
    submit: 'Masuk',
    forgotPassword: 'Lupa kata sandi?',
    noAccount: 'Belum punya akun?',
    signUp: 'Buat akun',
    continueWith: (provider) => `Masuk dengan ${provider}`,
    providers: 'Masuk dengan akun lain',
  },

  continueSession: {
    title: 'Selamat datang kembali',
    lead: 'Anda sudah masuk.',
    submit: (name) => `Lanjutkan sebagai ${name}`,
    anotherUser: 'Gunakan akun lain',
  },

  selfRegistered: {
    claimedName: (application) =>
      `“${application}” mendaftarkan dirinya sendiri di sini: tidak ada yang memeriksa nama itu.`,
    leadsTo: (host) => `Anda akan dibawa ke ${host}.`,
  },

  chooseFactor: {
    title: 'Pilih cara masuk',
    passkey: 'Gunakan kunci sandi',
    passkeyHint: 'Wajah, sidik jari, kunci layar, atau kunci keamanan Anda',
    email: 'Kirim kode lewat email',
    sms: 'Kirim kode lewat SMS',
    passwordSubmit: 'Masuk',
  },

  code: {
    appTitle: 'Masukkan kode Anda',
    emailTitle: 'Periksa email Anda',
    smsTitle: 'Periksa ponsel Anda',
    appLead: 'Buka aplikasi autentikator Anda, lalu masukkan enam angka yang ditampilkan.',
    emailLead: (destination) => `Kami telah mengirim kode ke ${destination}.`,
    smsLead: (destination) => `Kami telah mengirim SMS berisi kode ke ${destination}.`,
    emailLeadUnknown: 'Kami telah mengirim kode lewat email.',
    smsLeadUnknown: 'Kami telah mengirim kode lewat SMS.',
    submit: 'Lanjutkan',
    noCode: 'Tidak menerima kode?',
    resend: 'Kirim kode baru',
    resent: 'Kami telah mengirim kode baru.',
    anotherWay: 'Gunakan cara lain',
    startAgain: 'Mulai lagi',
  },

  chooseMfa: {
    title: 'Konfirmasi identitas Anda',
    lead: 'Pilih cara mendapatkan kode.',
    app: 'Aplikasi autentikator',
    appHint: 'Masukkan kode yang ditampilkan aplikasi Anda',
    email: 'Email',
    sms: 'SMS',
  },

  mfaSetup: {
    choiceTitle: 'Lindungi akun Anda',
    choiceLead: 'Akun ini memerlukan langkah kedua saat masuk. Pilih salah satu untuk disiapkan.',
    app: 'Aplikasi autentikator',
    appHint: 'Kode dari aplikasi di ponsel Anda, juga tanpa jaringan',
    email: 'Email',
    emailHint: 'Kode yang dikirim ke alamat email Anda',
    appTitle: 'Siapkan aplikasi autentikator',
    appScan: 'Pindai gambar ini dengan aplikasi autentikator Anda.',
    qrCode: 'Kode QR berisi kunci rahasia untuk aplikasi autentikator Anda',
    cannotScan: 'Tidak dapat memindai?',
    openApp: 'Buka di aplikasi pada perangkat ini',
    enterSecret: 'Atau masukkan kunci ini di aplikasi:',
    appCode: 'Lalu masukkan enam angka yang ditampilkan aplikasi.',
    appSubmit: 'Selesai',
    emailTitle: 'Siapkan kode lewat email',
    emailLead: 'Masukkan alamat yang akan menerima kode Anda.',
    emailSubmit: 'Kirim kode',
  },

  newPassword: {
    title: 'Buat kata sandi baru',
    lead: 'Anda memerlukan kata sandi sendiri sebelum melanjutkan.',
    attributes: 'Kami juga memerlukan data berikut:',
    submit: 'Simpan dan masuk',
  },

  signUp: {
    title: 'Buat akun Anda',
    submit: 'Buat akun',
    haveAccount: 'Sudah punya akun?',
    signIn: 'Masuk',
  },

  confirmSignUp: {
    title: 'Konfirmasi akun Anda',
    emailLead: (destination) => `Masukkan kode yang kami kirim ke ${destination}.`,
    smsLead: (destination) => `Masukkan kode yang kami kirim lewat SMS ke ${destination}.`,
    leadUnknown: 'Masukkan kode yang kami kirim kepada Anda.',
    linkLead: (destination) => `Buka tautan yang kami kirim ke ${destination}, lalu masuk.`,
    linkLeadUnknown: 'Buka tautan yang kami kirim kepada Anda, lalu masuk.',
    submit: 'Konfirmasi akun',
    resendLink: 'Kirim tautan baru',
    resentLink: 'Kami telah mengirim tautan baru.',
  },

  forgotPassword: {
    title: 'Atur ulang kata sandi',
    lead: 'Beri tahu kami akun Anda, dan kami akan mengirim kode.',
    submit: 'Kirim kode',
  },

  resetPassword: {
    title: 'Buat kata sandi baru',
    lead: (destination) =>
      `Kami telah mengirim kode ke ${destination}. Masukkan kode tersebut beserta kata sandi baru Anda.`,
    leadUnknown: 'Masukkan kode yang kami kirim kepada Anda beserta kata sandi baru Anda.',
    submit: 'Ubah kata sandi',
    done: 'Kata sandi Anda telah diubah. Anda dapat menggunakannya untuk masuk sekarang.',
  },

  passkey: {
    title: 'Gunakan kunci sandi Anda',
    lead: 'Perangkat Anda akan meminta wajah, sidik jari, atau kunci layar Anda.',
    submit: 'Lanjutkan dengan kunci sandi',
    anotherWay: 'Gunakan cara lain',
    noScript:
      'Kunci sandi memerlukan JavaScript. Aktifkan JavaScript dan muat ulang halaman ini, atau masuk dengan cara lain.',
    unsupported: 'Browser ini tidak mendukung kunci sandi. Masuk dengan cara lain.',
    failed: 'Kunci sandi Anda tidak digunakan. Coba lagi, atau masuk dengan cara lain.',
  },

  addPasskey: {
    title: 'Masuk lebih cepat dengan kunci sandi',
    lead: 'Kunci sandi menggantikan kata sandi Anda dengan wajah, sidik jari, atau kunci layar.',
    points: [
      'Tidak perlu mengingat atau mengetik apa pun',
      'Aman dari phishing: hanya berfungsi di situs ini',
      'Sidik jari dan wajah Anda tidak pernah meninggalkan perangkat',
    ],
    submit: 'Buat kunci sandi',
    notNow: 'Lain kali',
    noScript: 'Kunci sandi memerlukan JavaScript. Aktifkan JavaScript dan muat ulang halaman ini.',
    unsupported: 'Browser ini tidak dapat membuat kunci sandi.',
    failed: 'Kunci sandi tidak dibuat. Coba lagi.',
    alreadyRegistered: 'Perangkat ini sudah memiliki kunci sandi untuk akun Anda.',
  },

  passkeyAdded: {
    title: 'Kunci sandi Anda siap',
    lead: 'Gunakan saat Anda masuk berikutnya.',
  },

  signedOut: {
    title: 'Anda telah keluar',
    lead: 'Anda dapat menutup halaman ini.',
    signIn: 'Masuk lagi',
  },

  message: {
    confirmedTitle: 'Akun dikonfirmasi',
    confirmed: 'Akun Anda telah dikonfirmasi. Anda dapat masuk sekarang.',
    signIn: 'Masuk',
    verifiedTitle: 'Terima kasih',
    verified: 'Alamat Anda telah dikonfirmasi. Anda dapat menutup halaman ini.',
  },

  error: {
    title: 'Terjadi kesalahan',
    lead: 'Terjadi kesalahan pada halaman yang diminta.',
    notFoundTitle: 'Halaman tidak ditemukan',
    notFound: 'Tidak ada apa pun di alamat ini.',
    unavailableTitle: 'Tidak dapat masuk saat ini',
    unavailable: 'Halaman masuk tidak tersedia. Hubungi administrator.',
    redirectMismatch:
      'Aplikasi meminta untuk kembali ke alamat yang belum didaftarkan. Beri tahu pengelola aplikasi tersebut.',
    unknownClient: 'Aplikasi yang mengarahkan Anda ke sini tidak dikenal. Beri tahu pengelolanya.',
    clientNotEnabled:
      'Aplikasi yang mengarahkan Anda ke sini belum disiapkan untuk proses masuk. Beri tahu pengelolanya.',
    missingClientId:
      'Alamat ini tidak menyebutkan aplikasi mana yang ingin Anda masuki: client_id tidak ada. Mulailah dari aplikasi tersebut.',
    missingRedirectUri:
      'Alamat ini tidak menyebutkan ke mana harus kembali: redirect_uri tidak ada. Beri tahu pengelola aplikasi tersebut.',
    loginOptionUnavailable: 'Cara masuk ini tidak tersedia. Pilih cara lain.',
    reference: (id) => `Referensi: ${id}`,
  },

  requirements: {
    heading: 'Syarat kata sandi:',
    minimumLength: (count) => `Minimal ${count} karakter`,
    uppercase: 'Satu huruf besar (A–Z)',
    lowercase: 'Satu huruf kecil (a–z)',
    number: 'Satu angka (0–9)',
    symbol: 'Satu simbol, seperti ! ? # atau spasi di tengah',
    history: (count) =>
      count === 1
        ? 'Berbeda dari kata sandi terakhir Anda'
        : `Berbeda dari ${count} kata sandi terakhir Anda`,
    unmet: 'belum terpenuhi',
  },

  attributes: {
    name: 'Nama lengkap',
    given_name: 'Nama depan',
    family_name: 'Nama belakang',
    middle_name: 'Nama tengah',
    nickname: 'Nama panggilan',
    preferred_username: 'Nama pengguna pilihan',
    profile: 'Halaman profil',
    picture: 'Tautan ke gambar',
    website: 'Situs web',
    email: 'Alamat email',
    gender: 'Jenis kelamin',
    birthdate: 'Tanggal lahir',
    zoneinfo: 'Zona waktu',
    locale: 'Bahasa',
    phone_number: 'Nomor telepon',
    address: 'Alamat',
    updated_at: 'Diperbarui pada',
  },

  attributeHints: {
    phone_number: 'Dengan kode negara, misalnya +14155550123',
    profile: 'Misalnya https://example.com/nama',
    picture: 'Misalnya https://example.com/nama.jpg',
    website: 'Misalnya https://example.com',
    zoneinfo: 'Misalnya Asia/Jakarta',
    locale: 'Misalnya id-ID',
    updated_at: 'Dalam detik sejak 1970',
    dateTime: 'Misalnya 2026-01-31',
  },

  errors: {
    general: 'Terjadi kesalahan. Silakan coba lagi.',

    NotAuthorizedException: 'Nama pengguna atau kata sandi salah.',
    passwordAttemptsExceeded: 'Terlalu banyak kata sandi yang salah. Tunggu beberapa saat, lalu coba lagi.',
    codeAttemptsExceeded: 'Terlalu banyak kode yang salah. Tunggu beberapa saat, lalu coba lagi.',
    userDisabled: 'Akun ini dinonaktifkan. Hubungi administrator.',
    sessionExpired: 'Waktu telah habis. Silakan mulai lagi.',
    temporaryPasswordExpired:
      'Kata sandi sementara Anda sudah kedaluwarsa. Minta yang baru kepada administrator.',
    resetByAdministrator:
      'Hanya administrator yang dapat mengatur ulang kata sandi Anda. Hubungi administrator.',
    alreadyConfirmed: 'Akun ini sudah dikonfirmasi. Anda dapat masuk.',
    signUpNotPermitted: 'Akun baru hanya dapat dibuat oleh administrator.',
    attributeNotWritable: 'Salah satu data ini tidak dapat diubah di sini.',

    UserNotFoundException: 'Kami tidak menemukan akun dengan data ini. Periksa, lalu coba lagi.',
    UserNotConfirmedException: 'Akun Anda belum dikonfirmasi.',
    PasswordResetRequiredException: 'Kata sandi Anda harus diatur ulang sebelum Anda dapat masuk.',
    CodeMismatchException: 'Kode tersebut salah. Periksa, lalu coba lagi.',
    ExpiredCodeException: 'Kode tersebut tidak berlaku lagi. Minta kode baru.',
    softwareTokenUsed: 'Kode tersebut sudah digunakan. Tunggu kode berikutnya.',
    EnableSoftwareTokenMFAException:
      'Kode tersebut salah. Periksa waktu di ponsel Anda dan coba kode berikutnya.',
    SoftwareTokenMFANotFoundException: 'Belum ada aplikasi autentikator yang disiapkan untuk akun ini.',
    LimitExceededException: 'Terlalu banyak percobaan. Tunggu beberapa saat, lalu coba lagi.',
    TooManyRequestsException: 'Terlalu banyak permintaan saat ini. Tunggu sebentar, lalu coba lagi.',
    CodeDeliveryFailureException: 'Kami tidak dapat mengirim kode. Silakan coba lagi nanti.',

    InvalidPasswordException: 'Kata sandi ini tidak memenuhi syarat.',
    passwordTooShort: 'Kata sandi ini terlalu pendek.',
    passwordNeedsUppercase: 'Kata sandi harus berisi huruf besar.',
    passwordNeedsLowercase: 'Kata sandi harus berisi huruf kecil.',
    passwordNeedsNumber: 'Kata sandi harus berisi angka.',
    passwordNeedsSymbol: 'Kata sandi harus berisi simbol.',
    PasswordHistoryPolicyViolationException: 'Anda sudah pernah menggunakan kata sandi ini. Pilih yang lain.',
    passwordsDiffer: 'Kedua kata sandi tidak sama.',
    passwordOuterSpace: 'Kata sandi tidak boleh diawali atau diakhiri dengan spasi.',

    UsernameExistsException: 'Akun dengan data ini sudah ada. Masuk, atau gunakan data lain.',
    AliasExistsException: 'Alamat email atau nomor telepon ini sudah digunakan akun lain.',

    InvalidParameterException: 'Salah satu data tidak benar. Periksa, lalu coba lagi.',
    invalidEmail: 'Ini bukan alamat email yang valid.',
    invalidPhoneNumber: 'Masukkan nomor telepon dengan kode negaranya, misalnya +14155550123.',
    noSpaces: 'Jangan gunakan spasi.',
    tooLong: 'Ini terlalu panjang.',
    usernameMustBeEmailOrPhoneNumber:
      'Masukkan alamat email Anda, atau nomor telepon Anda dengan kode negaranya.',
    usernameMustNotBeEmail: 'Nama pengguna tidak boleh berupa alamat email.',
    usernameMustNotBePhoneNumber: 'Nama pengguna tidak boleh berupa nomor telepon.',
    noRecoveryAddress:
      'Tidak ada alamat tujuan untuk mengirim kode pengaturan ulang kata sandi Anda. Hubungi administrator.',
    attributeRequired: (label) => `${label} wajib diisi.`,
    attributeInvalid: (label) => `Format ${label} tidak benar.`,
    required: 'Isi semua kolom yang wajib diisi.',

    UnexpectedLambdaException:
      'Proses masuk gagal karena kesalahan pada situs ini. Coba lagi nanti atau hubungi administrator.',
    MFAMethodNotFoundException: 'Akun ini tidak memiliki langkah kedua untuk masuk. Hubungi administrator.',
    ResourceNotFoundException: 'Ini sudah tidak ada lagi. Mulailah kembali dari aplikasi.',
    UserLambdaValidationException: 'Permintaan Anda ditolak. Hubungi administrator.',
    WebAuthnChallengeNotFoundException: 'Waktu telah habis. Silakan coba lagi dengan kunci sandi Anda.',
    WebAuthnCredentialNotSupportedException: 'Jenis kunci sandi ini tidak didukung di sini.',
    WebAuthnNotEnabledException: 'Kunci sandi tidak diaktifkan di sini.',
    WebAuthnOriginNotAllowedException: 'Kunci sandi tidak dapat digunakan di alamat ini.',
    WebAuthnRelyingPartyMismatchException: 'Kunci sandi ini milik situs lain.',
    passkeyNotAccepted: 'Kunci sandi ini tidak diterima. Coba lagi, atau masuk dengan cara lain.',
    tooManyPasskeys: 'Jumlah kunci sandi di akun Anda sudah mencapai batas.',
    signInFirst: 'Masuk dahulu, lalu tambahkan kunci sandi Anda.',

    formExpired: 'Halaman ini terlalu lama terbuka. Silakan coba lagi.',
  },
}
