import { type CodeDeliveryDetailsType, toWire } from '@poolhouse/api-model'
import { recording } from '../../core/auth-events.ts'
import { requireClientWithSecretHash } from '../../core/client-authentication.ts'
import { resendCode } from '../../core/sign-up.ts'
import type { Operation } from '../operation.ts'
import { originOf } from '../request-origin.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export const resendConfirmationCode: Operation<'ResendConfirmationCode'> = async (
  services,
  input,
  request,
) => {
  const { ClientId: clientId, Username: username, SecretHash: secretHash } = input
  const found = await requireClientWithSecretHash(services, { clientId, username, secretHash })
  const origin = originOf(found.client, input.UserContextData, request)
  const facts = { ...found, type: 'ResendCode', origin } as const
  const delivery = await recording(services, facts, { name: username }, () =>
    resendCode(services, found, { username, clientMetadata: input.ClientMetadata }),
  )
  return { CodeDeliveryDetails: toWire<CodeDeliveryDetailsType>('CodeDeliveryDetailsType', delivery) }
}
