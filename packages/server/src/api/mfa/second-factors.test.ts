import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answer,
  appCode,
  begin,
  registerApp,
  SES,
  SMS,
  setFactors,
  timeOf,
} from '../../../test/support/mfa.ts'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createSrpClient } from '../../../test/support/srp-client.ts'

interface Attribute {
  Name: string
  Value: string
}

const STEP = 30
const preferred = { Enabled: true, PreferredMfa: true }
const on = { Enabled: true }
const mismatch = { name: 'CodeMismatchException', message: 'Invalid code or auth state for the user.' }
const invalidSession = { name: 'NotAuthorizedException', message: 'Invalid session for the user.' }
const tokens = { AuthenticationResult: { AccessToken: expect.any(String) }, ChallengeParameters: {} }

describe.each(databases)('second factors on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let required: Pool
  let withoutApp: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    const settings = { SmsConfiguration: SMS, EmailConfiguration: SES }
    pool = await createPool(server, settings)
    await setFactors(server, pool, 'OPTIONAL', ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'])
    required = await createPool(server, settings)
    await setFactors(server, required, 'ON', ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'])
    withoutApp = await createPool(server, settings)
    await setFactors(server, withoutApp, 'ON', ['EMAIL_OTP'])
  })
  afterAll(() => server.stop())

  async function user(username: string, settings: Record<string, unknown>, attributes = {}): Promise<string> {
    await createUser(server, pool, username, attributes)
    const asked = { UserPoolId: pool.userPoolId, Username: username, ...settings }
    await server.call('AdminSetUserMFAPreference', asked)
    return username
  }
  async function userWithApp(username: string, settings = {}, attributes = {}): Promise<string> {
    await createUser(server, pool, username, attributes)
    const { AccessToken } = await signIn(server, pool, username)
    const secret = await registerApp(server, AccessToken)
    await server.call('SetUserMFAPreference', {
      AccessToken,
      SoftwareTokenMfaSettings: on,
      ...settings,
    })
    server.advance(STEP)
    return secret
  }

  it('are not asked for where MFA is off or the user wants none', async () => {
    await createUser(server, pool, 'unwilling', { phone_number: '+15555550110' })
    expect(await begin(server, pool, 'unwilling')).toMatchObject(tokens)
    const off = await createPool(server)
    await createUser(server, off, 'off', { phone_number: '+15555550111' })
    const settings = { UserPoolId: off.userPoolId, Username: 'off', SMSMfaSettings: preferred }
    await server.call('AdminSetUserMFAPreference', settings)
    expect(await begin(server, off, 'off')).toMatchObject(tokens)
  })

  it('are a code by SMS', async () => {
    const to = '+15555550112'
    await user('texter', { SMSMfaSettings: on }, { phone_number: to })
    const challenge = await begin(server, pool, 'texter')
    expect(challenge).toEqual({
      ChallengeName: 'SMS_MFA',
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
        CODE_DELIVERY_DESTINATION: '+*******0112',
        USER_ID_FOR_SRP: 'texter',
      },
      Session: expect.any(String),
    })
    expect(challenge.Session.length).toBeLessThanOrEqual(2048)
    const [sent] = await server.outbox({ to })
    expect(sent).toMatchObject({
      channel: 'sms',
      triggerSource: 'CustomMessage_Authentication',
      body: `Your authentication code is ${sent?.code}. `,
      code: expect.stringMatching(/^\d{6}$/),
    })
    const responses = { USERNAME: 'texter', SMS_MFA_CODE: sent?.code ?? '' }
    expect(await answer(server, pool, challenge, responses)).toMatchObject(tokens)
  })

  const attributesOf = async (Username: string, of: Pool) => {
    const { UserAttributes } = await server.call('AdminGetUser', { UserPoolId: of.userPoolId, Username })
    return Object.fromEntries(UserAttributes.map(({ Name, Value }: Attribute) => [Name, Value]))
  }

  it('verify the address that the code went to', async () => {
    const to = '+15555550177'
    await user('prover', { SMSMfaSettings: on }, { phone_number: to })
    const challenge = await begin(server, pool, 'prover')
    expect(await attributesOf('prover', pool)).not.toHaveProperty('phone_number_verified')
    const responses = { USERNAME: 'prover', SMS_MFA_CODE: await server.codeFor(to) }
    const { AuthenticationResult } = await answer(server, pool, challenge, responses)
    expect(await attributesOf('prover', pool)).toMatchObject({ phone_number_verified: 'true' })
    expect(decodeJwt(AuthenticationResult.IdToken)).toMatchObject({ phone_number_verified: true })
  })

  it('leave an address unverified that signs somebody else in', async () => {
    const aliased = await createPool(server, { AliasAttributes: ['phone_number'], SmsConfiguration: SMS })
    await setFactors(server, aliased, 'ON', ['SMS_MFA'])
    const phone_number = '+15555550178'
    await createUser(server, aliased, 'owner', { phone_number, phone_number_verified: 'true' })
    await createUser(server, aliased, 'other', { phone_number })
    const challenge = await begin(server, aliased, 'other')
    const responses = { USERNAME: 'other', SMS_MFA_CODE: await server.codeFor(phone_number) }
    expect(await answer(server, aliased, challenge, responses)).toMatchObject(tokens)
    expect((await attributesOf('other', aliased))['phone_number_verified']).not.toBe('true')
    const owner = await server.call('AdminGetUser', {
      UserPoolId: aliased.userPoolId,
      Username: phone_number,
    })
    expect(owner.Username).toBe('owner')
  })

  it('are a code by e-mail, with the texts of the pool', async () => {
    const own = await createPool(server, { EmailConfiguration: SES })
    await server.call('SetUserPoolMfaConfig', {
      UserPoolId: own.userPoolId,
      MfaConfiguration: 'ON',
      EmailMfaConfiguration: { Subject: 'Come in', Message: 'With {####}.' },
    })
    await createUser(server, own, 'mailer', { email: 'mailer@example.com' })
    const challenge = await begin(server, own, 'mailer')
    expect(challenge).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
        CODE_DELIVERY_DESTINATION: 'm***@e***',
      },
    })
    const [sent] = await server.outbox({ to: 'mailer@example.com' })
    expect(sent).toMatchObject({ subject: 'Come in', body: `With ${sent?.code}.` })
    const responses = { USERNAME: 'mailer', EMAIL_OTP_CODE: sent?.code ?? '' }
    expect(await answer(server, own, challenge, responses)).toMatchObject(tokens)
  })

  it('are a code of an authenticator app', async () => {
    const secret = await userWithApp('apper')
    const challenge = await begin(server, pool, 'apper')
    expect(challenge).toMatchObject({
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeParameters: { USER_ID_FOR_SRP: 'apper', FRIENDLY_DEVICE_NAME: 'phone' },
    })
    const SOFTWARE_TOKEN_MFA_CODE = appCode(secret, timeOf(server))
    const responses = { USERNAME: 'apper', SOFTWARE_TOKEN_MFA_CODE }
    expect(await answer(server, pool, challenge, responses)).toMatchObject(tokens)
  })

  it('are the preferred one of several', async () => {
    const attributes = { phone_number: '+15555550113', email: 'both@example.com' }
    await user('both', { SMSMfaSettings: on, EmailMfaSettings: preferred }, attributes)
    expect(await begin(server, pool, 'both')).toMatchObject({ ChallengeName: 'EMAIL_OTP' })
  })

  it.each(['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'EMAIL_MFA'])(
    'are selected where none of several is preferred: %s',
    async (ANSWER) => {
      const USERNAME = `selector-${ANSWER.toLowerCase()}`
      const attributes = { phone_number: '+15555550114', email: `${USERNAME}@example.com` }
      await userWithApp(USERNAME, { SMSMfaSettings: on, EmailMfaSettings: on }, attributes)
      const challenge = await begin(server, pool, USERNAME)
      expect(challenge).toMatchObject({
        ChallengeName: 'SELECT_MFA_TYPE',
        ChallengeParameters: {
          MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]',
          USER_ID_FOR_SRP: USERNAME,
        },
      })
      const next = await answer(server, pool, challenge, { USERNAME, ANSWER })
      expect(next.ChallengeName).toBe(ANSWER === 'EMAIL_MFA' ? 'EMAIL_OTP' : ANSWER)
      await expect(answer(server, pool, challenge, { USERNAME, ANSWER })).rejects.toMatchObject({
        message: 'Invalid session for the user, session can only be used once.',
      })
    },
  )

  it('follow SRP, and the new password', async () => {
    const invited = { UserPoolId: required.userPoolId, Username: 'invited' }
    await server.call('AdminCreateUser', {
      ...invited,
      TemporaryPassword: PASSWORD,
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'phone_number', Value: '+15555550115' }],
    })
    const srp = createSrpClient(required.userPoolId)
    const verifier = await server.call('InitiateAuth', {
      ClientId: required.clientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'invited', SRP_A: srp.publicA },
    })
    const proof = srp.answer(verifier.ChallengeParameters, PASSWORD)
    const changing = await answer(server, required, { ChallengeName: 'PASSWORD_VERIFIER' }, proof)
    expect(changing.ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
    const responses = { USERNAME: 'invited', NEW_PASSWORD: 'Brand-New-Horse-2' }
    const challenge = await answer(server, required, changing, responses)
    expect(challenge.ChallengeName).toBe('SMS_MFA')
    const SMS_MFA_CODE = await server.codeFor('+15555550115')
    const last = await answer(server, required, challenge, { USERNAME: 'invited', SMS_MFA_CODE })
    expect(last).toMatchObject(tokens)
    await expect(answer(server, required, { ChallengeName: 'PASSWORD_VERIFIER' }, proof)).rejects.toThrow()
    expect(await server.outbox({ to: '+15555550115' })).toHaveLength(1)
  })

  it('are asked for and answered by the operator too', async () => {
    await user('served', { SMSMfaSettings: on }, { phone_number: '+15555550116' })
    const ids = { UserPoolId: pool.userPoolId, ClientId: pool.clientId }
    const challenge = await server.call('AdminInitiateAuth', {
      ...ids,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'served', PASSWORD },
    })
    expect(challenge.ChallengeName).toBe('SMS_MFA')
    const SMS_MFA_CODE = await server.codeFor('+15555550116')
    const last = await server.call('AdminRespondToAuthChallenge', {
      ...ids,
      ChallengeName: 'SMS_MFA',
      Session: challenge.Session,
      ChallengeResponses: { USERNAME: 'served', SMS_MFA_CODE },
    })
    expect(last).toMatchObject(tokens)
  })

  it('are an address that is there where the pool requires MFA', async () => {
    await createUser(server, required, 'reachable', { phone_number: '+15555550117' })
    expect(await begin(server, required, 'reachable')).toMatchObject({ ChallengeName: 'SMS_MFA' })
  })

  it('leave the session as it is after a wrong code, and end with it', async () => {
    await user('mistyper', { SMSMfaSettings: on }, { phone_number: '+15555550118' })
    const challenge = await begin(server, pool, 'mistyper')
    const right = await server.codeFor('+15555550118')
    const wrong = right === '000000' ? '000001' : '000000'
    const send = (SMS_MFA_CODE: string) =>
      answer(server, pool, challenge, { USERNAME: 'mistyper', SMS_MFA_CODE })
    await expect(send(wrong)).rejects.toMatchObject(mismatch)
    server.advance(179)
    expect(await send(right)).toMatchObject(tokens)
    const again = await begin(server, pool, 'mistyper')
    server.advance(180)
    const SMS_MFA_CODE = await server.codeFor('+15555550118')
    await expect(answer(server, pool, again, { USERNAME: 'mistyper', SMS_MFA_CODE })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Invalid session for the user, session is expired.',
    })
  })

  it('are good for a name by which the user signed in', async () => {
    const mailPool = await createPool(server, { UsernameAttributes: ['email'], SmsConfiguration: SMS })
    await setFactors(server, mailPool, 'ON', ['SMS_MFA'])
    const attributes = { phone_number: '+15555550119' }
    await createUser(server, mailPool, 'named@example.com', attributes)
    const challenge = await begin(server, mailPool, 'named@example.com')
    const SMS_MFA_CODE = await server.codeFor('+15555550119')
    const last = await answer(server, mailPool, challenge, { USERNAME: 'named@example.com', SMS_MFA_CODE })
    expect(last).toMatchObject(tokens)
  })

  it.each(['USERNAME', 'SMS_MFA_CODE', 'Session'])('need %s', async (missing) => {
    const name = `missing-${missing.toLowerCase()}`
    await user(name, { SMSMfaSettings: on }, { phone_number: '+15555550120' })
    const { Session, ...challenge } = await begin(server, pool, name)
    const { [missing]: left, ...rest } = { USERNAME: name, SMS_MFA_CODE: '123456', Session } as Record<
      string,
      string
    >
    const { Session: session, ...responses } = rest
    const asked = { ...challenge, ...(session && { Session: session }) }
    await expect(answer(server, pool, asked, responses)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Missing required parameter ${missing}`,
    })
  })

  it('are refused to a user who was disabled meanwhile', async () => {
    await user('stopped', { SMSMfaSettings: on }, { phone_number: '+15555550121' })
    const challenge = await begin(server, pool, 'stopped')
    await server.call('AdminDisableUser', { UserPoolId: pool.userPoolId, Username: 'stopped' })
    const SMS_MFA_CODE = await server.codeFor('+15555550121')
    await expect(
      answer(server, pool, challenge, { USERNAME: 'stopped', SMS_MFA_CODE }),
    ).rejects.toMatchObject({
      message: 'User is disabled.',
    })
  })

  it('prove nothing once the address is another', async () => {
    await user('mover', { SMSMfaSettings: on }, { phone_number: '+15555550122' })
    const challenge = await begin(server, pool, 'mover')
    await server.call('AdminUpdateUserAttributes', {
      UserPoolId: pool.userPoolId,
      Username: 'mover',
      UserAttributes: [{ Name: 'phone_number', Value: '+15555550123' }],
    })
    const SMS_MFA_CODE = await server.codeFor('+15555550122')
    await expect(answer(server, pool, challenge, { USERNAME: 'mover', SMS_MFA_CODE })).rejects.toMatchObject(
      invalidSession,
    )
  })

  it('send an address thirty codes an hour and no more', async () => {
    await user('flooded', { SMSMfaSettings: on }, { phone_number: '+15555550124' })
    for (let count = 0; count < 30; count++) await begin(server, pool, 'flooded')
    await expect(begin(server, pool, 'flooded')).rejects.toMatchObject({ name: 'TooManyRequestsException' })
  })

  it('keep the address that they use from recovering the password', async () => {
    const verified = { email_verified: 'true', phone_number_verified: 'true' }
    const attributes = { email: 'recoverer@example.com', phone_number: '+15555550125', ...verified }
    await user('recoverer', { EmailMfaSettings: on }, attributes)
    const forget = () => server.call('ForgotPassword', { ClientId: pool.clientId, Username: 'recoverer' })
    expect((await forget()).CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'SMS' })
    const settings = { EmailMfaSettings: { Enabled: false } }
    const changed = { UserPoolId: pool.userPoolId, Username: 'recoverer', ...settings }
    await server.call('AdminSetUserMFAPreference', changed)
    expect((await forget()).CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'EMAIL' })
    await user('stuck', { EmailMfaSettings: on }, { email: 'stuck@example.com', email_verified: 'true' })
    await expect(
      server.call('ForgotPassword', { ClientId: pool.clientId, Username: 'stuck' }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Cannot reset password for the user as there is no registered/verified email or phone_number',
    })
  })

  it('tell of an app that was taken away meanwhile', async () => {
    const secret = await userWithApp('bereft')
    const challenge = await begin(server, pool, 'bereft')
    await server.call('AdminDeleteSoftwareToken', { UserPoolId: pool.userPoolId, Username: 'bereft' })
    const SOFTWARE_TOKEN_MFA_CODE = appCode(secret, timeOf(server))
    const responses = { USERNAME: 'bereft', SOFTWARE_TOKEN_MFA_CODE }
    await expect(answer(server, pool, challenge, responses)).rejects.toMatchObject({
      name: 'SoftwareTokenMFANotFoundException',
      message: 'Software Token MFA does not exist for the user.',
    })
  })

  describe('are set up where the pool requires MFA:', () => {
    async function beginSetup(username: string, into = required) {
      await createUser(server, into, username)
      return begin(server, into, username)
    }
    const associate = (Session: string) => server.call('AssociateSoftwareToken', { Session })
    const verify = (Session: string, secret: string, steps = 0) =>
      server.call('VerifySoftwareToken', {
        Session,
        UserCode: appCode(secret, timeOf(server), steps),
        FriendlyDeviceName: 'tablet',
      })

    it('an authenticator app, asked for from then on', async () => {
      const challenge = await beginSetup('settler')
      expect(challenge).toMatchObject({
        ChallengeName: 'MFA_SETUP',
        ChallengeParameters: {
          MFAS_CAN_SETUP: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]',
          USER_ID_FOR_SRP: 'settler',
        },
      })
      const { SecretCode, Session } = await associate(challenge.Session)
      await expect(verify(Session, SecretCode, 2)).rejects.toMatchObject({
        name: 'EnableSoftwareTokenMFAException',
      })
      const verified = await verify(Session, SecretCode)
      expect(verified).toEqual({ Status: 'SUCCESS', Session: expect.any(String) })
      const done = { ChallengeName: 'MFA_SETUP', Session: verified.Session }
      const last = await answer(server, required, done, { USERNAME: 'settler' })
      expect(last).toMatchObject(tokens)
      const shown = await server.call('AdminGetUser', {
        UserPoolId: required.userPoolId,
        Username: 'settler',
      })
      expect(shown).toMatchObject({
        UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
        PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
      })
      const next = await begin(server, required, 'settler')
      expect(next).toMatchObject({
        ChallengeName: 'SOFTWARE_TOKEN_MFA',
        ChallengeParameters: { FRIENDLY_DEVICE_NAME: 'tablet' },
      })
      server.advance(STEP)
      const SOFTWARE_TOKEN_MFA_CODE = appCode(SecretCode, timeOf(server))
      const responses = { USERNAME: 'settler', SOFTWARE_TOKEN_MFA_CODE }
      expect(await answer(server, required, next, responses)).toMatchObject(tokens)
    })

    it('an authenticator app, also where the sign-in never ends', async () => {
      const challenge = await beginSetup('leaver')
      const { SecretCode, Session } = await associate(challenge.Session)
      await verify(Session, SecretCode)
      const next = await begin(server, required, 'leaver')
      expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
      const codeAt = (steps: number) => ({
        USERNAME: 'leaver',
        SOFTWARE_TOKEN_MFA_CODE: appCode(SecretCode, timeOf(server), steps),
      })
      await expect(answer(server, required, next, codeAt(0))).rejects.toMatchObject({
        name: 'ExpiredCodeException',
      })
      expect(await answer(server, required, next, codeAt(1))).toMatchObject(tokens)
    })

    it('each session once', async () => {
      const challenge = await beginSetup('hasty')
      const { SecretCode, Session } = await associate(challenge.Session)
      const usedUp = { message: 'Invalid session for the user, session can only be used once.' }
      await expect(associate(challenge.Session)).rejects.toMatchObject(usedUp)
      const verified = await verify(Session, SecretCode)
      await expect(verify(Session, SecretCode)).rejects.toMatchObject(usedUp)
      const done = { ChallengeName: 'MFA_SETUP', Session: verified.Session }
      await answer(server, required, done, { USERNAME: 'hasty' })
      await expect(answer(server, required, done, { USERNAME: 'hasty' })).rejects.toMatchObject(usedUp)
    })

    it('nothing before the app is verified', async () => {
      const challenge = await beginSetup('skipper')
      const refusal = { name: 'SoftwareTokenMFANotFoundException' }
      await expect(answer(server, required, challenge, { USERNAME: 'skipper' })).rejects.toMatchObject(
        refusal,
      )
      await expect(verify(challenge.Session, 'A'.repeat(52))).rejects.toMatchObject(refusal)
      const { Session } = await associate(challenge.Session)
      const unproven = { ChallengeName: 'MFA_SETUP', Session }
      await expect(answer(server, required, unproven, { USERNAME: 'skipper' })).rejects.toMatchObject(refusal)
    })

    it('nothing with a session that is over, made up, or missing', async () => {
      const challenge = await beginSetup('sleeper')
      server.advance(180)
      await expect(associate(challenge.Session)).rejects.toMatchObject({
        message: 'Invalid session for the user, session is expired.',
      })
      await expect(associate('x'.repeat(40))).rejects.toMatchObject(invalidSession)
      const none = { ChallengeName: 'MFA_SETUP' }
      await expect(answer(server, required, none, { USERNAME: 'sleeper' })).rejects.toMatchObject({
        message: 'Missing required parameter Session',
      })
    })

    it('an e-mail address, by a code to it', async () => {
      const challenge = await beginSetup('mailless', withoutApp)
      expect(challenge.ChallengeParameters.MFAS_CAN_SETUP).toBe('["EMAIL_OTP"]')
      const EMAIL = 'mailless@example.com'
      const asked = await answer(server, withoutApp, challenge, { USERNAME: 'mailless', EMAIL })
      expect(asked).toMatchObject({
        ChallengeName: 'EMAIL_OTP',
        ChallengeParameters: { CODE_DELIVERY_DESTINATION: 'm***@e***' },
      })
      const EMAIL_OTP_CODE = await server.codeFor(EMAIL)
      const last = await answer(server, withoutApp, asked, { USERNAME: 'mailless', EMAIL_OTP_CODE })
      expect(last).toMatchObject(tokens)
      const shown = await server.call('AdminGetUser', {
        UserPoolId: withoutApp.userPoolId,
        Username: 'mailless',
      })
      expect(shown).toMatchObject({
        UserAttributes: expect.arrayContaining([
          { Name: 'email', Value: EMAIL },
          { Name: 'email_verified', Value: 'true' },
        ]),
        UserMFASettingList: ['EMAIL_OTP'],
        PreferredMfaSetting: 'EMAIL_OTP',
      })
    })

    it('no e-mail address where the pool sends none', async () => {
      const challenge = await beginSetup('unmailed')
      const responses = { USERNAME: 'unmailed', EMAIL: 'unmailed@example.com' }
      await expect(answer(server, required, challenge, responses)).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'EMAIL_OTP is not an MFA method that the user can set up.',
      })
    })

    it('no telephone number', async () => {
      const smsOnly = await createPool(server, { SmsConfiguration: SMS, MfaConfiguration: 'ON' })
      await createUser(server, smsOnly, 'unreachable')
      await expect(begin(server, smsOnly, 'unreachable')).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'User does not have delivery config set to turn on SMS_MFA',
      })
      const { userPoolId, clientId } = smsOnly
      const asAdmin = server.call('AdminInitiateAuth', {
        UserPoolId: userPoolId,
        ClientId: clientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'unreachable', PASSWORD },
      })
      await expect(asAdmin).rejects.toMatchObject({
        name: 'MFAMethodNotFoundException',
        message: 'No MFA mechanism registerd in the account.',
      })
    })
  })
})
