import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ALWAYS, respond as answerTo, beginProof, confirmation } from '../../../test/support/device.ts'
import {
  createFunctions,
  type TestFunction,
  type TriggerEvent,
  wordGame,
} from '../../../test/support/functions.ts'
import { appCode, registerApp, setFactors, timeOf } from '../../../test/support/mfa.ts'
import { claimsOf, createPool, createUser, PASSWORD, type Pool, signIn } from '../../../test/support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createSrpClient } from '../../../test/support/srp-client.ts'
import { InvocationError } from '../../triggers/invoker.ts'

const WORD = 'open sesame'
const INCORRECT = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
const UNRECOGNIZABLE = { name: 'InvalidLambdaResponseException', message: 'Unrecognizable lambda output' }
const NOT_CONFIGURED = {
  name: 'InvalidParameterException',
  message: 'Custom auth lambda trigger is not configured for the user pool.',
}
const CLIENT = {
  ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
}

describe.each(databases)('custom authentication on %s', (kind) => {
  const functions = createFunctions()
  let server: TestServer
  let legacy: Pool
  let hiding: Pool

  beforeAll(async () => {
    server = await startTestServer(kind, [], { invoke: functions.invoke })
    legacy = await createPool(server, { LambdaConfig: wordGame(functions) }, CLIENT)
    const { UserPoolClient } = await server.call('CreateUserPoolClient', {
      UserPoolId: legacy.userPoolId,
      ClientName: 'hiding',
      ...CLIENT,
      PreventUserExistenceErrors: 'ENABLED',
    })
    hiding = { ...legacy, clientId: UserPoolClient.ClientId }
  })
  beforeEach(() => functions.events.splice(0))
  afterAll(() => server.stop())

  const start = (pool: Pool, parameters: Record<string, string>, more: object = {}): Promise<Answer> =>
    server.call('InitiateAuth', {
      ClientId: pool.clientId,
      AuthFlow: 'CUSTOM_AUTH',
      AuthParameters: parameters,
      ...more,
    })
  const answer = (pool: Pool, challenge: Answer, ANSWER: string, more: object = {}): Promise<Answer> =>
    server.call('RespondToAuthChallenge', {
      ClientId: pool.clientId,
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeResponses: { USERNAME: challenge.ChallengeParameters.USERNAME, ANSWER },
      Session: challenge.Session,
      ...more,
    })
  const events = (trigger: string) =>
    functions.events.filter((event) => event.triggerSource === `${trigger}_Authentication`)

  /** A pool whose functions are these; the others are those of the game. */
  async function poolWith(changes: Record<string, TestFunction>, settings: object = {}): Promise<Pool> {
    const own = Object.entries(changes).map(([trigger, run]) => [
      trigger,
      functions.add(`${kind}-${trigger}-${Math.random()}`, run),
    ])
    const LambdaConfig = { ...wordGame(functions), ...Object.fromEntries(own) }
    return createPool(server, { LambdaConfig, ...settings }, CLIENT)
  }

  async function withSrp(pool: Pool, username: string, password = PASSWORD): Promise<Answer> {
    const srp = createSrpClient(pool.userPoolId)
    const challenge = await start(pool, {
      USERNAME: username,
      CHALLENGE_NAME: 'SRP_A',
      SRP_A: srp.publicA,
    })
    expect(challenge.ChallengeName).toBe('PASSWORD_VERIFIER')
    const responses = srp.answer(challenge.ChallengeParameters, password)
    return answerTo(server, pool, 'PASSWORD_VERIFIER', { responses })
  }

  describe('without password', () => {
    it('asks what the functions ask, until the answer is right', async () => {
      await createUser(server, legacy, 'ali', { email: 'ali@example.com' })
      const first = await start(legacy, { USERNAME: 'ali' })
      expect(first).toEqual({
        ChallengeName: 'CUSTOM_CHALLENGE',
        ChallengeParameters: { USERNAME: 'ali', hint: 'what opens the cave' },
        Session: expect.any(String),
      })
      const second = await answer(legacy, first, 'open wheat')
      expect(second.ChallengeName).toBe('CUSTOM_CHALLENGE')
      expect(second.Session).not.toBe(first.Session)
      const third = await answer(legacy, second, 'open barley')
      const { AuthenticationResult } = await answer(legacy, third, WORD)
      expect(claimsOf(AuthenticationResult.IdToken)).toMatchObject({ 'cognito:username': 'ali' })
    })

    it('gives the functions the events of Cognito', async () => {
      const sub = (await server.call('AdminGetUser', { UserPoolId: legacy.userPoolId, Username: 'ali' }))
        .UserAttributes[0].Value
      const first = await start(legacy, { USERNAME: 'ali' }, { ClientMetadata: { from: 'the start' } })
      await answer(legacy, first, 'open wheat', { ClientMetadata: { from: 'the answer' } })
      const head = {
        version: '1',
        region: 'us-east-1',
        userPoolId: legacy.userPoolId,
        userName: 'ali',
        callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: legacy.clientId },
      }
      const userAttributes = { sub, 'cognito:user_status': 'CONFIRMED', email: 'ali@example.com' }
      const metadata = { clientMetadata: { from: 'the answer' } }
      const round = {
        challengeName: 'CUSTOM_CHALLENGE',
        challengeResult: false,
        challengeMetadata: 'round-0',
      }
      const nothing = { challengeName: null, issueTokens: null, failAuthentication: null }
      expect(events('DefineAuthChallenge')).toEqual([
        {
          ...head,
          triggerSource: 'DefineAuthChallenge_Authentication',
          request: { userAttributes, session: [] },
          response: nothing,
        },
        {
          ...head,
          triggerSource: 'DefineAuthChallenge_Authentication',
          request: { userAttributes, session: [round], ...metadata },
          response: nothing,
        },
      ])
      expect(events('CreateAuthChallenge')[1]).toEqual({
        ...head,
        triggerSource: 'CreateAuthChallenge_Authentication',
        request: { userAttributes, challengeName: 'CUSTOM_CHALLENGE', session: [round], ...metadata },
        response: {
          publicChallengeParameters: null,
          privateChallengeParameters: null,
          challengeMetadata: null,
        },
      })
      expect(events('VerifyAuthChallengeResponse')).toEqual([
        {
          ...head,
          triggerSource: 'VerifyAuthChallengeResponse_Authentication',
          request: {
            userAttributes,
            privateChallengeParameters: { word: WORD },
            challengeAnswer: 'open wheat',
            ...metadata,
          },
          response: { answerCorrect: null },
        },
      ])
    })

    it('fails when the functions say so', async () => {
      let challenge = await start(legacy, { USERNAME: 'ali' })
      for (const word of ['one', 'two']) challenge = await answer(legacy, challenge, word)
      await expect(answer(legacy, challenge, 'three')).rejects.toMatchObject(INCORRECT)
    })

    it('takes a session once, also from many at a time', async () => {
      const challenge = await start(legacy, { USERNAME: 'ali' })
      const tries = await Promise.allSettled(
        ['a', 'b', 'c', WORD].map((word) => answer(legacy, challenge, word)),
      )
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(events('VerifyAuthChallengeResponse')).toHaveLength(1)
      await expect(answer(legacy, challenge, WORD)).rejects.toMatchObject({
        message: 'Invalid session for the user, session can only be used once.',
      })
    })

    it('refuses an expired session and an answer that is missing', async () => {
      const challenge = await start(legacy, { USERNAME: 'ali' })
      const ChallengeResponses = { USERNAME: 'ali' }
      await expect(answer(legacy, challenge, '', { ChallengeResponses })).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'Missing required parameter ANSWER',
      })
      server.advance(3 * 60 + 1)
      await expect(answer(legacy, challenge, WORD)).rejects.toMatchObject({
        message: 'Invalid session for the user, session is expired.',
      })
    })

    it('is not held up by wrong passwords that somebody tried', async () => {
      await createUser(server, legacy, 'locked')
      const AuthParameters = { USERNAME: 'locked', PASSWORD: 'Wrong-Horse-1' }
      const input = { ClientId: legacy.clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
      for (const _ of [1, 2, 3, 4, 5]) await expect(server.call('InitiateAuth', input)).rejects.toThrow()
      const challenge = await start(legacy, { USERNAME: 'locked' })
      await expect(answer(legacy, challenge, WORD)).resolves.toHaveProperty('AuthenticationResult')
      await expect(
        server.call('InitiateAuth', { ...input, AuthParameters: { USERNAME: 'locked', PASSWORD } }),
      ).rejects.toMatchObject({ message: 'Password attempts exceeded' })
    })

    it('lets in a user whose temporary password was never used', async () => {
      const input = { UserPoolId: legacy.userPoolId, Username: 'invited', MessageAction: 'SUPPRESS' }
      await server.call('AdminCreateUser', input)
      const challenge = await start(legacy, { USERNAME: 'invited' })
      await expect(answer(legacy, challenge, WORD)).resolves.toHaveProperty('AuthenticationResult')
    })

    it('is open to the operator', async () => {
      const { UserPoolId, ClientId } = { UserPoolId: legacy.userPoolId, ClientId: legacy.clientId }
      const challenge = await server.call('AdminInitiateAuth', {
        UserPoolId,
        ClientId,
        AuthFlow: 'CUSTOM_AUTH',
        AuthParameters: { USERNAME: 'ali' },
      })
      const result = await server.call('AdminRespondToAuthChallenge', {
        UserPoolId,
        ClientId,
        ChallengeName: 'CUSTOM_CHALLENGE',
        ChallengeResponses: { USERNAME: 'ali', ANSWER: WORD },
        Session: challenge.Session,
      })
      expect(result.AuthenticationResult).toBeDefined()
    })
  })

  describe('after the password', () => {
    it('tells the functions of it and asks the rest', async () => {
      await createUser(server, legacy, 'srp')
      const challenge = await withSrp(legacy, 'srp')
      expect(challenge.ChallengeName).toBe('CUSTOM_CHALLENGE')
      const passed = { challengeResult: true, challengeMetadata: null }
      expect(events('DefineAuthChallenge').map((event) => event.request.session)).toEqual([
        [{ challengeName: 'SRP_A', ...passed }],
        [
          { challengeName: 'SRP_A', ...passed },
          { challengeName: 'PASSWORD_VERIFIER', ...passed },
        ],
      ])
      await expect(answer(legacy, challenge, WORD)).resolves.toHaveProperty('AuthenticationResult')
    })

    it('refuses a wrong password before the functions hear of it', async () => {
      await createUser(server, legacy, 'srp-wrong')
      await expect(withSrp(legacy, 'srp-wrong', 'Wrong-Horse-1')).rejects.toMatchObject(INCORRECT)
      expect(events('DefineAuthChallenge')).toHaveLength(1)
      expect(events('CreateAuthChallenge')).toEqual([])
    })

    it('goes on after the new password of an invited user', async () => {
      await server.call('AdminCreateUser', {
        UserPoolId: legacy.userPoolId,
        Username: 'srp-invited',
        TemporaryPassword: PASSWORD,
        MessageAction: 'SUPPRESS',
      })
      const asked = await withSrp(legacy, 'srp-invited')
      expect(asked.ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
      const challenge = await answerTo(server, legacy, 'NEW_PASSWORD_REQUIRED', {
        session: asked.Session,
        responses: { USERNAME: 'srp-invited', NEW_PASSWORD: 'Brand-New-Horse-2' },
      })
      expect(challenge.ChallengeName).toBe('CUSTOM_CHALLENGE')
      expect(namesOf(events('DefineAuthChallenge')[1])).toEqual([
        'SRP_A',
        'PASSWORD_VERIFIER',
        'NEW_PASSWORD_REQUIRED',
      ])
    })

    it('asks for the code of an app in between, and tells the functions', async () => {
      const pool = await poolWith({})
      await createUser(server, pool, 'ali')
      const { AccessToken } = await signIn(server, pool, 'ali')
      await setFactors(server, pool, 'ON', ['SOFTWARE_TOKEN_MFA'])
      const secret = await registerApp(server, AccessToken)
      await server.call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } })
      server.advance(30)
      const asked = await withSrp(pool, 'ali')
      expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
      const SOFTWARE_TOKEN_MFA_CODE = appCode(secret, timeOf(server))
      const challenge = await answerTo(server, pool, 'SOFTWARE_TOKEN_MFA', {
        session: asked.Session,
        responses: { USERNAME: 'ali', SOFTWARE_TOKEN_MFA_CODE },
      })
      expect(challenge.ChallengeName).toBe('CUSTOM_CHALLENGE')
      expect(namesOf(events('DefineAuthChallenge').at(-1))).toEqual([
        'SRP_A',
        'PASSWORD_VERIFIER',
        'SOFTWARE_TOKEN_MFA',
      ])
      await expect(answer(pool, challenge, WORD)).resolves.toHaveProperty('AuthenticationResult')
    })

    it('is not left by setting MFA up on the way', async () => {
      const pool = await poolWith({})
      await createUser(server, pool, 'ali')
      await setFactors(server, pool, 'ON', ['SOFTWARE_TOKEN_MFA'])
      const asked = await withSrp(pool, 'ali')
      expect(asked.ChallengeName).toBe('MFA_SETUP')
      const begun = await server.call('AssociateSoftwareToken', { Session: asked.Session })
      const UserCode = appCode(begun.SecretCode, timeOf(server))
      const proven = await server.call('VerifySoftwareToken', { Session: begun.Session, UserCode })
      const challenge = await answerTo(server, pool, 'MFA_SETUP', {
        session: proven.Session,
        responses: { USERNAME: 'ali' },
      })
      expect(challenge.ChallengeName).toBe('CUSTOM_CHALLENGE')
      await expect(answer(pool, challenge, WORD)).resolves.toHaveProperty('AuthenticationResult')
    })

    it('lets the functions do without it', async () => {
      const pool = await poolWith({
        DefineAuthChallenge: (event) => ({ ...event, response: { issueTokens: true } }),
      })
      await createUser(server, pool, 'ali')
      const parameters = { USERNAME: 'ali', CHALLENGE_NAME: 'SRP_A', SRP_A: createSrpClient('a_b').publicA }
      await expect(start(pool, parameters)).resolves.toHaveProperty('AuthenticationResult')
    })

    it('has a session, which may come back with the proof or stay away', async () => {
      await createUser(server, legacy, 'srp-session')
      const srp = createSrpClient(legacy.userPoolId)
      const USERNAME = 'srp-session'
      const asked = await start(legacy, { USERNAME, CHALLENGE_NAME: 'SRP_A', SRP_A: srp.publicA })
      expect(asked.Session).toEqual(expect.any(String))
      const responses = srp.answer(asked.ChallengeParameters, PASSWORD)
      const next = await answerTo(server, legacy, 'PASSWORD_VERIFIER', { responses, session: asked.Session })
      await expect(answer(legacy, next, WORD)).resolves.toHaveProperty('AuthenticationResult')
      const again = { responses: { ...responses, ANSWER: WORD }, session: asked.Session }
      await expect(answerTo(server, legacy, 'CUSTOM_CHALLENGE', again)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
      })
    })

    it('needs no SRP_A where the functions ask for something else', async () => {
      const pool = await poolWith({
        DefineAuthChallenge: (event) => {
          const isRight = event.request.session.at(-1)?.challengeName === 'CUSTOM_CHALLENGE'
          return { ...event, response: { issueTokens: isRight, challengeName: 'CUSTOM_CHALLENGE' } }
        },
      })
      await createUser(server, pool, 'ali')
      const asked = await start(pool, { USERNAME: 'ali', CHALLENGE_NAME: 'SRP_A' })
      expect(asked.ChallengeName).toBe('CUSTOM_CHALLENGE')
      await expect(answer(pool, asked, WORD)).resolves.toHaveProperty('AuthenticationResult')
    })

    it('refuses an SRP_A that is missing or no number', async () => {
      const parameters = { USERNAME: 'srp', CHALLENGE_NAME: 'SRP_A' }
      await expect(start(legacy, parameters)).rejects.toMatchObject({
        message: 'Missing required parameter SRP_A',
      })
      await expect(start(legacy, { ...parameters, SRP_A: '0' })).rejects.toMatchObject({
        name: 'InvalidParameterException',
      })
    })
  })

  describe('with a device', () => {
    it('names a new one, and asks a remembered one for its proof at the end', async () => {
      const pool = await poolWith({}, { DeviceConfiguration: ALWAYS })
      await createUser(server, pool, 'ali')
      const { AuthenticationResult } = await answer(pool, await start(pool, { USERNAME: 'ali' }), WORD)
      await server.call('ConfirmDevice', await confirmation(server, AuthenticationResult))
      const { DeviceKey: key, DeviceGroupKey: groupKey } = AuthenticationResult.NewDeviceMetadata
      const ChallengeResponses = { USERNAME: 'ali', ANSWER: WORD, DEVICE_KEY: key }
      const asked = await answer(pool, await start(pool, { USERNAME: 'ali' }), WORD, { ChallengeResponses })
      expect(asked.ChallengeName).toBe('DEVICE_SRP_AUTH')
      const device = { key, groupKey, secret: 'device-secret' }
      const { proof } = await beginProof(server, pool, asked, device, 'ali')
      await expect(
        answerTo(server, pool, 'DEVICE_PASSWORD_VERIFIER', { responses: proof }),
      ).resolves.toHaveProperty('AuthenticationResult')
    })

    it('does not use up an answer that came with an unknown one', async () => {
      const pool = await poolWith({}, { DeviceConfiguration: ALWAYS })
      await createUser(server, pool, 'ali')
      const challenge = await start(pool, { USERNAME: 'ali' })
      const DEVICE_KEY = 'us-east-1_00000000-0000-4000-8000-000000000000'
      const ChallengeResponses = { USERNAME: 'ali', ANSWER: WORD, DEVICE_KEY }
      await expect(answer(pool, challenge, WORD, { ChallengeResponses })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'Device does not exist.',
      })
      await expect(answer(pool, challenge, WORD)).resolves.toHaveProperty('AuthenticationResult')
    })
  })

  describe('of a user who may not or does not exist', () => {
    it('says so only where the client lets it', async () => {
      await expect(start(legacy, { USERNAME: 'nobody' })).rejects.toMatchObject({
        name: 'UserNotFoundException',
        message: 'User does not exist.',
      })
      expect(functions.events).toEqual([])
    })

    it('runs the functions with userNotFound elsewhere, and never gives tokens', async () => {
      const challenge = await start(hiding, { USERNAME: 'nobody' })
      expect(challenge.ChallengeParameters).toMatchObject({ USERNAME: 'nobody' })
      const known = await start(hiding, { USERNAME: 'ali' })
      expect(challenge.Session).toHaveLength(known.Session.length)
      await expect(answer(hiding, challenge, WORD)).rejects.toMatchObject(INCORRECT)
      const ofNobody = functions.events.filter((event) => event.userName === 'nobody')
      expect(ofNobody).toHaveLength(4)
      for (const event of ofNobody)
        expect(event.request).toMatchObject({ userNotFound: true, userAttributes: {} })
    })

    it('asks nobody for a password too', async () => {
      await expect(withSrp(hiding, 'nobody')).rejects.toMatchObject(INCORRECT)
    })

    it('refuses users who are disabled or not confirmed', async () => {
      await createUser(server, legacy, 'disabled')
      await server.call('AdminDisableUser', { UserPoolId: legacy.userPoolId, Username: 'disabled' })
      const DISABLED = { name: 'NotAuthorizedException', message: 'User is disabled.' }
      await expect(start(legacy, { USERNAME: 'disabled' })).rejects.toMatchObject(DISABLED)
      const challenge = await start(hiding, { USERNAME: 'disabled' })
      await expect(answer(hiding, challenge, WORD)).rejects.toMatchObject(DISABLED)
      const ClientId = legacy.clientId
      await server.call('SignUp', { ClientId, Username: 'unconfirmed', Password: PASSWORD })
      await expect(start(legacy, { USERNAME: 'unconfirmed' })).rejects.toMatchObject({
        name: 'UserNotConfirmedException',
      })
    })

    it('refuses the answer of a user who is gone', async () => {
      await createUser(server, legacy, 'gone')
      const challenge = await start(legacy, { USERNAME: 'gone' })
      await server.call('AdminDeleteUser', { UserPoolId: legacy.userPoolId, Username: 'gone' })
      await expect(answer(legacy, challenge, WORD)).rejects.toMatchObject({
        message: 'Invalid session for the user.',
      })
    })
  })

  describe('with functions that go wrong', () => {
    const answers =
      (response: unknown): TestFunction =>
      (event) => ({ ...event, response })

    it.each<[string, TestFunction]>([
      ['nothing', () => undefined],
      ['a text', () => 'text'],
      ['no response', ({ response, ...event }) => event],
      ['no caller context', ({ callerContext, ...event }) => event],
      ['a list for a response', answers([])],
      ['no decision', answers({})],
      ['a text for a flag', answers({ issueTokens: 'true' })],
      ['a number for a challenge', answers({ challengeName: 1 })],
      ['an unknown challenge', answers({ challengeName: 'SOMETHING' })],
      ['a password without SRP', answers({ challengeName: 'PASSWORD_VERIFIER' })],
    ])('refuses a decision that is %s', async (_what, DefineAuthChallenge) => {
      const pool = await poolWith({ DefineAuthChallenge })
      await createUser(server, pool, 'ali')
      await expect(start(pool, { USERNAME: 'ali' })).rejects.toMatchObject(UNRECOGNIZABLE)
    })

    it.each([
      ['a list of parameters', { publicChallengeParameters: ['a'] }],
      ['a parameter with parts', { privateChallengeParameters: { a: { b: 'c' } } }],
      ['metadata with parts', { challengeMetadata: {} }],
      ['more than a session holds', { privateChallengeParameters: { a: 'x'.repeat(2000) } }],
    ])('refuses a challenge of %s', async (_what, response) => {
      const pool = await poolWith({ CreateAuthChallenge: answers(response) })
      await createUser(server, pool, 'ali')
      await expect(start(pool, { USERNAME: 'ali' })).rejects.toMatchObject(UNRECOGNIZABLE)
    })

    it('writes numbers as text and leaves out what is null', async () => {
      const publicChallengeParameters = { tries: 3, last: true, none: null }
      const pool = await poolWith({ CreateAuthChallenge: answers({ publicChallengeParameters }) })
      await createUser(server, pool, 'ali')
      const { ChallengeParameters } = await start(pool, { USERNAME: 'ali' })
      expect(ChallengeParameters).toEqual({ USERNAME: 'ali', tries: '3', last: 'true' })
    })

    it('takes no public parameter for the user name', async () => {
      const publicChallengeParameters = { USERNAME: 'somebody else' }
      const pool = await poolWith({ CreateAuthChallenge: answers({ publicChallengeParameters }) })
      await createUser(server, pool, 'ali')
      const { ChallengeParameters } = await start(pool, { USERNAME: 'ali' })
      expect(ChallengeParameters).toEqual({ USERNAME: 'ali' })
    })

    it('takes only true for a right answer', async () => {
      const right = await poolWith({ VerifyAuthChallengeResponse: answers({ answerCorrect: 'true' }) })
      await createUser(server, right, 'ali')
      const challenge = await start(right, { USERNAME: 'ali' })
      await expect(answer(right, challenge, WORD)).rejects.toMatchObject(UNRECOGNIZABLE)
      const silent = await poolWith({ VerifyAuthChallengeResponse: answers({}) })
      await createUser(server, silent, 'ali')
      const asked = await start(silent, { USERNAME: 'ali' })
      await expect(answer(silent, asked, WORD)).resolves.toMatchObject({ ChallengeName: 'CUSTOM_CHALLENGE' })
    })

    it('lets failing win over tokens', async () => {
      const both = answers({ issueTokens: true, failAuthentication: true })
      const pool = await poolWith({ DefineAuthChallenge: both })
      await createUser(server, pool, 'ali')
      await expect(start(pool, { USERNAME: 'ali' })).rejects.toMatchObject(INCORRECT)
    })

    it.each(['DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse'])(
      'shows what %s threw, and ends the sign-in',
      async (trigger) => {
        const pool = await poolWith({
          [trigger]: () => {
            throw new Error('The cave is closed.')
          },
        })
        await createUser(server, pool, 'ali')
        const signInByWord = async () => answer(pool, await start(pool, { USERNAME: 'ali' }), WORD)
        await expect(signInByWord()).rejects.toMatchObject({
          name: 'UserLambdaValidationException',
          message: `${trigger} failed with error The cave is closed..`,
        })
      },
    )

    it('tells that a function could not be run', async () => {
      const pool = await poolWith({
        DefineAuthChallenge: () => {
          throw new InvocationError('AccessDeniedException')
        },
      })
      await createUser(server, pool, 'ali')
      await expect(start(pool, { USERNAME: 'ali' })).rejects.toMatchObject({
        name: 'UnexpectedLambdaException',
        message: 'DefineAuthChallenge invocation failed due to error AccessDeniedException.',
      })
    })

    it.each([
      ['DefineAuthChallenge', 0],
      ['CreateAuthChallenge', 0],
      ['VerifyAuthChallengeResponse', 1],
    ])('refuses a pool without %s', async (trigger, answered) => {
      const { [trigger]: _missing, ...LambdaConfig } = wordGame(functions)
      const pool = await createPool(server, { LambdaConfig }, CLIENT)
      await createUser(server, pool, 'ali')
      const started = start(pool, { USERNAME: 'ali' })
      const last = answered ? answer(pool, await started, WORD) : started
      await expect(last).rejects.toMatchObject(NOT_CONFIGURED)
    })
  })

  it('fails where no functions can be run', async () => {
    const other = await startTestServer(kind)
    const pool = await createPool(other, { LambdaConfig: wordGame(functions) }, CLIENT)
    await createUser(other, pool, 'ali')
    const input = { ClientId: pool.clientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'ali' } }
    await expect(other.call('InitiateAuth', input)).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message: 'DefineAuthChallenge invocation failed due to error ResourceNotFoundException.',
    })
    await other.stop()
  })
})

/** The challenges that the functions were told of. */
function namesOf(event: TriggerEvent): string[] {
  return event.request.session.map((one: { challengeName: string }) => one.challengeName)
}
