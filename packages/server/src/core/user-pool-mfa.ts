import { InvalidParameterException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { UserPoolSettings } from '../storage/user-pools.ts'
import * as userPools from '../storage/user-pools.ts'
import { asStored, type Given } from './given.ts'
import { factorsOf, requireMfaFactors } from './mfa-factors.ts'
import { requireRelyingParty } from './relying-party.ts'
import { requireTierFor } from './user-pool-tiers.ts'
import { lockUserPool } from './user-pools.ts'

/** What SetUserPoolMfaConfig may ask for. */
export interface AskedMfaConfig {
  mfaConfiguration?: UserPoolSettings['mfaConfiguration'] | undefined
  smsMfaConfiguration?:
    | {
        smsAuthenticationMessage?: string | undefined
        smsConfiguration?: Given<NonNullable<UserPoolSettings['smsConfiguration']>> | undefined
      }
    | undefined
  softwareTokenMfaConfiguration?:
    | Given<NonNullable<UserPoolSettings['softwareTokenMfaConfiguration']>>
    | undefined
  emailMfaConfiguration?: Given<NonNullable<UserPoolSettings['emailMfaConfiguration']>> | undefined
  webAuthnConfiguration?: Given<NonNullable<UserPoolSettings['webAuthnConfiguration']>> | undefined
}

/**
 * Replaces the pool's second factors and its passkey settings: what is left out is gone, and MFA that is not named is off.
 * Answers the settings as they are now. Throws ResourceNotFoundException, InvalidParameterException,
 * FeatureUnavailableInTierException.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html
 */
export function setMfaConfig(
  services: Services,
  userPoolId: string,
  asked: AskedMfaConfig,
): Promise<UserPoolSettings> {
  return transaction(services, async (services) => {
    const pool = await lockUserPool(services, userPoolId)
    const settings = withMfaConfig(pool.settings, asked)
    requireAgreeing(asked, settings)
    requireMfaFactors(settings)
    requireRelyingParty(settings)
    requireTierFor(settings)
    await userPools.update(services.db, { ...pool, settings, updatedAt: services.clock.now() })
    return settings
  })
}

function withMfaConfig(settings: UserPoolSettings, asked: AskedMfaConfig): UserPoolSettings {
  const { webAuthnConfiguration, ...rest } = settings
  const webAuthn = asked.webAuthnConfiguration && {
    webAuthnConfiguration: asStored(asked.webAuthnConfiguration),
  }
  return { ...withFactors(rest, asked), ...webAuthn }
}

/** A factor that is left out is no longer offered; what SMS are sent with stays, since verification needs it too. */
function withFactors(settings: UserPoolSettings, asked: AskedMfaConfig): UserPoolSettings {
  const { smsMfaEnabled, softwareTokenMfaConfiguration, emailMfaConfiguration, ...rest } = settings
  const given = asStored({
    softwareTokenMfaConfiguration: asked.softwareTokenMfaConfiguration,
    emailMfaConfiguration: asked.emailMfaConfiguration,
    smsConfiguration: asked.smsMfaConfiguration?.smsConfiguration,
    smsAuthenticationMessage: asked.smsMfaConfiguration?.smsAuthenticationMessage,
  })
  return {
    ...rest,
    ...given,
    mfaConfiguration: asked.mfaConfiguration ?? 'OFF',
    ...(asked.smsMfaConfiguration && { smsMfaEnabled: true }),
  }
}

/**
 * Observed on Cognito: a factor beside `OFF`, or beside no MfaConfiguration, is refused even where it is disabled (go-to-k/cdkd#1923,
 * floci-io/floci#2831), and so is MFA beside no factor (go-to-k/cdkd#1920). The last text is recorded by aws/aws-sdk-js#4186.
 */
function requireAgreeing(asked: AskedMfaConfig, settings: UserPoolSettings): void {
  const factor =
    asked.smsMfaConfiguration ?? asked.emailMfaConfiguration ?? asked.softwareTokenMfaConfiguration
  const isOff = settings.mfaConfiguration === 'OFF'
  if (isOff && factor)
    throw new InvalidParameterException(
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    )
  if (!isOff && !factor)
    throw new InvalidParameterException(
      'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.',
    )
  if (!isOff && !settings.smsMfaEnabled && factorsOf(settings).length === 0)
    throw new InvalidParameterException(
      "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
    )
}
