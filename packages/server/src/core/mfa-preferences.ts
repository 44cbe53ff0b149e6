import { InvalidParameterException, UserNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { MfaFactor, User, UserMfa } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import { has } from './mfa-factors.ts'
import * as userChanges from './user-changes.ts'

/** What the caller wants of one factor; what is left out stays as it is. */
export interface FactorPreference {
  enabled?: boolean | undefined
  preferred?: boolean | undefined
}

export interface MfaPreferences {
  factors: Partial<Record<MfaFactor, FactorPreference>>
  /** Whether a passkey with user verification counts as both factors. */
  webAuthn?: boolean | undefined
}

/** The order in which `UserMFASettingList` shows them. */
const order: MfaFactor[] = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']

/**
 * Turns the user's second factors on and off and prefers one of them. Turning off is always accepted, on only what the user
 * has. Throws InvalidParameterException, UserNotFoundException.
 */
export function setPreferences(services: Services, userId: string, asked: MfaPreferences): Promise<void> {
  return change(services, userId, (user) => {
    requireOnePreferred(asked)
    const kept = user.mfa ?? { enabled: [] }
    for (const factor of order) requireUsable(user, factor, asked.factors[factor])
    const changed = order.reduce((mfa, factor) => withFactor(mfa, factor, asked.factors[factor]), kept)
    return asked.webAuthn === undefined ? changed : { ...changed, webAuthn: asked.webAuthn }
  })
}

/** Turns SMS on or off as SetUserSettings does, which says so in `MFAOptions`. Throws as `setPreferences` does. */
export function setSmsOption(services: Services, userId: string, enabled: boolean): Promise<void> {
  return change(services, userId, (user) => {
    requireUsable(user, 'SMS_MFA', { enabled })
    const mfa = withFactor(user.mfa ?? { enabled: [] }, 'SMS_MFA', { enabled })
    return enabled ? { ...mfa, bySettings: true } : mfa
  })
}

async function change(services: Services, userId: string, work: (user: User) => UserMfa): Promise<void> {
  await transaction(services, async (services) => {
    const user = await users.lock(services.db, userId)
    if (!user) throw new UserNotFoundException()
    await userChanges.update(services, { ...user, mfa: work(user), updatedAt: services.clock.now() })
  })
}

/** Our wording. */
function requireOnePreferred({ factors }: MfaPreferences): void {
  const preferred = order.filter((factor) => factors[factor]?.preferred)
  if (preferred.length > 1) throw new InvalidParameterException('Only one MFA method can be preferred.')
}

/** The text was observed on Cognito. */
function requireUsable(user: User, factor: MfaFactor, asked: FactorPreference | undefined): void {
  if (asked?.enabled && !has(user, factor))
    throw new InvalidParameterException(`User does not have delivery config set to turn on ${factor}`)
}

function withFactor(mfa: UserMfa, factor: MfaFactor, asked: FactorPreference = {}): UserMfa {
  const isEnabled = asked.enabled ?? mfa.enabled.includes(factor)
  const isPreferred = isEnabled && (asked.preferred ?? mfa.preferred === factor)
  const { preferred, bySettings, ...rest } = mfa
  const other = preferred === factor || isPreferred ? undefined : preferred
  const chosen = isPreferred ? factor : other
  return {
    ...rest,
    enabled: order.filter((each) => (each === factor ? isEnabled : mfa.enabled.includes(each))),
    ...(chosen && { preferred: chosen }),
    ...(bySettings && (factor !== 'SMS_MFA' || isEnabled) && { bySettings }),
  }
}
