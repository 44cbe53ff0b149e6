import { NotAuthorizedException, UserNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { StoredPassword, User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import * as attempts from './attempts.ts'
import * as passwords from './passwords.ts'
import { requireUncompromised } from './risk/enforcement.ts'

/**
 * Replaces the password of a signed-in user, who proves the former one; a user without a password sets the first.
 * Sessions go on, as on Cognito. Throws InvalidPasswordException, NotAuthorizedException,
 * PasswordHistoryPolicyViolationException, LimitExceededException.
 */
export async function change(
  services: Services,
  { user, pool, client }: { user: User; pool: UserPool; client?: AppClient },
  input: { previousPassword: string | undefined; proposedPassword: string },
): Promise<void> {
  passwords.requirePolicy(pool, input.proposedPassword, 'does not conform to')
  await attempts.count(services, user.id, 'change-password')
  if (user.status === 'EXTERNAL_PROVIDER') throw new NotAuthorizedException()
  await requirePrevious(services, pool, user, input.previousPassword)
  await requireUncompromised(services, { pool, client }, 'PASSWORD_CHANGE', input.proposedPassword)
  await passwords.requireNew(services, pool, user, input.proposedPassword)
  const password = await passwords.hash(services, pool, user, input.proposedPassword)
  await transaction(services, (services) => replacePassword(services, pool, user, password))
}

async function requirePrevious(
  services: Services,
  pool: UserPool,
  user: User,
  previous: string | undefined,
): Promise<void> {
  if (!user.password) return
  if (previous === undefined || !(await passwords.matches(services, pool, user, previous)))
    throw new NotAuthorizedException()
}

/** The proof was of the password that was read; where another took its place since, it proves nothing. */
async function replacePassword(
  services: Services,
  pool: UserPool,
  user: User,
  password: StoredPassword,
): Promise<void> {
  const current = await users.lock(services.db, user.id)
  if (!current) throw new UserNotFoundException()
  if (current.password?.sealed !== user.password?.sealed) throw new NotAuthorizedException()
  await passwords.replace(services, pool, current, { password, status: current.status })
}
