import { InvalidParameterException } from '../errors.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { isEmail, isPhoneNumber } from './attribute-formats.ts'

/**
 * Refuses a name of the user's own choice that looks like an address where addresses sign in: nobody proves it, and it
 * would keep the address from its owner. Throws InvalidParameterException.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html (aliases)
 */
export function refuseAliasFormat(pool: UserPool, name: string): void {
  const { usernameAttributes = [], aliasAttributes = [] } = pool.settings
  const signIn: readonly string[] = [...usernameAttributes, ...aliasAttributes]
  if (signIn.includes('email') && isEmail(name))
    throw new InvalidParameterException(
      'Username cannot be of email format, since user pool is configured for email alias.',
    )
  if (signIn.includes('phone_number') && isPhoneNumber(name))
    throw new InvalidParameterException(
      'Username cannot be of phone number format, since user pool is configured for phone number alias.',
    )
}
