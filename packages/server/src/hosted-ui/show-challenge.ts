import type { AuthStep } from '../core/auth/auth.ts'
import { associate } from '../core/auth/challenges/mfa-setup.ts'
import { isOpen as recoversPasswords } from '../core/password-recovery.ts'
import type { Services } from '../services.ts'
import type { Answer } from './answers.ts'
import type { HostedRequest } from './door.ts'
import type { Html } from './html.ts'
import { chooseFactorPage, type FirstFactor } from './pages/choose-factor.ts'
import { chooseMfaPage, type MfaFactor } from './pages/choose-mfa.ts'
import { mfaSetupAppPage } from './pages/mfa-setup-app.ts'
import { type MfaSetup, mfaSetupChoicePage } from './pages/mfa-setup-choice.ts'
import { mfaSetupEmailPage } from './pages/mfa-setup-email.ts'
import { newPasswordPage } from './pages/new-password.ts'
import { type OneTimeCodeModel, oneTimeCodePage } from './pages/one-time-code.ts'
import { passkeyPage } from './pages/passkey.ts'
import type { PasswordRequirement } from './passwords.ts'
import { otpauthUrl, qrCode } from './qr-code.ts'
import { type SignInState, sealState, shownParameters } from './sign-in-state.ts'
import type { PageError } from './view.ts'

type ChallengeStep = Extract<AuthStep, { kind: 'challenge' }>

/** What a page shows beside its challenge. */
export interface Shown {
  error?: PageError | undefined
  /** Another code was sent. */
  resent?: boolean
  /** The rules that the new password broke. */
  broken?: PasswordRequirement[] | undefined
  /** What had been filled in. */
  values?: Record<string, string>
  email?: string | undefined
}

const firstFactors: readonly string[] = ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP', 'SMS_OTP']
const setups: readonly string[] = ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']

/** The page of a challenge that was asked just now. */
export async function showNewChallenge(
  services: Services,
  hosted: HostedRequest,
  username: string,
  step: ChallengeStep,
  shown: Shown = {},
): Promise<Answer> {
  const state = stateOf(username, step)
  const [only] = state.factors
  if (step.name === 'WEB_AUTHN') return { html: showPasskey(services, hosted, state, step) }
  if (step.name === 'MFA_SETUP' && only !== undefined && state.factors.length === 1)
    return showSetup(services, hosted, state, only)
  return showChallenge(services, hosted, state, shown)
}

/** The page of the challenge that the state waits for; refused where it shows an error. */
export function showChallenge(
  services: Services,
  hosted: HostedRequest,
  state: SignInState,
  shown: Shown = {},
): Answer {
  return { html: pageOf(services, hosted, state, shown), status: shown.error ? 400 : 200 }
}

/** The set-up of one factor: an authenticator app, which gets a secret, or codes by e-mail. */
export async function showSetup(
  services: Services,
  hosted: HostedRequest,
  state: SignInState,
  factor: string,
): Promise<Answer> {
  if (factor !== 'SOFTWARE_TOKEN_MFA') return showChallenge(services, hosted, { ...state, setsUpEmail: true })
  const { secret, session } = await associate(services, state.session)
  return showChallenge(services, hosted, { ...state, secret, session })
}

function stateOf(
  username: string,
  { name, parameters, session, availableChallenges }: ChallengeStep,
): SignInState {
  const shown = shownParameters.map((each) => [each, parameters[each]] as const)
  return {
    step: name,
    username,
    session: session ?? '',
    isFirstFactor: availableChallenges !== undefined,
    shown: Object.fromEntries(shown.filter(([, value]) => value !== undefined)),
    factors: factorsOf(name, parameters, availableChallenges),
  }
}

