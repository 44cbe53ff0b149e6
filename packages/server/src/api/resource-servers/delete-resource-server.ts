import * as resourceServers from '../../core/resource-servers.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteResourceServer.html */
export const deleteResourceServer: Operation<'DeleteResourceServer'> = async (services, input) => {
  await resourceServers.remove(services, { userPoolId: input.UserPoolId, identifier: input.Identifier })
}
