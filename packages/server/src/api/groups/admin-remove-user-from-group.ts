import { removeMember } from '../../core/groups.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRemoveUserFromGroup.html */
export const adminRemoveUserFromGroup: Operation<'AdminRemoveUserFromGroup'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  await removeMember(services, pool, { username: input.Username, groupName: input.GroupName })
  return undefined
}
