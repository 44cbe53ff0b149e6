import { requireUserPool } from '../../core/user-pools.ts'
import { requireUser } from '../../core/usernames.ts'
import * as groups from '../../storage/groups.ts'
import type { Operation } from '../operation.ts'
import { writeSealedPage } from '../sealed-page.ts'
import { readGroupPage } from './group-page.ts'
import { toGroupType } from './to-group-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export const adminListGroupsForUser: Operation<'AdminListGroupsForUser'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const user = await requireUser(services, pool, input.Username)
  const list = ['AdminListGroupsForUser', user.id]
  const { items, next } = await groups.pageOfUser(services.db, user.id, readGroupPage(services, list, input))
  return { Groups: items.map(toGroupType), NextToken: writeSealedPage(services, list, next) }
}
