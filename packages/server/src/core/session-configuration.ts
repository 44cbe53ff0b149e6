import { InvalidParameterException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import * as appClients from '../storage/app-clients.ts'
import type { UserPool } from '../storage/user-pools.ts'
import * as userPools from '../storage/user-pools.ts'
import { type ClientKey, lockClient } from './client-secrets.ts'
import { requireEssentials } from './user-pool-tiers.ts'
import { lockUserPool } from './user-pools.ts'

export interface SessionTracking {
  enabled: boolean
  /** How many token sessions a user may have at once. */
  maxPerUser: number
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolTokenSessionConfigType.html */
const byDefault: SessionTracking = { enabled: false, maxPerUser: 20 }
/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ClientSSOSessionConfigType.html */
const SSO_SESSION_MINUTES = 60
/** The longest that a client may be set to, by the same page. */
export const MAX_SSO_SESSION_MINUTES = 129_600
/** App clients of one statement. */
const PAGE = 200

/** Whether and how many sessions of users the pool tracks. */
export function sessionTracking(pool: UserPool): SessionTracking {
  return pool.settings.sessionTracking ?? byDefault
}

/** How long the app client of the pool that goes on with a sign-in for longest does so, in minutes. */
export async function longestSsoSessionMinutes(services: Services, { id }: UserPool): Promise<number> {
  let longest = 0
  let after: string | undefined
  do {
    const page = await appClients.list(services.db, id, { limit: PAGE, after })
    longest = Math.max(longest, ...page.items.map(ssoSessionMinutes))
    after = page.next
  } while (after !== undefined)
  return longest
}

/** How long the client goes on with a sign-in of another one without asking, in minutes. */
export function ssoSessionMinutes(client: AppClient): number {
  return client.settings.ssoSessionMinutes ?? SSO_SESSION_MINUTES
}

/** Replaces the pool's setting. Throws ResourceNotFoundException, FeatureUnavailableInTierException. */
export async function setSessionTracking(
  services: Services,
  userPoolId: string,
  sessionTracking: SessionTracking,
): Promise<void> {
  await transaction(services, async (services) => {
    const pool = await lockUserPool(services, userPoolId)
    requireEssentials(pool, 'Session Management')
    await userPools.update(services.db, { ...pool, settings: { ...pool.settings, sessionTracking } })
  })
}

/**
 * Replaces the client's setting; the pool must track sessions. Throws ResourceNotFoundException,
 * FeatureUnavailableInTierException, InvalidParameterException.
 */
export async function setSsoSessionMinutes(
  services: Services,
  key: ClientKey,
  ssoSessionMinutes: number,
): Promise<void> {
  await transaction(services, async (services) => {
    const pool = await lockUserPool(services, key.userPoolId)
    requireEssentials(pool, 'Session Management')
    const client = await lockClient(services, key)
    if (!sessionTracking(pool).enabled)
      throw new InvalidParameterException('Session tracking is not enabled for the user pool.') // our wording
    await appClients.update(services.db, { ...client, settings: { ...client.settings, ssoSessionMinutes } })
  })
}
