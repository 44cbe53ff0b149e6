import { forget } from '../../core/devices.ts'
import type { Operation } from '../operation.ts'
import { authorizeUser } from './authorize-user.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html */
export const forgetDevice: Operation<'ForgetDevice'> = async (services, input) => {
  const { user } = await authorizeUser(services, input.AccessToken)
  await forget(services, { userId: user.id, key: input.DeviceKey })
}
