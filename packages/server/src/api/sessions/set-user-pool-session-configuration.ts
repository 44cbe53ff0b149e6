import { setSessionTracking } from '../../core/session-configuration.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { toSessionConfiguration } from './to-session-configuration.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolSessionConfiguration.html */
export const setUserPoolSessionConfiguration: Operation<'SetUserPoolSessionConfiguration'> = async (
  services,
  input,
) => {
  await setSessionTracking(services, input.UserPoolId, {
    enabled: input.UserSessionTracking === 'ENABLED',
    maxPerUser: input.TokenSession.MaxPerUser,
  })
  return toSessionConfiguration(await requireUserPool(services, input.UserPoolId))
}
