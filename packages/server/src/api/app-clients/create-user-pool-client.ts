import { toCamel } from '@poolhouse/api-model'
import * as appClients from '../../core/app-clients.ts'
import type { Operation } from '../operation.ts'
import { toUserPoolClientType } from './to-user-pool-client-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export const createUserPoolClient: Operation<'CreateUserPoolClient'> = async (services, input) => {
  const { userPoolId, clientName, generateSecret, clientSecret, ...settings } = toCamel(
    'CreateUserPoolClientRequest',
    input,
  )
  const client = await appClients.create(services, {
    userPoolId,
    name: clientName,
    settings,
    generateSecret: generateSecret ?? false,
    secret: clientSecret,
  })
  return { UserPoolClient: await toUserPoolClientType(services, client) }
}
