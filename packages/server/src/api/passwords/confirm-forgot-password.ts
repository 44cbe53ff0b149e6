import { recording } from '../../core/auth-events.ts'
import { requireClientWithSecretHash } from '../../core/client-authentication.ts'
import * as passwordRecovery from '../../core/password-recovery.ts'
import type { Operation } from '../operation.ts'
import { originOf } from '../request-origin.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
export const confirmForgotPassword: Operation<'ConfirmForgotPassword'> = async (services, input, request) => {
  const { ClientId: clientId, Username: username, SecretHash: secretHash } = input
  const found = await requireClientWithSecretHash(services, { clientId, username, secretHash })
  const { ConfirmationCode: code, Password: password } = input
  const origin = originOf(found.client, input.UserContextData, request)
  const facts = { ...found, type: 'ForgotPassword', origin } as const
  await recording(services, facts, { name: username }, () =>
    passwordRecovery.confirm(services, found, {
      username,
      code,
      password,
      clientMetadata: input.ClientMetadata,
    }),
  )
  return {}
}
