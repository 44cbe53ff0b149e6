import { FeatureUnavailableInTierException } from '../errors.ts'
import type { Domain } from '../storage/domains.ts'
import type { UserPool, UserPoolSettings } from '../storage/user-pools.ts'
import { tokenTrigger } from './user-pool-settings.ts'

/**
 * Refuses settings that the pool's tier does not have. Throws FeatureUnavailableInTierException with Cognito's text; the
 * names of the password history and of e-mail MFA are our reading of its style.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html
 */
export function requireTierFor(settings: UserPoolSettings): void {
  const tier = settings.userPoolTier
  const missing = [...(tier === 'LITE' ? essentialsFeatures(settings) : []), ...plusFeatures(settings)]
  if (tier === 'PLUS' || missing.length === 0) return
  throw new FeatureUnavailableInTierException(
    `The following features need to be disabled for the ${tier} pricing tier configured: ${missing.join(', ')}`,
  )
}

function essentialsFeatures(settings: UserPoolSettings): string[] {
  const version = tokenTrigger(settings.lambdaConfig)?.lambdaVersion ?? 'V1_0'
  const factors = settings.policies.signInPolicy?.allowedFirstAuthFactors ?? []
  return [
    ...(version === 'V1_0' ? [] : [`Token Customization with Pre-Token Generation Lambda ${version}`]),
    ...(factors.some((factor) => factor !== 'PASSWORD') ? ['Passwordless Sign-In'] : []),
    ...(settings.policies.passwordPolicy.passwordHistorySize ? ['Password History'] : []),
    ...(settings.emailMfaConfiguration ? ['Email MFA'] : []),
    ...(settings.acrConfiguration ? ['Authentication Levels'] : []),
    ...(settings.dcrConfiguration?.enableStatus === 'Enabled' ? ['Dynamic Client Registration'] : []),
  ]
}

function plusFeatures(settings: UserPoolSettings): string[] {
  const mode = settings.userPoolAddOns?.advancedSecurityMode ?? 'OFF'
  return mode === 'OFF' ? [] : ['Threat Protection']
}

/** Refuses one feature of an app client in a pool of the tier LITE. Throws FeatureUnavailableInTierException. */
export function requireEssentials(pool: UserPool, feature: string): void {
  if (pool.settings.userPoolTier !== 'LITE') return
  throw new FeatureUnavailableInTierException(
    `The following feature is not available for the LITE pricing tier configured: ${feature}`,
  )
}

/** Refuses the tier LITE to a pool with managed login; the text is our reading. Throws FeatureUnavailableInTierException. */
export function requireTierForDomains({ userPoolTier }: UserPoolSettings, domains: Domain[]): void {
  if (userPoolTier !== 'LITE' || domains.every(({ settings }) => settings.managedLoginVersion === 1)) return
  throw new FeatureUnavailableInTierException(
    'The following features need to be disabled for the LITE pricing tier configured: Managed Login Version 2',
  )
}

/** Refuses one feature in a pool below the tier PLUS. Throws FeatureUnavailableInTierException. */
export function requirePlus(pool: UserPool, feature: string): void {
  const tier = pool.settings.userPoolTier
  if (tier === 'PLUS') return
  throw new FeatureUnavailableInTierException(
    `The following feature is not available for the ${tier} pricing tier configured: ${feature}`,
  )
}
