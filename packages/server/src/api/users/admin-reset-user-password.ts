import * as passwordRecovery from '../../core/password-recovery.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html */
export const adminResetUserPassword: Operation<'AdminResetUserPassword'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  await passwordRecovery.reset(services, pool, {
    username: input.Username,
    clientMetadata: input.ClientMetadata,
  })
  return {}
}