/** Only what the pages know how to ask for. */
function factorsOf(
  name: string,
  parameters: Record<string, string>,
  availableChallenges: string[] = [],
): string[] {
  if (name === 'MFA_SETUP') return list(parameters['MFAS_CAN_SETUP']).filter((each) => setups.includes(each))
  if (name === 'SELECT_MFA_TYPE') return list(parameters['MFAS_CAN_CHOOSE'])
  return availableChallenges.filter((each) => firstFactors.includes(each))
}

function list(json = '[]'): string[] {
  return JSON.parse(json) as string[]
}

function pageOf(services: Services, hosted: HostedRequest, state: SignInState, shown: Shown): Html {
  const { view, pool } = hosted
  const sealed = { state: sealState(services, hosted, state), error: shown.error }
  const { username, factors } = state
  switch (state.step) {
    case 'NEW_PASSWORD_REQUIRED':
      return newPasswordPage(view, { ...sealed, username, ...missingOf(hosted, state, shown) })
    case 'SELECT_CHALLENGE':
    case 'PASSWORD': {
      const forgotPassword = recoversPasswords(pool)
      return chooseFactorPage(view, {
        ...sealed,
        username,
        factors: factors as FirstFactor[],
        forgotPassword,
      })
    }
    case 'SELECT_MFA_TYPE':
      return chooseMfaPage(view, { ...sealed, factors: factors as MfaFactor[] })
    case 'MFA_SETUP':
      return setupPage(hosted, state, sealed, shown)
    default:
      return oneTimeCodePage(view, {
        ...sealed,
        ...codeModel(state, sealed.state),
        resent: shown.resent === true,
      })
  }
}

function missingOf({ pool }: HostedRequest, { shown: parameters }: SignInState, { broken, values }: Shown) {
  const names = list(parameters.requiredAttributes).map((name) => name.replace(/^userAttributes\./, ''))
  const attributes = pool.schemaAttributes.filter(({ name }) => names.includes(name))
  const policy = pool.settings.policies.passwordPolicy
  return { policy, broken, attributes, ...(values && { values }) }
}

/** Only the first factor can be asked for anew: another code of the second one takes another proof of the first. */
function codeModel(state: SignInState, sealed: string): Omit<OneTimeCodeModel, 'state'> {
  const { step, isFirstFactor, username, shown } = state
  const destination = shown.CODE_DELIVERY_DESTINATION
  return {
    username,
    kind: step === 'SOFTWARE_TOKEN_MFA' ? 'app' : step === 'EMAIL_OTP' ? 'email' : 'sms',
    destination,
    ...(isFirstFactor && {
      resend: { path: '/challenge', fields: { state: sealed, resend: 'true' } },
      anotherWay: { path: '/login', fields: { username } },
    }),
  }
}

function setupPage(
  { view, pool }: HostedRequest,
  { secret, username, setsUpEmail, factors }: SignInState,
  sealed: { state: string; error: PageError | undefined },
  { email }: Shown,
): Html {
  if (setsUpEmail) return mfaSetupEmailPage(view, { ...sealed, error: atEmail(sealed.error), email })
  if (secret === undefined) return mfaSetupChoicePage(view, { ...sealed, factors: factors as MfaSetup[] })
  const url = otpauthUrl({ issuer: pool.name, username, secret })
  return mfaSetupAppPage(view, { ...sealed, secret, otpauthUrl: url, qrCode: qrCode(url) })
}

/** The page has one field, whatever the attribute is called in the exception. */
function atEmail(error: PageError | undefined): PageError | undefined {
  return error && { ...error, field: 'email' }
}

/** Its options do not travel in the state: after a failure the passkey is asked for anew. */
function showPasskey(
  services: Services,
  hosted: HostedRequest,
  state: SignInState,
  { parameters }: ChallengeStep,
): Html {
  return passkeyPage(hosted.view, {
    state: sealState(services, hosted, state),
    requestOptions: parameters['CREDENTIAL_REQUEST_OPTIONS'] ?? '{}',
    startsAtOnce: true,
    anotherWay: { path: '/login', fields: { username: state.username } },
  })
}
