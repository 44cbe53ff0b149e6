import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:trigger'
const sms = { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } }
const invalid = 'InvalidParameterException'
const badTags = 'UserPoolTaggingException'
const recovery = 'Invalid account recovery setting parameter. Account Recovery Setting cannot'
const disable = 'The following features need to be disabled for the'

interface Refusal {
  what: string
  asked: Record<string, unknown>
  name?: string
  message: string
  /** The same, just inside the rule. */
  accepted?: Record<string, unknown>
}

const refusals: Refusal[] = [
  {
    what: 'both kinds of user names',
    asked: { AliasAttributes: ['email'], UsernameAttributes: ['email'] },
    message: 'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.',
    accepted: { AliasAttributes: ['email'], UsernameAttributes: [] },
  },
  {
    what: 'two lives of temporary passwords',
    asked: {
      Policies: { PasswordPolicy: { MinimumLength: 8, TemporaryPasswordValidityDays: 3 } },
      AdminCreateUserConfig: { UnusedAccountValidityDays: 3 },
    },
    message:
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
    accepted: { AdminCreateUserConfig: { UnusedAccountValidityDays: 3 } },
  },
  {
    what: 'MFA without SMS configuration',
    asked: { MfaConfiguration: 'OPTIONAL' },
    message:
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    accepted: { MfaConfiguration: 'OPTIONAL', AutoVerifiedAttributes: ['phone_number'], ...sms },
  },
  {
    what: 'verified phone numbers without SMS configuration',
    asked: { AutoVerifiedAttributes: ['phone_number'] },
    message: 'SMS configuration is required when phone_number is selected for auto verification',
    accepted: { AutoVerifiedAttributes: ['phone_number'], ...sms },
  },
  {
    what: 'verification before update of an attribute that is not verified',
    asked: { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } },
    message:
      'All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes',
    accepted: {
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    },
  },
  {
    what: 'a recovery priority twice',
    asked: {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: 'verified_email' },
          { Priority: 1, Name: 'verified_phone_number' },
        ],
      },
    },
    message: `${recovery} have duplicate priorities or recovery mechanisms.`,
  },
  {
    what: 'a recovery mechanism twice',
    asked: {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: 'verified_email' },
          { Priority: 2, Name: 'verified_email' },
        ],
      },
    },
    message: `${recovery} have duplicate priorities or recovery mechanisms.`,
  },
  {
    what: 'admin_only beside another mechanism',
    asked: {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: 'admin_only' },
          { Priority: 2, Name: 'verified_email' },
        ],
      },
    },
    message: `${recovery} use admin_only setting with any other recovery mechanisms.`,
    accepted: { AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'admin_only' }] } },
  },
  {
    what: 'first factors without the password',
    asked: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['EMAIL_OTP'] } } },
    message: 'Password should be configured as one of the allowed first auth factors.',
    accepted: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } },
  },
  {
    what: 'SOFTWARE_TOKEN as first factor',
    asked: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'SOFTWARE_TOKEN'] } } },
    message: 'SOFTWARE_TOKEN can not be configured as a first auth factor.',
  },
  {
    what: 'two token triggers',
    asked: {
      LambdaConfig: {
        PreTokenGeneration: arn,
        PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: `${arn}2` },
      },
    },
    message:
      "Cannot use PreTokenGenerationLambda and PreTokenGeneration with different Lambda function ARN's",
    accepted: {
      LambdaConfig: {
        PreTokenGeneration: arn,
        PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: arn },
      },
    },
  },
  {
    what: 'a custom sender without key',
    asked: { LambdaConfig: { CustomEmailSender: { LambdaVersion: 'V1_0', LambdaArn: arn } } },
    message: 'KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.',
    accepted: {
      LambdaConfig: { CustomEmailSender: { LambdaVersion: 'V1_0', LambdaArn: arn }, KMSKeyID: arn },
    },
  },
  {
    what: 'DEVELOPER mail without source',
    asked: { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' } },
    message: 'Source ARN is required to use DEVELOPER email sending owner',
    accepted: { EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', SourceArn: arn } },
  },
  {
    what: 'V2 token triggers on LITE',
    asked: {
      UserPoolTier: 'LITE',
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: arn } },
    },
    name: 'FeatureUnavailableInTierException',
    message: `${disable} LITE pricing tier configured: Token Customization with Pre-Token Generation Lambda V2_0`,
    accepted: { UserPoolTier: 'LITE', LambdaConfig: { PreTokenGeneration: arn } },
  },
  {
    what: 'password history on LITE',
    asked: { UserPoolTier: 'LITE', Policies: { PasswordPolicy: { PasswordHistorySize: 1 } } },
    name: 'FeatureUnavailableInTierException',
    message: `${disable} LITE pricing tier configured: Password History`,
    accepted: { UserPoolTier: 'LITE', Policies: { PasswordPolicy: { PasswordHistorySize: 0 } } },
  },
  {
    what: 'passwordless sign-in on LITE',
    asked: {
      UserPoolTier: 'LITE',
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    },
    name: 'FeatureUnavailableInTierException',
    message: `${disable} LITE pricing tier configured: Passwordless Sign-In`,
  },
  {
    what: 'threat protection below PLUS',
    asked: { UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } },
    name: 'FeatureUnavailableInTierException',
    message: `${disable} ESSENTIALS pricing tier configured: Threat Protection`,
    accepted: { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } },
  },
  {
    what: 'more than fifty tags',
    asked: { UserPoolTags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`t${index}`, ''])) },
    name: badTags,
    message: 'A resource can have at most 50 tags.',
    accepted: {
      UserPoolTags: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`t${index}`, ''])),
    },
  },
  {
    what: 'tags of AWS',
    asked: { UserPoolTags: { 'aws:x': '1' } },
    name: badTags,
    message: 'The tag aws:x has the prefix aws:, which is reserved.',
  },
  {
    what: 'another password hash',
    asked: { UserPoolTags: { _password_hash_: 'bcrypt' } },
    name: badTags,
    message: 'The tag _password_hash_ can only have the value argon2id.',
  },
  {
    what: 'another issuer',
    asked: { UserPoolTags: { _issuer_: 'https://example.com' } },
    name: badTags,
    message: 'The tag _issuer_ can only have the value aws.',
  },
  {
    what: 'a chosen id of other characters',
    asked: { UserPoolTags: { _custom_id_: 'a-b' } },
    message: 'us-east-1_a-b is not a valid user pool id.',
  },
  {
    what: 'a chosen id that is too long',
    asked: { UserPoolTags: { _custom_id_: 'a'.repeat(46) } },
    message: `us-east-1_${'a'.repeat(46)} is not a valid user pool id.`,
    accepted: { UserPoolTags: { _custom_id_: 'a'.repeat(45) } },
  },
  {
    what: 'messages without the code',
    asked: { EmailVerificationMessage: 'Your code.' },
    message:
      "1 validation error detected: Value 'Your code.' at 'emailVerificationMessage' failed to satisfy constraint: " +
      'Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*',
    accepted: { EmailVerificationMessage: 'Your code is {####}.' },
  },
]

