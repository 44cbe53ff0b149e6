import { requireDevice } from '../../core/devices.ts'
import type { Operation } from '../operation.ts'
import { requireOwnerAsResource } from './require-owner.ts'
import { toAdminDeviceType } from './to-device-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetDevice.html */
export const adminGetDevice: Operation<'AdminGetDevice'> = async (services, input) => {
  const { user, pool } = await requireOwnerAsResource(services, input)
  return { Device: toAdminDeviceType(await requireDevice(services, user, input.DeviceKey), user, pool) }
}
