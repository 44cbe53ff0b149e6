import { InvalidParameterException } from '../errors.ts'
import type { UserPoolSettings } from '../storage/user-pools.ts'
import type { MfaFactor, User } from '../storage/users.ts'

/** The second factors that the pool offers while its MFA is not off, in the order in which they are listed. */
export function factorsOf(settings: UserPoolSettings): MfaFactor[] {
  return [
    ...(settings.smsMfaEnabled && settings.smsConfiguration ? (['SMS_MFA'] as const) : []),
    ...(settings.softwareTokenMfaConfiguration?.enabled ? (['SOFTWARE_TOKEN_MFA'] as const) : []),
    ...(settings.emailMfaConfiguration ? (['EMAIL_OTP'] as const) : []),
  ]
}

/** Whether the user has what the factor needs. */
export function has({ attributes, mfa }: User, factor: MfaFactor): boolean {
  if (factor === 'SMS_MFA') return Boolean(attributes.phone_number)
  return factor === 'EMAIL_OTP' ? Boolean(attributes.email) : mfa?.softwareToken === true
}

/**
 * The settings with SMS as a factor where CreateUserPool or UpdateUserPool turns MFA on for a pool that can send them.
 * Where MFA was on already its factors stay as SetUserPoolMfaConfig chose them.
 */
export function withSmsFactor(settings: UserPoolSettings, former?: UserPoolSettings): UserPoolSettings {
  const { smsMfaEnabled, ...rest } = settings
  if (settings.mfaConfiguration === 'OFF' || !settings.smsConfiguration) return rest
  const wasOn = former !== undefined && former.mfaConfiguration !== 'OFF'
  return { ...rest, smsMfaEnabled: wasOn ? former.smsMfaEnabled === true : true }
}

/** Refuses MFA that no factor can serve, and codes by e-mail from the default sender. */
export function requireMfaFactors(settings: UserPoolSettings): void {
  const lacksFactor = settings.mfaConfiguration !== 'OFF' && factorsOf(settings).length === 0
  if (lacksFactor || (settings.smsMfaEnabled && !settings.smsConfiguration))
    throw new InvalidParameterException(
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    )
  requireOwnSender(settings)
}

/** Text recorded by badmintoncryer/cdk-preflight, 2026. */
function requireOwnSender({ emailMfaConfiguration, emailConfiguration }: UserPoolSettings): void {
  if (!emailMfaConfiguration || emailConfiguration.emailSendingAccount !== 'COGNITO_DEFAULT') return
  throw new InvalidParameterException(
    'Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.',
  )
}
