import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createPasskey } from '../../../test/support/authenticator.ts'
import { csvFile, startImport } from '../../../test/support/import.ts'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createSrpClient } from '../../../test/support/srp-client.ts'

const FLOWS = ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
const ALL = ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN']
const ORIGIN = 'https://auth.example.com'
const WRONG_CODE = {
  name: 'CodeMismatchException',
  message: 'Invalid code or auth state for the user.',
}
const INCORRECT = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
const USED = { message: 'Invalid session for the user, session can only be used once.' }

const policy = (factors: string[]) => ({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: factors } } })

describe.each(databases)('USER_AUTH on %s', (kind) => {
  let server: TestServer
  let open: Pool
  let hiding: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    const settings = { ...policy(ALL), AutoVerifiedAttributes: ['email'] }
    open = await createPool(server, settings, { ExplicitAuthFlows: FLOWS })
    hiding = await createPool(server, settings, {
      ExplicitAuthFlows: FLOWS,
      PreventUserExistenceErrors: 'ENABLED',
    })
    for (const pool of [open, hiding]) await setPasskeys(pool, { RelyingPartyId: 'auth.example.com' })
  })
  afterAll(() => server.stop())

  const setPasskeys = (pool: Pool, WebAuthnConfiguration: Record<string, string>, more = {}) =>
    server.call('SetUserPoolMfaConfig', { UserPoolId: pool.userPoolId, WebAuthnConfiguration, ...more })

  const start = (username: string, more: Record<string, string> = {}, of = open) =>
    server.call('InitiateAuth', {
      ClientId: of.clientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: username, ...more },
    })
  const prefer = (username: string, PREFERRED_CHALLENGE: string, more = {}, of = open) =>
    start(username, { PREFERRED_CHALLENGE, ...more }, of)
  const answer = (
    ChallengeName: string,
    Session: string | undefined,
    ChallengeResponses: Record<string, string>,
    of = open,
  ) =>
    server.call('RespondToAuthChallenge', {
      ClientId: of.clientId,
      ChallengeName,
      Session,
      ChallengeResponses,
    })
  const verified = (username: string, of = open, more = {}) =>
    createUser(server, of, username, { email: `${username}@example.com`, email_verified: 'true', ...more })
  const codeOf = (username: string) => server.codeFor(`${username}@example.com`)

  const addPasskey = async (username: string, of = open) => {
    const { AccessToken } = await signIn(server, of, username)
    const { CredentialCreationOptions } = await server.call('StartWebAuthnRegistration', { AccessToken })
    const passkey = createPasskey(ORIGIN)
    const Credential = passkey.create(CredentialCreationOptions)
    await server.call('CompleteWebAuthnRegistration', { AccessToken, Credential })
    return passkey
  }
  const optionsOf = (challenge: { ChallengeParameters: Record<string, string> }) =>
    JSON.parse(challenge.ChallengeParameters['CREDENTIAL_REQUEST_OPTIONS'] ?? '')

  describe('the choice', () => {
    it('offers what the pool allows and the user has', async () => {
      await createUser(server, open, 'bare')
      expect(await start('bare')).toEqual({
        ChallengeName: 'SELECT_CHALLENGE',
        ChallengeParameters: {},
        AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD'],
        Session: expect.stringMatching(/^AYABe/),
      })
      await verified('rich', open, { phone_number: '+15555550100', phone_number_verified: 'true' })
      expect((await start('rich')).AvailableChallenges).toEqual([
        'PASSWORD_SRP',
        'PASSWORD',
        'EMAIL_OTP',
        'SMS_OTP',
      ])
      await addPasskey('rich')
      const challenge = await start('rich')
      expect(challenge.AvailableChallenges.at(-1)).toBe('WEB_AUTHN')
      expect(optionsOf(challenge)).toMatchObject({ rpId: 'auth.example.com' })
    })

    it('offers no code to an unverified address, and nothing that the pool does not allow', async () => {
      await createUser(server, open, 'unverified', { email: 'unverified@example.com' })
      expect((await start('unverified')).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD'])
      const plain = await createPool(server, {}, { ExplicitAuthFlows: FLOWS })
      await verified('plain', plain)
      expect((await start('plain', {}, plain)).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD'])
      expect((await prefer('plain', 'EMAIL_OTP', {}, plain)).ChallengeName).toBe('SELECT_CHALLENGE')
    })

    it('offers nothing but the password while it is temporary', async () => {
      await server.call('AdminCreateUser', {
        UserPoolId: open.userPoolId,
        Username: 'temporary',
        TemporaryPassword: PASSWORD,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: 'temporary@example.com' },
          { Name: 'email_verified', Value: 'true' },
        ],
      })
      expect((await start('temporary')).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD'])
      const next = await prefer('temporary', 'PASSWORD', { PASSWORD })
      expect(next.ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
    })

    it('takes the whole answer in one step', async () => {
      await verified('one-step')
      const passkey = await addPasskey('one-step')
      const { Session } = await start('one-step')
      const withPassword = { USERNAME: 'one-step', ANSWER: 'PASSWORD', PASSWORD }
      expect(await answer('SELECT_CHALLENGE', Session, withPassword)).toHaveProperty(
        'AuthenticationResult.IdToken',
      )
      await expect(answer('SELECT_CHALLENGE', Session, withPassword)).rejects.toMatchObject(USED)

      const srp = createSrpClient(open.userPoolId)
      const chosen = await answer('SELECT_CHALLENGE', (await start('one-step')).Session, {
        USERNAME: 'one-step',
        ANSWER: 'PASSWORD_SRP',
        SRP_A: srp.publicA,
      })
      expect(chosen).toMatchObject({ ChallengeName: 'PASSWORD_VERIFIER', Session: expect.any(String) })
      const proof = srp.answer(chosen.ChallengeParameters, PASSWORD)
      expect(await answer('PASSWORD_VERIFIER', chosen.Session, proof)).toHaveProperty('AuthenticationResult')

      const select = await start('one-step')
      const CREDENTIAL = passkey.get(optionsOf(select))
      expect(
        await answer('SELECT_CHALLENGE', select.Session, {
          USERNAME: 'one-step',
          ANSWER: 'WEB_AUTHN',
          CREDENTIAL,
        }),
      ).toHaveProperty('AuthenticationResult.RefreshToken')
    })

    it('takes the choice first and the proof then', async () => {
      await verified('two-steps')
      const USERNAME = 'two-steps'
      const choose = async (ANSWER: string) =>
        answer('SELECT_CHALLENGE', (await start(USERNAME)).Session, { USERNAME, ANSWER })
      const byPassword = await choose('PASSWORD')
      expect(byPassword).toMatchObject({ ChallengeName: 'PASSWORD', ChallengeParameters: {} })
      expect(await answer('PASSWORD', byPassword.Session, { USERNAME, PASSWORD })).toHaveProperty(
        'AuthenticationResult',
      )
      const srp = createSrpClient(open.userPoolId)
      const bySrp = await choose('PASSWORD_SRP')
      expect(bySrp.ChallengeName).toBe('PASSWORD_SRP')
      const verifier = await answer('PASSWORD_SRP', bySrp.Session, { USERNAME, SRP_A: srp.publicA })
      const proof = srp.answer(verifier.ChallengeParameters, PASSWORD)
      expect(await answer('PASSWORD_VERIFIER', undefined, proof)).toHaveProperty('AuthenticationResult')
      const byCode = await choose('EMAIL_OTP')
      expect(byCode).toMatchObject({
        ChallengeName: 'EMAIL_OTP',
        ChallengeParameters: { CODE_DELIVERY_DESTINATION: 't***@e***' },
      })
      const EMAIL_OTP_CODE = await codeOf(USERNAME)
      expect(await answer('EMAIL_OTP', byCode.Session, { USERNAME, EMAIL_OTP_CODE })).toHaveProperty(
        'AuthenticationResult',
      )
    })

    it('refuses what is not available, a missing answer and a missing session', async () => {
      await createUser(server, open, 'choosy')
      const USERNAME = 'choosy'
      const { Session } = await start(USERNAME)
      const choose = (more: Record<string, string>, session = Session) =>
        answer('SELECT_CHALLENGE', session, { USERNAME, ...more })
      const invalid = (message: string) => ({ name: 'InvalidParameterException', message })
      await expect(choose({})).rejects.toMatchObject(invalid('Missing required parameter ANSWER'))
      await expect(choose({ ANSWER: 'EMAIL_OTP' })).rejects.toMatchObject(
        invalid('EMAIL_OTP is not an available challenge.'),
      )
      await expect(answer('WEB_AUTHN', Session, { USERNAME })).rejects.toMatchObject(
        invalid('Missing required parameter CREDENTIAL'),
      )
      await expect(
        answer('SELECT_CHALLENGE', undefined, { USERNAME, ANSWER: 'PASSWORD' }),
      ).rejects.toMatchObject(invalid('Missing required parameter Session'))
      await expect(
        answer('SELECT_CHALLENGE', Session, { USERNAME: 'someone-else', ANSWER: 'PASSWORD' }),
      ).rejects.toMatchObject({ message: 'Invalid session for the user.' })
      expect((await choose({ ANSWER: 'PASSWORD' })).ChallengeName).toBe('PASSWORD')
    })
  })

  describe('passwords', () => {
    it('signs in at once with a preferred password, or leads to SRP', async () => {
      await createUser(server, open, 'preferring')
      expect(await prefer('preferring', 'PASSWORD', { PASSWORD })).toHaveProperty('AuthenticationResult')
      const { publicA } = createSrpClient(open.userPoolId)
      const verifier = await prefer('preferring', 'PASSWORD_SRP', { SRP_A: publicA })
      expect(verifier.ChallengeName).toBe('PASSWORD_VERIFIER')
      await expect(prefer('preferring', 'PASSWORD_SRP', { SRP_A: '0' })).rejects.toMatchObject({
        name: 'InvalidParameterException',
      })
    })

    it('takes one guess a session and locks after five', async () => {
      await createUser(server, open, 'guessed')
      const USERNAME = 'guessed'
      const { Session } = await prefer(USERNAME, 'PASSWORD')
      const guess = { USERNAME, PASSWORD: 'Wrong-Horse-1' }
      await expect(answer('PASSWORD', Session, guess)).rejects.toMatchObject(INCORRECT)
      await expect(answer('PASSWORD', Session, { USERNAME, PASSWORD })).rejects.toMatchObject(USED)
      for (let count = 0; count < 4; count++)
        await expect(prefer(USERNAME, 'PASSWORD', guess)).rejects.toMatchObject(INCORRECT)
      await expect(prefer(USERNAME, 'PASSWORD', { PASSWORD })).rejects.toMatchObject({
        message: 'Password attempts exceeded',
      })
    })

    it('refuses a user who is disabled after the proof, however given', async () => {
      await verified('disabled')
      await server.call('AdminDisableUser', { UserPoolId: open.userPoolId, Username: 'disabled' })
      await expect(prefer('disabled', 'PASSWORD', { PASSWORD })).rejects.toMatchObject({
        message: 'User is disabled.',
      })
      const { Session } = await prefer('disabled', 'EMAIL_OTP')
      const EMAIL_OTP_CODE = await codeOf('disabled')
      await expect(
        answer('EMAIL_OTP', Session, { USERNAME: 'disabled', EMAIL_OTP_CODE }),
      ).rejects.toMatchObject({ message: 'User is disabled.' })
    })
  })

  describe('codes', () => {
    it('sends eight digits, and takes them once', async () => {
      await verified('coded')
      const challenge = await prefer('coded', 'EMAIL_OTP')
      expect(challenge).toEqual({
        ChallengeName: 'EMAIL_OTP',
        ChallengeParameters: {
          CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
          CODE_DELIVERY_DESTINATION: 'c***@e***',
        },
        AvailableChallenges: ['EMAIL_OTP'],
        Session: expect.stringMatching(/^AYABe/),
      })
      const EMAIL_OTP_CODE = await codeOf('coded')
      expect(EMAIL_OTP_CODE).toMatch(/^\d{8}$/)
      const respond = (code: string) =>
        answer('EMAIL_OTP', challenge.Session, { USERNAME: 'coded', EMAIL_OTP_CODE: code })
      await expect(respond('00000000x')).rejects.toMatchObject(WRONG_CODE)
      expect(await respond(EMAIL_OTP_CODE)).toHaveProperty('AuthenticationResult.RefreshToken')
      await expect(respond(EMAIL_OTP_CODE)).rejects.toMatchObject(USED)
    })

    it('sends a code by SMS', async () => {
      await createUser(server, open, 'texter', {
        phone_number: '+15555550199',
        phone_number_verified: 'true',
      })
      const { Session, ChallengeParameters } = await prefer('texter', 'SMS_OTP')
      expect(ChallengeParameters).toEqual({
        CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
        CODE_DELIVERY_DESTINATION: '+*******0199',
      })
      const SMS_OTP_CODE = await server.codeFor('+15555550199')
      expect(SMS_OTP_CODE).toMatch(/^\d{8}$/)
      expect(await answer('SMS_OTP', Session, { USERNAME: 'texter', SMS_OTP_CODE })).toHaveProperty(
        'AuthenticationResult',
      )
    })

    it('lets exactly one of ten uses of a right code win', async () => {
      await verified('racing')
      const { Session } = await prefer('racing', 'EMAIL_OTP')
      const EMAIL_OTP_CODE = await codeOf('racing')
      const tries = Array.from({ length: 10 }, () =>
        answer('EMAIL_OTP', Session, { USERNAME: 'racing', EMAIL_OTP_CODE }),
      )
      const results = await Promise.allSettled(tries)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    it('locks codes after ten guesses, also for a session of its own each', async () => {
      await verified('brute')
      const guess = async () => {
        const { Session } = await prefer('brute', 'EMAIL_OTP')
        return answer('EMAIL_OTP', Session, { USERNAME: 'brute', EMAIL_OTP_CODE: 'x' })
      }
      for (let count = 0; count < 10; count++) await expect(guess()).rejects.toMatchObject(WRONG_CODE)
      await expect(guess()).rejects.toMatchObject({ message: 'Code attempts exceeded' })
    })

    it('expires with the session, and belongs to one user', async () => {
      await verified('slow')
      await verified('other')
      const { Session } = await prefer('slow', 'EMAIL_OTP')
      const EMAIL_OTP_CODE = await codeOf('slow')
      await expect(answer('EMAIL_OTP', Session, { USERNAME: 'other', EMAIL_OTP_CODE })).rejects.toMatchObject(
        {
          message: 'Invalid session for the user.',
        },
      )
      await expect(
        answer('SMS_OTP', Session, { USERNAME: 'slow', SMS_OTP_CODE: EMAIL_OTP_CODE }),
      ).rejects.toMatchObject({
        message: 'Invalid session for the user.',
      })
      server.advance(181)
      await expect(answer('EMAIL_OTP', Session, { USERNAME: 'slow', EMAIL_OTP_CODE })).rejects.toMatchObject({
        message: 'Invalid session for the user, session is expired.',
      })
    })

    it('is void when the address changed meanwhile', async () => {
      await verified('moving')
      const { Session } = await prefer('moving', 'EMAIL_OTP')
      const EMAIL_OTP_CODE = await codeOf('moving')
      await server.call('AdminUpdateUserAttributes', {
        UserPoolId: open.userPoolId,
        Username: 'moving',
        UserAttributes: [{ Name: 'email', Value: 'moved@example.com' }],
      })
      await expect(
        answer('EMAIL_OTP', Session, { USERNAME: 'moving', EMAIL_OTP_CODE }),
      ).rejects.toMatchObject({ message: 'Invalid session for the user.' })
    })

    it('floods no address', async () => {
      await verified('flooded')
      for (let count = 0; count < 30; count++) await prefer('flooded', 'EMAIL_OTP')
      await expect(prefer('flooded', 'EMAIL_OTP')).rejects.toMatchObject({ name: 'TooManyRequestsException' })
    })
  })

  describe('sign-up', () => {
    const register = (Username: string, more = {}, of = open) =>
      server.call('SignUp', {
        ClientId: of.clientId,
        Username,
        UserAttributes: [{ Name: 'email', Value: `${Username}@example.com` }],
        ...more,
      })
    const confirm = async (Username: string) =>
      server.call('ConfirmSignUp', {
        ClientId: open.clientId,
        Username,
        ConfirmationCode: await codeOf(Username),
      })
    const goOn = (username: string, Session: string) =>
      server.call('InitiateAuth', {
        ClientId: open.clientId,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME: username },
        Session,
      })

    it('needs no password, and its code signs in at once', async () => {
      const signedUp = await register('fresh')
      expect(signedUp).toMatchObject({ UserConfirmed: false, Session: expect.any(String) })
      const { Session } = await confirm('fresh')
      expect(await goOn('fresh', Session)).toHaveProperty('AuthenticationResult.AccessToken')
      await expect(goOn('fresh', Session)).rejects.toMatchObject(USED)
      expect((await start('fresh')).AvailableChallenges).toEqual(['EMAIL_OTP'])
      await expect(signIn(server, open, 'fresh')).rejects.toMatchObject(INCORRECT)
    })

    it('takes the session of the confirmation for its user and in time only', async () => {
      await register('hurried')
      const { Session } = await confirm('hurried')
      await verified('bystander')
      await expect(goOn('bystander', Session)).rejects.toMatchObject({
        message: 'Invalid session for the user.',
      })
      await expect(goOn('hurried', (await start('bystander')).Session)).rejects.toMatchObject({
        message: 'Invalid session for the user.',
      })
      server.advance(181)
      await expect(goOn('hurried', Session)).rejects.toMatchObject({
        message: 'Invalid session for the user, session is expired.',
      })
    })

    it('gives no session where codes sign nobody in', async () => {
      const plain = await createPool(
        server,
        { AutoVerifiedAttributes: ['email'] },
        { ExplicitAuthFlows: FLOWS },
      )
      expect(await register('unlucky', { Password: PASSWORD }, plain)).not.toHaveProperty('Session')
      expect(
        await server.call('ConfirmSignUp', {
          ClientId: plain.clientId,
          Username: 'unlucky',
          ConfirmationCode: await codeOf('unlucky'),
        }),
      ).toEqual({})
    })

    it('needs a password in another pool, for another client, and without an address', async () => {
      const missing = {
        name: 'InvalidParameterException',
        message:
          "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
      }
      const plain = await createPool(server, {}, { ExplicitAuthFlows: FLOWS })
      await expect(register('a', {}, plain)).rejects.toMatchObject(missing)
      const { UserPoolClient } = await server.call('CreateUserPoolClient', {
        UserPoolId: open.userPoolId,
        ClientName: 'passwords only',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      })
      const other = { userPoolId: open.userPoolId, clientId: UserPoolClient.ClientId }
      await expect(register('b', {}, other)).rejects.toMatchObject(missing)
      await expect(register('c', { UserAttributes: [] })).rejects.toMatchObject(missing)
    })

    it('is confirmed by the code of a sign-in too, which verifies the address', async () => {
      await register('late-bird')
      const { Session } = await prefer('late-bird', 'EMAIL_OTP')
      const code = { USERNAME: 'late-bird', EMAIL_OTP_CODE: await codeOf('late-bird') }
      expect(await answer('EMAIL_OTP', Session, code)).toHaveProperty('AuthenticationResult')
      const user = await server.call('AdminGetUser', { UserPoolId: open.userPoolId, Username: 'late-bird' })
      expect(user.UserStatus).toBe('CONFIRMED')
      expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' })
    })

    it('lets a user without a password set the first one', async () => {
      await register('growing')
      const { Session } = await confirm('growing')
      const { AuthenticationResult } = await goOn('growing', Session)
      const { AccessToken } = AuthenticationResult
      const factors = () => server.call('GetUserAuthFactors', { AccessToken })
      expect(await factors()).toEqual({ Username: 'growing', ConfiguredUserAuthFactors: ['EMAIL_OTP'] })
      await server.call('ChangePassword', { AccessToken, ProposedPassword: PASSWORD })
      expect(await signIn(server, open, 'growing')).toHaveProperty('AccessToken')
      expect((await factors()).ConfiguredUserAuthFactors).toEqual(['PASSWORD', 'EMAIL_OTP'])
      await expect(
        server.call('ChangePassword', { AccessToken, ProposedPassword: 'Another-Horse-2' }),
      ).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    })
  })

  describe('a second factor', () => {
    it('leaves only passwords, and passkeys that count for both', async () => {
      const pool = await createPool(server, policy(ALL), { ExplicitAuthFlows: FLOWS })
      const id = { RelyingPartyId: 'auth.example.com' }
      await setPasskeys(pool, id)
      await verified('double', pool)
      const passkey = await addPasskey('double', pool)
      expect((await start('double', {}, pool)).AvailableChallenges).toContain('EMAIL_OTP')
      const mfa = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } }
      await setPasskeys(pool, id, mfa)
      expect((await start('double', {}, pool)).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD'])
      expect((await prefer('double', 'PASSWORD', { PASSWORD }, pool)).ChallengeName).toBe('MFA_SETUP')
      await setPasskeys(pool, { ...id, FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' }, mfa)
      const challenge = await prefer('double', 'WEB_AUTHN', {}, pool)
      expect(challenge.ChallengeName).toBe('WEB_AUTHN')
      expect(optionsOf(challenge).userVerification).toBe('required')
      const USERNAME = 'double'
      const touched = passkey.get(optionsOf(challenge), { userVerified: false })
      await expect(
        answer('WEB_AUTHN', challenge.Session, { USERNAME, CREDENTIAL: touched }, pool),
      ).rejects.toMatchObject(INCORRECT)
      const again = await prefer('double', 'WEB_AUTHN', {}, pool)
      const CREDENTIAL = passkey.get(optionsOf(again))
      expect(await answer('WEB_AUTHN', again.Session, { USERNAME, CREDENTIAL }, pool)).toHaveProperty(
        'AuthenticationResult',
      )
    })
  })

  describe('users without a password', () => {
    it('are created by the operator and sign in by code', async () => {
      const { User } = await server.call('AdminCreateUser', {
        UserPoolId: open.userPoolId,
        Username: 'created',
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: 'created@example.com' },
          { Name: 'email_verified', Value: 'true' },
        ],
      })
      expect(User.UserStatus).toBe('CONFIRMED')
      const { Session } = await prefer('created', 'EMAIL_OTP')
      const code = { USERNAME: 'created', EMAIL_OTP_CODE: await codeOf('created') }
      expect(await answer('EMAIL_OTP', Session, code)).toHaveProperty('AuthenticationResult')
    })

    it('are imported and confirmed by their first code', async () => {
      const row = { 'cognito:username': 'imported', email: 'imported@example.com', email_verified: 'TRUE' }
      await startImport(server, open.userPoolId, await csvFile(server, open.userPoolId, [row]))
      const user = { UserPoolId: open.userPoolId, Username: 'imported' }
      await vi.waitUntil(() => server.call('AdminGetUser', user).catch(() => undefined))
      expect(await server.call('AdminGetUser', user)).toMatchObject({ UserStatus: 'RESET_REQUIRED' })
      const { Session, ChallengeName } = await prefer('imported', 'EMAIL_OTP')
      expect(ChallengeName).toBe('EMAIL_OTP')
      const code = { USERNAME: 'imported', EMAIL_OTP_CODE: await codeOf('imported') }
      expect(await answer('EMAIL_OTP', Session, code)).toHaveProperty('AuthenticationResult')
      expect(await server.call('AdminGetUser', user)).toMatchObject({ UserStatus: 'CONFIRMED' })
    })

    it('are refused by an address that another user verified meanwhile', async () => {
      const aliased = await createPool(
        server,
        { ...policy(ALL), AliasAttributes: ['email'] },
        { ExplicitAuthFlows: FLOWS },
      )
      const UserAttributes = [{ Name: 'email', Value: 'shared@example.com' }]
      await server.call('SignUp', { ClientId: aliased.clientId, Username: 'second', UserAttributes })
      const { Session } = await prefer('second', 'EMAIL_OTP', {}, aliased)
      const EMAIL_OTP_CODE = await codeOf('shared')
      await createUser(server, aliased, 'first', { email: 'shared@example.com', email_verified: 'true' })
      const respond = () => answer('EMAIL_OTP', Session, { USERNAME: 'second', EMAIL_OTP_CODE }, aliased)
      await expect(respond()).rejects.toMatchObject({ name: 'AliasExistsException' })
    })
  })

  it('offers no code to a user who turned MFA on', async () => {
    const pool = await createPool(server, policy(ALL), { ExplicitAuthFlows: FLOWS })
    await server.call('SetUserPoolMfaConfig', {
      UserPoolId: pool.userPoolId,
      MfaConfiguration: 'OPTIONAL',
      SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' } },
    })
    await verified('careful', pool, { phone_number: '+15555550111' })
    const offered = async () => (await start('careful', {}, pool)).AvailableChallenges
    expect(await offered()).toContain('EMAIL_OTP')
    const { Session } = await prefer('careful', 'EMAIL_OTP', {}, pool)
    await server.call('AdminSetUserMFAPreference', {
      UserPoolId: pool.userPoolId,
      Username: 'careful',
      SMSMfaSettings: { Enabled: true, PreferredMfa: true },
    })
    expect(await offered()).toEqual(['PASSWORD_SRP', 'PASSWORD'])
    const code = { USERNAME: 'careful', EMAIL_OTP_CODE: await codeOf('careful') }
    expect((await answer('EMAIL_OTP', Session, code, pool)).ChallengeName).toBe('SMS_MFA')
  })

  describe('who does not exist', () => {
    it('is told so where the client says it', async () => {
      await expect(start('ghost')).rejects.toMatchObject({ name: 'UserNotFoundException' })
    })

    it('gets a challenge of the same shape and size elsewhere, always the same, and no code', async () => {
      await verified('real', hiding)
      const real = await prefer('real', 'EMAIL_OTP', {}, hiding)
      const fake = await prefer('ghost@example.com', 'EMAIL_OTP', {}, hiding)
      expect({ ...fake, Session: '' }).toEqual({
        ...real,
        ChallengeParameters: { ...real.ChallengeParameters, CODE_DELIVERY_DESTINATION: 'g***@e***' },
        Session: '',
      })
      expect(fake.Session).toHaveLength(real.Session.length)
      expect(await server.outbox({ to: 'ghost@example.com' })).toEqual([])
      const realChoice = await start('real', {}, hiding)
      const choices = await Promise.all(
        ['ghost-a', 'ghost-b', 'ghost-c', 'ghost-d', 'ghost-e', 'ghost-f'].map(async (name) => {
          const [first, second] = [await start(name, {}, hiding), await start(name, {}, hiding)]
          expect(first.AvailableChallenges).toEqual(second.AvailableChallenges)
          expect(first.Session).toHaveLength(realChoice.Session.length)
          return first.AvailableChallenges.join()
        }),
      )
      for (const choice of choices) expect(choice).toMatch(/^PASSWORD_SRP,PASSWORD,EMAIL_OTP(,WEB_AUTHN)?$/)
    })

    it('fails as a user does who proves the wrong thing', async () => {
      const USERNAME = 'ghost@example.com'
      const { Session } = await prefer(USERNAME, 'EMAIL_OTP', {}, hiding)
      const guess = () => answer('EMAIL_OTP', Session, { USERNAME, EMAIL_OTP_CODE: 'x' }, hiding)
      for (let count = 0; count < 10; count++) await expect(guess()).rejects.toMatchObject(WRONG_CODE)
      await expect(guess()).rejects.toMatchObject({ message: 'Code attempts exceeded' })
      await expect(prefer('ghost', 'PASSWORD', { PASSWORD }, hiding)).rejects.toMatchObject(INCORRECT)
      const srp = createSrpClient(hiding.userPoolId)
      const verifier = await prefer('ghost', 'PASSWORD_SRP', { SRP_A: srp.publicA }, hiding)
      const proof = srp.answer(verifier.ChallengeParameters, PASSWORD)
      await expect(answer('PASSWORD_VERIFIER', verifier.Session, proof, hiding)).rejects.toMatchObject(
        INCORRECT,
      )
    })

    it('seems to have a passkey at times, which nothing proves', async () => {
      const challenges = await Promise.all(
        Array.from({ length: 12 }, (_, index) => prefer(`phantom-${index}`, 'WEB_AUTHN', {}, hiding)),
      )
      const index = challenges.findIndex(({ ChallengeName }) => ChallengeName === 'WEB_AUTHN')
      const challenge = challenges[index]
      const [allowed] = optionsOf(challenge).allowCredentials
      const passkey = createPasskey(ORIGIN, { id: allowed.id })
      await expect(
        answer(
          'WEB_AUTHN',
          challenge.Session,
          { USERNAME: `phantom-${index}`, CREDENTIAL: passkey.get(optionsOf(challenge)) },
          hiding,
        ),
      ).rejects.toMatchObject(INCORRECT)
    })
  })

  it('lets the operator begin and end a sign-in', async () => {
    await verified('operated')
    const ids = { UserPoolId: open.userPoolId, ClientId: open.clientId }
    const challenge = await server.call('AdminInitiateAuth', {
      ...ids,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: 'operated' },
    })
    expect(challenge.AvailableChallenges).toContain('EMAIL_OTP')
    const answered = await server.call('AdminRespondToAuthChallenge', {
      ...ids,
      ChallengeName: 'SELECT_CHALLENGE',
      Session: challenge.Session,
      ChallengeResponses: { USERNAME: 'operated', ANSWER: 'PASSWORD', PASSWORD },
    })
    expect(answered).toHaveProperty('AuthenticationResult')
    await addPasskey('operated')
    expect(
      await server.call('AdminGetUserAuthFactors', { UserPoolId: open.userPoolId, Username: 'operated' }),
    ).toEqual({
      Username: 'operated',
      ConfiguredUserAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'],
    })
  })

  it('needs the flow to be allowed', async () => {
    const closed = await createPool(server)
    await expect(start('anybody', {}, closed)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'USER_AUTH is not enabled for the client.',
    })
  })
})
