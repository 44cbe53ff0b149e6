import * as userPools from '../../storage/user-pools.ts'
import type { Operation } from '../operation.ts'
import { readSealedPage, writeSealedPage } from '../sealed-page.ts'
import { toUserPoolDescription } from './to-user-pool-type.ts'

const list = ['ListUserPools']

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export const listUserPools: Operation<'ListUserPools'> = async (services, input) => {
  const page = readSealedPage(services, list, { token: input.NextToken, limit: input.MaxResults })
  const { items, next } = await userPools.list(services.db, page)
  return {
    UserPools: items.map(toUserPoolDescription),
    NextToken: writeSealedPage(services, list, next),
  }
}
