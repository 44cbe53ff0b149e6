import { requireUserPool } from '../../core/user-pools.ts'
import * as users from '../../core/users.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html */
export const adminConfirmSignUp: Operation<'AdminConfirmSignUp'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  await users.confirm(services, pool, { name: input.Username, clientMetadata: input.ClientMetadata })
  return {}
}
