import { toCamel } from '@poolhouse/api-model'
import { asStored } from '../../core/given.ts'
import { setLogDelivery } from '../../core/log-delivery.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { toLogDeliveryConfiguration } from './to-log-delivery-configuration.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetLogDeliveryConfiguration.html */
export const setLogDeliveryConfiguration: Operation<'SetLogDeliveryConfiguration'> = async (
  services,
  input,
) => {
  const { logConfigurations } = toCamel('SetLogDeliveryConfigurationRequest', input)
  await setLogDelivery(services, input.UserPoolId, logConfigurations.map(asStored))
  const pool = await requireUserPool(services, input.UserPoolId)
  return { LogDeliveryConfiguration: toLogDeliveryConfiguration(pool) }
}
