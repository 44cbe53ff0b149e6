import { InvalidParameterException } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'
import * as challengeSession from '../challenge-session.ts'
import * as choice from '../choice.ts'
import { type Candidate, type FirstFactor, offerTo } from '../first-factors.ts'
import { provePassword } from '../flows/user-password.ts'

/** Asks for the password itself. */
export function passwordChallenge(services: Services, auth: Auth, candidate: Candidate): AuthStep {
  return {
    kind: 'challenge',
    name: 'PASSWORD',
    parameters: {},
    session: choice.createSession(services, auth, candidate),
    availableChallenges: ['PASSWORD'],
  }
}

/** Answers PASSWORD. */
export async function password(services: Services, auth: Auth): Promise<AuthStep> {
  requireParameter(auth, 'PASSWORD')
  return provePasswordOf(services, auth, await requireOffered(services, auth, 'PASSWORD'))
}

/** Checks the password that came with the request. */
export function provePasswordOf(services: Services, auth: Auth, candidate: Candidate): Promise<AuthStep> {
  return provePassword(services, auth, { ...candidate, password: requireParameter(auth, 'PASSWORD') })
}

/**
 * Who answers with this factor, which must be open to them. Uses the session up. Throws InvalidParameterException, whose
 * text is ours, and NotAuthorizedException.
 */
export async function requireOffered(
  services: Services,
  auth: Auth,
  factor: FirstFactor,
): Promise<Candidate> {
  const { candidate, session } = await choice.requireCandidate(services, auth)
  const { factors } = await offerTo(services, auth, candidate)
  if (!factors.includes(factor))
    throw new InvalidParameterException(`${factor} is not an available challenge.`)
  await challengeSession.use(services, session)
  return candidate
}
