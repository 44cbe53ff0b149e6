import {
  NotAuthorizedException,
  PasswordResetRequiredException,
  UserNotConfirmedException,
  UserNotFoundException,
} from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import type { User } from '../../storage/users.ts'
import { preventsUserExistenceErrors } from '../app-clients.ts'
import { requireEnabled } from '../user-status.ts'
import { findBySignInName } from '../usernames.ts'
import type { Auth } from './auth.ts'

const DAY_MS = 86_400_000
/** Cognito reads a validity of 0 as the default. */
const DEFAULT_TEMPORARY_VALIDITY_DAYS = 7

/**
 * The user who signs in by this name; undefined for a name that nobody has where the client hides that. Throws
 * UserNotFoundException where it does not.
 */
export async function findSignInUser(
  services: Services,
  auth: Auth,
  username: string,
): Promise<User | undefined> {
  const user = await findBySignInName(services, auth.pool, username)
  if (user || preventsUserExistenceErrors(auth.client)) return user
  throw new UserNotFoundException()
}

/** An imported user has no password to check; whoever may know that they exist is told to reset it. */
export function refuseMissingPassword(auth: Auth, user: User): void {
  if (user.password || user.status !== 'RESET_REQUIRED' || preventsUserExistenceErrors(auth.client)) return
  throw new PasswordResetRequiredException()
}

/**
 * Refuses a user whose account is not open to sign-ins; who comes from an identity provider signs in there alone. The text
 * for those was seen with a password (aws/aws-cli#3348, 2018).
 */
export function requireNotRefused(user: User): void {
  requireEnabled(user)
  if (user.status === 'UNCONFIRMED') throw new UserNotConfirmedException()
  if (user.status === 'RESET_REQUIRED') throw new PasswordResetRequiredException()
  if (user.status === 'EXTERNAL_PROVIDER')
    throw new NotAuthorizedException('User is not authorized to get auth details.')
}

/** Refuses a user who proved the password but may not sign in. */
export function requireActive(services: Services, pool: UserPool, user: User): void {
  requireNotRefused(user)
  if (user.status === 'FORCE_CHANGE_PASSWORD') requireFreshTemporaryPassword(services, pool, user)
}

function requireFreshTemporaryPassword(services: Services, pool: UserPool, user: User): void {
  const { temporaryPasswordValidityDays } = pool.settings.policies.passwordPolicy
  const days = temporaryPasswordValidityDays || DEFAULT_TEMPORARY_VALIDITY_DAYS
  if ((user.password?.setAt ?? 0) + days * DAY_MS > services.clock.now()) return
  throw new NotAuthorizedException('Temporary password has expired and must be reset by an administrator.')
}
