import { authorize } from '../../core/access-tokens.ts'
import { configuredFactors } from '../../core/auth-factors.ts'
import { toMfaSettings } from '../mfa/to-mfa-settings.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html */
export const getUserAuthFactors: Operation<'GetUserAuthFactors'> = async (services, input) => {
  const { user, pool } = await authorize(services, input.AccessToken)
  return {
    Username: user.username,
    ...toMfaSettings(user),
    ConfiguredUserAuthFactors: await configuredFactors(services, pool, user),
  }
}
