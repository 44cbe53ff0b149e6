import { requireClientWithSecretHash } from '../../core/client-authentication.ts'
import * as passwordRecovery from '../../core/password-recovery.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
export const confirmForgotPassword: Operation<'ConfirmForgotPassword'> = async (services, input) => {
  const { ClientId: clientId, Username: username, SecretHash: secretHash } = input
  const found = await requireClientWithSecretHash(services, { clientId, username, secretHash })
  const { ConfirmationCode: code, Password: password } = input
  await passwordRecovery.confirm(services, found, { username, code, password })
  return {}
}
