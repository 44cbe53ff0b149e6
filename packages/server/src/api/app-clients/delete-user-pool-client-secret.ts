import { removeSecret } from '../../core/client-secrets.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClientSecret.html */
export const deleteUserPoolClientSecret: Operation<'DeleteUserPoolClientSecret'> = async (
  services,
  input,
) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  await removeSecret(services, { userPoolId: pool.id, clientId: input.ClientId }, input.ClientSecretId)
  return {}
}
