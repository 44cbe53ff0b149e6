import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFunctions, type TestFunction, wordGame } from '../../../test/support/functions.ts'
import { appCode, registerApp, SMS, setFactors, timeOf } from '../../../test/support/mfa.ts'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createSrpClient } from '../../../test/support/srp-client.ts'

const TEMPORARY = 'Temporary-Horse-1'
const ExplicitAuthFlows = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_CUSTOM_AUTH',
]
const nobodysFunction = 'arn:aws:lambda:us-east-1:000000000000:function:nobodys'

/** The operations that the users' programs call, and the ones of the operator. */
const doors = [
  {
    door: 'everybody',
    start: 'InitiateAuth',
    answer: 'RespondToAuthChallenge',
    password: 'USER_PASSWORD_AUTH',
  },
  {
    door: 'the operator',
    start: 'AdminInitiateAuth',
    answer: 'AdminRespondToAuthChallenge',
    password: 'ADMIN_USER_PASSWORD_AUTH',
  },
] as const

describe.each(databases)('a sign-in that is refused on %s', (kind) => {
  const functions = createFunctions()
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind, [], { invoke: functions.invoke })
    pool = await newPool()
  })
  afterAll(() => server.stop())

  const newPool = (settings: object = {}) => createPool(server, { ...settings }, { ExplicitAuthFlows })
  const named = (Username: string, of: Pool = pool) => ({ UserPoolId: of.userPoolId, Username })

  describe.each(doors)('to $door', ({ door, start, answer, password }) => {
    const name = (suffix: string) => `${door.replace(' ', '-')}-${suffix}`

    function begin(AuthFlow: string, AuthParameters: Record<string, string>, of = pool): Promise<Answer> {
      const client = { UserPoolId: of.userPoolId, ClientId: of.clientId }
      return server.call(start, { ...client, AuthFlow, AuthParameters })
    }
    const withPassword = (username: string, of = pool, secret = PASSWORD) =>
      begin(password, { USERNAME: username, PASSWORD: secret }, of)

    function respond(challenge: Answer, ChallengeResponses: Record<string, string>, of = pool) {
      const { ChallengeName, Session } = challenge
      const client = { UserPoolId: of.userPoolId, ClientId: of.clientId }
      return server.call(answer, { ...client, ChallengeName, Session, ChallengeResponses })
    }

    /** Begins an SRP exchange; the result ends it. */
    async function withSrp(username: string, of = pool): Promise<() => Promise<Answer>> {
      const srp = createSrpClient(of.userPoolId)
      const challenge = await begin('USER_SRP_AUTH', { USERNAME: username, SRP_A: srp.publicA }, of)
      return () => respond(challenge, srp.answer(challenge.ChallengeParameters, PASSWORD), of)
    }

    async function invite(username: string, of = pool): Promise<Answer> {
      const input = { ...named(username, of), TemporaryPassword: TEMPORARY, MessageAction: 'SUPPRESS' }
      await server.call('AdminCreateUser', input)
      return withPassword(username, of, TEMPORARY)
    }

    it('because the user does not exist', async () => {
      await expect(withPassword('nobody')).rejects.toMatchObject({ name: 'UserNotFoundException' })
    })

    it('because the user is not confirmed', async () => {
      const username = name('unconfirmed')
      await server.call('SignUp', { ClientId: pool.clientId, Username: username, Password: PASSWORD })
      const refusal = { name: 'UserNotConfirmedException', message: 'User is not confirmed.' }
      await expect(withPassword(username)).rejects.toMatchObject(refusal)
      const end = await withSrp(username)
      await expect(end()).rejects.toMatchObject(refusal)
    })

    it('because the password was reset', async () => {
      const username = name('reset')
      await createUser(server, pool, username, { email: `${username}@example.com`, email_verified: 'true' })
      const end = await withSrp(username)
      await server.call('AdminResetUserPassword', named(username))
      const refusal = {
        name: 'PasswordResetRequiredException',
        message: 'Password reset required for the user',
      }
      await expect(withPassword(username)).rejects.toMatchObject(refusal)
      await expect(end()).rejects.toMatchObject(refusal)
    })

    describe('with a temporary password', () => {
      const newPassword = (username: string, NEW_PASSWORD: string) => ({ USERNAME: username, NEW_PASSWORD })

      it('because the new one is too weak', async () => {
        const username = name('weak')
        const challenge = await invite(username)
        await expect(respond(challenge, newPassword(username, 'short'))).rejects.toMatchObject({
          name: 'InvalidPasswordException',
        })
      })

      it('because the new one was used before', async () => {
        const PasswordPolicy = { MinimumLength: 8, PasswordHistorySize: 2 }
        const strict = await newPool({ Policies: { PasswordPolicy } })
        const challenge = await invite('ada', strict)
        await expect(respond(challenge, newPassword('ada', TEMPORARY), strict)).rejects.toMatchObject({
          name: 'PasswordHistoryPolicyViolationException',
        })
      })

      it('because the name that comes with the new one is taken', async () => {
        const aliased = await newPool({ AliasAttributes: ['preferred_username'] })
        await createUser(server, aliased, 'first', { preferred_username: 'taken' })
        const challenge = await invite('second', aliased)
        const responses = {
          ...newPassword('second', PASSWORD),
          'userAttributes.preferred_username': 'taken',
        }
        await expect(respond(challenge, responses, aliased)).rejects.toMatchObject({
          name: 'AliasExistsException',
        })
      })
    })

    describe('by the second factor', () => {
      let strict: Pool
      let secret: string

      beforeAll(async () => {
        strict = await newPool()
        await setFactors(server, strict, 'OPTIONAL', ['SOFTWARE_TOKEN_MFA'])
        await createUser(server, strict, 'ada')
        const { AccessToken } = await signIn(server, strict, 'ada')
        secret = await registerApp(server, AccessToken)
        await server.call('AdminSetUserMFAPreference', {
          ...named('ada', strict),
          SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
        })
      })

      const withCode = (challenge: Answer, code: string) =>
        respond(challenge, { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: code }, strict)

      it('because the code is wrong', async () => {
        const challenge = await withPassword('ada', strict)
        const code = appCode(secret, timeOf(server))
        const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
        await expect(withCode(challenge, wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' })
      })

      it('because the code was used before', async () => {
        server.advance(300)
        const code = appCode(secret, timeOf(server))
        await withCode(await withPassword('ada', strict), code)
        const challenge = await withPassword('ada', strict)
        await expect(withCode(challenge, code)).rejects.toMatchObject({ name: 'ExpiredCodeException' })
      })

      it('because the app was taken away, or the user', async () => {
        const [first, second] = [await withPassword('ada', strict), await withPassword('ada', strict)]
        await server.call('AdminDeleteSoftwareToken', named('ada', strict))
        await expect(withCode(first, '000000')).rejects.toMatchObject({
          name: 'SoftwareTokenMFANotFoundException',
        })
        await server.call('AdminDeleteUser', named('ada', strict))
        await expect(withCode(second, '000000')).rejects.toMatchObject({ name: 'UserNotFoundException' })
      })

      it('because there is none that the user could set up', async () => {
        const smsOnly = await newPool({ SmsConfiguration: SMS, MfaConfiguration: 'ON' })
        await createUser(server, smsOnly, 'unreachable')
        const end = await withSrp('unreachable', smsOnly)
        await expect(end()).rejects.toMatchObject({
          name: 'MFAMethodNotFoundException',
          message: 'No MFA mechanism registerd in the account.',
        })
      })
    })

    describe('by a function that', () => {
      const behaviours: { what: string; run?: TestFunction; error: string }[] = [
        { what: 'is not there', error: 'UnexpectedLambdaException' },
        {
          what: 'throws',
          run: () => {
            throw new Error('No.')
          },
          error: 'UserLambdaValidationException',
        },
        { what: 'answers nonsense', run: () => 'nonsense', error: 'InvalidLambdaResponseException' },
      ]

      it.each(behaviours)('$what', async ({ what, run, error }) => {
        const target = run ? functions.add(name(what.replace(' ', '-')), run) : nobodysFunction
        const game = wordGame(functions)
        const deaf = await newPool({ LambdaConfig: { ...game, DefineAuthChallenge: target } })
        await createUser(server, deaf, 'ada')
        await expect(begin('CUSTOM_AUTH', { USERNAME: 'ada' }, deaf)).rejects.toMatchObject({ name: error })
        const dumb = await newPool({ LambdaConfig: { ...game, VerifyAuthChallengeResponse: target } })
        await createUser(server, dumb, 'ada')
        const challenge = await begin('CUSTOM_AUTH', { USERNAME: 'ada' }, dumb)
        const responses = { USERNAME: 'ada', ANSWER: 'open sesame' }
        await expect(respond(challenge, responses, dumb)).rejects.toMatchObject({ name: error })
      })
    })
  })
})
