import { requireUserPool } from '../../core/user-pools.ts'
import * as domains from '../../storage/domains.ts'
import * as users from '../../storage/users.ts'
import type { Operation } from '../operation.ts'
import { toUserPoolType } from './to-user-pool-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const describeUserPool: Operation<'DescribeUserPool'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const [estimatedNumberOfUsers, domainsOfPool] = await Promise.all([
    users.count(services.db, pool.id),
    domains.listOfPool(services.db, pool.id),
  ])
  return { UserPool: toUserPoolType(pool, estimatedNumberOfUsers, domainsOfPool) }
}
