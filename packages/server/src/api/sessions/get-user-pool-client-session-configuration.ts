import { requireAppClient } from '../../core/app-clients.ts'
import type { Operation } from '../operation.ts'
import { toClientSessionConfiguration } from './to-session-configuration.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolClientSessionConfiguration.html */
export const getUserPoolClientSessionConfiguration: Operation<
  'GetUserPoolClientSessionConfiguration'
> = async (services, input) => {
  const key = { userPoolId: input.UserPoolId, clientId: input.ClientId }
  return toClientSessionConfiguration(await requireAppClient(services, key))
}
