import { type CodeDeliveryDetailsType, toWire } from '@poolhouse/api-model'
import { requireClientWithSecretHash } from '../../core/client-authentication.ts'
import * as passwordRecovery from '../../core/password-recovery.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export const forgotPassword: Operation<'ForgotPassword'> = async (services, input) => {
  const { ClientId: clientId, Username: username, SecretHash: secretHash } = input
  const found = await requireClientWithSecretHash(services, { clientId, username, secretHash })
  const delivery = await passwordRecovery.start(services, found, username)
  return { CodeDeliveryDetails: toWire<CodeDeliveryDetailsType>('CodeDeliveryDetailsType', delivery) }
}
