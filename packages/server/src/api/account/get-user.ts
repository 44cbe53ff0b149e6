import { authorize } from '../../core/access-tokens.ts'
import { readable, toAttributeList } from '../../core/attributes.ts'
import { toMfaSettings } from '../mfa/to-mfa-settings.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export const getUser: Operation<'GetUser'> = async (services, input) => {
  const { user, pool, client } = await authorize(services, input.AccessToken)
  return {
    Username: user.username,
    UserAttributes: toAttributeList(user, readable(client, pool, user)),
    ...toMfaSettings(user),
  }
}
