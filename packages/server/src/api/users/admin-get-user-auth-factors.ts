import { configuredFactors } from '../../core/auth-factors.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import { requireUser } from '../../core/usernames.ts'
import { toMfaSettings } from '../mfa/to-mfa-settings.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUserAuthFactors.html */
export const adminGetUserAuthFactors: Operation<'AdminGetUserAuthFactors'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const user = await requireUser(services, pool, input.Username)
  return {
    Username: user.username,
    ...toMfaSettings(user),
    ConfiguredUserAuthFactors: await configuredFactors(services, pool, user),
  }
}
