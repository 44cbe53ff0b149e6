import { authorize } from '../../core/access-tokens.ts'
import { setPreferences } from '../../core/mfa-preferences.ts'
import type { Operation } from '../operation.ts'
import { givenPreferences } from './given-preferences.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const setUserMfaPreference: Operation<'SetUserMFAPreference'> = async (services, input) => {
  const { user } = await authorize(services, input.AccessToken)
  await setPreferences(services, user.id, givenPreferences(input))
  return {}
}
