import { NotAuthorizedException, UserNotFoundException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../storage/users.ts'
import * as users from '../../storage/users.ts'
import { preventsUserExistenceErrors } from '../app-clients.ts'
import { findBySignInName } from '../usernames.ts'
import { type Auth, requireParameter } from './auth.ts'
import type { ChallengeSession } from './challenge-session.ts'
import * as challengeSession from './challenge-session.ts'
import { requireActive } from './sign-in-user.ts'

/** What a new password and a sign-out everywhere change, after which no sign-in that began before may go on. */
export function standingOf({ password, signedOutAt }: User): string {
  return `${password?.setAt} ${signedOutAt}`
}

/** Throws NotAuthorizedException for a user whose standing is another than when the sign-in asked for the second factor. */
export function requireSameStanding(standing: string | undefined, user: User): void {
  if (standing !== standingOf(user)) throw new NotAuthorizedException('Invalid session for the user.')
}

/**
 * The session for this step, which keeps the user's standing, with the user to whom it belongs and whom USERNAME names.
 * Throws NotAuthorizedException, what the user's status refuses, and InvalidParameterException where either is missing.
 */
export async function requireSessionUser(
  services: Services,
  auth: Auth,
  step: string,
): Promise<{ session: ChallengeSession; user: User }> {
  requireParameter(auth, 'USERNAME')
  const session = await challengeSession.requireSession(services, auth, step)
  const user = await requireNamedUser(services, auth, session.userId)
  requireSameStanding(session.state?.['standing'], user)
  return { session, user }
}

/**
 * The user with this id, who may still sign in, if USERNAME is a name of theirs. Throws NotAuthorizedException, also for
 * one who was given a temporary password meanwhile: that sign-in begins with it. Throws UserNotFoundException for one who
 * was deleted meanwhile, where the client does not hide it.
 */
export async function requireNamedUser(services: Services, auth: Auth, userId: string): Promise<User> {
  const user = await users.find(services.db, auth.pool.id, userId)
  if (!user && !preventsUserExistenceErrors(auth.client)) throw new UserNotFoundException()
  if (!user || !(await isNamed(services, auth, user)))
    throw new NotAuthorizedException('Invalid session for the user.')
  requireActive(services, auth.pool, user)
  if (user.status === 'FORCE_CHANGE_PASSWORD')
    throw new NotAuthorizedException('Invalid session for the user.')
  return user
}

/** Whether USERNAME is a name of this user. */
export async function isNamed(services: Services, auth: Auth, user: User): Promise<boolean> {
  const name = requireParameter(auth, 'USERNAME')
  if (name === user.username || name === user.id) return true
  return (await findBySignInName(services, auth.pool, name))?.id === user.id
}
