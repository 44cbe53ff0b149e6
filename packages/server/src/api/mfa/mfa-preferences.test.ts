import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appCode, registerApp, setFactors, timeOf } from '../../../test/support/mfa.ts'
import { createPool, createUser, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'

const on = { Enabled: true }
const preferred = { Enabled: true, PreferredMfa: true }

describe.each(databases)('MFA of a user on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server)
    await setFactors(server, pool, 'OPTIONAL', ['SOFTWARE_TOKEN_MFA'])
  })
  afterAll(() => server.stop())

  async function signedIn(username: string, attributes: Record<string, string> = {}): Promise<string> {
    await createUser(server, pool, username, attributes)
    return (await signIn(server, pool, username)).AccessToken
  }
  const shown = async (AccessToken: string) => {
    const { Username, UserMFASettingList, PreferredMfaSetting, MFAOptions } = await server.call('GetUser', {
      AccessToken,
    })
    const user = await server.call('AdminGetUser', { UserPoolId: pool.userPoolId, Username })
    const settings = { UserMFASettingList, PreferredMfaSetting, MFAOptions }
    expect(user).toMatchObject(JSON.parse(JSON.stringify(settings)))
    return JSON.parse(JSON.stringify(settings))
  }
  const prefer = (AccessToken: string, settings: Record<string, unknown>) =>
    server.call('SetUserMFAPreference', { AccessToken, ...settings })

  it('is not shown where there is none', async () => {
    const AccessToken = await signedIn('plain')
    expect(await server.call('GetUser', { AccessToken })).toEqual({
      Username: 'plain',
      UserAttributes: [expect.objectContaining({ Name: 'sub' })],
    })
    const user = await server.call('AdminGetUser', { UserPoolId: pool.userPoolId, Username: 'plain' })
    for (const member of ['UserMFASettingList', 'PreferredMfaSetting', 'MFAOptions'])
      expect(user).not.toHaveProperty(member)
  })

  it('is turned on, preferred, changed and turned off factor by factor', async () => {
    const token = await signedIn('chooser', { phone_number: '+15555550100', email: 'chooser@example.com' })
    await registerApp(server, token)
    expect(await shown(token)).toEqual({})
    await prefer(token, { SoftwareTokenMfaSettings: preferred })
    await prefer(token, { EmailMfaSettings: on })
    expect(await shown(token)).toEqual({
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
    })
    await prefer(token, { SMSMfaSettings: preferred })
    expect(await shown(token)).toEqual({
      UserMFASettingList: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
      PreferredMfaSetting: 'SMS_MFA',
    })
    await prefer(token, { SMSMfaSettings: { Enabled: true, PreferredMfa: false } })
    expect(await shown(token)).toEqual({ UserMFASettingList: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] })
    const off = { Enabled: false, PreferredMfa: false }
    await prefer(token, { SMSMfaSettings: off, SoftwareTokenMfaSettings: off, EmailMfaSettings: off })
    expect(await shown(token)).toEqual({})
  })

  it.each([
    ['SMSMfaSettings', 'SMS_MFA'],
    ['SoftwareTokenMfaSettings', 'SOFTWARE_TOKEN_MFA'],
    ['EmailMfaSettings', 'EMAIL_OTP'],
  ])('refuses %s of a user who has not got it, and takes it off all the same', async (member, factor) => {
    const token = await signedIn(`lacking-${factor.toLowerCase()}`)
    const refusal = {
      name: 'InvalidParameterException',
      message: `User does not have delivery config set to turn on ${factor}`,
    }
    await expect(prefer(token, { [member]: preferred })).rejects.toMatchObject(refusal)
    const admin = { UserPoolId: pool.userPoolId, Username: `lacking-${factor.toLowerCase()}` }
    await expect(
      server.call('AdminSetUserMFAPreference', { ...admin, [member]: preferred }),
    ).rejects.toMatchObject(refusal)
    await prefer(token, { [member]: { Enabled: false } })
  })

  it('has one preferred factor at most', async () => {
    const token = await signedIn('torn', { phone_number: '+15555550101', email: 'torn@example.com' })
    await expect(
      prefer(token, { SMSMfaSettings: preferred, EmailMfaSettings: preferred }),
    ).rejects.toMatchObject({ message: 'Only one MFA method can be preferred.' })
  })

  it('is set by an administrator', async () => {
    const token = await signedIn('ruled', { phone_number: '+15555550102' })
    const user = { UserPoolId: pool.userPoolId, Username: 'ruled' }
    await server.call('AdminSetUserMFAPreference', { ...user, SMSMfaSettings: preferred })
    expect(await shown(token)).toEqual({ UserMFASettingList: ['SMS_MFA'], PreferredMfaSetting: 'SMS_MFA' })
  })

  it('is set by the older operations, which show MFAOptions', async () => {
    const token = await signedIn('legacy', { phone_number: '+15555550103' })
    const MFAOptions = [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }]
    await server.call('SetUserSettings', { AccessToken: token, MFAOptions })
    expect(await shown(token)).toEqual({ UserMFASettingList: ['SMS_MFA'], MFAOptions })
    const user = { UserPoolId: pool.userPoolId, Username: 'legacy' }
    await server.call('AdminSetUserSettings', { ...user, MFAOptions: [] })
    expect(await shown(token)).toEqual({})
    await server.call('AdminSetUserSettings', { ...user, MFAOptions })
    await prefer(token, { SMSMfaSettings: { Enabled: false } })
    expect(await shown(token)).toEqual({})
  })

  it.each([
    [
      [{ DeliveryMedium: 'EMAIL', AttributeName: 'email' }],
      'Only SMS to phone_number can be given in MFAOptions.',
    ],
    [
      [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }],
      'User does not have delivery config set to turn on SMS_MFA',
    ],
  ])('refuses the options %j of a user without a number', async (MFAOptions, message) => {
    const AccessToken = await signedIn(`optionless-${Math.random()}`)
    await expect(server.call('SetUserSettings', { AccessToken, MFAOptions })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message,
    })
  })

  it.each(['AdminSetUserMFAPreference', 'AdminSetUserSettings', 'AdminDeleteSoftwareToken'])(
    '%s knows no such user',
    async (operation) => {
      const user = { UserPoolId: pool.userPoolId, Username: 'nobody' }
      const options = operation === 'AdminSetUserSettings' ? { MFAOptions: [] } : {}
      await expect(server.call(operation, { ...user, ...options })).rejects.toMatchObject({
        name: 'UserNotFoundException',
      })
    },
  )

  describe('an authenticator app', () => {
    const associate = (AccessToken: string) => server.call('AssociateSoftwareToken', { AccessToken })
    const verify = (AccessToken: string, UserCode: string) =>
      server.call('VerifySoftwareToken', { AccessToken, UserCode })

    it('gets a secret of 52 characters and is verified by a code of it', async () => {
      const token = await signedIn('app')
      const { SecretCode, ...rest } = await associate(token)
      expect(SecretCode).toMatch(/^[A-Z2-7]{52}$/)
      expect(rest).toEqual({})
      expect(await verify(token, appCode(SecretCode, timeOf(server), -1))).toEqual({ Status: 'SUCCESS' })
    })

    it.each([-2, 2])('refuses the code %i steps away', async (steps) => {
      const token = await signedIn(`app${steps}`)
      const { SecretCode } = await associate(token)
      await expect(verify(token, appCode(SecretCode, timeOf(server), steps))).rejects.toMatchObject({
        name: 'EnableSoftwareTokenMFAException',
        message: 'Code mismatch and fail enable Software Token MFA',
      })
    })

    it('is verified once, and not without a secret', async () => {
      const token = await signedIn('app-once')
      const none = { name: 'SoftwareTokenMFANotFoundException' }
      await expect(verify(token, '123456')).rejects.toMatchObject(none)
      const { SecretCode } = await associate(token)
      const code = appCode(SecretCode, timeOf(server))
      const tries = await Promise.allSettled(Array.from({ length: 20 }, () => verify(token, code)))
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      await expect(verify(token, code)).rejects.toMatchObject(none)
    })

    it('has only the newest secret that was handed out', async () => {
      const token = await signedIn('app-newest')
      const first = await associate(token)
      const second = await associate(token)
      await expect(verify(token, appCode(first.SecretCode, timeOf(server)))).rejects.toMatchObject({
        name: 'EnableSoftwareTokenMFAException',
      })
      await verify(token, appCode(second.SecretCode, timeOf(server)))
    })

    it('is taken away by an administrator, with the choice of it', async () => {
      const token = await signedIn('app-gone', { phone_number: '+15555550104' })
      await registerApp(server, token)
      await prefer(token, { SoftwareTokenMfaSettings: preferred, SMSMfaSettings: on })
      const user = { UserPoolId: pool.userPoolId, Username: 'app-gone' }
      await server.call('AdminDeleteSoftwareToken', user)
      expect(await shown(token)).toEqual({ UserMFASettingList: ['SMS_MFA'] })
      await expect(prefer(token, { SoftwareTokenMfaSettings: on })).rejects.toMatchObject({
        message: 'User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA',
      })
      await server.call('AdminDeleteSoftwareToken', user)
    })

    it('is not for a pool that does not offer it', async () => {
      const other = await createPool(server)
      await createUser(server, other, 'appless')
      const { AccessToken } = await signIn(server, other, 'appless')
      const refusal = {
        name: 'SoftwareTokenMFANotFoundException',
        message: 'Software Token MFA has not been enabled by the userPool.',
      }
      await expect(associate(AccessToken)).rejects.toMatchObject(refusal)
      await expect(verify(AccessToken, '123456')).rejects.toMatchObject(refusal)
    })

    it.each([{}, { AccessToken: 'a.b.c', Session: 'x'.repeat(20) }])(
      'needs one proof, not %j',
      async (input) => {
        const refusal = {
          name: 'InvalidParameterException',
          message: 'Either AccessToken or Session is required.',
        }
        await expect(server.call('AssociateSoftwareToken', input)).rejects.toMatchObject(refusal)
        const code = { ...input, UserCode: '123456' }
        await expect(server.call('VerifySoftwareToken', code)).rejects.toMatchObject(refusal)
      },
    )
  })
})
