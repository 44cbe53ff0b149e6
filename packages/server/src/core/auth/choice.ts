import { NotAuthorizedException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../storage/users.ts'
import * as users from '../../storage/users.ts'
import { findBySignInName, nameKey } from '../usernames.ts'
import { type Auth, requireParameter } from './auth.ts'
import type { ChallengeSession } from './challenge-session.ts'
import * as challengeSession from './challenge-session.ts'
import type { Candidate } from './first-factors.ts'

/**
 * The challenges that ask for a choice, a password or a passkey are one step: whoever was asked for one may answer with
 * another that is offered, as Amplify does with the session of WEB_AUTHN when the browser gave up. One session takes one
 * answer, right or wrong: use it up before the answer is looked at.
 */
const STEP = 'SELECT_CHALLENGE'

/** A session for the choice; `challenge` is what a passkey is to sign. */
export function createSession(
  services: Services,
  auth: Auth,
  { user, username }: Candidate,
  challenge?: string,
): string {
  const state = { username, ...(challenge !== undefined && { challenge }) }
  return challengeSession.create(services, auth, { step: STEP, userId: user?.id ?? nobody, state })
}

/** As long as a user's id, and never one. */
const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * Who answers, by the session and USERNAME together. Throws NotAuthorizedException, InvalidParameterException where
 * either is missing.
 */
export async function requireCandidate(
  services: Services,
  auth: Auth,
): Promise<{ candidate: Candidate; session: ChallengeSession }> {
  const session = await challengeSession.requireSession(services, auth, STEP)
  const user = await users.find(services.db, auth.pool.id, session.userId)
  const candidate = { user, username: session.state?.['username'] ?? '' }
  await requireNamed(services, auth, candidate)
  return { candidate, session }
}

/** Refuses a USERNAME that is neither the name that the sign-in began with nor one of the user's. */
export async function requireNamed(services: Services, auth: Auth, candidate: Candidate): Promise<void> {
  const name = requireParameter(auth, 'USERNAME')
  const { user, username } = candidate
  if (nameKey(auth.pool, name) === nameKey(auth.pool, username)) return
  if (user && (await isNamed(services, auth, user, name))) return
  throw new NotAuthorizedException('Invalid session for the user.')
}

async function isNamed(services: Services, auth: Auth, user: User, name: string): Promise<boolean> {
  if (name === user.username || name === user.id) return true
  return (await findBySignInName(services, auth.pool, name))?.id === user.id
}
