import { uuid } from '../../crypto/random.ts'
import { InvalidLambdaResponseException, InvalidParameterException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../storage/users.ts'
import { createAuthChallenge } from '../../triggers/create-auth-challenge.ts'
import { type ChallengeResult, defineAuthChallenge } from '../../triggers/define-auth-challenge.ts'
import { isConfigured, type TriggerName } from '../../triggers/targets.ts'
import { type Auth, type AuthStep, type CustomAuth, incorrectUsernameOrPassword } from './auth.ts'
import * as challengeSession from './challenge-session.ts'
import { type SigningIn, subjectOf } from './event-subject.ts'
import { afterCustomAuth } from './next-step.ts'
import { requireNotRefused } from './sign-in-user.ts'

/** The challenge whose questions the pool's functions make up. */
export const CUSTOM_CHALLENGE = 'CUSTOM_CHALLENGE'
/** What a Session may have at most, by the API model. */
const MAX_SESSION_LENGTH = 2048
/** The built-in challenges that the functions are told of. */
const reportedChallenges = new Set([
  'PASSWORD_VERIFIER',
  'NEW_PASSWORD_REQUIRED',
  'SMS_MFA',
  'EMAIL_OTP',
  'SOFTWARE_TOKEN_MFA',
])

/** Refuses a pool that has no function for the trigger. Throws InvalidParameterException. */
export function requireFunction(services: Services, auth: Auth, trigger: TriggerName): void {
  if (isConfigured(services, auth.pool, trigger)) return
  throw new InvalidParameterException('Custom auth lambda trigger is not configured for the user pool.')
}

/** The results so far, with that of the challenge whose answer was right just now. */
export function resultsOf({ results, passed }: CustomAuth): ChallengeResult[] {
  if (!passed || !reportedChallenges.has(passed)) return results
  return [...results, { challengeName: passed, challengeResult: true, challengeMetadata: null }]
}

/** Does what the pool's function decides: fail, tokens, the password by SRP, or one more custom challenge. */
export async function decide(
  services: Services,
  auth: Auth,
  who: SigningIn,
  { results, askPassword }: { results: ChallengeResult[]; askPassword?: () => Promise<AuthStep> },
): Promise<AuthStep> {
  const decision = await defineAuthChallenge(services, subjectOf(auth, who), results)
  if (decision.kind === 'failure') throw incorrectUsernameOrPassword()
  if (decision.kind === 'tokens') return end(services, auth, who.user)
  if (decision.name === CUSTOM_CHALLENGE) return ask(services, auth, who, results)
  if (decision.name === 'PASSWORD_VERIFIER' && askPassword) return askPassword()
  throw new InvalidLambdaResponseException()
}

/** Tokens for a user whose status allows it; a temporary password does not stand in the way of one who needs none. */
function end(services: Services, auth: Auth, user: User | undefined): Promise<AuthStep> {
  if (!user) throw incorrectUsernameOrPassword()
  requireNotRefused(user)
  return afterCustomAuth(services, { ...auth, custom: undefined }, user)
}

async function ask(
  services: Services,
  auth: Auth,
  { user, username }: SigningIn,
  results: ChallengeResult[],
): Promise<AuthStep> {
  requireFunction(services, auth, 'CreateAuthChallenge')
  const subject = subjectOf(auth, { user, username })
  const created = await createAuthChallenge(services, subject, results)
  const session = challengeSession.create(
    services,
    { ...auth, custom: undefined },
    {
      step: CUSTOM_CHALLENGE,
      userId: user?.id ?? uuid(), // nobody's id, so that the session is as long
      state: {
        username: subject.username,
        known: user ? 'yes' : 'no',
        results: JSON.stringify(results),
        privateParameters: JSON.stringify(created.privateParameters),
        metadata: JSON.stringify(created.metadata),
      },
    },
  )
  // Deviation: what the functions keep has to fit into the session, since nothing else remembers a sign-in.
  if (session.length > MAX_SESSION_LENGTH) throw new InvalidLambdaResponseException()
  const parameters = { ...created.publicParameters, USERNAME: subject.username }
  return { kind: 'challenge', name: CUSTOM_CHALLENGE, parameters, session }
}
