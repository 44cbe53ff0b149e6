import { type CodeDeliveryDetailsType, toWire } from '@poolhouse/api-model'
import { recording } from '../../core/auth-events.ts'
import { requireClientWithSecretHash } from '../../core/client-authentication.ts'
import * as passwordRecovery from '../../core/password-recovery.ts'
import type { Operation } from '../operation.ts'
import { originOf } from '../request-origin.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export const forgotPassword: Operation<'ForgotPassword'> = async (services, input, request) => {
  const { ClientId: clientId, Username: username, SecretHash: secretHash } = input
  const found = await requireClientWithSecretHash(services, { clientId, username, secretHash })
  const origin = originOf(found.client, input.UserContextData, request)
  const facts = { ...found, type: 'ForgotPassword', origin, success: 'InProgress' } as const
  const delivery = await recording(services, facts, { name: username }, () =>
    passwordRecovery.start(services, found, { username, clientMetadata: input.ClientMetadata }),
  )
  return { CodeDeliveryDetails: toWire<CodeDeliveryDetailsType>('CodeDeliveryDetailsType', delivery) }
}
