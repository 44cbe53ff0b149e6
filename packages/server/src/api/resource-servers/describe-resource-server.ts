import { requireResourceServer } from '../../core/resource-servers.ts'
import type { Operation } from '../operation.ts'
import { toResourceServerType } from './to-resource-server-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
export const describeResourceServer: Operation<'DescribeResourceServer'> = async (services, input) => {
  const key = { userPoolId: input.UserPoolId, identifier: input.Identifier }
  return { ResourceServer: toResourceServerType(await requireResourceServer(services, key)) }
}
