import { toCamel } from '@poolhouse/api-model'
import * as appClients from '../../core/app-clients.ts'
import type { Operation } from '../operation.ts'
import { toUserPoolClientType } from './to-user-pool-client-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html */
export const updateUserPoolClient: Operation<'UpdateUserPoolClient'> = async (services, input) => {
  const { userPoolId, clientId, clientName, ...settings } = toCamel('UpdateUserPoolClientRequest', input)
  const client = await appClients.replace(services, { userPoolId, clientId }, { name: clientName, settings })
  return { UserPoolClient: await toUserPoolClientType(services, client) }
}
