import { requireUserPool } from '../../core/user-pools.ts'
import * as users from '../../core/users.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
export const adminSetUserPassword: Operation<'AdminSetUserPassword'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  await users.setPassword(services, pool, {
    name: input.Username,
    password: input.Password,
    permanent: input.Permanent ?? false,
  })
  return {}
}
