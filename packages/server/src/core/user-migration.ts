import { userSub } from '../crypto/random.ts'
import {
  ApiError,
  InvalidParameterException,
  UserLambdaValidationException,
  UserNotFoundException,
  UsernameExistsException,
} from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import { isConfigured } from '../triggers/targets.ts'
import { type MigratedUser, type MigrationRequest, userMigration } from '../triggers/user-migration.ts'
import { preventsUserExistenceErrors } from './app-clients.ts'
import { checkAttributes, newAttributes } from './attributes.ts'
import type { ClientAndPool } from './client-authentication.ts'
import type { ClientMetadata } from './event-subject.ts'
import * as passwords from './passwords.ts'
import * as userChanges from './user-changes.ts'
import { claimNewNames, findBySignInName, newSignInNames } from './usernames.ts'

/** UsernameType of the API, by which the user is found again. */
const usernameShape = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u

export interface Migration extends MigrationRequest {
  /** The name as it was typed. */
  name: string
  clientMetadata?: ClientMetadata
}

/**
 * Brings a user whom nobody here has that name of over from where the pool's function finds them, with the password that
 * was typed, which the pool's policy does not judge; undefined where there is no function or it knows nobody. One that
 * fails, or describes a user who cannot be, counts as knowing nobody where the client hides who exists; elsewhere it
 * throws UserNotFoundException.
 *
 * Deviation: no welcome message is sent, since it would carry the password.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
 */
export async function migrate(
  services: Services,
  clientAndPool: ClientAndPool,
  migration: Migration,
): Promise<User | undefined> {
  const { client, pool } = clientAndPool
  if (!isConfigured(services, pool, 'UserMigration')) return undefined
  const { name: username, clientMetadata } = migration
  const subject = { pool, clientId: client.id, username, user: undefined, clientMetadata }
  try {
    const migrated = await userMigration(services, subject, migration)
    return migrated && (await add(services, clientAndPool, migration, migrated))
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    services.log.warn({ err: error, userPoolId: pool.id }, 'a user could not be migrated')
    if (preventsUserExistenceErrors(client)) return undefined
    throw new UserNotFoundException(refusalOf(error, client.id), { cause: error })
  }
}

/** Under a name of the function's choice the user must still be the one whom the typed name finds, by an alias. */
async function requireFoundBy(
  services: Services,
  pool: UserPool,
  { user, name }: { user: User; name: string },
): Promise<void> {
  if ((await findBySignInName(services, pool, name))?.id === user.id) return
  throw new InvalidParameterException('The user name is not the one that was typed.')
}

/** What the function threw is told, as public code that reads it has it; of other faults only that there was one. */
function refusalOf(error: ApiError, clientId: string): string {
  return error instanceof UserLambdaValidationException
    ? error.message
    : `Exception migrating user in app client ${clientId}`
}

/** Of several who bring the same user over at once, one does, and the others find them. */
async function add(
  services: Services,
  { pool }: ClientAndPool,
  { name, password }: Migration,
  migrated: MigratedUser,
): Promise<User | undefined> {
  const { username: ownName = name, ...given } = migrated.attributes
  if (!usernameShape.test(ownName)) throw new InvalidParameterException('The user name is not valid.')
  const id = userSub()
  const list = Object.entries(given).map(([name, value]) => ({ name, value }))
  const attributes = newAttributes(checkAttributes(pool, list, 'create'))
  const named = { id, ...newSignInNames(pool, { id, name: ownName, attributes }) }
  const stored = password === undefined ? undefined : await passwords.hash(services, pool, named, password)
  const now = services.clock.now()
  const user: User = {
    ...named,
    userPoolId: pool.id,
    status: migrated.status,
    enabled: true,
    ...(stored && { password: stored }),
    ...(migrated.usesSmsMfa &&
      attributes.phone_number && { mfa: { enabled: ['SMS_MFA'], preferred: 'SMS_MFA' } }),
    createdAt: now,
    updatedAt: now,
  }
  const names = { taken: 'User already exists', force: migrated.forceAliasCreation }
  try {
    await transaction(services, async (services) => {
      await userChanges.insert(services, user)
      await claimNewNames(services, pool, user, names)
      if (ownName !== name) await requireFoundBy(services, pool, { user, name })
    })
    return user
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error
    return findBySignInName(services, pool, name)
  }
}
