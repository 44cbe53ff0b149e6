import { assetUrl } from '../../src/hosted-ui/assets.ts'
import type { Html } from '../../src/hosted-ui/html.ts'
import { en } from '../../src/hosted-ui/messages/en.ts'
import { addPasskeyPage } from '../../src/hosted-ui/pages/add-passkey.ts'
import { chooseFactorPage } from '../../src/hosted-ui/pages/choose-factor.ts'
import { chooseMfaPage } from '../../src/hosted-ui/pages/choose-mfa.ts'
import { confirmSignUpPage } from '../../src/hosted-ui/pages/confirm-sign-up.ts'
import { continuePage } from '../../src/hosted-ui/pages/continue.ts'
import { demoPage } from '../../src/hosted-ui/pages/demo.ts'
import { errorPage, unavailablePage } from '../../src/hosted-ui/pages/error.ts'
import { forgotPasswordPage } from '../../src/hosted-ui/pages/forgot-password.ts'
import { messagePage } from '../../src/hosted-ui/pages/message.ts'
import { messagesPage } from '../../src/hosted-ui/pages/messages.ts'
import { mfaSetupAppPage } from '../../src/hosted-ui/pages/mfa-setup-app.ts'
import { mfaSetupChoicePage } from '../../src/hosted-ui/pages/mfa-setup-choice.ts'
import { mfaSetupEmailPage } from '../../src/hosted-ui/pages/mfa-setup-email.ts'
import { newPasswordPage } from '../../src/hosted-ui/pages/new-password.ts'
import { oneTimeCodePage } from '../../src/hosted-ui/pages/one-time-code.ts'
import { passkeyPage } from '../../src/hosted-ui/pages/passkey.ts'
import { passkeyAddedPage } from '../../src/hosted-ui/pages/passkey-added.ts'
import { resetPasswordPage } from '../../src/hosted-ui/pages/reset-password.ts'
import { signInPage } from '../../src/hosted-ui/pages/sign-in.ts'
import { signUpPage } from '../../src/hosted-ui/pages/sign-up.ts'
import { signedOutPage } from '../../src/hosted-ui/pages/signed-out.ts'
import { welcomePage } from '../../src/hosted-ui/pages/welcome.ts'
import { defaultBrand, type View } from '../../src/hosted-ui/view.ts'

/** A view of the app that the pages are tried for. */
export function testView(changes: Partial<View> = {}): View {
  return {
    messages: en,
    lang: 'en',
    brand: {
      ...defaultBrand,
      terms: [
        { name: 'terms-of-use', url: 'https://example.com/terms' },
        { name: 'privacy-policy', url: 'https://example.com/privacy' },
      ],
    },
    nonce: 'test-nonce',
    csrfToken: 'test-token',
    query: '?client_id=abc&redirect_uri=https%3A%2F%2Fexample.com',
    applicationName: 'Harbour',
    ...changes,
  }
}

const qrCode = `<svg viewBox="0 0 21 21" xmlns="http://www.w3.org/2000/svg"><path d="M1 1h7v7H1zM13 1h7v7h-7zM1 13h7v7H1zM10 3h2v4h-2zM11 9h8v2h-8zM13 13h3v3h-3zM17 17h3v3h-3zM10 14h2v6h-2z"/></svg>`

export const strictPolicy = {
  minimumLength: 8,
  requireUppercase: true,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
  passwordHistorySize: 3,
  temporaryPasswordValidityDays: 7,
}

/** Every kind of attribute that a form can ask for. */
export const everyAttribute = [
  ...Object.keys(en.attributes).map((name) => ({ name, attributeDataType: 'String' }) as const),
  { name: 'custom:favourite_team', attributeDataType: 'String' },
  { name: 'custom:newsletter', attributeDataType: 'Boolean' },
  { name: 'custom:joined', attributeDataType: 'DateTime' },
  { name: 'custom:age', attributeDataType: 'Number', numberAttributeConstraints: { minValue: '18' } },
] as const

