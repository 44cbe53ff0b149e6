import { authorize } from '../../core/access-tokens.ts'
import * as account from '../../core/account.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const deleteUserAttributes: Operation<'DeleteUserAttributes'> = async (services, input) => {
  const authorized = await authorize(services, input.AccessToken)
  await account.removeAttributes(services, authorized, input.UserAttributeNames)
  return {}
}
