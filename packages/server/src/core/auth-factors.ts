import type { Services } from '../services.ts'
import * as passkeys from '../storage/passkeys.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import { isVerified } from './attributes.ts'
import { allows, attributeOf } from './auth/first-factors.ts'

export type AuthFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN' | 'SOFTWARE_TOKEN'

/**
 * What the user could prove themselves by, as first or as second factor.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html
 */
export async function configuredFactors(
  services: Services,
  pool: UserPool,
  user: User,
): Promise<AuthFactor[]> {
  const hasPasskey = allows(pool, 'WEB_AUTHN') && (await passkeys.listAll(services.db, user.id)).length > 0
  return [
    ...(user.password ? (['PASSWORD'] as const) : []),
    ...(['EMAIL_OTP', 'SMS_OTP'] as const).filter((factor) => isConfigured(pool, user, factor)),
    ...(hasPasskey ? (['WEB_AUTHN'] as const) : []),
    ...(user.mfa?.softwareToken ? (['SOFTWARE_TOKEN'] as const) : []),
  ]
}

function isConfigured(pool: UserPool, user: User, factor: 'EMAIL_OTP' | 'SMS_OTP'): boolean {
  const isSecond = user.mfa?.enabled.includes(factor === 'EMAIL_OTP' ? 'EMAIL_OTP' : 'SMS_MFA') === true
  return isSecond || (allows(pool, factor) && isVerified(user.attributes, attributeOf(factor)))
}
