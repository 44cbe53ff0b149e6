import { setPreferences } from '../../core/mfa-preferences.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import { requireUser } from '../../core/usernames.ts'
import type { Operation } from '../operation.ts'
import { givenPreferences } from './given-preferences.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export const adminSetUserMfaPreference: Operation<'AdminSetUserMFAPreference'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const user = await requireUser(services, pool, input.Username)
  await setPreferences(services, user.id, givenPreferences(input))
  return {}
}
