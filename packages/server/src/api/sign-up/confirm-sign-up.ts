import { requireClientWithSecretHash } from '../../core/client-authentication.ts'
import { confirm } from '../../core/sign-up-confirmation.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
export const confirmSignUp: Operation<'ConfirmSignUp'> = async (services, input) => {
  const { ClientId: clientId, Username: username, SecretHash: secretHash } = input
  const found = await requireClientWithSecretHash(services, { clientId, username, secretHash })
  const forceAliasCreation = input.ForceAliasCreation ?? false
  const session = await confirm(services, found, {
    username,
    code: input.ConfirmationCode,
    forceAliasCreation,
    clientMetadata: input.ClientMetadata,
  })
  return { Session: session }
}
