import { requireGroup } from '../../core/groups.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { toGroupType } from './to-group-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
export const getGroup: Operation<'GetGroup'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const group = await requireGroup(services, pool, input.GroupName)
  return { Group: toGroupType(group) }
}
