import { authorizeOwner, remove } from '../../core/passkeys.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteWebAuthnCredential.html */
export const deleteWebAuthnCredential: Operation<'DeleteWebAuthnCredential'> = async (services, input) => {
  const { user } = await authorizeOwner(services, input.AccessToken)
  await remove(services, user, input.CredentialId)
  return {}
}
