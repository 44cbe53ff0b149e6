import { InvalidParameterException } from '../errors.ts'
import type { UserPoolSettings } from '../storage/user-pools.ts'
import { requireAcrLevels } from './acr-levels.ts'
import { requireMfaFactors } from './mfa-factors.ts'
import type { AskedUserPoolSettings } from './user-pool-settings.ts'
import { requireTierFor } from './user-pool-tiers.ts'

/**
 * Refuses settings that contradict each other, with Cognito's texts (recorded from real deployments by
 * badmintoncryer/cdk-preflight, 2026, unless a rule says otherwise). Throws InvalidParameterException, or FeatureUnavailableInTierException.
 */
export function requireValidSettings(asked: AskedUserPoolSettings, settings: UserPoolSettings): void {
  requireOneValidity(asked)
  requireOneKindOfName(settings)
  requireVerifiableAttributes(settings)
  requireMfaFactors(settings)
  requireRecovery(settings.accountRecoverySetting?.recoveryMechanisms ?? [])
  requireFirstFactors(settings.policies.signInPolicy?.allowedFirstAuthFactors ?? [])
  requireTriggers(asked.lambdaConfig ?? {})
  requireSender(settings.emailConfiguration)
  requireAcrLevels(settings.acrConfiguration)
  requireTierFor(settings)
}

/** Observed: aws/aws-sdk-js#3817. */
function requireOneValidity(asked: AskedUserPoolSettings): void {
  const unused = asked.adminCreateUserConfig?.unusedAccountValidityDays
  const temporary = asked.policies?.passwordPolicy?.temporaryPasswordValidityDays
  if (unused === undefined || temporary === undefined) return
  throw new InvalidParameterException(
    'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
  )
}

function requireOneKindOfName({ aliasAttributes, usernameAttributes }: UserPoolSettings): void {
  if (!aliasAttributes || !usernameAttributes) return
  throw new InvalidParameterException(
    'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.',
  )
}

function requireVerifiableAttributes(settings: UserPoolSettings): void {
  const verified = settings.autoVerifiedAttributes ?? []
  if (verified.includes('phone_number') && !settings.smsConfiguration)
    throw new InvalidParameterException(
      'SMS configuration is required when phone_number is selected for auto verification',
    )
  const verifiedFirst = settings.userAttributeUpdateSettings?.attributesRequireVerificationBeforeUpdate ?? []
  if (!verifiedFirst.every((attribute) => verified.includes(attribute)))
    throw new InvalidParameterException(
      'All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes',
    )
}

function requireRecovery(mechanisms: { priority: number; name: string }[]): void {
  const invalid = 'Invalid account recovery setting parameter. Account Recovery Setting cannot'
  const names = new Set(mechanisms.map((mechanism) => mechanism.name))
  const priorities = new Set(mechanisms.map((mechanism) => mechanism.priority))
  if (names.size < mechanisms.length || priorities.size < mechanisms.length)
    throw new InvalidParameterException(`${invalid} have duplicate priorities or recovery mechanisms.`)
  if (names.has('admin_only') && names.size > 1)
    throw new InvalidParameterException(
      `${invalid} use admin_only setting with any other recovery mechanisms.`,
    )
}

/** The second text is ours: the API reference says only that SOFTWARE_TOKEN is not allowed there. */
function requireFirstFactors(factors: string[]): void {
  if (!factors.includes('PASSWORD'))
    throw new InvalidParameterException(
      'Password should be configured as one of the allowed first auth factors.',
    )
  if (factors.includes('SOFTWARE_TOKEN'))
    throw new InvalidParameterException('SOFTWARE_TOKEN can not be configured as a first auth factor.')
}

function requireTriggers(lambdaConfig: Record<string, unknown>): void {
  const { preTokenGeneration, preTokenGenerationConfig, kMSKeyID, customEmailSender, customSMSSender } =
    lambdaConfig as { [Name in string]?: unknown } & { preTokenGenerationConfig?: { lambdaArn: string } }
  const arns = new Set(
    [preTokenGeneration, preTokenGenerationConfig?.lambdaArn].filter((arn) => arn !== undefined),
  )
  if (arns.size > 1)
    throw new InvalidParameterException(
      "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
    )
  if ((customEmailSender || customSMSSender) && !kMSKeyID)
    throw new InvalidParameterException(
      'KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.',
    )
}

function requireSender({ emailSendingAccount, sourceArn }: UserPoolSettings['emailConfiguration']): void {
  if (emailSendingAccount === 'DEVELOPER' && !sourceArn)
    throw new InvalidParameterException('Source ARN is required to use DEVELOPER email sending owner')
}
