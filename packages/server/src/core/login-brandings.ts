import { randomUUID } from 'node:crypto'
import {
  InvalidParameterException,
  LimitExceededException,
  ManagedLoginBrandingExistsException,
  ResourceNotFoundException,
} from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { LoginBranding } from '../storage/login-brandings.ts'
import * as loginBrandings from '../storage/login-brandings.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { requireAppClient } from './app-clients.ts'
import { type ClientKey, lockClient } from './client-secrets.ts'
import { type AskedAsset, checkAssets } from './login-branding-assets.ts'
import { defaultBranding } from './login-branding-defaults.ts'
import { lockUserPool, requireUserPool } from './user-pools.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MAX_BRANDINGS = 20

/** What a caller gives of a style; absent is not given. */
export interface AskedBranding {
  useProvidedValues?: boolean | undefined
  settings?: unknown
  assets?: readonly AskedAsset[] | undefined
}

/**
 * Gives the app client a style. Throws ResourceNotFoundException, InvalidParameterException, LimitExceededException,
 * ManagedLoginBrandingExistsException.
 */
export async function create(
  services: Services,
  key: ClientKey,
  asked: AskedBranding,
): Promise<LoginBranding> {
  const now = services.clock.now()
  return transaction(services, async (services) => {
    const pool = await lockUserPool(services, key.userPoolId)
    const client = await lockClient(services, key)
    requireTier(pool)
    requireExactlyOne(asked)
    const branding = {
      id: randomUUID(),
      userPoolId: pool.id,
      appClientId: client.id,
      ...settingsOf(asked),
      assets: checkAssets(asked.assets ?? []),
      createdAt: now,
      updatedAt: now,
    }
    await insert(services, branding)
    return branding
  })
}

/** The text was observed: floci-io/floci#2869. */
async function insert(services: Services, branding: LoginBranding): Promise<void> {
  const count = await loginBrandings.count(services.db, branding.userPoolId)
  if (!(await loginBrandings.insert(services.db, branding)))
    throw new ManagedLoginBrandingExistsException(
      `A ManagedLoginBranding already exists for client ${branding.appClientId}`,
    )
  if (count >= MAX_BRANDINGS)
    throw new LimitExceededException(
      `User pool ${branding.userPoolId} has reached its limit of managed login branding styles.`,
    )
}

export interface BrandingKey {
  userPoolId: string
  id: string
}

/**
 * Replaces the settings, and the assets where some are given, each as a whole. Throws ResourceNotFoundException,
 * InvalidParameterException.
 */
export async function update(
  services: Services,
  key: BrandingKey,
  asked: AskedBranding,
): Promise<LoginBranding> {
  return transaction(services, async (services) => {
    requireTier(await lockUserPool(services, key.userPoolId))
    const { settings: _former, ...former } = await requireBranding(services, key)
    requireExactlyOne(asked)
    const branding = {
      ...former,
      ...settingsOf(asked),
      ...(asked.assets && { assets: checkAssets(asked.assets) }),
      updatedAt: services.clock.now(),
    }
    await loginBrandings.update(services.db, branding)
    return branding
  })
}

/** Removes the style. Throws ResourceNotFoundException. */
export async function remove(services: Services, key: BrandingKey): Promise<void> {
  if (await loginBrandings.remove(services.db, key.userPoolId, key.id)) return
  await requireUserPool(services, key.userPoolId)
  throw missing()
}

/** Throws ResourceNotFoundException. */
export async function requireBranding(services: Services, key: BrandingKey): Promise<LoginBranding> {
  const branding = await loginBrandings.find(services.db, key.userPoolId, key.id)
  if (branding) return branding
  await requireUserPool(services, key.userPoolId)
  throw missing()
}

/** The style of the app client. Throws ResourceNotFoundException, also where it has none. */
export async function requireBrandingOfClient(services: Services, key: ClientKey): Promise<LoginBranding> {
  const client = await requireAppClient(services, key)
  const branding = await loginBrandings.findByClient(services.db, client.id)
  if (branding) return branding
  // Observed: floci-io/floci#2869.
  throw new ResourceNotFoundException(`ManagedLoginBranding for client ${client.id} does not exist.`)
}

/** The whole settings document: the values of the style over those that everybody has. */
export function mergedSettings({ settings }: LoginBranding): Record<string, unknown> {
  return merge(defaultBranding, settings ?? {}) as Record<string, unknown>
}

/** Objects are merged member by member; everything else is replaced. */
function merge(base: unknown, changes: unknown): unknown {
  if (!isDocument(base) || !isDocument(changes)) return changes
  const merged = Object.entries(changes).map(([name, value]) => [
    name,
    Object.hasOwn(base, name) ? merge(base[name], value) : value,
  ])
  return { ...base, ...Object.fromEntries(merged) }
}

function isDocument(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function settingsOf({ settings }: AskedBranding): Pick<LoginBranding, 'settings'> {
  if (settings === undefined) return {}
  if (!isDocument(settings)) throw new InvalidParameterException('Settings must be a JSON object.') // our wording
  return { settings }
}

/**
 * Observed on Cognito, 2026, at creation and at updates (badmintoncryer/cdk-preflight, floci-io/floci#2869): assets may stand
 * beside either.
 */
function requireExactlyOne({ useProvidedValues = false, settings }: AskedBranding): void {
  if (useProvidedValues !== (settings !== undefined)) return
  throw new InvalidParameterException(
    'useCognitoProvidedValues or settings should be specified (but not both)',
  )
}

/** The model lists no exception of tiers for these operations; the name of the feature is our reading. */
function requireTier(pool: UserPool): void {
  if (pool.settings.userPoolTier === 'LITE')
    throw new InvalidParameterException(
      'The following feature is not available for the LITE pricing tier configured: Managed Login Branding',
    )
}

/** Observed: floci-io/floci#2869. */
function missing(): ResourceNotFoundException {
  return new ResourceNotFoundException('ManagedLoginBranding does not exist.')
}
