import * as userPools from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html */
export const deleteUserPool: Operation<'DeleteUserPool'> = async (services, input) => {
  await userPools.remove(services, input.UserPoolId)
}
