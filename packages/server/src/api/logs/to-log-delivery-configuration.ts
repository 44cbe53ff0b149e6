import { type LogDeliveryConfigurationType, toWire } from '@poolhouse/api-model'
import type { UserPool } from '../../storage/user-pools.ts'

/** What the pool logs where. */
export function toLogDeliveryConfiguration(pool: UserPool): LogDeliveryConfigurationType {
  const shown = { userPoolId: pool.id, logConfigurations: [...(pool.settings.logDelivery ?? [])] }
  return toWire<LogDeliveryConfigurationType>('LogDeliveryConfigurationType', shown)
}
