import * as resourceServers from '../../core/resource-servers.ts'
import type { Operation } from '../operation.ts'
import { readScopes, toResourceServerType } from './to-resource-server-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html */
export const createResourceServer: Operation<'CreateResourceServer'> = async (services, input) => {
  const server = await resourceServers.create(services, {
    userPoolId: input.UserPoolId,
    identifier: input.Identifier,
    name: input.Name,
    scopes: readScopes(input.Scopes),
  })
  return { ResourceServer: toResourceServerType(server) }
}
