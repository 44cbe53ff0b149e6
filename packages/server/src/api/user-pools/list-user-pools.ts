import { openPosition, type PagedList, sealPosition } from '../../core/page-tokens.ts'
import * as userPools from '../../storage/user-pools.ts'
import type { Operation } from '../operation.ts'
import { toUserPoolDescription } from './to-user-pool-type.ts'

const list: PagedList = ['ListUserPools']

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export const listUserPools: Operation<'ListUserPools'> = async (services, input) => {
  const [after] = openPosition(services, list, input.NextToken) ?? []
  const limit = input.MaxResults
  const { items, next } = await userPools.list(services.db, { limit, ...(after !== undefined && { after }) })
  return {
    UserPools: items.map(toUserPoolDescription),
    NextToken: next === undefined ? undefined : sealPosition(services, list, [next]),
  }
}
