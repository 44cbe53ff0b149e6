import * as groups from '../../core/groups.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { toGroupType } from './to-group-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html */
export const createGroup: Operation<'CreateGroup'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const group = await groups.createGroup(services, pool, {
    name: input.GroupName,
    description: input.Description,
    roleArn: input.RoleArn,
    precedence: input.Precedence,
  })
  return { Group: toGroupType(group) }
}
