import { setStatus } from '../../core/devices.ts'
import type { Operation } from '../operation.ts'
import { requireOwner } from './require-owner.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateDeviceStatus.html */
export const adminUpdateDeviceStatus: Operation<'AdminUpdateDeviceStatus'> = async (services, input) => {
  const { user } = await requireOwner(services, input)
  await setStatus(services, { userId: user.id, key: input.DeviceKey }, input.DeviceRememberedStatus)
  return {}
}
