import { UserNotFoundException } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import type { User } from '../../../storage/users.ts'
import { isConfigured } from '../../../triggers/targets.ts'
import * as passwords from '../../passwords.ts'
import { requireUncompromisedSignIn } from '../../risk/enforcement.ts'
import { migrate } from '../../user-migration.ts'
import { findBySignInName } from '../../usernames.ts'
import { type Auth, type AuthStep, incorrectUsernameOrPassword, requireParameter } from '../auth.ts'
import { preAuthentication } from '../event-subject.ts'
import * as lockout from '../lockout.ts'
import { afterFirstFactor } from '../next-step.ts'
import { standIn } from '../nobody.ts'
import { findSignInUser, refuseMissingPassword } from '../sign-in-user.ts'

/** USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH: the password itself is sent. */
export async function userPassword(services: Services, auth: Auth): Promise<AuthStep> {
  const username = requireParameter(auth, 'USERNAME')
  const password = requireParameter(auth, 'PASSWORD')
  const user = await findOrMigrate(services, auth, { username, password })
  await preAuthentication(services, auth, { user, username })
  return provePassword(services, auth, { user, username, password })
}

/** The user of this name, brought over from elsewhere by the pool's function where nobody here has it. */
async function findOrMigrate(
  services: Services,
  auth: Auth,
  typed: { username: string; password: string },
): Promise<User | undefined> {
  const found = await findBySignInName(services, auth.pool, typed.username)
  if (found) return found
  if (!isConfigured(services, auth.pool, 'UserMigration'))
    return findSignInUser(services, auth, typed.username)
  return migrateGuarded(services, auth, typed)
}

/**
 * The function checks passwords of elsewhere, which are guarded as those of here. The lock is looked at once more, since
 * guesses beside this one may have earned it meanwhile.
 */
async function migrateGuarded(
  services: Services,
  auth: Auth,
  { username, password }: { username: string; password: string },
): Promise<User | undefined> {
  const { pool, client, validationData, clientMetadata } = auth
  const { subject } = standIn(services, pool, username)
  const asked = {
    name: username,
    password,
    occasion: 'Authentication',
    validationData,
    clientMetadata,
  } as const
  await lockout.requireUnlocked(services, subject)
  try {
    const migrated = await migrate(services, { pool, client }, asked)
    const user = migrated ?? (await findSignInUser(services, auth, username))
    await lockout.requireUnlocked(services, subject)
    return user
  } catch (error) {
    if (error instanceof UserNotFoundException) await lockout.recordFailure(services, subject)
    throw error
  }
}

/** Checks the password of the user, or of nobody. Throws NotAuthorizedException. */
export async function provePassword(
  services: Services,
  auth: Auth,
  { user, username, password }: { user: User | undefined; username: string; password: string },
): Promise<AuthStep> {
  if (user) refuseMissingPassword(auth, user)
  const subject = user?.id ?? standIn(services, auth.pool, username).subject
  await lockout.requireUnlocked(services, subject)
  const isRight = user
    ? await passwords.matches(services, auth.pool, user, password)
    : await passwords.matchesNobody(services, auth.pool, username, password)
  if (!user || !isRight) {
    await lockout.recordFailure(services, subject)
    throw incorrectUsernameOrPassword()
  }
  await requireUncompromisedSignIn(services, auth, user, password)
  const upgraded = await passwords.upgradeImported(services, auth.pool, user, password)
  return afterFirstFactor(services, auth, { user: upgraded })
}
