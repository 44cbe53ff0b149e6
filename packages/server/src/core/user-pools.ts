import { InvalidParameterException, ResourceNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import * as appClients from '../storage/app-clients.ts'
import * as domains from '../storage/domains.ts'
import type { UserPool } from '../storage/user-pools.ts'
import * as userPools from '../storage/user-pools.ts'
import { authFlows } from './app-client-settings.ts'
import { refuseDuringImport } from './import/in-progress.ts'
import { withSmsFactor } from './mfa-factors.ts'
import { usesArgon2id } from './passwords.ts'
import { type AskedAttribute, addToSchema, createSchema } from './schema-attributes.ts'
import { requireVerifiedSender } from './ses/senders.ts'
import { prepareSigningKeys } from './signing-keys.ts'
import { requireValidTags } from './tags.ts'
import * as userChanges from './user-changes.ts'
import { requireDowngradable } from './user-pool-downgrades.ts'
import { newUserPoolKey } from './user-pool-ids.ts'
import { requireValidSettings } from './user-pool-rules.ts'
import { type AskedUserPoolSettings, completeUserPoolSettings } from './user-pool-settings.ts'
import { requireTierForDomains } from './user-pool-tiers.ts'

/** More than any pool has app clients (https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html). */
const CLIENTS_AT_ONCE = 1000

function missing(id: string): ResourceNotFoundException {
  return new ResourceNotFoundException(`User pool ${id} does not exist.`)
}

/** The user pool. Throws ResourceNotFoundException. */
export async function requireUserPool(services: Services, id: string): Promise<UserPool> {
  const pool = await userPools.find(services.db, id)
  if (!pool) throw missing(id)
  return pool
}

/** The user pool, held until the end of the transaction. Throws ResourceNotFoundException. */
export async function lockUserPool(services: Services, id: string): Promise<UserPool> {
  const pool = await userPools.lock(services.db, id)
  if (!pool) throw missing(id)
  return pool
}

export interface NewUserPool {
  name: string
  region: string
  accountId: string
  settings: AskedUserPoolSettings
  schema: AskedAttribute[]
  tags: Record<string, string>
}

/** Creates a pool. Throws InvalidParameterException, FeatureUnavailableInTierException, UserPoolTaggingException. */
export async function create(services: Services, asked: NewUserPool): Promise<UserPool> {
  const settings = withSmsFactor(completeUserPoolSettings(asked.settings))
  requireValidSettings(asked.settings, settings)
  await requireVerifiedSender(services, settings.emailConfiguration)
  requireValidTags(asked.tags)
  const { name, accountId, tags } = asked
  const now = services.clock.now()
  const schemaAttributes = createSchema(asked.schema)
  for (;;) {
    const { id, region, chosen } = newUserPoolKey(asked.region, tags)
    const facts = { name, accountId, tags, settings, schemaAttributes, createdAt: now, updatedAt: now }
    const pool: UserPool = { id, region, ...facts }
    if (await userPools.insert(services.db, pool)) {
      prepareSigningKeys(services, id)
      return pool
    }
    if (chosen) throw new InvalidParameterException(`User pool ${id} already exists.`)
  }
}

export interface UserPoolChange {
  name?: string | undefined
  settings: AskedUserPoolSettings
  /** Kept where they are not given, since Terraform never sends them. */
  tags?: Record<string, string> | undefined
}

/**
 * Replaces all settings: what is left out goes back to its default. The schema, what names sign users in, whether
 * they heed case, and what only other operations set stay. Throws ResourceNotFoundException, InvalidParameterException,
 * FeatureUnavailableInTierException, TierChangeNotAllowedException, UserPoolTaggingException.
 */
export async function replace(services: Services, id: string, change: UserPoolChange): Promise<void> {
  await transaction(services, async (services) => {
    const pool = await lockUserPool(services, id)
    await refuseDuringImport(services, id)
    const complete = completeUserPoolSettings({ ...change.settings, ...unchangeable(pool) })
    const settings = withSmsFactor(complete, pool.settings)
    requireValidSettings(change.settings, settings)
    await requireVerifiedSender(services, settings.emailConfiguration)
    const tags = change.tags ?? pool.tags
    const name = change.name ?? pool.name
    const changed = { ...pool, name, settings, tags, updatedAt: services.clock.now() }
    requireValidTags(tags)
    await requireHashable(services, pool, changed)
    await requireDowngradable(services, pool, changed)
    requireTierForDomains(settings, await domains.listOfPool(services.db, id))
    await userPools.update(services.db, changed)
  })
}

function unchangeable({ settings }: UserPool): AskedUserPoolSettings {
  const { aliasAttributes, usernameAttributes, usernameConfiguration } = settings
  const { softwareTokenMfaConfiguration, emailMfaConfiguration, webAuthnConfiguration } = settings
  const mfa = { softwareTokenMfaConfiguration, emailMfaConfiguration, webAuthnConfiguration }
  const { sessionTracking, logDelivery, replicas } = settings
  const others = { sessionTracking, logDelivery, replicas }
  return { aliasAttributes, usernameAttributes, usernameConfiguration, ...mfa, ...others }
}

/** Deletes the pool with all that it holds. Throws ResourceNotFoundException, InvalidParameterException. */
export async function remove(services: Services, id: string): Promise<void> {
  await transaction(services, async (services) => {
    const pool = await lockUserPool(services, id)
    if (pool.settings.deletionProtection === 'ACTIVE')
      throw new InvalidParameterException(
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
      )
    await refuseDuringImport(services, id)
    await requireNoDomain(services, id)
    await userChanges.removeAllOfPool(services, id)
    await userPools.remove(services.db, id)
  })
  services.signingKeys.delete(id)
}

async function requireNoDomain(services: Services, id: string): Promise<void> {
  if ((await domains.listOfPool(services.db, id)).length > 0)
    throw new InvalidParameterException(
      'User pool cannot be deleted. It has a domain configured that should be deleted first.',
    )
}

/** Adds custom attributes to the schema. Throws ResourceNotFoundException, InvalidParameterException. */
export async function addCustomAttributes(
  services: Services,
  id: string,
  attributes: AskedAttribute[],
): Promise<void> {
  await transaction(services, async (services) => {
    const pool = await lockUserPool(services, id)
    await refuseDuringImport(services, id)
    const schemaAttributes = addToSchema(pool.schemaAttributes, attributes)
    await userPools.update(services.db, { ...pool, schemaAttributes, updatedAt: services.clock.now() })
  })
}

/** Changes the pool's tags. Throws ResourceNotFoundException, InvalidParameterException. */
export async function changeTags(
  services: Services,
  id: string,
  change: (tags: Record<string, string>) => Record<string, string>,
): Promise<void> {
  await transaction(services, async (services) => {
    const pool = await lockUserPool(services, id)
    const changed = { ...pool, tags: change(pool.tags) }
    requireValidTags(changed.tags, InvalidParameterException)
    await requireHashable(services, pool, changed)
    await userPools.update(services.db, changed)
  })
}

/** Passwords are kept as Argon2id alone only where no client needs them for SRP. */
async function requireHashable(services: Services, pool: UserPool, changed: UserPool): Promise<void> {
  if (usesArgon2id(pool) || !usesArgon2id(changed)) return
  const { items } = await appClients.list(services.db, pool.id, { limit: CLIENTS_AT_ONCE })
  const client = items.find((client) => authFlows(client).has('ALLOW_USER_SRP_AUTH'))
  if (client)
    throw new InvalidParameterException(
      `The tag _password_hash_ can not be set while the client ${client.id} allows ALLOW_USER_SRP_AUTH.`,
    )
}
