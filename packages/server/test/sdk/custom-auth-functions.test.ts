import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { mapped } from '../support/trigger-calls.ts'

/** How far a sign-in came. */
interface Outcome {
  session?: CognitoUserSession
  challenge?: Record<string, string>
}

describe.each(databases)('amazon-cognito-identity-js with functions in processes on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind, mapped('answers/index.js'))
    const ExplicitAuthFlows = ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
    pool = await createPool(server, { AutoVerifiedAttributes: ['email'] }, { ExplicitAuthFlows })
    await createUser(server, pool, 'ali')
  })
  afterAll(() => server.stop())

  const userNamed = (username: string, flow: string): CognitoUser => {
    const settings = { UserPoolId: pool.userPoolId, ClientId: pool.clientId, endpoint: `${server.url}/` }
    const user = new CognitoUser({ Username: username, Pool: new CognitoUserPool(settings) })
    user.setAuthenticationFlowType(flow)
    return user
  }
  type Callbacks = Parameters<CognitoUser['authenticateUser']>[1]
  const outcomeOf = (run: (callbacks: Callbacks) => void): Promise<Outcome> =>
    new Promise((resolve, reject) =>
      run({
        onSuccess: (session) => resolve({ session }),
        onFailure: reject,
        customChallenge: (challenge: Record<string, string>) => resolve({ challenge }),
      }),
    )
  const start = (user: CognitoUser) =>
    outcomeOf((callbacks) =>
      user.initiateAuth(new AuthenticationDetails({ Username: user.getUsername() }), callbacks),
    )
  const answer = (user: CognitoUser, word: string) =>
    outcomeOf((callbacks) => user.sendCustomChallengeAnswer(word, callbacks))

  it('asks again after wrong answers and takes the right one', async () => {
    const user = userNamed('ali', 'CUSTOM_AUTH')
    expect(await start(user)).toEqual({ challenge: { USERNAME: 'ali', hint: 'opens the cave' } })
    expect(await answer(user, 'wheat')).toHaveProperty('challenge')
    expect(await answer(user, 'barley')).toHaveProperty('challenge')
    const { session } = await answer(user, 'sesame')
    expect(session?.getAccessToken().payload).toMatchObject({ username: 'ali' })
  })

  it('fails after three wrong answers', async () => {
    const user = userNamed('ali', 'CUSTOM_AUTH')
    await start(user)
    for (const word of ['one', 'two']) await answer(user, word)
    await expect(answer(user, 'three')).rejects.toMatchObject({ code: 'NotAuthorizedException' })
    await expect(answer(user, 'sesame')).rejects.toMatchObject({ code: 'NotAuthorizedException' })
  })

  it('signs in users who are brought over, also those who forgot their password', async () => {
    const signIn = (user: CognitoUser, Password: string) =>
      outcomeOf((callbacks) =>
        user.authenticateUser(
          new AuthenticationDetails({ Username: user.getUsername(), Password }),
          callbacks,
        ),
      )
    expect(await signIn(userNamed('moved-1', 'USER_PASSWORD_AUTH'), PASSWORD)).toHaveProperty('session')
    const forgetful = userNamed('moved-2', 'USER_PASSWORD_AUTH')
    await new Promise((resolve, reject) =>
      forgetful.forgotPassword({ onSuccess: resolve, onFailure: reject }),
    )
    const code = await server.codeFor('moved-2@example.com')
    await new Promise<string>((onSuccess, onFailure) =>
      forgetful.confirmPassword(code, 'Another-Horse-1', { onSuccess, onFailure }),
    )
    expect(await signIn(forgetful, 'Another-Horse-1')).toHaveProperty('session')
  })
})
