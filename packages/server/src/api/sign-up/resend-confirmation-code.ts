import { type CodeDeliveryDetailsType, toWire } from '@poolhouse/api-model'
import { requireClientWithSecretHash } from '../../core/client-authentication.ts'
import { resendCode } from '../../core/sign-up.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export const resendConfirmationCode: Operation<'ResendConfirmationCode'> = async (services, input) => {
  const { ClientId: clientId, Username: username, SecretHash: secretHash } = input
  const found = await requireClientWithSecretHash(services, { clientId, username, secretHash })
  const delivery = await resendCode(services, found, username)
  return { CodeDeliveryDetails: toWire<CodeDeliveryDetailsType>('CodeDeliveryDetailsType', delivery) }
}
