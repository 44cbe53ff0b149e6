import { requireAppClient } from '../../core/app-clients.ts'
import { setSsoSessionMinutes } from '../../core/session-configuration.ts'
import type { Operation } from '../operation.ts'
import { toClientSessionConfiguration } from './to-session-configuration.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolClientSessionConfiguration.html */
export const setUserPoolClientSessionConfiguration: Operation<
  'SetUserPoolClientSessionConfiguration'
> = async (services, input) => {
  const key = { userPoolId: input.UserPoolId, clientId: input.ClientId }
  await setSsoSessionMinutes(services, key, input.SSOSession.MaxValidityMinutes)
  return toClientSessionConfiguration(await requireAppClient(services, key))
}
