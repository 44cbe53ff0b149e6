import { authorize } from '../../core/access-tokens.ts'
import { setSmsOption } from '../../core/mfa-preferences.ts'
import type { Operation } from '../operation.ts'
import { givenSmsOption } from './given-sms-option.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserSettings.html */
export const setUserSettings: Operation<'SetUserSettings'> = async (services, input) => {
  const { user } = await authorize(services, input.AccessToken)
  await setSmsOption(services, user.id, givenSmsOption(input.MFAOptions))
  return {}
}
