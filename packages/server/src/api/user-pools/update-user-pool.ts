import { toCamel } from '@poolhouse/api-model'
import * as userPools from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html */
export const updateUserPool: Operation<'UpdateUserPool'> = async (services, input) => {
  const { userPoolId, poolName, userPoolTags, ...settings } = toCamel('UpdateUserPoolRequest', input)
  const tags = userPoolTags && { ...userPoolTags }
  await userPools.replace(services, userPoolId, { name: poolName, settings, tags })
  return {}
}
