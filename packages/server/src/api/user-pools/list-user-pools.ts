import * as userPools from '../../storage/user-pools.ts'
import type { Operation } from '../operation.ts'
import { readPageToken, toPageToken } from '../page-token.ts'
import { toUserPoolDescription } from './to-user-pool-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export const listUserPools: Operation<'ListUserPools'> = async (services, input) => {
  const after = readPageToken(input.NextToken, /^[\w-]+_[0-9a-zA-Z]+$/)
  const limit = input.MaxResults
  const { items, next } = await userPools.list(services.db, { limit, ...(after !== undefined && { after }) })
  return { UserPools: items.map(toUserPoolDescription), NextToken: toPageToken(next) }
}