const demoClaims = {
  sub: '7b0c2c52-8e0d-4a7e-9d3b-1f4f5e1f7a10',
  iss: 'http://localhost:4100/us-east-1_poolhouse',
  origin_jti: '7b0c2c52-8e0d-4a7e-9d3b-1f4f5e1f7a10',
  email: 'demo@example.com',
}
const demoToken = `ey${'J1Yx'.repeat(220)}`

const sent = {
  channel: 'email',
  code: '436590',
  createdAt: '2026-11-21T10:23:16.586Z',
  triggerSource: 'CustomMessage_SignUp',
} as const

/** Text that a page must show as it is. */
export interface Words {
  name: string
  error: string
}

/** Every page, more than one where it has different faces, with the given words wherever a page takes some. */
export function allPages(view: View, { name, error }: Words): Record<string, Html> {
  const problem = { text: error }
  const state = `state-${name}`
  const username = name
  const google = {
    kind: 'google',
    name: 'Google',
    url: '/oauth2/authorize?identity_provider=Google',
  } as const
  const staff = { kind: 'saml', name, url: `/oauth2/authorize?identity_provider=${name}` } as const
  const again = { path: '/challenge', fields: { state, answer: name } } as const
  return {
    'sign-in': signInPage(view, { usernameKind: 'usernameOrEmail', forgotPassword: true, signUp: true }),
    'sign-in-error': signInPage(view, {
      usernameKind: 'email',
      username,
      error: problem,
      forgotPassword: true,
      providers: [google, staff],
      signUp: true,
    }),
    'sign-in-providers': signInPage(view, {
      usernameKind: 'emailOrPhoneNumber',
      passwordless: true,
      providersFirst: true,
      signUp: true,
      providers: [
        google,
        { kind: 'apple', name: 'Apple', url: '/apple' },
        { kind: 'facebook', name: 'Facebook', url: '/facebook' },
        { kind: 'amazon', name: 'Amazon', url: '/amazon' },
        staff,
      ],
    }),
    continue: continuePage(view, { name, continue: again, anotherUserUrl: '/login?prompt=login' }),
    'continue-self-registered': continuePage(
      { ...view, selfRegistered: { host: name } },
      { name, continue: again, anotherUserUrl: '/login?prompt=login' },
    ),
    'choose-factor': chooseFactorPage(view, {
      state,
      username,
      factors: ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP', 'SMS_OTP'],
      forgotPassword: true,
    }),
    'code-app': oneTimeCodePage(view, { state, username, kind: 'app', anotherWay: again }),
    'code-email': oneTimeCodePage(view, {
      state,
      username,
      kind: 'email',
      destination: name,
      resend: again,
      resent: true,
    }),
    'code-sms': oneTimeCodePage(view, {
      state,
      username,
      kind: 'sms',
      destination: '+*******1234',
      error: { ...problem, field: 'code' },
    }),
    'choose-mfa': chooseMfaPage(view, { state, factors: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'] }),
    'mfa-setup-choice': mfaSetupChoicePage(view, { state, factors: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] }),
    'mfa-setup-app': mfaSetupAppPage(view, {
      state,
      qrCode,
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      otpauthUrl: `otpauth://totp/${name}?secret=JBSWY3DPEHPK3PXP`,
    }),
    'mfa-setup-email': mfaSetupEmailPage(view, { state, email: name, error: problem }),
    'new-password': newPasswordPage(view, {
      state,
      username,
      policy: strictPolicy,
      broken: ['lowercase', 'symbol'],
      error: { ...problem, field: 'password' },
      attributes: [{ name: 'given_name', attributeDataType: 'String' }],
      values: { given_name: name },
    }),
    'sign-up': signUpPage(view, {
      usernameKind: 'email',
      policy: strictPolicy,
      attributes: [
        { name: 'name', attributeDataType: 'String' },
        { name: 'phone_number', attributeDataType: 'String' },
      ],
    }),
    'sign-up-everything': signUpPage(view, {
      usernameKind: 'username',
      username,
      policy: strictPolicy,
      attributes: [...everyAttribute],
      values: Object.fromEntries(everyAttribute.map((attribute) => [attribute.name, name])),
      error: { ...problem, field: 'requiredAttributes[email]' },
    }),
    'confirm-sign-up': confirmSignUpPage(view, {
      usernameKind: 'email',
      username,
      destination: 'j***@e***',
      medium: 'EMAIL',
    }),
    'confirm-sign-up-unknown': confirmSignUpPage(view, { usernameKind: 'username', error: problem }),
    'confirm-sign-up-link': confirmSignUpPage(view, {
      usernameKind: 'username',
      username,
      destination: name,
      byLink: true,
      resent: true,
    }),
    'forgot-password': forgotPasswordPage(view, { usernameKind: 'usernameEmailOrPhoneNumber', username }),
    'reset-password': resetPasswordPage(view, {
      usernameKind: 'email',
      username,
      destination: name,
      policy: strictPolicy,
      error: { ...problem, field: 'code' },
    }),
    passkey: passkeyPage(view, {
      state,
      requestOptions: JSON.stringify({ challenge: name }),
      anotherWay: again,
    }),
    'passkey-error': passkeyPage(view, { state, requestOptions: '{}', error: problem }),
    'add-passkey': addPasskeyPage(view, {
      creationOptions: JSON.stringify({ user: { name } }),
      notNowUrl: 'https://example.com/',
    }),
    'passkey-added': passkeyAddedPage(view, { continueUrl: 'https://example.com/' }),
    'signed-out': signedOutPage(view, { signInUrl: '/login?client_id=abc' }),
    message: messagePage(view, {
      title: view.messages.message.confirmedTitle,
      text: view.messages.message.confirmed,
      tone: 'good',
      link: { text: view.messages.message.signIn, url: '/login' },
    }),
    demo: demoPage(view, {
      claims: { ...demoClaims, 'cognito:username': name },
      idToken: demoToken,
      accessToken: demoToken,
      signOutUrl: `/logout?${new URLSearchParams({ logout_uri: name })}`,
    }),
    welcome: welcomePage(view, {
      publicUrl: 'http://localhost:4100',
      demo: {
        signInUrl: `/login?client_id=${name}`,
        issuer: 'http://localhost:4100/us-east-1_poolhouse',
        discoveryUrl: '/us-east-1_poolhouse/.well-known/openid-configuration',
        jwksUrl: '/us-east-1_poolhouse/.well-known/jwks.json',
        clientId: name,
        userPoolId: 'us-east-1_poolhouse',
        user: { username: name, password: name },
      },
      readsMessages: true,
    }),
    messages: messagesPage(view, {
      to: name,
      filters: { userPoolId: name },
      messages: [
        {
          ...sent,
          to: name,
          subject: name,
          body: `<p>${error}</p><img src="https://example.com/${name}">`,
          link: `https://example.com/confirmUser?user_name=${name}&confirmation_code=436590`,
        },
        { ...sent, channel: 'sms', to: '+15555551234', subject: '', body: `${name} 111111`, code: name },
      ],
    }),
    'messages-none': messagesPage(view, { messages: [], filters: {} }),
    error: errorPage(view, { text: error, requestId: '7b0c2c52-8e0d-4a7e-9d3b-1f4f5e1f7a10' }),
    unavailable: unavailablePage(view),
  }
}

/** The page with its style sheet in it, to be looked at without a server. */
export function withStyles(page: Html, css: string): string {
  return page
    .toString()
    .replace(`<link rel="stylesheet" href="${assetUrl('pages.css')}">`, () => `<style>${css}</style>`)
}
