import { authorizeOrRevoked } from '../../core/access-tokens.ts'
import { signOutEverywhere } from '../../core/revocation.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export const globalSignOut: Operation<'GlobalSignOut'> = async (services, input) => {
  const { user } = await authorizeOrRevoked(services, input.AccessToken, ['UserNotFoundException'])
  await signOutEverywhere(services, user)
  return {}
}
