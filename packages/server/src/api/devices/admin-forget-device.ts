import { forget } from '../../core/devices.ts'
import type { Operation } from '../operation.ts'
import { requireOwner } from './require-owner.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminForgetDevice.html */
export const adminForgetDevice: Operation<'AdminForgetDevice'> = async (services, input) => {
  const { user } = await requireOwner(services, input)
  await forget(services, { userId: user.id, key: input.DeviceKey })
}
