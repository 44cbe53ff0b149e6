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
 * Replaces the pool's second factors and its passkey settings; passkey settings alone leave MFA as it is. Answers the
 * settings as they are now. Throws ResourceNotFoundException, InvalidParameterException,
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
  const factors = asksForMfa(asked) ? withFactors(rest, asked) : rest
  return { ...factors, ...webAuthn }
}

function asksForMfa(asked: AskedMfaConfig): boolean {
  const { webAuthnConfiguration, ...mfa } = asked
  return Object.values(mfa).some((value) => value !== undefined) || webAuthnConfiguration === undefined
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
    mfaConfiguration: asked.mfaConfiguration ?? rest.mfaConfiguration,
    ...(asked.smsMfaConfiguration && { smsMfaEnabled: true }),
  }
}

/** The first text is recorded by badmintoncryer/cdk-preflight (2026), the second is our wording in its style. */
function requireAgreeing(asked: AskedMfaConfig, settings: UserPoolSettings): void {
  const asksForFactor =
    asked.smsMfaConfiguration ?? asked.emailMfaConfiguration ?? asked.softwareTokenMfaConfiguration?.enabled
  if (asked.mfaConfiguration === 'OFF' && asksForFactor)
    throw new InvalidParameterException(
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    )
  if (settings.mfaConfiguration !== 'OFF' && !settings.smsMfaEnabled && factorsOf(settings).length === 0)
    throw new InvalidParameterException(
      "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
    )
}
