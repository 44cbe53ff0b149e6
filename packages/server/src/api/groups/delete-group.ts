import * as groups from '../../core/groups.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html */
export const deleteGroup: Operation<'DeleteGroup'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  await groups.deleteGroup(services, pool, input.GroupName)
  return undefined
}
