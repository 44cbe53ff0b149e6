import { InvalidParameterException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { LogDelivery, UserPool } from '../storage/user-pools.ts'
import * as userPools from '../storage/user-pools.ts'
import { requirePlus } from './user-pool-tiers.ts'
import { lockUserPool } from './user-pools.ts'

/**
 * Replaces what the pool logs where; an empty list ends it. Throws ResourceNotFoundException, InvalidParameterException,
 * FeatureUnavailableInTierException.
 *
 * Deviation: nothing is sent to CloudWatch Logs, S3 or Firehose. With `userAuthEvents` each event is written to the
 * server's own log with the pool's id; failures of messages are always there.
 */
export async function setLogDelivery(
  services: Services,
  userPoolId: string,
  deliveries: LogDelivery[],
): Promise<void> {
  await transaction(services, async (services) => {
    const pool = await lockUserPool(services, userPoolId)
    requireValid(pool, deliveries)
    const { logDelivery, ...rest } = pool.settings
    const settings = deliveries.length > 0 ? { ...rest, logDelivery: deliveries } : rest
    await userPools.update(services.db, { ...pool, settings })
  })
}

/** Whether the pool asks for its sign-ins to be logged. */
export function logsAuthEvents(pool: UserPool): boolean {
  return pool.settings.logDelivery?.some(({ eventSource }) => eventSource === 'userAuthEvents') ?? false
}

/** The text was observed: floci-io/floci#2867. */
function requireValid(pool: UserPool, deliveries: LogDelivery[]): void {
  const sources = deliveries.map(({ eventSource }) => eventSource)
  const repeated = sources.filter((source, index) => sources.indexOf(source) < index)
  const faults = [
    naming(
      'in request have no destination',
      deliveries.filter(lacksTarget).map(({ eventSource }) => eventSource),
    ),
    naming('appear more then once in a request', repeated),
  ].filter((fault) => fault !== undefined)
  if (faults.length > 0) throw new InvalidParameterException(`Request validation Failed. ${faults.join(' ')}`)
  for (const delivery of deliveries) requireOneTarget(delivery)
  if (sources.includes('userAuthEvents')) requirePlus(pool, 'Log Streaming')
}

function naming(fault: string, sources: string[]): string | undefined {
  if (sources.length === 0) return undefined
  return `Following event sources ${fault}: [${[...new Set(sources)].join(', ')}].`
}

function lacksTarget(delivery: LogDelivery): boolean {
  return !(delivery.cloudWatchLogsConfiguration ?? delivery.s3Configuration ?? delivery.firehoseConfiguration)
}

/** The texts are ours, after the rules of API_LogConfigurationType. */
function requireOneTarget(delivery: LogDelivery): void {
  const { eventSource, logLevel, cloudWatchLogsConfiguration: cloudWatch } = delivery
  const targets = [cloudWatch, delivery.s3Configuration, delivery.firehoseConfiguration].filter(Boolean)
  const expected = eventSource === 'userNotification' ? 'ERROR' : 'INFO'
  if (logLevel !== expected)
    throw new InvalidParameterException(`LogLevel must be ${expected} for the EventSource ${eventSource}.`)
  if (eventSource === 'userNotification' && !(cloudWatch && targets.length === 1))
    throw new InvalidParameterException(
      'CloudWatchLogsConfiguration is required, alone, for the EventSource userNotification.',
    )
  if (targets.length !== 1)
    throw new InvalidParameterException(
      'Exactly one log destination is required for the EventSource userAuthEvents.',
    )
}
