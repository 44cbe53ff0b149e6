import { toCamel } from '@poolhouse/api-model'
import * as userPools from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { toUserPoolType } from './to-user-pool-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html */
export const createUserPool: Operation<'CreateUserPool'> = async (services, input, request) => {
  const { poolName, schema, userPoolTags, ...settings } = toCamel('CreateUserPoolRequest', input)
  const pool = await userPools.create(services, {
    name: poolName,
    region: request.region,
    accountId: request.accountId,
    settings,
    schema: schema ?? [],
    tags: { ...userPoolTags },
  })
  return { UserPool: toUserPoolType(pool, 0) }
}
