import { addSecret } from '../../core/client-secrets.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'

/**
 * Tells the value of a secret that it made; one that the caller chose is not said again (API_ClientSecretDescriptorType).
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddUserPoolClientSecret.html
 */
export const addUserPoolClientSecret: Operation<'AddUserPoolClientSecret'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const key = { userPoolId: pool.id, clientId: input.ClientId }
  const { secret, value } = await addSecret(services, key, input.ClientSecret)
  return {
    ClientSecretDescriptor: {
      ClientSecretId: secret.id,
      ...(input.ClientSecret === undefined && { ClientSecretValue: value }),
      ClientSecretCreateDate: new Date(secret.createdAt),
    },
  }
}
