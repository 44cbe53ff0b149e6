import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js'
import { Amplify } from 'aws-amplify'
import { confirmSignIn, getCurrentUser, signIn, signOut } from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { ConsoleLogger } from 'aws-amplify/utils'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createFunctions, wordGame } from '../support/functions.ts'
import { appCode, registerApp, setFactors, timeOf } from '../support/mfa.ts'
import { createPool, createUser, PASSWORD, type Pool, signIn as signInPlainly } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

// Amplify warns at every start that the endpoint is not AWS's own, which is the point here.
ConsoleLogger.LOG_LEVEL = 'ERROR'

const WORD = 'open sesame'
const INCORRECT = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
const DONE = { isSignedIn: true, nextStep: { signInStep: 'DONE' } }
const ASKED = {
  isSignedIn: false,
  nextStep: {
    signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE',
    additionalInfo: expect.objectContaining({ hint: 'what opens the cave' }),
  },
}

/** How far a sign-in came. */
interface Outcome {
  session?: CognitoUserSession
  challenge?: Record<string, string>
  asksCode?: boolean
}

describe.each(databases)('custom authentication on %s', (kind) => {
  const functions = createFunctions()
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind, [], { invoke: functions.invoke })
    const ExplicitAuthFlows = ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
    pool = await createPool(server, { LambdaConfig: wordGame(functions) }, { ExplicitAuthFlows })
    await createUser(server, pool, 'ali')
  })
  afterAll(() => server.stop())

  describe('by amazon-cognito-identity-js', () => {
    const userNamed = (username: string): CognitoUser => {
      const { userPoolId, clientId } = pool
      const endpoint = `${server.url}/`
      const settings = { UserPoolId: userPoolId, ClientId: clientId, endpoint }
      const user = new CognitoUser({ Username: username, Pool: new CognitoUserPool(settings) })
      user.setAuthenticationFlowType('CUSTOM_AUTH')
      return user
    }
    type AuthenticationCallbacks = Parameters<CognitoUser['authenticateUser']>[1]
    const outcomeOf = (run: (callbacks: AuthenticationCallbacks) => void): Promise<Outcome> =>
      new Promise((resolve, reject) =>
        run({
          onSuccess: (session) => resolve({ session }),
          onFailure: reject,
          customChallenge: (challenge: Record<string, string>) => resolve({ challenge }),
          totpRequired: () => resolve({ asksCode: true }),
        }),
      )
    const initiate = (user: CognitoUser) =>
      outcomeOf((callbacks) =>
        user.initiateAuth(new AuthenticationDetails({ Username: user.getUsername() }), callbacks),
      )
    const withPassword = (user: CognitoUser, Password = PASSWORD) =>
      outcomeOf((callbacks) =>
        user.authenticateUser(
          new AuthenticationDetails({ Username: user.getUsername(), Password }),
          callbacks,
        ),
      )
    const answer = (user: CognitoUser, word: string) =>
      outcomeOf((callbacks) => user.sendCustomChallengeAnswer(word, callbacks))

    it('asks again after wrong answers and takes the right one', async () => {
      const user = userNamed('ali')
      const { challenge } = await initiate(user)
      expect(challenge).toEqual({ USERNAME: 'ali', hint: 'what opens the cave' })
      expect(await answer(user, 'open wheat')).toHaveProperty('challenge')
      expect(await answer(user, 'open barley')).toHaveProperty('challenge')
      const { session } = await answer(user, WORD)
      expect(session?.getAccessToken().payload).toMatchObject({ username: 'ali' })
    })

    it('fails after three wrong answers', async () => {
      const user = userNamed('ali')
      await initiate(user)
      for (const word of ['one', 'two']) await answer(user, word)
      await expect(answer(user, 'three')).rejects.toMatchObject(INCORRECT)
      await expect(answer(user, WORD)).rejects.toMatchObject({ code: 'NotAuthorizedException' })
    })

    it('proves the password by SRP first', async () => {
      const user = userNamed('ali')
      await expect(withPassword(userNamed('ali'), 'Wrong-Horse-1')).rejects.toMatchObject(INCORRECT)
      expect(await withPassword(user)).toHaveProperty('challenge')
      expect(await answer(user, WORD)).toHaveProperty('session')
    })

    it('asks for MFA between the password and the functions', async () => {
      await setFactors(server, pool, 'OPTIONAL', ['SOFTWARE_TOKEN_MFA'])
      await createUser(server, pool, 'cassim')
      const { AccessToken } = await signInPlainly(server, pool, 'cassim')
      const secret = await registerApp(server, AccessToken)
      const SoftwareTokenMfaSettings = { Enabled: true }
      await server.call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings })
      server.advance(30)
      functions.events.splice(0)
      const user = userNamed('cassim')
      expect(await withPassword(user)).toEqual({ asksCode: true })
      const asked = await outcomeOf((callbacks) =>
        user.sendMFACode(
          appCode(secret, timeOf(server)),
          callbacks as Parameters<CognitoUser['sendMFACode']>[1],
          'SOFTWARE_TOKEN_MFA',
        ),
      ).catch((error: unknown) => error)
      expect(functions.events.at(-2)?.request.session.map(nameOf)).toEqual([
        'SRP_A',
        'PASSWORD_VERIFIER',
        'SOFTWARE_TOKEN_MFA',
      ])
      // The library does not expect a challenge after the code; what matters is that it got no session.
      expect(asked).not.toHaveProperty('session')
    })
  })

  describe('by Amplify', () => {
    beforeEach(() => {
      const { userPoolId, clientId: userPoolClientId } = pool
      const userPoolEndpoint = `${server.url}/`
      Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } })
      const items = new Map<string, string>()
      cognitoUserPoolsTokenProvider.setKeyValueStorage({
        setItem: async (key, value) => void items.set(key, value),
        getItem: async (key) => items.get(key) ?? null,
        removeItem: async (key) => void items.delete(key),
        clear: async () => items.clear(),
      })
    })

    it('signs in without password (CUSTOM_WITHOUT_SRP)', async () => {
      const options = { authFlowType: 'CUSTOM_WITHOUT_SRP' } as const
      expect(await signIn({ username: 'ali', options })).toMatchObject(ASKED)
      expect(await confirmSignIn({ challengeResponse: 'open wheat' })).toMatchObject(ASKED)
      expect(await confirmSignIn({ challengeResponse: WORD })).toEqual(DONE)
      expect(await getCurrentUser()).toMatchObject({ username: 'ali' })
      await signOut()
    })

    it('signs in with the password first (CUSTOM_WITH_SRP)', async () => {
      const options = { authFlowType: 'CUSTOM_WITH_SRP' } as const
      expect(await signIn({ username: 'ali', password: PASSWORD, options })).toMatchObject(ASKED)
      expect(await confirmSignIn({ challengeResponse: WORD })).toEqual(DONE)
      await signOut()
    })

    it('fails after three wrong answers', async () => {
      const options = { authFlowType: 'CUSTOM_WITHOUT_SRP' } as const
      await signIn({ username: 'ali', options })
      for (const challengeResponse of ['one', 'two']) await confirmSignIn({ challengeResponse })
      await expect(confirmSignIn({ challengeResponse: 'three' })).rejects.toMatchObject(INCORRECT)
    })
  })
})

function nameOf(result: { challengeName: string }): string {
  return result.challengeName
}
