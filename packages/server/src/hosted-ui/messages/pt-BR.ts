import type { Messages } from './en.ts'

/** The texts in the Portuguese of Brazil, addressing the visitor as "você". */
export const ptBR: Messages = {
  common: {
    username: 'Nome de usuário',
    email: 'E-mail',
    phoneNumber: 'Número de telefone',
    emailOrPhoneNumber: 'E-mail ou número de telefone',
    usernameOrEmail: 'Nome de usuário ou e-mail',
    usernameOrPhoneNumber: 'Nome de usuário ou número de telefone',
    usernameEmailOrPhoneNumber: 'Nome de usuário, e-mail ou número de telefone',
    password: 'Senha',
    newPassword: 'Nova senha',
    confirmPassword: 'Confirmar senha',
    code: 'Código',
    optional: 'opcional',
    next: 'Avançar',
    continue: 'Continuar',
    back: 'Voltar',
    backToSignIn: 'Voltar para o login',
    or: 'ou',
    toContinueTo: (application) => `para continuar em ${application}`,
    signingInAs: (username) => `Entrando como ${username}`,
    errorHeading: 'Ocorreu um problema',
    yes: 'Sim',
    no: 'Não',
    choose: 'Selecione…',
    moreOptions: 'Mais opções',
  },

  terms: {
    termsOfUse: 'Termos de uso',
    privacyPolicy: 'Política de privacidade',
    heading: 'Informações legais',
    notice: 'Ao criar uma conta, você aceita os termos indicados nos links abaixo.',
  },

  signIn: {
    title: 'Entrar',
    submit: 'Entrar',
    forgotPassword: 'Esqueceu sua senha?',
    noAccount: 'Não tem uma conta?',
    signUp: 'Criar conta',
    continueWith: (provider) => `Continuar com ${provider}`,
    providers: 'Entrar com outra conta',
  },

  continueSession: {
    title: 'Que bom ver você de novo',
    lead: 'Sua sessão já está ativa.',
    submit: (name) => `Continuar como ${name}`,
    anotherUser: 'Usar outra conta',
  },

  selfRegistered: {
    claimedName: (application) =>
      `O app “${application}” se registrou aqui por conta própria: ninguém verificou esse nome.`,
    leadsTo: (host) => `Ele leva você para ${host}.`,
  },

  chooseFactor: {
    title: 'Escolha como entrar',
    passkey: 'Usar uma chave de acesso',
    passkeyHint: 'Rosto, impressão digital, bloqueio de tela ou chave de segurança',
    email: 'Receber código por e-mail',
    sms: 'Receber código por SMS',
    passwordSubmit: 'Entrar',
  },

  code: {
    appTitle: 'Digite seu código',
    emailTitle: 'Verifique seu e-mail',
    smsTitle: 'Verifique seu celular',
    appLead: 'Abra seu app autenticador e digite os seis dígitos exibidos.',
    emailLead: (destination) => `Enviamos um código para ${destination}.`,
    smsLead: (destination) => `Enviamos um SMS com um código para ${destination}.`,
    emailLeadUnknown: 'Enviamos um código para você por e-mail.',
    smsLeadUnknown: 'Enviamos um código para você por SMS.',
    submit: 'Continuar',
    noCode: 'Não recebeu o código?',
    resend: 'Enviar novo código',
    resent: 'Enviamos um novo código.',
    anotherWay: 'Usar outro método',
    startAgain: 'Recomeçar',
  },

  chooseMfa: {
    title: 'Confirme sua identidade',
    lead: 'Escolha como obter seu código.',
    app: 'App autenticador',
    appHint: 'Digite o código exibido no seu app',
    email: 'E-mail',
    sms: 'SMS',
  },

  mfaSetup: {
    choiceTitle: 'Proteja sua conta',
    choiceLead: 'Esta conta exige uma segunda etapa ao entrar. Escolha qual deseja configurar.',
    app: 'App autenticador',
    appHint: 'Códigos de um app no seu celular, mesmo sem internet',
    email: 'E-mail',
    emailHint: 'Códigos enviados para o seu e-mail',
    appTitle: 'Configure seu app autenticador',
    appScan: 'Escaneie esta imagem com seu app autenticador.',
    qrCode: 'Código QR com a chave secreta para seu app autenticador',
    cannotScan: 'Não consegue escanear?',
    openApp: 'Abrir em um app neste dispositivo',
    enterSecret: 'Ou digite esta chave no app:',
    appCode: 'Depois, digite os seis dígitos exibidos no app.',
    appSubmit: 'Concluir',
    emailTitle: 'Configure códigos por e-mail',
    emailLead: 'Digite o endereço que deve receber seus códigos.',
    emailSubmit: 'Enviar código',
  },

  newPassword: {
    title: 'Escolha uma nova senha',
    lead: 'Para continuar, você precisa de uma senha só sua.',
    attributes: 'Também precisamos destas informações:',
    submit: 'Salvar e entrar',
  },

  signUp: {
    title: 'Crie sua conta',
    submit: 'Criar conta',
    haveAccount: 'Já tem uma conta?',
    signIn: 'Entrar',
  },

  confirmSignUp: {
    title: 'Confirme sua conta',
    emailLead: (destination) => `Digite o código que enviamos para ${destination}.`,
    smsLead: (destination) => `Digite o código que enviamos por SMS para ${destination}.`,
    leadUnknown: 'Digite o código que enviamos para você.',
    linkLead: (destination) => `Abra o link que enviamos para ${destination} e depois entre na sua conta.`,
    linkLeadUnknown: 'Abra o link que enviamos para você e depois entre na sua conta.',
    submit: 'Confirmar conta',
    resendLink: 'Enviar novo link',
    resentLink: 'Enviamos um novo link.',
  },

  forgotPassword: {
    title: 'Redefina sua senha',
    lead: 'Informe qual é a sua conta e enviaremos um código.',
    submit: 'Enviar código',
  },

  resetPassword: {
    title: 'Escolha uma nova senha',
    lead: (destination) => `Enviamos um código para ${destination}. Digite-o junto com sua nova senha.`,
    leadUnknown: 'Digite o código que enviamos para você e sua nova senha.',
    submit: 'Alterar senha',
    done: 'Sua senha foi alterada. Agora você pode entrar com ela.',
  },

  passkey: {
    title: 'Use sua chave de acesso',
    lead: 'Seu dispositivo pedirá seu rosto, sua impressão digital ou o bloqueio de tela.',
    submit: 'Usar chave de acesso',
    anotherWay: 'Usar outro método',
    noScript:
      'As chaves de acesso precisam de JavaScript. Ative-o e recarregue esta página ou entre de outra forma.',
    unsupported: 'Este navegador não é compatível com chaves de acesso. Entre de outra forma.',
    failed: 'Sua chave de acesso não foi usada. Tente novamente ou entre de outra forma.',
  },

  addPasskey: {
    title: 'Entre mais rápido com uma chave de acesso',
    lead: 'Uma chave de acesso substitui sua senha pelo rosto, pela impressão digital ou pelo bloqueio de tela.',
    points: [
      'Nada para lembrar, nada para digitar',
      'Protegida contra phishing: só funciona neste site',
      'Sua impressão digital e seu rosto nunca saem do seu dispositivo',
    ],
    submit: 'Criar chave de acesso',
    notNow: 'Agora não',
    noScript: 'As chaves de acesso precisam de JavaScript. Ative-o e recarregue esta página.',
    unsupported: 'Este navegador não consegue criar chaves de acesso.',
    failed: 'Nenhuma chave de acesso foi criada. Tente novamente.',
    alreadyRegistered: 'Este dispositivo já tem uma chave de acesso para sua conta.',
  },

  passkeyAdded: {
    title: 'Sua chave de acesso está pronta',
    lead: 'Use-a na próxima vez que entrar.',
  },

  signedOut: {
    title: 'Você saiu da sua conta',
    lead: 'Você pode fechar esta página.',
    signIn: 'Entrar novamente',
  },

  message: {
    confirmedTitle: 'Conta confirmada',
    confirmed: 'Sua conta foi confirmada. Você já pode entrar.',
    signIn: 'Entrar',
    verifiedTitle: 'Agradecemos',
    verified: 'Seu endereço foi confirmado. Você pode fechar esta página.',
  },

  error: {
    title: 'Algo deu errado',
    lead: 'Ocorreu um erro na página solicitada.',
    notFoundTitle: 'Página não encontrada',
    notFound: 'Não há nada neste endereço.',
    unavailableTitle: 'Login indisponível',
    unavailable: 'As páginas de login não estão disponíveis. Entre em contato com um administrador.',
    redirectMismatch:
      'O app pediu para voltar a um endereço que não está registrado para ele. Avise os responsáveis pelo app.',
    unknownClient: 'O app que trouxe você até aqui não é reconhecido. Avise os responsáveis por ele.',
    clientNotEnabled:
      'O app que trouxe você até aqui não está configurado para login. Avise os responsáveis por ele.',
    missingClientId:
      'Este endereço não informa em qual app você quer entrar: falta client_id. Comece pelo app.',
    missingRedirectUri:
      'Este endereço não informa para onde voltar: falta redirect_uri. Avise os responsáveis pelo app.',
    loginOptionUnavailable: 'Esta forma de entrar não está disponível. Escolha outra.',
    reference: (id) => `Referência: ${id}`,
  },

  requirements: {
    heading: 'Requisitos da senha:',
    minimumLength: (count) => (count === 1 ? 'Pelo menos 1 caractere' : `Pelo menos ${count} caracteres`),
    uppercase: 'Uma letra maiúscula (A–Z)',
    lowercase: 'Uma letra minúscula (a–z)',
    number: 'Um número (0–9)',
    symbol: 'Um símbolo, como ! ? # ou um espaço no meio',
    history: (count) =>
      count === 1 ? 'Diferente da sua última senha' : `Diferente das suas últimas ${count} senhas`,
    unmet: 'não atendido',
  },

  attributes: {
    name: 'Nome completo',
    given_name: 'Nome',
    family_name: 'Sobrenome',
    middle_name: 'Nome do meio',
    nickname: 'Apelido',
    preferred_username: 'Nome de usuário preferido',
    profile: 'Página de perfil',
    picture: 'Link para uma imagem',
    website: 'Site',
    email: 'E-mail',
    gender: 'Gênero',
    birthdate: 'Data de nascimento',
    zoneinfo: 'Fuso horário',
    locale: 'Idioma',
    phone_number: 'Número de telefone',
    address: 'Endereço',
    updated_at: 'Data de atualização',
  },

  attributeHints: {
    phone_number: 'Com o código do país, por exemplo, +14155550123',
    profile: 'Por exemplo, https://example.com/nome',
    picture: 'Por exemplo, https://example.com/nome.jpg',
    website: 'Por exemplo, https://example.com',
    zoneinfo: 'Por exemplo, America/Sao_Paulo',
    locale: 'Por exemplo, pt-BR',
    updated_at: 'Em segundos desde 1970',
    dateTime: 'Por exemplo, 2026-01-31',
  },

  errors: {
    general: 'Algo deu errado. Tente novamente.',

    NotAuthorizedException: 'Nome de usuário ou senha incorretos.',
    passwordAttemptsExceeded: 'Muitas senhas incorretas. Aguarde um pouco e tente novamente.',
    codeAttemptsExceeded: 'Muitos códigos incorretos. Aguarde um pouco e tente novamente.',
    userDisabled: 'Esta conta está desativada. Entre em contato com um administrador.',
    sessionExpired: 'O tempo se esgotou. Comece novamente.',
    temporaryPasswordExpired: 'Sua senha temporária expirou. Peça uma nova a um administrador.',
    resetByAdministrator: 'Somente administradores podem redefinir sua senha. Entre em contato com um deles.',
    alreadyConfirmed: 'Esta conta já foi confirmada. Você pode entrar.',
    signUpNotPermitted: 'Somente um administrador pode criar novas contas.',
    attributeNotWritable: 'Um destes dados não pode ser alterado aqui.',

    UserNotFoundException: 'Não encontramos uma conta com esses dados. Confira-os e tente novamente.',
    UserNotConfirmedException: 'Sua conta ainda não foi confirmada.',
    PasswordResetRequiredException: 'Sua senha precisa ser redefinida antes de você entrar.',
    CodeMismatchException: 'Esse código não está correto. Confira-o e tente novamente.',
    ExpiredCodeException: 'Esse código não é mais válido. Solicite um novo.',
    softwareTokenUsed: 'Esse código já foi usado. Aguarde o próximo.',
    EnableSoftwareTokenMFAException:
      'Esse código não está correto. Confira a hora do seu celular e tente o próximo código.',
    SoftwareTokenMFANotFoundException: 'Nenhum app autenticador está configurado para esta conta.',
    LimitExceededException: 'Muitas tentativas. Aguarde um pouco e tente novamente.',
    TooManyRequestsException: 'Há muitas solicitações agora. Aguarde um momento e tente novamente.',
    CodeDeliveryFailureException: 'Não foi possível enviar o código. Tente novamente mais tarde.',

    InvalidPasswordException: 'Esta senha não atende aos requisitos.',
    passwordTooShort: 'Esta senha é curta demais.',
    passwordNeedsUppercase: 'A senha precisa de uma letra maiúscula.',
    passwordNeedsLowercase: 'A senha precisa de uma letra minúscula.',
    passwordNeedsNumber: 'A senha precisa de um número.',
    passwordNeedsSymbol: 'A senha precisa de um símbolo.',
    PasswordHistoryPolicyViolationException: 'Você já usou esta senha. Escolha outra.',
    passwordsDiffer: 'As senhas não coincidem.',
    passwordOuterSpace: 'A senha não pode começar nem terminar com um espaço.',

    UsernameExistsException: 'Já existe uma conta com esses dados. Entre nela ou use outros dados.',
    AliasExistsException: 'Outra conta já usa este e-mail ou número de telefone.',

    InvalidParameterException: 'Um dos dados não está correto. Confira-os e tente novamente.',
    invalidEmail: 'Este não é um endereço de e-mail válido.',
    invalidPhoneNumber: 'Digite o número de telefone com o código do país, por exemplo, +14155550123.',
    noSpaces: 'Não use espaços.',
    tooLong: 'Isto é longo demais.',
    usernameMustBeEmailOrPhoneNumber: 'Digite seu e-mail ou seu número de telefone com o código do país.',
    usernameMustNotBeEmail: 'O nome de usuário não pode ser um e-mail.',
    usernameMustNotBePhoneNumber: 'O nome de usuário não pode ser um número de telefone.',
    noRecoveryAddress:
      'Não há um endereço para o qual enviar um código de redefinição da sua senha. Fale com um administrador.',
    attributeRequired: (label) => `Preencha o campo “${label}”.`,
    attributeInvalid: (label) => `O formato do campo “${label}” não está correto.`,
    required: 'Preencha todos os campos obrigatórios.',

    UnexpectedLambdaException:
      'O login falhou por um erro deste site. Tente novamente mais tarde ou entre em contato com um administrador.',
    MFAMethodNotFoundException:
      'Esta conta não tem uma segunda etapa para entrar. Entre em contato com um administrador.',
    ResourceNotFoundException: 'Isto não existe mais. Comece de novo pelo app.',
    UserLambdaValidationException: 'Sua solicitação foi recusada. Entre em contato com um administrador.',
    WebAuthnChallengeNotFoundException: 'O tempo se esgotou. Tente usar sua chave de acesso novamente.',
    WebAuthnCredentialNotSupportedException: 'Este tipo de chave de acesso não é aceito aqui.',
    WebAuthnNotEnabledException: 'As chaves de acesso não estão ativadas aqui.',
    WebAuthnOriginNotAllowedException: 'Não é possível usar chaves de acesso neste endereço.',
    WebAuthnRelyingPartyMismatchException: 'Esta chave de acesso pertence a outro site.',
    passkeyNotAccepted: 'Esta chave de acesso não foi aceita. Tente novamente ou entre de outra forma.',
    tooManyPasskeys: 'Sua conta já atingiu o número máximo de chaves de acesso.',
    signInFirst: 'Entre primeiro e depois adicione sua chave de acesso.',

    formExpired: 'Esta página ficou aberta por tempo demais. Tente novamente.',
  },
}
