import * as appClients from '../../core/app-clients.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
export const deleteUserPoolClient: Operation<'DeleteUserPoolClient'> = async (services, input) => {
  await appClients.remove(services, { userPoolId: input.UserPoolId, clientId: input.ClientId })
}
