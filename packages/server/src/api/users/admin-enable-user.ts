import { requireUserPool } from '../../core/user-pools.ts'
import * as users from '../../core/users.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export const adminEnableUser: Operation<'AdminEnableUser'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  await users.enable(services, pool, input.Username)
  return {}
}
