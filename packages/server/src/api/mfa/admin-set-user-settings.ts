import { setSmsOption } from '../../core/mfa-preferences.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import { requireUser } from '../../core/usernames.ts'
import type { Operation } from '../operation.ts'
import { givenSmsOption } from './given-sms-option.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserSettings.html */
export const adminSetUserSettings: Operation<'AdminSetUserSettings'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const user = await requireUser(services, pool, input.Username)
  await setSmsOption(services, user.id, givenSmsOption(input.MFAOptions))
  return {}
}
