import { authorize } from '../../core/access-tokens.ts'
import { setStatus } from '../../core/devices.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html */
export const updateDeviceStatus: Operation<'UpdateDeviceStatus'> = async (services, input) => {
  const { user } = await authorize(services, input.AccessToken)
  await setStatus(services, { userId: user.id, key: input.DeviceKey }, input.DeviceRememberedStatus)
  return {}
}
