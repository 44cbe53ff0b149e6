import { requireDevice } from '../../core/devices.ts'
import type { Operation } from '../operation.ts'
import { authorizeUser } from './authorize-user.ts'
import { toDeviceType } from './to-device-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetDevice.html */
export const getDevice: Operation<'GetDevice'> = async (services, input) => {
  const { user } = await authorizeUser(services, input.AccessToken)
  return { Device: toDeviceType(await requireDevice(services, user, input.DeviceKey)) }
}