describe.each(databases)('user pools on %s', (database) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(database)
  })
  afterAll(() => server.stop())

  const create = async (asked: Record<string, unknown> = {}) =>
    (await server.call('CreateUserPool', { PoolName: 'pool', ...asked })).UserPool
  const find = async (id: string) => (await server.call('DescribeUserPool', { UserPoolId: id })).UserPool

  it('gives a bare pool the defaults of Cognito', async () => {
    const { Id, Arn, SchemaAttributes, CreationDate, LastModifiedDate, ...pool } = await create()
    expect(Id).toMatch(/^us-east-1_[0-9A-Za-z]{9}$/)
    expect(Arn).toBe(`arn:aws:cognito-idp:us-east-1:000000000000:userpool/${Id}`)
    expect(CreationDate).toBe(LastModifiedDate)
    expect(SchemaAttributes).toHaveLength(20)
    expect(pool).toEqual({
      Name: 'pool',
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
      },
      DeletionProtection: 'INACTIVE',
      LambdaConfig: {},
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
      MfaConfiguration: 'OFF',
      EstimatedNumberOfUsers: 0,
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      UserPoolTags: {},
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: 'verified_email' },
          { Priority: 2, Name: 'verified_phone_number' },
        ],
      },
      UserPoolTier: 'ESSENTIALS',
    })
    expect(await find(Id)).toMatchObject({ Id, ...pool })
  })

  it.each(refusals)('refuses $what', async ({ asked, name = invalid, message, accepted }) => {
    await expect(create(asked)).rejects.toMatchObject({ name, message })
    if (accepted) await create(accepted)
  })

  it('refuses in an update what it refuses at creation', async () => {
    const { Id } = await create()
    const update = (asked: Record<string, unknown>) =>
      server.call('UpdateUserPool', { UserPoolId: Id, ...asked })
    await expect(update({ MfaConfiguration: 'ON' })).rejects.toThrow(
      'SMS configuration and Auto verification',
    )
    await expect(update({ UserPoolTags: { 'aws:x': '1' } })).rejects.toMatchObject({
      name: 'UserPoolTaggingException',
      message: 'The tag aws:x has the prefix aws:, which is reserved.',
    })
    await expect(update({ UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } })).rejects.toMatchObject({
      name: 'FeatureUnavailableInTierException',
    })
  })

  it('returns every setting that was given', async () => {
    const given = {
      AutoVerifiedAttributes: ['email'],
      AliasAttributes: ['email', 'preferred_username'],
      SmsAuthenticationMessage: 'Code {####}',
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      ...sms,
      UserPoolTags: { team: 'a' },
      UsernameConfiguration: { CaseSensitive: false },
      KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' },
      IssuerConfiguration: { Type: 'ORIGINAL' },
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
      DeletionProtection: 'ACTIVE',
      LambdaConfig: { PreSignUp: arn },
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: true,
        InviteMessageTemplate: { SMSMessage: '{username} {####}', EmailSubject: 'Hi' },
      },
    }
    const { Id } = await create(given)
    expect(await find(Id)).toMatchObject(given)
  })

  it('treats what a given password policy leaves out as false', async () => {
    const { Id } = await create({ Policies: { PasswordPolicy: { MinimumLength: 6, RequireNumbers: true } } })
    const { Policies } = await find(Id)
    expect(Policies.PasswordPolicy).toEqual({
      MinimumLength: 6,
      RequireNumbers: true,
      RequireUppercase: false,
      RequireLowercase: false,
      RequireSymbols: false,
      TemporaryPasswordValidityDays: 7,
    })
  })

  it('mirrors the life of temporary passwords and takes 0 as 7 days', async () => {
    const unused = await create({ AdminCreateUserConfig: { UnusedAccountValidityDays: 3 } })
    expect(unused.Policies.PasswordPolicy.TemporaryPasswordValidityDays).toBe(3)
    const policy = { PasswordPolicy: { TemporaryPasswordValidityDays: 0 } }
    const zero = await create({ Policies: policy })
    expect(zero.AdminCreateUserConfig.UnusedAccountValidityDays).toBe(7)
  })

  it('mirrors the messages, with the template before the older members', async () => {
    const { Id } = await create({
      EmailVerificationMessage: 'old {####}',
      EmailVerificationSubject: 'old',
      VerificationMessageTemplate: { EmailMessage: 'new {####}', SmsMessage: 'sms {####}' },
    })
    expect(await find(Id)).toMatchObject({
      EmailVerificationMessage: 'new {####}',
      EmailVerificationSubject: 'old',
      SmsVerificationMessage: 'sms {####}',
      VerificationMessageTemplate: {
        DefaultEmailOption: 'CONFIRM_WITH_CODE',
        EmailMessage: 'new {####}',
        EmailSubject: 'old',
        SmsMessage: 'sms {####}',
      },
    })
  })

  it('mirrors the token trigger', async () => {
    const { LambdaConfig } = await create({ LambdaConfig: { PreTokenGeneration: arn } })
    const PreTokenGenerationConfig = { LambdaVersion: 'V1_0', LambdaArn: arn }
    expect(LambdaConfig).toEqual({ PreTokenGeneration: arn, PreTokenGenerationConfig })
    const config = { LambdaVersion: 'V3_0', LambdaArn: arn }
    const other = await create({ LambdaConfig: { PreTokenGenerationConfig: config } })
    expect(other.LambdaConfig).toEqual({ PreTokenGeneration: arn, PreTokenGenerationConfig: config })
  })

  it('replaces all settings but those of names and schema, and keeps tags that are not sent', async () => {
    const { Id, SchemaAttributes } = await create({
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ['email'],
      Schema: [{ Name: 'plan', AttributeDataType: 'String' }],
      SmsAuthenticationMessage: 'Code {####}',
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UserPoolTier: 'PLUS',
      UserPoolTags: { team: 'a' },
    })
    server.advance(60)
    await server.call('UpdateUserPool', { UserPoolId: Id, DeletionProtection: 'INACTIVE' })
    const pool = await find(Id)
    expect(pool).toMatchObject({
      Name: 'pool',
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      SchemaAttributes,
      UserPoolTags: { team: 'a' },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      UserPoolTier: 'ESSENTIALS',
    })
    expect(pool).not.toHaveProperty('AutoVerifiedAttributes')
    expect(pool).not.toHaveProperty('SmsAuthenticationMessage')
    expect(pool.LastModifiedDate - pool.CreationDate).toBeGreaterThanOrEqual(60)
    await server.call('UpdateUserPool', { UserPoolId: Id, PoolName: 'other', UserPoolTags: { b: '1' } })
    expect(await find(Id)).toMatchObject({ Name: 'other', UserPoolTags: { b: '1' } })
  })

  it('takes the id from the tag _custom_id_ and refuses it when it is taken', async () => {
    const bare = await create({ UserPoolTags: { _custom_id_: 'mine' } })
    expect(bare).toMatchObject({ Id: 'us-east-1_mine', UserPoolTags: { _custom_id_: 'mine' } })
    const whole = await create({ UserPoolTags: { _custom_id_: 'eu-west-1_mine' } })
    expect(whole.Arn).toBe('arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_mine')
    await expect(create({ UserPoolTags: { _custom_id_: 'mine' } })).rejects.toMatchObject({
      name: invalid,
      message: 'User pool us-east-1_mine already exists.',
    })
  })

  it('deletes a pool unless it is protected', async () => {
    const { Id } = await create({ DeletionProtection: 'ACTIVE' })
    await expect(server.call('DeleteUserPool', { UserPoolId: Id })).rejects.toMatchObject({
      name: invalid,
      message:
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    })
    await server.call('UpdateUserPool', { UserPoolId: Id, DeletionProtection: 'INACTIVE' })
    await server.call('DeleteUserPool', { UserPoolId: Id })
    await expect(find(Id)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `User pool ${Id} does not exist.`,
    })
  })

  it.each([
    ['DescribeUserPool', {}],
    ['UpdateUserPool', {}],
    ['DeleteUserPool', {}],
    ['AddCustomAttributes', { CustomAttributes: [{ Name: 'x', AttributeDataType: 'String' }] }],
  ])('refuses %s of a pool that does not exist', async (operation, input) => {
    await expect(server.call(operation, { UserPoolId: 'us-east-1_none', ...input })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool us-east-1_none does not exist.',
    })
  })

  it('lists pools in pages that join up', async () => {
    const created = [await create(), await create(), await create()]
    const ids: string[] = []
    let page = await server.call('ListUserPools', { MaxResults: 2 })
    for (;;) {
      expect(page.UserPools.length).toBeLessThanOrEqual(2)
      ids.push(...page.UserPools.map((pool: { Id: string }) => pool.Id))
      if (!page.NextToken) break
      page = await server.call('ListUserPools', { MaxResults: 2, NextToken: page.NextToken })
    }
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(created.map((pool) => pool.Id)))
    expect(new Set(Object.keys(page.UserPools[0]))).toEqual(
      new Set(['CreationDate', 'Id', 'LambdaConfig', 'LastModifiedDate', 'Name']),
    )
  })

  it.each(['nonsense', '!!', Buffer.from('no pool').toString('base64url')])(
    'refuses the page token %s',
    async (NextToken) => {
      await expect(server.call('ListUserPools', { MaxResults: 1, NextToken })).rejects.toMatchObject({
        name: invalid,
        message: 'Paging Marker is Invalid for Request',
      })
    },
  )

  it('refuses page sizes outside of 1 to 60', async () => {
    await expect(server.call('ListUserPools', { MaxResults: 0 })).rejects.toThrow(
      'greater than or equal to 1',
    )
    await expect(server.call('ListUserPools', { MaxResults: 61 })).rejects.toThrow('less than or equal to 60')
    await server.call('ListUserPools', { MaxResults: 60 })
  })

  it('takes a standard attribute without its type, and a custom one only with it', async () => {
    const { Id } = await create({ Schema: [{ Name: 'email', Required: true }] })
    const untyped = [{ Name: 'plan' }]
    const refusal = {
      name: invalid,
      message: 'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
    }
    await expect(create({ Schema: untyped })).rejects.toMatchObject(refusal)
    const added = server.call('AddCustomAttributes', { UserPoolId: Id, CustomAttributes: untyped })
    await expect(added).rejects.toMatchObject(refusal)
  })

  it('keeps all of many attributes that are added at once', async () => {
    const { Id } = await create()
    const add = (Name: string) =>
      server.call('AddCustomAttributes', {
        UserPoolId: Id,
        CustomAttributes: [{ Name, AttributeDataType: 'String' }],
      })
    const names = Array.from({ length: 12 }, (_, index) => `a${index}`)
    await Promise.all(names.map(add))
    const { SchemaAttributes } = await find(Id)
    const found = SchemaAttributes.map((attribute: { Name: string }) => attribute.Name)
    expect(found).toEqual(expect.arrayContaining(names.map((name) => `custom:${name}`)))
    await expect(add('a3')).rejects.toMatchObject({
      name: invalid,
      message: 'custom:a3: Existing attribute already has name custom:a3.',
    })
  })

  it('names developer-only attributes whole where they exist already', async () => {
    const secret = { Name: 'secret', AttributeDataType: 'String', DeveloperOnlyAttribute: true }
    const { Id } = await create({ Schema: [secret] })
    const added = server.call('AddCustomAttributes', { UserPoolId: Id, CustomAttributes: [secret] })
    await expect(added).rejects.toMatchObject({
      name: invalid,
      message: 'custom:secret: Existing attribute already has name dev:custom:secret.',
    })
  })
})
