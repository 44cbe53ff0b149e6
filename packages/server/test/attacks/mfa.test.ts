import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer, appCode, begin, registerApp, SES, SMS, setFactors, timeOf } from '../support/mfa.ts'
import { createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'

const TRIES = 20
const FREE_TRIES = 10
const STEP = 30
const QUARTER = 15 * 60
const on = { Enabled: true }
const mismatch = { name: 'CodeMismatchException', message: 'Invalid code or auth state for the user.' }
const invalidSession = { name: 'NotAuthorizedException', message: 'Invalid session for the user.' }
const usedTwice = {
  name: 'NotAuthorizedException',
  message: 'Invalid session for the user, session can only be used once.',
}
const locked = { name: 'NotAuthorizedException', message: 'Code attempts exceeded' }
const alreadyUsed = {
  name: 'ExpiredCodeException',
  message: 'Your software token has already been used once.',
}

describe.each(databases)('MFA under attack on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let required: Pool
  let phones = 0

  beforeAll(async () => {
    server = await startTestServer(kind)
    const settings = { SmsConfiguration: SMS, EmailConfiguration: SES }
    pool = await createPool(server, settings)
    await setFactors(server, pool, 'OPTIONAL', ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'])
    required = await createPool(server, settings)
    await setFactors(server, required, 'ON', ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'])
  })
  afterAll(() => server.stop())

  /** A user with codes by SMS; answers the number. */
  async function texter(USERNAME: string, into = pool): Promise<string> {
    phones += 1
    const to = `+1555556${String(phones).padStart(4, '0')}`
    await createUser(server, into, USERNAME, { phone_number: to })
    await server.call('AdminSetUserMFAPreference', {
      UserPoolId: into.userPoolId,
      Username: USERNAME,
      SMSMfaSettings: on,
    })
    return to
  }
  /** A user with an app that is asked for; answers its secret. */
  async function apper(username: string, into = pool): Promise<string> {
    await createUser(server, into, username)
    const { AccessToken } = await signIn(server, into, username)
    const secret = await registerApp(server, AccessToken)
    await server.call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: on })
    server.advance(STEP)
    return secret
  }
  const renew = ({ userPoolId }: Pool, Username: string) =>
    server.call('AdminSetUserPassword', {
      UserPoolId: userPoolId,
      Username,
      Password: 'Fresh-Start-7',
      Permanent: true,
    })
  const sendSms = (into: Pool, challenge: Answer, USERNAME: string, SMS_MFA_CODE: string) =>
    answer(server, into, challenge, { USERNAME, SMS_MFA_CODE })
  const sendApp = (challenge: Answer, USERNAME: string, SOFTWARE_TOKEN_MFA_CODE: string) =>
    answer(server, pool, challenge, { USERNAME, SOFTWARE_TOKEN_MFA_CODE })
  const other = (code: string) => (code === '000000' ? '000001' : '000000')

  it('a challenge cannot be skipped by answering another one', async () => {
    const to = await texter('skipper')
    const challenge = await begin(server, pool, 'skipper')
    const code = await server.codeFor(to)
    const others: [string, Record<string, string>][] = [
      ['NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: 'Brand-New-Horse-2' }],
      ['SOFTWARE_TOKEN_MFA', { SOFTWARE_TOKEN_MFA_CODE: code }],
      ['EMAIL_OTP', { EMAIL_OTP_CODE: code }],
      ['SMS_OTP', { SMS_OTP_CODE: code }],
      ['SELECT_MFA_TYPE', { ANSWER: 'SMS_MFA' }],
      ['MFA_SETUP', {}],
      ['CUSTOM_CHALLENGE', { ANSWER: '1' }],
    ]
    for (const [ChallengeName, responses] of others) {
      const asked = { ChallengeName, Session: challenge.Session }
      await expect(
        answer(server, pool, asked, { USERNAME: 'skipper', ...responses }),
        ChallengeName,
      ).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    }
    await expect(server.call('AssociateSoftwareToken', { Session: challenge.Session })).rejects.toMatchObject(
      invalidSession,
    )
  })

  it('a session is used up by one of twenty right codes at once, and for good', async () => {
    const to = await texter('racer')
    const challenge = await begin(server, pool, 'racer')
    const code = await server.codeFor(to)
    const tries = Array.from({ length: TRIES }, () => sendSms(pool, challenge, 'racer', code))
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(sendSms(pool, challenge, 'racer', code)).rejects.toMatchObject(usedTwice)
  })

  it('a session is worth nothing to another user', async () => {
    const to = await texter('victim')
    await texter('attacker')
    const challenge = await begin(server, pool, 'attacker')
    await begin(server, pool, 'victim')
    const code = await server.codeFor(to)
    await expect(sendSms(pool, challenge, 'victim', code)).rejects.toMatchObject(invalidSession)
    await expect(sendSms(pool, challenge, 'attacker', code)).rejects.toMatchObject(mismatch)
  })

  it('a session is worth nothing to another client and in another pool', async () => {
    const to = await texter('bound')
    const challenge = await begin(server, pool, 'bound')
    const code = await server.codeFor(to)
    const { UserPoolClient } = await server.call('CreateUserPoolClient', {
      UserPoolId: pool.userPoolId,
      ClientName: 'other',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    })
    const sibling = { ...pool, clientId: UserPoolClient.ClientId }
    const stranger = await createPool(server, { SmsConfiguration: SMS, MfaConfiguration: 'ON' })
    await createUser(server, stranger, 'bound', { phone_number: to })
    for (const elsewhere of [sibling, stranger])
      await expect(sendSms(elsewhere, challenge, 'bound', code)).rejects.toMatchObject(invalidSession)
    await sendSms(pool, challenge, 'bound', code)
  })

  it('a changed session opens nothing', async () => {
    const to = await texter('forger')
    const challenge = await begin(server, pool, 'forger')
    const code = await server.codeFor(to)
    const { Session } = challenge
    const changed = `${Session.slice(0, -8)}${Session.at(-8) === 'A' ? 'B' : 'A'}${Session.slice(-7)}`
    const forged = { ...challenge, Session: changed }
    await expect(sendSms(pool, forged, 'forger', code)).rejects.toMatchObject(invalidSession)
  })

  it('a session ends with the password that began it, when an administrator sets another', async () => {
    const to = await texter('renewed')
    const challenge = await begin(server, pool, 'renewed')
    const user = { UserPoolId: pool.userPoolId, Username: 'renewed' }
    await server.call('AdminSetUserPassword', { ...user, Password: 'Temporary-Horse-3' })
    const code = await server.codeFor(to)
    await expect(sendSms(pool, challenge, 'renewed', code)).rejects.toMatchObject(invalidSession)
  })

  it.each(['EMAIL_OTP', 'SMS_MFA', 'SMS_OTP', 'PASSWORD', 'MFA_SETUP'])(
    'a selection cannot lead to %s, which the user has not chosen',
    async (ANSWER) => {
      const USERNAME = `selector-${ANSWER.toLowerCase()}`
      const isSms = ANSWER === 'SMS_MFA'
      await createUser(server, pool, USERNAME, {
        email: `${USERNAME}@example.com`,
        phone_number: '+15555559999',
      })
      const { AccessToken } = await signIn(server, pool, USERNAME)
      await registerApp(server, AccessToken)
      await server.call('SetUserMFAPreference', {
        AccessToken,
        SoftwareTokenMfaSettings: on,
        ...(isSms ? { EmailMfaSettings: on } : { SMSMfaSettings: on }),
      })
      const challenge = await begin(server, pool, USERNAME)
      expect(challenge.ChallengeName).toBe('SELECT_MFA_TYPE')
      await expect(answer(server, pool, challenge, { USERNAME, ANSWER })).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: `${ANSWER} is not an MFA method that the user can choose.`,
      })
    },
  )

  describe('the code of an app', () => {
    it('is good once, whatever session it comes with', async () => {
      const secret = await apper('replayed')
      const code = appCode(secret, timeOf(server))
      await sendApp(await begin(server, pool, 'replayed'), 'replayed', code)
      const again = await begin(server, pool, 'replayed')
      await expect(sendApp(again, 'replayed', code)).rejects.toMatchObject(alreadyUsed)
      const before = appCode(secret, timeOf(server), -1)
      await expect(sendApp(again, 'replayed', before)).rejects.toMatchObject(alreadyUsed)
      server.advance(STEP)
      await sendApp(again, 'replayed', appCode(secret, timeOf(server)))
    })

    it('is good once when it proved the app', async () => {
      await createUser(server, pool, 'eager')
      const { AccessToken } = await signIn(server, pool, 'eager')
      const secret = await registerApp(server, AccessToken)
      await server.call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: on })
      const challenge = await begin(server, pool, 'eager')
      const code = appCode(secret, timeOf(server))
      await expect(sendApp(challenge, 'eager', code)).rejects.toMatchObject(alreadyUsed)
    })

    it('is good for one of twenty sessions at once', async () => {
      const secret = await apper('crowd')
      const sessions = await Promise.all(
        Array.from({ length: FREE_TRIES }, () => begin(server, pool, 'crowd')),
      )
      const code = appCode(secret, timeOf(server))
      const results = await Promise.allSettled(sessions.map((session) => sendApp(session, 'crowd', code)))
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    it.each([-2, 2])('is not good %i steps away', async (steps) => {
      const secret = await apper(`drifter${steps}`)
      const challenge = await begin(server, pool, `drifter${steps}`)
      const code = appCode(secret, timeOf(server), steps)
      await expect(sendApp(challenge, `drifter${steps}`, code)).rejects.toMatchObject(mismatch)
    })

    it.each([-1, 0, 1])('is good %i steps away', async (steps) => {
      const secret = await apper(`near${steps}`)
      server.advance(STEP)
      const challenge = await begin(server, pool, `near${steps}`)
      await sendApp(challenge, `near${steps}`, appCode(secret, timeOf(server), steps))
    })
  })

  describe('guessing', () => {
    it('ends after ten codes in a row, whatever sessions they come with, until a quarter of an hour is over', async () => {
      const to = await texter('guessed')
      for (let count = 0; count < FREE_TRIES; count++) {
        const challenge = await begin(server, pool, 'guessed')
        const wrong = other(await server.codeFor(to))
        await expect(sendSms(pool, challenge, 'guessed', wrong)).rejects.toMatchObject(mismatch)
      }
      const challenge = await begin(server, pool, 'guessed')
      const right = await server.codeFor(to)
      await expect(sendSms(pool, challenge, 'guessed', right)).rejects.toMatchObject(locked)
      server.advance(QUARTER - 1)
      const early = await begin(server, pool, 'guessed')
      await expect(sendSms(pool, early, 'guessed', await server.codeFor(to))).rejects.toMatchObject(locked)
      server.advance(1)
      await sendSms(pool, early, 'guessed', await server.codeFor(to))
    })

    it('gets one try a quarter of an hour from then on', async () => {
      const to = await texter('stubborn')
      const guess = async () => {
        const challenge = await begin(server, pool, 'stubborn')
        return sendSms(pool, challenge, 'stubborn', other(await server.codeFor(to)))
      }
      for (let count = 0; count < FREE_TRIES; count++) await expect(guess()).rejects.toMatchObject(mismatch)
      server.advance(QUARTER)
      await expect(guess()).rejects.toMatchObject(mismatch)
      await expect(guess()).rejects.toMatchObject(locked)
    })

    it('does no better with fifty codes at once', async () => {
      await apper('stormed')
      const challenge = await begin(server, pool, 'stormed')
      const codes = Array.from({ length: 50 }, (_, index) => String(index).padStart(6, '0'))
      const results = await Promise.allSettled(codes.map((code) => sendApp(challenge, 'stormed', code)))
      const looked = results.filter(
        (result) => result.status === 'fulfilled' || result.reason.name !== 'NotAuthorizedException',
      )
      expect(looked.length).toBeLessThanOrEqual(FREE_TRIES)
    })

    it('is forgiven by a right code', async () => {
      const to = await texter('forgiven')
      for (let round = 0; round < 2; round++) {
        const challenge = await begin(server, pool, 'forgiven')
        const right = await server.codeFor(to)
        for (let count = 0; count < FREE_TRIES - 1; count++)
          await expect(sendSms(pool, challenge, 'forgiven', other(right))).rejects.toMatchObject(mismatch)
        await sendSms(pool, challenge, 'forgiven', right)
      }
    })
  })

  it.each(['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'SELECT_MFA_TYPE'])(
    'ends a sign-in that asks for %s once the password is another',
    async (name) => {
      const username = `late-${name.toLowerCase()}`
      const to = name === 'SMS_MFA' ? await texter(username) : ''
      const secret = name === 'SMS_MFA' ? '' : await apper(username)
      if (name === 'SELECT_MFA_TYPE') {
        const asked = { UserPoolId: pool.userPoolId, Username: username }
        const UserAttributes = [{ Name: 'phone_number', Value: '+15555569999' }]
        await server.call('AdminUpdateUserAttributes', { ...asked, UserAttributes })
        await server.call('AdminSetUserMFAPreference', { ...asked, SMSMfaSettings: on })
      }
      const challenge = await begin(server, pool, username)
      expect(challenge.ChallengeName).toBe(name)
      await renew(pool, username)
      const responses = {
        SOFTWARE_TOKEN_MFA: { SOFTWARE_TOKEN_MFA_CODE: secret && appCode(secret, timeOf(server)) },
        SMS_MFA: { SMS_MFA_CODE: to && (await server.codeFor(to)) },
        SELECT_MFA_TYPE: { ANSWER: 'SOFTWARE_TOKEN_MFA' },
      }[name]
      await expect(
        answer(server, pool, challenge, { USERNAME: username, ...responses }),
      ).rejects.toMatchObject(invalidSession)
    },
  )

  describe('setting up MFA', () => {
    const setUp = async (session: string) => {
      const { SecretCode, Session } = await server.call('AssociateSoftwareToken', { Session: session })
      const UserCode = appCode(SecretCode, timeOf(server))
      return server.call('VerifySoftwareToken', { Session, UserCode })
    }
    const done = (verified: Answer) => ({ ChallengeName: 'MFA_SETUP', Session: verified.Session })

    it('is refused once the user has a factor, at every step', async () => {
      await createUser(server, required, 'owner')
      const [first, second, third, fourth] = await Promise.all(
        [1, 2, 3, 4].map(() => begin(server, required, 'owner')),
      )
      const associated = await server.call('AssociateSoftwareToken', { Session: second.Session })
      const replaced = await setUp(third.Session)
      await server.call('AdminDeleteSoftwareToken', { UserPoolId: required.userPoolId, Username: 'owner' })
      await setUp(first.Session)

      await expect(setUp(fourth.Session)).rejects.toMatchObject(invalidSession)
      const UserCode = appCode(associated.SecretCode, timeOf(server))
      await expect(
        server.call('VerifySoftwareToken', { Session: associated.Session, UserCode }),
      ).rejects.toMatchObject(invalidSession)
      for (const [challenge, extra] of [
        [done(replaced), {}],
        [fourth, { EMAIL: 'attacker@example.com' }],
      ] as const)
        await expect(
          answer(server, required, challenge, { USERNAME: 'owner', ...extra }),
        ).rejects.toMatchObject(invalidSession)
      expect(await begin(server, required, 'owner')).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' })
    })

    it('puts one app in force, however many are proven at once', async () => {
      await createUser(server, required, 'racer')
      const begun = await Promise.all([1, 2, 3].map(() => begin(server, required, 'racer')))
      const settled = await Promise.allSettled(begun.map(({ Session }) => setUp(Session)))
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    it.each([
      ['disabled', 'AdminDisableUser', {}],
      ['given a temporary password', 'AdminSetUserPassword', { Password: 'Fresh-Start-7' }],
    ] as const)('puts no app in force for a user who was %s meanwhile', async (_, operation, extra) => {
      const Username = `barred-${operation}`
      await createUser(server, required, Username)
      const { Session } = await begin(server, required, Username)
      await server.call(operation, { UserPoolId: required.userPoolId, Username, ...extra })
      await expect(setUp(Session)).rejects.toMatchObject(invalidSession)
    })

    it.each([
      ['got another password', 'AdminSetUserPassword', { Password: 'Fresh-Start-7', Permanent: true }],
      ['was signed out', 'AdminUserGlobalSignOut', {}],
    ] as const)('ends where the user %s meanwhile, at every step', async (_, operation, extra) => {
      const USERNAME = `renewed-${operation}`.toLowerCase()
      await createUser(server, required, USERNAME)
      const [first, second, third] = await Promise.all([1, 2, 3].map(() => begin(server, required, USERNAME)))
      const { SecretCode, Session } = await server.call('AssociateSoftwareToken', { Session: second.Session })
      await server.call(operation, { UserPoolId: required.userPoolId, Username: USERNAME, ...extra })
      await expect(setUp(first.Session)).rejects.toMatchObject(invalidSession)
      const UserCode = appCode(SecretCode, timeOf(server))
      await expect(server.call('VerifySoftwareToken', { Session, UserCode })).rejects.toMatchObject(
        invalidSession,
      )
      await expect(
        answer(server, required, third, { USERNAME, EMAIL: 'attacker@example.com' }),
      ).rejects.toMatchObject(invalidSession)
    })

    it('adds no address by a code that was sent before the password changed', async () => {
      await createUser(server, required, 'seized')
      const begun = await begin(server, required, 'seized')
      const EMAIL = 'seizer@example.com'
      const challenge = await answer(server, required, begun, { USERNAME: 'seized', EMAIL })
      await renew(required, 'seized')
      const EMAIL_OTP_CODE = await server.codeFor(EMAIL)
      await expect(
        answer(server, required, challenge, { USERNAME: 'seized', EMAIL_OTP_CODE }),
      ).rejects.toMatchObject(invalidSession)
    })

    it('signs nobody in by an app that was proven before the password changed', async () => {
      await createUser(server, required, 'robbed')
      const verified = await setUp((await begin(server, required, 'robbed')).Session)
      await renew(required, 'robbed')
      await expect(answer(server, required, done(verified), { USERNAME: 'robbed' })).rejects.toMatchObject(
        invalidSession,
      )
    })

    it('is not asked of a user whose app is turned off, since the app is there', async () => {
      const challengeOf = () => begin(server, required, 'lapsed')
      await createUser(server, required, 'lapsed')
      const verified = await setUp((await challengeOf()).Session)
      const { AuthenticationResult } = await answer(server, required, done(verified), { USERNAME: 'lapsed' })
      await server.call('SetUserMFAPreference', {
        AccessToken: AuthenticationResult.AccessToken,
        SoftwareTokenMfaSettings: { Enabled: false },
      })
      expect(await challengeOf()).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' })
    })

    it('is bound to the user, the client and the pool', async () => {
      for (const name of ['mine', 'yours']) await createUser(server, required, name)
      const verified = await setUp((await begin(server, required, 'mine')).Session)
      await expect(answer(server, required, done(verified), { USERNAME: 'yours' })).rejects.toMatchObject(
        invalidSession,
      )
      const elsewhere = await createPool(server)
      await createUser(server, elsewhere, 'mine')
      await expect(answer(server, elsewhere, done(verified), { USERNAME: 'mine' })).rejects.toMatchObject(
        invalidSession,
      )
    })

    it('is done by one of twenty answers at once', async () => {
      await createUser(server, required, 'multiple')
      const verified = await setUp((await begin(server, required, 'multiple')).Session)
      const tries = Array.from({ length: TRIES }, () =>
        answer(server, required, done(verified), { USERNAME: 'multiple' }),
      )
      const results = await Promise.allSettled(tries)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    it('gives an e-mail address to one of two sessions', async () => {
      await createUser(server, required, 'addressed')
      const ask = async (EMAIL: string) =>
        answer(server, required, await begin(server, required, 'addressed'), {
          USERNAME: 'addressed',
          EMAIL,
        })
      const mine = await ask('addressed@example.com')
      const theirs = await ask('thief@example.com')
      const prove = async (challenge: Answer, to: string) =>
        answer(server, required, challenge, {
          USERNAME: 'addressed',
          EMAIL_OTP_CODE: await server.codeFor(to),
        })
      await prove(mine, 'addressed@example.com')
      await expect(prove(theirs, 'thief@example.com')).rejects.toMatchObject(invalidSession)
    })
  })
})
