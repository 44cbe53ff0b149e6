import { requireUserPool } from '../../core/user-pools.ts'
import * as groups from '../../storage/groups.ts'
import type { Operation } from '../operation.ts'
import { writeSealedPage } from '../sealed-page.ts'
import { readGroupPage } from './group-page.ts'
import { toGroupType } from './to-group-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
export const listGroups: Operation<'ListGroups'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const list = ['ListGroups', pool.id]
  const { items, next } = await groups.list(services.db, pool.id, readGroupPage(services, list, input))
  return { Groups: items.map(toGroupType), NextToken: writeSealedPage(services, list, next) }
}
