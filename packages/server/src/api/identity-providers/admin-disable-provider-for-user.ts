import { disableIdentity } from '../../core/linked-identities.ts'
import type { Operation } from '../operation.ts'
import { askedIdentity, requireNamedPool } from './asked-identity.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableProviderForUser.html */
export const adminDisableProviderForUser: Operation<'AdminDisableProviderForUser'> = async (
  services,
  input,
) => {
  const pool = await requireNamedPool(services, input.UserPoolId)
  await disableIdentity(services, pool, askedIdentity(input.User))
  return {}
}
