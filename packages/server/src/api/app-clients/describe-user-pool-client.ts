import { requireAppClient } from '../../core/app-clients.ts'
import type { Operation } from '../operation.ts'
import { toUserPoolClientType } from './to-user-pool-client-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const describeUserPoolClient: Operation<'DescribeUserPoolClient'> = async (services, input) => {
  const client = await requireAppClient(services, { userPoolId: input.UserPoolId, clientId: input.ClientId })
  return { UserPoolClient: await toUserPoolClientType(services, client) }
}
