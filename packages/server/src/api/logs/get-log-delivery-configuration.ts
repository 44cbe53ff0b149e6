import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { toLogDeliveryConfiguration } from './to-log-delivery-configuration.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetLogDeliveryConfiguration.html */
export const getLogDeliveryConfiguration: Operation<'GetLogDeliveryConfiguration'> = async (
  services,
  input,
) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  return { LogDeliveryConfiguration: toLogDeliveryConfiguration(pool) }
}
