import { remove } from '../../core/software-tokens.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteSoftwareToken.html */
export const adminDeleteSoftwareToken: Operation<'AdminDeleteSoftwareToken'> = async (services, input) => {
  await remove(services, await requireUserPool(services, input.UserPoolId), input.Username)
  return {}
}
