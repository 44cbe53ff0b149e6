import { randomAlphanumeric } from '../crypto/random.ts'
import { InvalidParameterException, ResourceNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { AppClient, AppClientSettings } from '../storage/app-clients.ts'
import * as appClients from '../storage/app-clients.ts'
import * as uiCustomizations from '../storage/ui-customizations.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { requireValidSettings } from './app-client-rules.ts'
import { type AskedAppClientSettings, completeAppClientSettings } from './app-client-settings.ts'
import { type ClientKey, insertSecret, lockClient, newSecretId } from './client-secrets.ts'
import { arnOfRole } from './iam/names.ts'
import { lockUserPool, requireUserPool } from './user-pools.ts'

export {
  admitsOwnUsers,
  authFlows,
  isSelfRegistered,
  OWN_USERS,
  preventsUserExistenceErrors,
  type TokenValidity,
  validitySeconds,
} from './app-client-settings.ts'
export { clientSecrets } from './client-secrets.ts'

/** Cognito's client ids: 26 lower-case letters and digits. */
const ID_LENGTH = 26
const idAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
/** A name that begins so chooses the client's id, as users of LocalStack know it. */
export const CHOSEN_ID_PREFIX = '_custom_id_:'

/** The pool's client. Throws ResourceNotFoundException for either. */
export async function requireAppClient(services: Services, key: ClientKey): Promise<AppClient> {
  const client = await appClients.find(services.db, key.userPoolId, key.clientId)
  if (client) return client
  await requireUserPool(services, key.userPoolId)
  throw new ResourceNotFoundException(`User pool client ${key.clientId} does not exist.`)
}

export interface NewAppClient {
  userPoolId: string
  /** Kept as given, also where it chooses the id. */
  name: string
  settings: AskedAppClientSettings
  generateSecret: boolean
  /** A secret of the caller's choice. */
  secret?: string | undefined
  /** Set where the client registers itself. */
  clientType?: 'DCR'
}

/**
 * Creates an app client, with a secret where one is asked for. Throws ResourceNotFoundException and what
 * `requireValidSettings` throws.
 */
export async function create(services: Services, asked: NewAppClient): Promise<AppClient> {
  const hasSecret = asked.generateSecret || asked.secret !== undefined
  const settings = {
    ...completeAppClientSettings(asked.settings),
    hasSecret,
    ...(asked.clientType && { clientType: asked.clientType }),
  }
  return transaction(services, async (services) => {
    const pool = await lockUserPool(services, asked.userPoolId)
    await requireValidSettings(services, pool, settings, 'creating')
    const facts = { userPoolId: pool.id, name: asked.name, settings: withServiceRole(pool, settings) }
    const client = await insert(services, facts)
    const id = newSecretId(services, client)
    if (hasSecret) await insertSecret(services, { clientId: client.id, id, value: asked.secret })
    return client
  })
}

/**
 * The settings with the role that Cognito calls Pinpoint by, where they name an application by its ARN and no role. Observed by
 * Terraform's acceptance tests and the AWS CLI's example of create-user-pool-client.
 */
function withServiceRole(pool: UserPool, settings: AppClientSettings): AppClientSettings {
  const analytics = settings.analyticsConfiguration
  if (analytics?.applicationArn === undefined || analytics.roleArn !== undefined) return settings
  const path = '/aws-service-role/cognito-idp.amazonaws.com/'
  const roleArn = arnOfRole({ accountId: pool.accountId, path, name: 'AWSServiceRoleForAmazonCognitoIdp' })
  return { ...settings, analyticsConfiguration: { ...analytics, roleArn } }
}

async function insert(
  services: Services,
  facts: Pick<AppClient, 'userPoolId' | 'name' | 'settings'>,
): Promise<AppClient> {
  const now = services.clock.now()
  const chosen = chosenId(facts.name)
  for (;;) {
    const id = chosen ?? randomAlphanumeric(ID_LENGTH, idAlphabet)
    const client = { ...facts, id, createdAt: now, updatedAt: now }
    if (await appClients.insert(services.db, client)) return client
    if (chosen !== undefined) throw new InvalidParameterException(`User pool client ${id} already exists.`)
  }
}

/**
 * At most 100 characters, so that the ids of its secrets fit their shape, and not the name by which the API calls the look
 * of all app clients (SetUICustomization).
 */
function chosenId(name: string): string | undefined {
  if (!name.startsWith(CHOSEN_ID_PREFIX)) return undefined
  const id = name.slice(CHOSEN_ID_PREFIX.length)
  if (/^[\w+]{1,100}$/.test(id) && id !== uiCustomizations.ALL) return id
  throw new InvalidParameterException(`${id} is not a valid user pool client id.`)
}

/** What visitors know the application by: a name that chose the client's id is none for them. */
export function nameForVisitors({ name }: Pick<AppClient, 'name'>): string | undefined {
  return name.startsWith(CHOSEN_ID_PREFIX) ? undefined : name
}

/** Replaces all settings: what is left out goes back to its default. Throws as `create`. */
export async function replace(
  services: Services,
  key: ClientKey,
  change: { name?: string | undefined; settings: AskedAppClientSettings },
): Promise<AppClient> {
  return transaction(services, async (services) => {
    const pool = await lockUserPool(services, key.userPoolId)
    const client = await lockClient(services, key)
    const { hasSecret = false, ssoSessionMinutes, clientType } = client.settings
    const kept = {
      hasSecret,
      ...(ssoSessionMinutes !== undefined && { ssoSessionMinutes }),
      ...(clientType && { clientType }),
    }
    const settings = { ...completeAppClientSettings(change.settings), ...kept }
    await requireValidSettings(services, pool, settings, 'updating')
    const name = change.name ?? client.name
    const updatedAt = services.clock.now()
    const changed = { ...client, name, settings: withServiceRole(pool, settings), updatedAt }
    await appClients.update(services.db, changed)
    return changed
  })
}

/** Deletes the client with its secrets and refresh tokens. Throws ResourceNotFoundException. */
export async function remove(services: Services, key: ClientKey): Promise<void> {
  if (await appClients.remove(services.db, key.userPoolId, key.clientId)) return
  await requireUserPool(services, key.userPoolId)
  throw new ResourceNotFoundException(`User pool client ${key.clientId} does not exist.`)
}
