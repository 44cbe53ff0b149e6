import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool } from '../../../test/support/user-pool.ts'

const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', SnsRegion: 'us-east-1' }
const EmailConfiguration = {
  EmailSendingAccount: 'DEVELOPER',
  SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/codes@example.com',
}
const token = { SoftwareTokenMfaConfiguration: { Enabled: true } }
const webAuthn = { RelyingPartyId: 'example.com', UserVerification: 'required' }
const invalid = 'InvalidParameterException'

const refusals = [
  {
    what: 'to turn MFA off and a factor on',
    asked: { MfaConfiguration: 'OFF', ...token },
    message: "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
  },
  {
    what: 'to turn MFA off and SMS on',
    asked: { MfaConfiguration: 'OFF', SmsMfaConfiguration: { SmsConfiguration } },
    message: "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
  },
  {
    what: 'to turn MFA off and e-mail on',
    pool: { EmailConfiguration },
    asked: { MfaConfiguration: 'OFF', EmailMfaConfiguration: {} },
    message: "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
  },
  {
    what: 'to turn MFA off and a factor off',
    asked: { MfaConfiguration: 'OFF', SoftwareTokenMfaConfiguration: { Enabled: false } },
    message: "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
  },
  {
    what: 'a factor that comes without MFA',
    asked: token,
    message: "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
  },
  {
    what: 'MFA that comes without a factor',
    asked: { MfaConfiguration: 'OPTIONAL', WebAuthnConfiguration: webAuthn },
    message: 'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.',
  },
  {
    what: 'MFA without a factor',
    asked: { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: false } },
    message:
      "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
  },
  {
    what: 'SMS without SMS configuration',
    asked: { MfaConfiguration: 'ON', SmsMfaConfiguration: {}, ...token },
    message:
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
  },
  {
    what: 'e-mail from the default sender',
    asked: { MfaConfiguration: 'ON', EmailMfaConfiguration: {} },
    message:
      'Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.',
  },
  {
    what: 'e-mail in the tier LITE',
    pool: { UserPoolTier: 'LITE', EmailConfiguration },
    asked: { MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: {} },
    name: 'FeatureUnavailableInTierException',
    message: 'The following features need to be disabled for the LITE pricing tier configured: Email MFA',
  },
]

describe.each(databases)('the MFA of a user pool on %s', (kind) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  afterAll(() => server.stop())

  it('is off in a new pool, and nothing is shown that nobody set', async () => {
    const pool = await createTestPool(server)
    expect(await pool.call('GetUserPoolMfaConfig')).toEqual({ MfaConfiguration: 'OFF' })
  })

  it('shows what was set, also in the answer to the setting', async () => {
    const pool = await createTestPool(server, { EmailConfiguration })
    const asked = {
      MfaConfiguration: 'OPTIONAL',
      SmsMfaConfiguration: { SmsAuthenticationMessage: 'Your code: {####}', SmsConfiguration },
      EmailMfaConfiguration: { Subject: 'Your code', Message: 'It is {####}' },
      WebAuthnConfiguration: webAuthn,
      ...token,
    }
    expect(await pool.call('SetUserPoolMfaConfig', asked)).toEqual(asked)
    expect(await pool.call('GetUserPoolMfaConfig')).toEqual(asked)
    const { UserPool } = await pool.call('DescribeUserPool')
    expect(UserPool).toMatchObject({
      MfaConfiguration: 'OPTIONAL',
      SmsConfiguration,
      SmsAuthenticationMessage: 'Your code: {####}',
    })
  })

  it('no longer offers a factor that is left out, and keeps what SMS are sent with', async () => {
    const pool = await createTestPool(server, { SmsConfiguration, MfaConfiguration: 'ON' })
    expect(await pool.call('GetUserPoolMfaConfig')).toEqual({
      MfaConfiguration: 'ON',
      SmsMfaConfiguration: { SmsConfiguration },
    })
    await pool.call('SetUserPoolMfaConfig', { MfaConfiguration: 'ON', ...token })
    expect(await pool.call('GetUserPoolMfaConfig')).toEqual({ MfaConfiguration: 'ON', ...token })
    expect((await pool.call('DescribeUserPool')).UserPool).toMatchObject({ SmsConfiguration })
    await pool.call('SetUserPoolMfaConfig', { MfaConfiguration: 'OFF' })
    expect(await pool.call('GetUserPoolMfaConfig')).toEqual({ MfaConfiguration: 'OFF' })
  })

  it('is off again, without factors, where it is not named', async () => {
    const pool = await createTestPool(server)
    for (const asked of [{}, { WebAuthnConfiguration: webAuthn }]) {
      await pool.call('SetUserPoolMfaConfig', { MfaConfiguration: 'ON', ...token })
      const expected = { MfaConfiguration: 'OFF', ...asked }
      expect(await pool.call('SetUserPoolMfaConfig', asked)).toEqual(expected)
      expect(await pool.call('GetUserPoolMfaConfig')).toEqual(expected)
    }
  })

  it('keeps its details when UpdateUserPool replaces all else', async () => {
    const pool = await createTestPool(server)
    const asked = { MfaConfiguration: 'OPTIONAL', ...token, WebAuthnConfiguration: webAuthn }
    await pool.call('SetUserPoolMfaConfig', asked)
    await pool.call('UpdateUserPool', { MfaConfiguration: 'ON' })
    expect(await pool.call('GetUserPoolMfaConfig')).toEqual({ ...asked, MfaConfiguration: 'ON' })
    await pool.call('UpdateUserPool', { MfaConfiguration: 'ON', SmsConfiguration })
    expect(await pool.call('GetUserPoolMfaConfig')).toEqual({ ...asked, MfaConfiguration: 'ON' })
    await pool.call('UpdateUserPool')
    expect(await pool.call('GetUserPoolMfaConfig')).toEqual({ ...asked, MfaConfiguration: 'OFF' })
  })

  it('can lose what SMS are sent with only while another factor is there', async () => {
    const pool = await createTestPool(server, { SmsConfiguration, MfaConfiguration: 'ON' })
    const message =
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional'
    const update = () => pool.call('UpdateUserPool', { MfaConfiguration: 'ON' })
    await expect(update()).rejects.toMatchObject({ name: invalid, message })
    const SmsMfaConfiguration = { SmsConfiguration }
    await pool.call('SetUserPoolMfaConfig', { MfaConfiguration: 'ON', SmsMfaConfiguration, ...token })
    await update()
    expect(await pool.call('GetUserPoolMfaConfig')).toEqual({ MfaConfiguration: 'ON', ...token })
  })

  it.each(refusals)('refuses $what', async ({ pool: settings, asked, name = invalid, message }) => {
    const pool = await createTestPool(server, settings)
    await expect(pool.call('SetUserPoolMfaConfig', asked)).rejects.toMatchObject({ name, message })
    expect(await pool.call('GetUserPoolMfaConfig')).toEqual({ MfaConfiguration: 'OFF' })
  })

  it.each(['GetUserPoolMfaConfig', 'SetUserPoolMfaConfig'])('%s knows no such pool', async (operation) => {
    const UserPoolId = 'us-east-1_nobody'
    await expect(server.call(operation, { UserPoolId })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `User pool ${UserPoolId} does not exist.`,
    })
  })
})
