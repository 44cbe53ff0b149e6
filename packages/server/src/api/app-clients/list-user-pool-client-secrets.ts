import { requireAppClient } from '../../core/app-clients.ts'
import { InvalidParameterException } from '../../errors.ts'
import * as appClientSecrets from '../../storage/app-client-secrets.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClientSecrets.html */
export const listUserPoolClientSecrets: Operation<'ListUserPoolClientSecrets'> = async (services, input) => {
  const client = await requireAppClient(services, { userPoolId: input.UserPoolId, clientId: input.ClientId })
  if (input.NextToken !== undefined)
    throw new InvalidParameterException('Paging Marker is Invalid for Request')
  const secrets = await appClientSecrets.list(services.db, client.id)
  return {
    ClientSecrets: secrets.map(({ id, createdAt }) => ({
      ClientSecretId: id,
      ClientSecretCreateDate: new Date(createdAt),
    })),
  }
}
