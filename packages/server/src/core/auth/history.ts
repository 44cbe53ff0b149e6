import { ApiError, InvalidParameterException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { AuthEventDetails } from '../../storage/auth-events.ts'
import { type EventSubject, record, riskIn } from '../auth-events.ts'
import { requireAllowedAddress } from '../risk/enforcement.ts'
import { keepsAuthEvents } from '../risk/threat-protection.ts'
import type { Auth, AuthStep } from './auth.ts'
import { userIdIn } from './challenge-session.ts'

type ChallengeResponses = AuthEventDetails['challengeResponses']

/** What a step of a sign-in proves, by the name of its flow or challenge. */
const provenBy: Readonly<Record<string, 'Password' | 'Mfa'>> = {
  USER_PASSWORD_AUTH: 'Password',
  ADMIN_USER_PASSWORD_AUTH: 'Password',
  ADMIN_NO_SRP_AUTH: 'Password',
  PASSWORD_VERIFIER: 'Password',
  PASSWORD: 'Password',
  SMS_MFA: 'Mfa',
  SOFTWARE_TOKEN_MFA: 'Mfa',
  EMAIL_OTP: 'Mfa',
}
const refreshes = ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN']

/**
 * Takes a step of a sign-in, unless the pool blocks the address it comes from, and writes down how it ended where the
 * pool keeps a history. Refreshes and steps that prove nothing are not written down.
 *
 * Deviation: a sign-in of several steps is an event for each; on AWS one event changes from InProgress to its end.
 */
export async function withHistory(
  services: Services,
  auth: Auth,
  step: string,
  take: () => Promise<AuthStep>,
): Promise<AuthStep> {
  if (!keepsAuthEvents(auth.pool)) return take()
  try {
    await requireAllowedAddress(services, auth)
    const result = await take()
    recordSuccess(services, auth, step, result)
    return result
  } catch (error) {
    recordFailure(services, auth, step, error)
    throw error
  }
}

function recordSuccess(services: Services, auth: Auth, step: string, result: AuthStep): void {
  const challengeResponses = responses(auth, step, 'Success')
  if (refreshes.includes(step) || (result.kind === 'challenge' && challengeResponses.length === 0)) return
  const response = result.kind === 'challenge' ? 'InProgress' : 'Pass'
  record(services, factsOf(auth), subjectOf(services, auth, result), { response, challengeResponses })
}

/** A request that makes no sense is no try to sign in. */
function recordFailure(services: Services, auth: Auth, step: string, error: unknown): void {
  if (refreshes.includes(step) || !(error instanceof ApiError) || error instanceof InvalidParameterException)
    return
  const risk = riskIn(error)
  const challengeResponses = risk.risk ? [] : responses(auth, step, 'Failure')
  const outcome = { response: 'Fail', challengeResponses, ...risk } as const
  record(services, factsOf(auth), subjectOf(services, auth), outcome)
}

function factsOf(auth: Auth) {
  const { pool, client, ipAddress, userAgent } = auth
  return { pool, client, type: 'SignIn', origin: { ipAddress, userAgent } } as const
}

function responses(auth: Auth, step: string, challengeResponse: 'Success' | 'Failure'): ChallengeResponses {
  const inFirstStep = step === 'USER_AUTH' && auth.parameters['PASSWORD'] !== undefined
  const challengeName = inFirstStep ? 'Password' : provenBy[step]
  return challengeName ? [{ challengeName, challengeResponse }] : []
}

/** The session and the tokens tell better than a name that the caller wrote. */
function subjectOf(services: Services, auth: Auth, result?: AuthStep): EventSubject {
  const id = (result && userIdOf(result)) ?? userIdIn(services, auth)
  return id ? { id } : { name: auth.parameters['USERNAME'] ?? '' }
}

function userIdOf(result: AuthStep): string | undefined {
  if (result.kind === 'signed-in') return result.user.id
  return result.kind === 'tokens' ? subOf(result.tokens.accessToken) : undefined
}

/** The user of a token that was signed just now. */
function subOf(accessToken: string): string {
  const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString())
  return String((claims as { sub: unknown }).sub)
}
