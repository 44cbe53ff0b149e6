import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimsOf, createPool, createUser, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createSrpClient } from '../../../test/support/srp-client.ts'

const INCORRECT = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
const NOBODY = { name: 'UserNotFoundException', message: 'User does not exist.' }

describe.each(databases)('signing in on %s', (kind) => {
  let server: TestServer
  let legacy: Pool
  let hiding: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    legacy = await createPool(server)
    hiding = await createPool(server, {}, { PreventUserExistenceErrors: 'ENABLED' })
  })
  afterAll(() => server.stop())

  const start = (pool: Pool, flow: string, parameters: Record<string, string>) =>
    server.call('InitiateAuth', { ClientId: pool.clientId, AuthFlow: flow, AuthParameters: parameters })
  const withPassword = (pool: Pool, username: string, password: string) =>
    start(pool, 'USER_PASSWORD_AUTH', { USERNAME: username, PASSWORD: password })

  async function withSrp(pool: Pool, username: string, password: string) {
    const srp = createSrpClient(pool.userPoolId)
    const challenge = await start(pool, 'USER_SRP_AUTH', { USERNAME: username, SRP_A: srp.publicA })
    const answer = srp.answer(challenge.ChallengeParameters, password)
    return { challenge, answer }
  }
  const respond = (
    pool: Pool,
    responses: Record<string, string>,
    name = 'PASSWORD_VERIFIER',
    session?: string,
  ) =>
    server.call('RespondToAuthChallenge', {
      ClientId: pool.clientId,
      ChallengeName: name,
      ChallengeResponses: responses,
      Session: session,
    })

  describe('with the password', () => {
    it('gives tokens in the shape of Cognito', async () => {
      await createUser(server, legacy, 'shape')
      const answer = await withPassword(legacy, 'shape', PASSWORD)
      expect(Object.keys(answer).sort()).toEqual(['AuthenticationResult', 'ChallengeParameters'])
      expect(answer.ChallengeParameters).toEqual({})
      expect(answer.AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' })
      expect(answer.AuthenticationResult.RefreshToken).toMatch(
        /^eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ\./,
      )
    })

    it('refuses a wrong password', async () => {
      await createUser(server, legacy, 'wrong-password')
      await expect(withPassword(legacy, 'wrong-password', 'Wrong-Horse-1')).rejects.toMatchObject(INCORRECT)
    })

    it('says that a user does not exist only where the client lets it', async () => {
      await expect(withPassword(legacy, 'nobody', PASSWORD)).rejects.toMatchObject(NOBODY)
      await expect(withPassword(hiding, 'nobody', PASSWORD)).rejects.toMatchObject(INCORRECT)
    })

    it.each(['USERNAME', 'PASSWORD'])('refuses a call without %s', async (missing) => {
      const parameters = { USERNAME: 'someone', PASSWORD, [missing]: '' }
      await expect(start(legacy, 'USER_PASSWORD_AUTH', parameters)).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: `Missing required parameter ${missing}`,
      })
    })

    it('refuses a disabled user who knows the password, and tells nobody else', async () => {
      const username = await createUser(server, legacy, 'disabled')
      await server.call('AdminDisableUser', { UserPoolId: legacy.userPoolId, Username: username })
      await expect(withPassword(legacy, 'disabled', PASSWORD)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'User is disabled.',
      })
      await expect(withPassword(legacy, 'disabled', 'Wrong-Horse-1')).rejects.toMatchObject(INCORRECT)
    })

    it('refuses an unconfirmed user who knows the password, and tells nobody else', async () => {
      await server.call('SignUp', { ClientId: legacy.clientId, Username: 'unconfirmed', Password: PASSWORD })
      await expect(withPassword(legacy, 'unconfirmed', PASSWORD)).rejects.toMatchObject({
        name: 'UserNotConfirmedException',
        message: 'User is not confirmed.',
      })
      await expect(withPassword(legacy, 'unconfirmed', 'Wrong-Horse-1')).rejects.toMatchObject(INCORRECT)
      const { answer } = await withSrp(legacy, 'unconfirmed', PASSWORD)
      await expect(respond(legacy, answer)).rejects.toMatchObject({ name: 'UserNotConfirmedException' })
    })
  })

  describe('after wrong passwords', () => {
    const LOCKED = { name: 'NotAuthorizedException', message: 'Password attempts exceeded' }
    const fail = async (pool: Pool, username: string, times: number) => {
      for (let index = 0; index < times; index += 1)
        await expect(withPassword(pool, username, 'Wrong-Horse-1')).rejects.toMatchObject(INCORRECT)
    }

    it('locks from the fifth failure, for twice as long after each further one', async () => {
      await createUser(server, legacy, 'locked')
      await fail(legacy, 'locked', 5)
      await expect(withPassword(legacy, 'locked', PASSWORD)).rejects.toMatchObject(LOCKED)
      server.advance(1.1)
      await fail(legacy, 'locked', 1)
      server.advance(1.1)
      await expect(withPassword(legacy, 'locked', PASSWORD)).rejects.toMatchObject(LOCKED)
      server.advance(1)
      await expect(withPassword(legacy, 'locked', PASSWORD)).resolves.toHaveProperty('AuthenticationResult')
    })

    it('starts to count anew after a success', async () => {
      await createUser(server, legacy, 'counted')
      await fail(legacy, 'counted', 4)
      await withPassword(legacy, 'counted', PASSWORD)
      await fail(legacy, 'counted', 4)
      await expect(withPassword(legacy, 'counted', PASSWORD)).resolves.toHaveProperty('AuthenticationResult')
    })

    it('forgets failures after fifteen minutes without one', async () => {
      await createUser(server, legacy, 'patient')
      await fail(legacy, 'patient', 4)
      server.advance(15 * 60 + 1)
      await fail(legacy, 'patient', 1)
      await expect(withPassword(legacy, 'patient', PASSWORD)).resolves.toHaveProperty('AuthenticationResult')
    })

    it('locks a name that nobody has in the same way', async () => {
      await fail(hiding, 'nobody-locked', 5)
      await expect(withPassword(hiding, 'nobody-locked', PASSWORD)).rejects.toMatchObject(LOCKED)
    })

    it('counts wrong SRP proofs and guesses side by side', async () => {
      await createUser(server, legacy, 'guessed')
      const exchanges = await Promise.all(
        Array.from({ length: 8 }, () => withSrp(legacy, 'guessed', 'Wrong-Horse-1')),
      )
      await Promise.allSettled(exchanges.map(({ answer }) => respond(legacy, answer)))
      await expect(withPassword(legacy, 'guessed', PASSWORD)).rejects.toMatchObject(LOCKED)
    })
  })

  describe('by SRP', () => {
    it('asks for the proof with exactly the parameters of Cognito and no session', async () => {
      await createUser(server, legacy, 'srp-shape')
      const { challenge } = await withSrp(legacy, 'srp-shape', PASSWORD)
      expect(challenge.ChallengeName).toBe('PASSWORD_VERIFIER')
      expect(challenge.Session).toBeUndefined()
      expect(Object.keys(challenge.ChallengeParameters).sort()).toEqual(
        ['SALT', 'SECRET_BLOCK', 'SRP_B', 'USERNAME', 'USER_ID_FOR_SRP'].sort(),
      )
    })

    it('gives tokens for the right proof, once', async () => {
      await createUser(server, legacy, 'srp')
      const { answer } = await withSrp(legacy, 'srp', PASSWORD)
      await expect(respond(legacy, answer)).resolves.toHaveProperty('AuthenticationResult.IdToken')
      await expect(respond(legacy, answer)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Invalid session for the user, session can only be used once.',
      })
    })

    it('lets exactly one of twenty uses of one proof win', async () => {
      await createUser(server, legacy, 'srp-race')
      const { answer } = await withSrp(legacy, 'srp-race', PASSWORD)
      const results = await Promise.allSettled(Array.from({ length: 20 }, () => respond(legacy, answer)))
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    it('uses the exchange up with a wrong proof', async () => {
      await createUser(server, legacy, 'srp-wrong')
      const { challenge } = await withSrp(legacy, 'srp-wrong', PASSWORD)
      const srp = createSrpClient(legacy.userPoolId)
      const wrong = srp.answer(challenge.ChallengeParameters, 'Wrong-Horse-1')
      await expect(respond(legacy, wrong)).rejects.toMatchObject(INCORRECT)
    })

    it.each([
      [
        'a secret block of another client',
        (answer: Record<string, string>, other: Record<string, string>) => ({
          ...answer,
          PASSWORD_CLAIM_SECRET_BLOCK: other['PASSWORD_CLAIM_SECRET_BLOCK'] ?? '',
        }),
      ],
      [
        'a tampered secret block',
        (answer: Record<string, string>) => ({
          ...answer,
          PASSWORD_CLAIM_SECRET_BLOCK: flip(answer['PASSWORD_CLAIM_SECRET_BLOCK'] ?? ''),
        }),
      ],
      ['another user', (answer: Record<string, string>) => ({ ...answer, USERNAME: 'someone-else' })],
      [
        'a tampered signature',
        (answer: Record<string, string>) => ({
          ...answer,
          PASSWORD_CLAIM_SIGNATURE: flip(answer['PASSWORD_CLAIM_SIGNATURE'] ?? ''),
        }),
      ],
      [
        'a time that was not signed',
        (answer: Record<string, string>) => ({ ...answer, TIMESTAMP: 'Tue May 5 00:09:40 UTC 2026' }),
      ],
      [
        'a padded day',
        (answer: Record<string, string>) => ({ ...answer, TIMESTAMP: 'Tue May 05 00:09:40 UTC 2026' }),
      ],
    ])('refuses %s', async (_what, change) => {
      const username = `srp-${Math.random()}`
      await createUser(server, legacy, username)
      await createUser(server, hiding, username)
      const { answer } = await withSrp(legacy, username, PASSWORD)
      const { answer: other } = await withSrp(hiding, username, PASSWORD)
      await expect(respond(legacy, change(answer, other))).rejects.toMatchObject(INCORRECT)
    })

    it('refuses a time that cannot be read', async () => {
      await createUser(server, legacy, 'srp-time')
      const { answer } = await withSrp(legacy, 'srp-time', PASSWORD)
      await expect(respond(legacy, { ...answer, TIMESTAMP: '2026-05-05T00:09:40Z' })).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
      })
    })

    it('refuses a proof that comes after the session has expired', async () => {
      await createUser(server, legacy, 'srp-late')
      const { answer } = await withSrp(legacy, 'srp-late', PASSWORD)
      server.advance(3 * 60 + 1)
      await expect(respond(legacy, answer)).rejects.toMatchObject({
        message: 'Invalid session for the user, session is expired.',
      })
    })

    it.each(['0', 'zz', ''.padEnd(1100, 'a')])('refuses SRP_A %#', async (publicA) => {
      await createUser(server, legacy, `srp-a-${publicA.length}`)
      await expect(
        start(legacy, 'USER_SRP_AUTH', { USERNAME: `srp-a-${publicA.length}`, SRP_A: publicA }),
      ).rejects.toMatchObject({ name: 'InvalidParameterException' })
    })

    it('answers a name that nobody has with a salt that stays the same, and refuses its proof', async () => {
      const one = await withSrp(hiding, 'nobody', PASSWORD)
      const two = await withSrp(hiding, 'nobody', PASSWORD)
      await createUser(server, hiding, 'somebody')
      const somebody = await withSrp(hiding, 'somebody', PASSWORD)
      expect(one.challenge.ChallengeParameters.SALT).toBe(two.challenge.ChallengeParameters.SALT)
      expect(one.challenge.ChallengeParameters.SECRET_BLOCK).toHaveLength(
        somebody.challenge.ChallengeParameters.SECRET_BLOCK.length,
      )
      await expect(respond(hiding, one.answer)).rejects.toMatchObject(INCORRECT)
      await expect(withSrp(legacy, 'nobody', PASSWORD)).rejects.toMatchObject(NOBODY)
    })
  })

  describe('with a temporary password', () => {
    async function invite(username: string, pool = legacy) {
      await server.call('AdminCreateUser', {
        UserPoolId: pool.userPoolId,
        Username: username,
        TemporaryPassword: PASSWORD,
        MessageAction: 'SUPPRESS',
      })
      return withPassword(pool, username, PASSWORD)
    }
    const answerWith = (username: string, session: string, newPassword = 'Brand-New-Horse-2', more = {}) =>
      respond(
        legacy,
        { USERNAME: username, NEW_PASSWORD: newPassword, ...more },
        'NEW_PASSWORD_REQUIRED',
        session,
      )

    it('asks for a new one, then signs in and confirms the user', async () => {
      const challenge = await invite('invited')
      expect(challenge).toMatchObject({
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        ChallengeParameters: { USER_ID_FOR_SRP: 'invited', requiredAttributes: '[]', userAttributes: '{}' },
      })
      expect(challenge.Session).toMatch(/^AYABe/)
      const answer = await answerWith('invited', challenge.Session)
      expect(answer.AuthenticationResult.AccessToken).toBeTruthy()
      const user = await server.call('AdminGetUser', { UserPoolId: legacy.userPoolId, Username: 'invited' })
      expect(user.UserStatus).toBe('CONFIRMED')
      await expect(withPassword(legacy, 'invited', PASSWORD)).rejects.toMatchObject(INCORRECT)
      await expect(withPassword(legacy, 'invited', 'Brand-New-Horse-2')).resolves.toHaveProperty(
        'AuthenticationResult',
      )
    })

    it('keeps the session over a password that the policy refuses, and uses it up by the right one', async () => {
      const { Session } = await invite('picky')
      await expect(answerWith('picky', Session, 'short')).rejects.toMatchObject({
        name: 'InvalidPasswordException',
        message: 'Password does not conform to policy: Password not long enough',
      })
      await answerWith('picky', Session)
      await expect(answerWith('picky', Session)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    })

    it('lets exactly one of twenty uses of one session win', async () => {
      const { Session } = await invite('session-race')
      const tries = Array.from({ length: 20 }, () => answerWith('session-race', Session))
      const results = await Promise.allSettled(tries)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    it('refuses an expired session, a foreign one, one of another step and none', async () => {
      const { Session } = await invite('late')
      await expect(
        respond(legacy, { USERNAME: 'late', NEW_PASSWORD: PASSWORD }, 'NEW_PASSWORD_REQUIRED'),
      ).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'Missing required parameter Session',
      })
      await expect(
        respond(hiding, { USERNAME: 'late', NEW_PASSWORD: PASSWORD }, 'NEW_PASSWORD_REQUIRED', Session),
      ).rejects.toMatchObject({ message: 'Invalid session for the user.' })
      await expect(
        respond(legacy, { USERNAME: 'late', SMS_MFA_CODE: '123456' }, 'SMS_MFA', Session),
      ).rejects.toMatchObject({ message: 'Invalid session for the user.' })
      server.advance(3 * 60 + 1)
      await expect(answerWith('late', Session)).rejects.toMatchObject({
        message: 'Invalid session for the user, session is expired.',
      })
    })

    it('refuses to change an attribute that is set already', async () => {
      await server.call('AdminCreateUser', {
        UserPoolId: legacy.userPoolId,
        Username: 'provided',
        TemporaryPassword: PASSWORD,
        MessageAction: 'SUPPRESS',
        UserAttributes: [{ Name: 'email', Value: 'a@example.com' }],
      })
      const { Session } = await withPassword(legacy, 'provided', PASSWORD)
      await expect(
        answerWith('provided', Session, PASSWORD, { 'userAttributes.email': 'b@example.com' }),
      ).rejects.toMatchObject({ message: 'Cannot modify an already provided email' })
    })

    it('asks for the required attributes that the profile lacks', async () => {
      const pool = await createPool(server, {
        Schema: [{ Name: 'name', Required: true, Mutable: true, AttributeDataType: 'String' }],
      })
      const { ChallengeParameters, Session } = await invite('nameless', pool)
      expect(ChallengeParameters.requiredAttributes).toBe('["userAttributes.name"]')
      const answer = { USERNAME: 'nameless', NEW_PASSWORD: PASSWORD }
      await expect(respond(pool, answer, 'NEW_PASSWORD_REQUIRED', Session)).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'Invalid attributes given, name is missing',
      })
      const complete = await respond(
        pool,
        { ...answer, 'userAttributes.name': 'Ada' },
        'NEW_PASSWORD_REQUIRED',
        Session,
      )
      expect(claimsOf(complete.AuthenticationResult.IdToken)['name']).toBe('Ada')
    })

    it('refuses a temporary password after its validity', async () => {
      await invite('too-late')
      server.advance(7 * 86_400 + 1)
      await expect(withPassword(legacy, 'too-late', PASSWORD)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Temporary password has expired and must be reset by an administrator.',
      })
    })
  })

  describe('flows and clients', () => {
    it.each([
      ['USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client'],
      ['USER_SRP_AUTH', 'USER_SRP_AUTH is not enabled for the client.'],
      ['USER_AUTH', 'USER_AUTH is not enabled for the client.'],
      ['REFRESH_TOKEN_AUTH', 'Refresh Token flow not enabled for this client'],
      ['ADMIN_USER_PASSWORD_AUTH', 'Initiate Auth method not supported.'],
      ['ADMIN_NO_SRP_AUTH', 'Initiate Auth method not supported.'],
    ])('refuses %s to a client that may not use it', async (flow, message) => {
      const pool = await createPool(server, {}, { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] })
      const parameters = { USERNAME: 'a', PASSWORD, SRP_A: 'ab', REFRESH_TOKEN: 'x' }
      await expect(start(pool, flow, parameters)).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message,
      })
    })

    it('refuses custom authentication to a pool without functions', async () => {
      const pool = await createPool(server, {}, { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] })
      await expect(start(pool, 'CUSTOM_AUTH', { USERNAME: 'a' })).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'Custom auth lambda trigger is not configured for the user pool.',
      })
    })

    it('lets the operator sign a user in, and refuses the public flow there', async () => {
      await createUser(server, legacy, 'by-admin')
      const input = {
        UserPoolId: legacy.userPoolId,
        ClientId: legacy.clientId,
        AuthParameters: { USERNAME: 'by-admin', PASSWORD },
      }
      const answer = await server.call('AdminInitiateAuth', {
        ...input,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      })
      expect(answer.AuthenticationResult.IdToken).toBeTruthy()
      await expect(
        server.call('AdminInitiateAuth', { ...input, AuthFlow: 'USER_PASSWORD_AUTH' }),
      ).rejects.toMatchObject({
        message: 'Initiate Auth method not supported.',
      })
      await expect(
        server.call('AdminInitiateAuth', {
          ...input,
          AuthFlow: 'ADMIN_NO_SRP_AUTH',
          UserPoolId: hiding.userPoolId,
        }),
      ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    })

    it('refuses an unknown client', async () => {
      await expect(
        start({ userPoolId: '', clientId: 'nosuchclient' }, 'USER_PASSWORD_AUTH', {}),
      ).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'User pool client nosuchclient does not exist.',
      })
    })

    it('asks a client with a secret for the hash over the name that was sent', async () => {
      const { UserPoolClient } = await server.call('CreateUserPoolClient', {
        UserPoolId: legacy.userPoolId,
        ClientName: 'confidential',
        GenerateSecret: true,
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      })
      const pool = { userPoolId: legacy.userPoolId, clientId: UserPoolClient.ClientId }
      await createUser(server, legacy, 'secretive')
      const hash = createHmac('sha256', UserPoolClient.ClientSecret)
        .update(`secretive${pool.clientId}`)
        .digest('base64')
      const parameters = { USERNAME: 'secretive', PASSWORD }
      await expect(start(pool, 'USER_PASSWORD_AUTH', parameters)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: `Client ${pool.clientId} is configured with secret but SECRET_HASH was not received`,
      })
      await expect(
        start(pool, 'USER_PASSWORD_AUTH', { ...parameters, SECRET_HASH: flip(hash) }),
      ).rejects.toMatchObject({ message: `Unable to verify secret hash for client ${pool.clientId}` })
      const answer = await start(pool, 'USER_PASSWORD_AUTH', { ...parameters, SECRET_HASH: hash })
      const refresh = { REFRESH_TOKEN: answer.AuthenticationResult.RefreshToken }
      await expect(
        start(pool, 'REFRESH_TOKEN_AUTH', { ...refresh, SECRET_HASH: flip(hash) }),
      ).rejects.toMatchObject({ message: `SecretHash does not match for the client: ${pool.clientId}` })
      await expect(
        start(pool, 'REFRESH_TOKEN_AUTH', { ...refresh, SECRET_HASH: hash }),
      ).resolves.toHaveProperty('AuthenticationResult.IdToken')
    })
  })

  it('keeps the passwords of a pool that asks for it as Argon2id', async () => {
    const pool = await createPool(
      server,
      { UserPoolTags: { _password_hash_: 'argon2id' } },
      { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    )
    await createUser(server, pool, 'argon')
    await expect(signIn(server, pool, 'argon')).resolves.toHaveProperty('IdToken')
    await expect(withPassword(pool, 'argon', 'Wrong-Horse-1')).rejects.toMatchObject(INCORRECT)
  })
})

/** Another text of the same length that differs in its first character. */
function flip(text: string): string {
  return (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
}
