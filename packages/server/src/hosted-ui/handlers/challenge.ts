import { verify } from '../../core/auth/challenges/mfa-setup.ts'
import { respondHosted } from '../../core/auth/respond.ts'
import { isNamed } from '../../core/auth/session-user.ts'
import * as loginSessions from '../../core/login-sessions.ts'
import { ApiError } from '../../errors.ts'
import { loginCookieName, readCookie } from '../../http/cookies.ts'
import type { Services } from '../../services.ts'
import type { Answer } from '../answers.ts'
import type { HostedRequest } from '../door.ts'
import { brokenRequirements, toPageError } from '../error-text.ts'
import {
  attributesIn,
  FieldError,
  MissingFieldError,
  requireCode,
  requireNewPassword,
  requireWithinLimit,
} from '../form-fields.ts'
import { showChallenge, showNewChallenge, showSetup } from '../show-challenge.ts'
import { showSignIn } from '../show-sign-in.ts'
import { type OpenedState, openState, type SignInState } from '../sign-in-state.ts'
import { authOf, detour, goBack, isEndedSession, next, startChoice } from '../sign-in-steps.ts'

/** Takes the answer to the challenge that the form's state waits for. */
export async function answerChallenge(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
): Promise<Answer> {
  const state = openState(services, hosted, form.get('state') ?? '')
  if (!state || state.isOver) return startOver(services, hosted, state?.username)
  try {
    return await take(services, hosted, form, state)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return refuse(services, hosted, form, { state, error })
  }
}

async function take(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
  state: SignInState,
): Promise<Answer> {
  if (form.has('resend') && state.isFirstFactor) return resend(services, hosted, state)
  if (state.step === 'MFA_SETUP') return setUp(services, hosted, form, state)
  return respond(services, hosted, state, answersOf(form, state))
}

async function respond(
  services: Services,
  hosted: HostedRequest,
  { step, username, session }: SignInState,
  answers: Record<string, string>,
): Promise<Answer> {
  const auth = authOf(hosted, { USERNAME: username, ...answers }, session)
  return next(services, hosted, username, await respondHosted(services, auth, step))
}

/** The members of ChallengeResponses that the challenge takes. Throws FieldError. */
function answersOf(form: URLSearchParams, { step }: SignInState): Record<string, string> {
  switch (step) {
    case 'NEW_PASSWORD_REQUIRED':
      return { NEW_PASSWORD: requireNewPassword(form), ...userAttributes(form) }
    case 'SELECT_MFA_TYPE':
      return { ANSWER: required(form, 'answer') }
    case 'SELECT_CHALLENGE':
      return form.get('answer') === 'PASSWORD'
        ? { ANSWER: 'PASSWORD', PASSWORD: requirePassword(form) }
        : { ANSWER: required(form, 'answer') }
    case 'PASSWORD':
      return { PASSWORD: requirePassword(form) }
    case 'WEB_AUTHN':
      return { CREDENTIAL: requireCredential(form) }
    default:
      return { [`${step}_CODE`]: requireCode(form) }
  }
}

function userAttributes(form: URLSearchParams): Record<string, string> {
  const given = Object.entries(attributesIn(form))
  return Object.fromEntries(given.map(([name, value]) => [`userAttributes.${name}`, value]))
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name)
  if (!value) throw new MissingFieldError(name)
  return value
}

function requirePassword(form: URLSearchParams): string {
  requireWithinLimit(form, 'password')
  return required(form, 'password')
}

/** Only the script sends one. */
function requireCredential(form: URLSearchParams): string {
  const credential = form.get('credential')
  if (!credential) throw new FieldError('credential', 'noScript')
  return credential
}

/** Another code in place of the one that did not arrive. */
async function resend(
  services: Services,
  hosted: HostedRequest,
  { username, step }: SignInState,
): Promise<Answer> {
  const challenge = await startChoice(services, hosted, { username, factor: step })
  if (challenge.kind !== 'challenge') return next(services, hosted, username, challenge)
  return showNewChallenge(services, hosted, username, challenge, { resent: challenge.name === step })
}

/** First the choice of what is set up, then the proof that it works. */
async function setUp(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
  state: SignInState,
): Promise<Answer> {
  const { secret, setsUpEmail, session } = state
  if (setsUpEmail) return respond(services, hosted, state, { EMAIL: required(form, 'email').trim() })
  if (secret === undefined) return showSetup(services, hosted, state, requireOffered(form, state))
  const proven = await verify(services, session, { code: requireCode(form) })
  return respond(services, hosted, { ...state, session: proven }, {})
}

function requireOffered(form: URLSearchParams, { factors }: SignInState): string {
  const answer = required(form, 'answer')
  if (!factors.includes(answer)) throw new MissingFieldError('answer')
  return answer
}

/**
 * A wrong answer to the second factor leaves the session as it is, so that the page is shown again. One to the first
 * factor used it up, and the choice begins anew.
 */
async function refuse(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
  { state, error }: { state: OpenedState; error: ApiError },
): Promise<Answer> {
  const policy = hosted.pool.settings.policies.passwordPolicy
  const broken = brokenRequirements(error, { policy, password: form.get('password') })
  const shown = { error: toPageError(hosted.view, error), broken }
  const elsewhere = detour(services, hosted, state.username, error)
  if (elsewhere) return elsewhere
  if (isEndedSession(error))
    return (await goOnSignedIn(services, hosted, state)) ?? startOver(services, hosted, state.username)
  if (isUsedUp(state, error)) return chooseAgain(services, hosted, state, shown)
  const values = attributesIn(form)
  return showChallenge(services, hosted, state, { ...shown, values, email: form.get('email') ?? undefined })
}

/** The form was sent before: since its page was made, this browser has signed in the user whom it is about. */
async function goOnSignedIn(
  services: Services,
  hosted: HostedRequest,
  { username, askedAt }: OpenedState,
): Promise<Answer | undefined> {
  const { request, pool, site } = hosted
  const token = readCookie(request, loginCookieName(pool.id, site))
  const session = token === undefined ? undefined : await loginSessions.find(services, hosted, token)
  if (!session || session.providerName !== undefined || session.authTime < askedAt) return undefined
  const isSame = await isNamed(services, authOf(hosted, { USERNAME: username }), session.user)
  return isSame ? { location: await goBack(services, hosted, session) } : undefined
}

const single: readonly string[] = ['SELECT_CHALLENGE', 'PASSWORD', 'WEB_AUTHN']

/** What is found missing in the form has not been looked at by anyone. A passkey's page has nothing to show again. */
function isUsedUp({ step }: SignInState, error: ApiError): boolean {
  return step === 'WEB_AUTHN' || (single.includes(step) && !(error instanceof MissingFieldError))
}

async function chooseAgain(
  services: Services,
  hosted: HostedRequest,
  { username, step }: SignInState,
  shown: Parameters<typeof showNewChallenge>[4],
): Promise<Answer> {
  const factor = step === 'PASSWORD' ? step : undefined
  try {
    const challenge = await startChoice(services, hosted, { username, factor })
    if (challenge.kind === 'challenge')
      return await showNewChallenge(services, hosted, username, challenge, shown)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
  return showSignIn(services, hosted, { username, ...(shown?.error && { error: shown.error }) })
}

function startOver(services: Services, hosted: HostedRequest, username?: string): Promise<Answer> {
  const error = { text: hosted.view.messages.errors.sessionExpired }
  return showSignIn(services, hosted, { username, error })
}
