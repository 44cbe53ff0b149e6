import { requireUserPool } from '../../core/user-pools.ts'
import * as users from '../../storage/users.ts'
import type { Operation } from '../operation.ts'
import { toUserPoolType } from './to-user-pool-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const describeUserPool: Operation<'DescribeUserPool'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  return { UserPool: toUserPoolType(pool, await users.count(services.db, pool.id)) }
}
