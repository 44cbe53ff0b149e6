import { requireGroup } from '../../core/groups.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import * as groups from '../../storage/groups.ts'
import type { Operation } from '../operation.ts'
import { writeSealedPage } from '../sealed-page.ts'
import { toUserType } from '../users/to-user-type.ts'
import { readGroupPage } from './group-page.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
export const listUsersInGroup: Operation<'ListUsersInGroup'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const group = await requireGroup(services, pool, input.GroupName)
  const list = ['ListUsersInGroup', pool.id, group.name]
  const { items, next } = await groups.listMembers(services.db, group, readGroupPage(services, list, input))
  return { Users: items.map((user) => toUserType(user)), NextToken: writeSealedPage(services, list, next) }
}
