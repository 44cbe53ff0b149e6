import { authorize } from '../../core/access-tokens.ts'
import * as account from '../../core/account.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export const deleteUser: Operation<'DeleteUser'> = async (services, input) => {
  await account.remove(services, await authorize(services, input.AccessToken))
}
