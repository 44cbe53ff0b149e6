import { FeatureUnavailableInTierException, TierChangeNotAllowedException } from '../errors.ts'
import type { Services } from '../services.ts'
import * as appClients from '../storage/app-clients.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { logsAuthEvents } from './log-delivery.ts'
import { sessionTracking } from './session-configuration.ts'

/** More than any pool has app clients (https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html). */
const CLIENTS_AT_ONCE = 1000

/**
 * Refuses a tier that lacks what was set by other operations: by app clients, for sessions, logs and replicas. Throws
 * FeatureUnavailableInTierException, and TierChangeNotAllowedException where replicas are in the way. AWS does not say
 * when it throws which; that is our reading.
 */
export async function requireDowngradable(
  services: Services,
  pool: UserPool,
  changed: UserPool,
): Promise<void> {
  const tier = changed.settings.userPoolTier
  if (tier === pool.settings.userPoolTier || tier === 'PLUS') return
  if (tier === 'LITE' && changed.settings.replicas?.length)
    throw new TierChangeNotAllowedException('The feature plan of a user pool with replicas cannot be LITE.')
  const missing = [
    ...(tier === 'LITE' ? await essentialsFeatures(services, changed) : []),
    ...(logsAuthEvents(changed) ? ['Log Streaming'] : []),
  ]
  if (missing.length > 0)
    throw new FeatureUnavailableInTierException(
      `The following features need to be disabled for the ${tier} pricing tier configured: ${missing.join(', ')}`,
    )
}

async function essentialsFeatures(services: Services, pool: UserPool): Promise<string[]> {
  const { items } = await appClients.list(services.db, pool.id, { limit: CLIENTS_AT_ONCE })
  const any = (test: (settings: appClients.AppClientSettings) => boolean) =>
    items.some(({ settings }) => test(settings))
  return [
    ...(any(({ explicitAuthFlows }) => explicitAuthFlows?.includes('ALLOW_USER_AUTH') ?? false)
      ? ['Passwordless Sign-In']
      : []),
    ...(any(({ refreshTokenRotation }) => refreshTokenRotation?.feature === 'ENABLED')
      ? ['Refresh Token Rotation']
      : []),
    ...(sessionTracking(pool).enabled ? ['Session Management'] : []),
  ]
}
