import { authorize } from '../../core/access-tokens.ts'
import { confirm } from '../../core/devices.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmDevice.html */
export const confirmDevice: Operation<'ConfirmDevice'> = async (services, input, request) => {
  const authorized = await authorize(services, input.AccessToken)
  const { userConfirmationNecessary } = await confirm(services, authorized, {
    key: input.DeviceKey,
    name: input.DeviceName,
    salt: input.DeviceSecretVerifierConfig?.Salt,
    verifier: input.DeviceSecretVerifierConfig?.PasswordVerifier,
    ipAddress: request.ipAddress,
  })
  return { UserConfirmationNecessary: userConfirmationNecessary }
}
