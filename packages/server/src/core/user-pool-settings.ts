import type { PasswordPolicy, UserPoolSettings } from '../storage/user-pools.ts'
import { completeAcrLevels } from './acr-levels.ts'
import { asStored, type Given, type Stored, withoutEmptyLists } from './given.ts'

/** What comes as a whole or not at all. */
type WholeSetting =
  | 'usernameConfiguration'
  | 'acrConfiguration'
  | 'sessionTracking'
  | 'logDelivery'
  | 'replicas'

/** What CreateUserPool and UpdateUserPool may ask for. */
export type AskedUserPoolSettings = Given<Omit<UserPoolSettings, WholeSetting>> & {
  [Name in WholeSetting]?: UserPoolSettings[Name] | undefined
}
type Asked = Stored<AskedUserPoolSettings>

/** Temporary passwords live this long unless the pool says otherwise; 0 says the same (API_PasswordPolicyType). */
const TEMPORARY_PASSWORD_DAYS = 7
const MINIMUM_LENGTH = 8

const recoveryByDefault: NonNullable<UserPoolSettings['accountRecoverySetting']> = {
  recoveryMechanisms: [
    { priority: 1, name: 'verified_email' },
    { priority: 2, name: 'verified_phone_number' },
  ],
}

/**
 * The settings with the defaults that Cognito gives a new pool, and the members that mirror each other filled from either
 * side. An update is a full replacement, so that it goes through here as well.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 */
export function completeUserPoolSettings(given: AskedUserPoolSettings): UserPoolSettings {
  const { accountRecoverySetting, userAttributeUpdateSettings, ...asked } = asStored(given)
  const passwordPolicy = completePasswordPolicy(asked)
  const verifiedFirst = userAttributeUpdateSettings?.attributesRequireVerificationBeforeUpdate ?? []
  return withoutEmptyLists({
    ...asked,
    ...mirrorMessages(asked),
    policies: { passwordPolicy, signInPolicy: { allowedFirstAuthFactors: firstFactors(asked) } },
    deletionProtection: asked.deletionProtection ?? 'INACTIVE',
    lambdaConfig: mirrorTokenTrigger(asked.lambdaConfig ?? {}),
    mfaConfiguration: asked.mfaConfiguration ?? 'OFF',
    emailConfiguration: { emailSendingAccount: 'COGNITO_DEFAULT', ...asked.emailConfiguration },
    adminCreateUserConfig: {
      allowAdminCreateUserOnly: false,
      ...asked.adminCreateUserConfig,
      unusedAccountValidityDays: passwordPolicy.temporaryPasswordValidityDays,
    },
    accountRecoverySetting: accountRecoverySetting?.recoveryMechanisms?.length
      ? accountRecoverySetting
      : recoveryByDefault,
    userPoolTier: asked.userPoolTier ?? 'ESSENTIALS',
    ...(asked.acrConfiguration && { acrConfiguration: completeAcrLevels(asked.acrConfiguration) }),
    ...(asked.dcrConfiguration && {
      dcrConfiguration: { enableStatus: 'Enabled', openDcrEnabled: false, ...asked.dcrConfiguration },
    }),
    ...(verifiedFirst.length > 0 && {
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: verifiedFirst },
    }),
  })
}

/** A pool without a policy asks for every kind of character; in a policy that is given, what is left out is false. */
function completePasswordPolicy(asked: Omit<Asked, 'accountRecoverySetting'>): PasswordPolicy {
  const policy = asked.policies?.passwordPolicy
  const required = policy === undefined
  return {
    minimumLength: MINIMUM_LENGTH,
    requireUppercase: required,
    requireLowercase: required,
    requireNumbers: required,
    requireSymbols: required,
    ...policy,
    temporaryPasswordValidityDays:
      policy?.temporaryPasswordValidityDays ||
      asked.adminCreateUserConfig?.unusedAccountValidityDays ||
      TEMPORARY_PASSWORD_DAYS,
  }
}

function firstFactors(asked: Pick<Asked, 'policies'>): string[] {
  const factors = asked.policies?.signInPolicy?.allowedFirstAuthFactors ?? []
  return factors.length > 0 ? factors : ['PASSWORD']
}

type Messages = Pick<
  UserPoolSettings,
  | 'verificationMessageTemplate'
  | 'smsVerificationMessage'
  | 'emailVerificationMessage'
  | 'emailVerificationSubject'
>

/** The template and the older members say the same; where a request has both, the template wins. */
function mirrorMessages(asked: Stored<Given<Messages>>): Messages {
  const template = asked.verificationMessageTemplate ?? {}
  const smsMessage = template.smsMessage ?? asked.smsVerificationMessage
  const emailMessage = template.emailMessage ?? asked.emailVerificationMessage
  const emailSubject = template.emailSubject ?? asked.emailVerificationSubject
  return {
    verificationMessageTemplate: {
      defaultEmailOption: 'CONFIRM_WITH_CODE',
      ...template,
      ...(smsMessage !== undefined && { smsMessage }),
      ...(emailMessage !== undefined && { emailMessage }),
      ...(emailSubject !== undefined && { emailSubject }),
    },
    ...(smsMessage !== undefined && { smsVerificationMessage: smsMessage }),
    ...(emailMessage !== undefined && { emailVerificationMessage: emailMessage }),
    ...(emailSubject !== undefined && { emailVerificationSubject: emailSubject }),
  }
}

/** The ARN and version of the trigger that shapes tokens; undefined where there is none. */
export function tokenTrigger(lambdaConfig: object): { lambdaArn: string; lambdaVersion: string } | undefined {
  const { preTokenGeneration, preTokenGenerationConfig } = lambdaConfig as {
    preTokenGeneration?: string
    preTokenGenerationConfig?: { lambdaArn: string; lambdaVersion: string }
  }
  if (preTokenGenerationConfig) return preTokenGenerationConfig
  return preTokenGeneration === undefined
    ? undefined
    : { lambdaArn: preTokenGeneration, lambdaVersion: 'V1_0' }
}

/** PreTokenGeneration is the ARN of PreTokenGenerationConfig, and the former alone means version V1_0. */
function mirrorTokenTrigger(lambdaConfig: Record<string, unknown>): Record<string, unknown> {
  const trigger = tokenTrigger(lambdaConfig)
  if (!trigger) return lambdaConfig
  return { ...lambdaConfig, preTokenGeneration: trigger.lambdaArn, preTokenGenerationConfig: trigger }
}
