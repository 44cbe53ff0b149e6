import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
  type UserData,
} from 'amazon-cognito-identity-js'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { claimsOf, createPool, createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const NEW_PASSWORD = 'Brand-New-Horse-2'
const WRONG_PASSWORD = 'Wrong-Horse-1'

/** How far a sign-in came. */
interface Outcome {
  session?: CognitoUserSession
  newPassword?: { userAttributes: Record<string, string>; requiredAttributes: string[] }
}

describe.each(databases)('amazon-cognito-identity-js on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, {
      AutoVerifiedAttributes: ['email'],
      Schema: [{ Name: 'name', Required: true, Mutable: true, AttributeDataType: 'String' }],
    })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })
  afterAll(() => server.stop())

  const userPool = (storage = createStorage()) =>
    new CognitoUserPool({
      UserPoolId: pool.userPoolId,
      ClientId: pool.clientId,
      endpoint: `${server.url}/`,
      Storage: storage,
    })

  /** The user on a device of its own. */
  function userOnDevice(username: string): CognitoUser {
    const storage = createStorage()
    return new CognitoUser({ Username: username, Pool: userPool(storage), Storage: storage })
  }

  /** Signed in with the password itself, which spares the test the time of SRP. */
  async function signedIn(username: string, password = PASSWORD): Promise<CognitoUser> {
    const user = userOnDevice(username)
    user.setAuthenticationFlowType('USER_PASSWORD_AUTH')
    await authenticate(user, password)
    return user
  }

  const signUp = (username: string) =>
    settle((callback) =>
      userPool().signUp(
        username,
        PASSWORD,
        [attribute('email', `${username}@example.com`), attribute('name', username)],
        [],
        callback,
      ),
    )

  const createVerifiedUser = (username: string) =>
    createUser(server, pool, username, {
      name: username,
      email: `${username}@example.com`,
      email_verified: 'true',
    })

  it('signs up, confirms by the code and signs in by SRP', async () => {
    const result = await signUp('ada')
    expect(result).toMatchObject({
      userConfirmed: false,
      userSub: expect.any(String),
      codeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' },
    })
    const user = userOnDevice('ada')
    await expect(
      settle((callback) => user.confirmRegistration('000000', false, callback)),
    ).rejects.toMatchObject({
      code: 'CodeMismatchException',
    })
    const code = await server.codeFor('ada@example.com')
    expect(await settle((callback) => user.confirmRegistration(code, false, callback))).toBe('SUCCESS')

    const { session } = await authenticate(user, PASSWORD)
    expect(session?.isValid()).toBe(true)
    expect(session?.getIdToken().payload).toMatchObject({
      'cognito:username': 'ada',
      email: 'ada@example.com',
      email_verified: true,
      name: 'ada',
    })
    expect(session?.getAccessToken().payload).toMatchObject({ client_id: pool.clientId, username: 'ada' })
  })

  it('sends the code again and refuses the one before', async () => {
    await signUp('again')
    const first = await server.codeFor('again@example.com')
    const user = userOnDevice('again')
    const answer = await settle((callback) => user.resendConfirmationCode(callback))
    expect(answer).toMatchObject({ CodeDeliveryDetails: { Destination: 'a***@e***' } })
    const second = await server.codeFor('again@example.com')
    const confirm = (code: string) => settle((callback) => user.confirmRegistration(code, false, callback))
    if (first !== second)
      await expect(confirm(first)).rejects.toMatchObject({ code: 'CodeMismatchException' })
    expect(await confirm(second)).toBe('SUCCESS')
  })

  it('refuses a name that is taken', async () => {
    await createVerifiedUser('taken')
    await expect(signUp('taken')).rejects.toMatchObject({
      code: 'UsernameExistsException',
      message: 'User already exists',
    })
  })

  it('refuses a wrong password by SRP, and a user who has not confirmed', async () => {
    await createVerifiedUser('wrong')
    await expect(authenticate(userOnDevice('wrong'), WRONG_PASSWORD)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
    await signUp('waiting')
    await expect(signedIn('waiting')).rejects.toMatchObject({ code: 'UserNotConfirmedException' })
  })

  it('asks an invited user for a new password and the required attributes', async () => {
    await server.call('AdminCreateUser', {
      UserPoolId: pool.userPoolId,
      Username: 'invited',
      TemporaryPassword: PASSWORD,
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email', Value: 'invited@example.com' }],
    })
    const user = userOnDevice('invited')
    const { newPassword } = await authenticate(user, PASSWORD)
    expect(newPassword?.requiredAttributes).toEqual(['name'])
    expect(newPassword?.userAttributes).toMatchObject({ email: 'invited@example.com' })
    const { session } = await outcomeOf((callbacks) =>
      user.completeNewPasswordChallenge(NEW_PASSWORD, { name: 'Invited Person' }, callbacks),
    )
    expect(session?.getIdToken().payload).toMatchObject({ name: 'Invited Person' })
    await expect(signedIn('invited', NEW_PASSWORD)).resolves.toBeInstanceOf(CognitoUser)
  })

  it('finds its session again and refreshes it', async () => {
    await createVerifiedUser('refreshing')
    const storage = createStorage()
    const user = new CognitoUser({ Username: 'refreshing', Pool: userPool(storage), Storage: storage })
    user.setAuthenticationFlowType('USER_PASSWORD_AUTH')
    const { session: before } = await authenticate(user, PASSWORD)
    const found = userPool(storage).getCurrentUser()
    expect(found?.getUsername()).toBe('refreshing')
    const refreshToken = before?.getRefreshToken()
    if (!found || !refreshToken) throw new Error('The library kept no session')
    const session = await settle<CognitoUserSession>((callback) =>
      found.refreshSession(refreshToken, callback),
    )
    expect(session.isValid()).toBe(true)
    expect(session.getRefreshToken().getToken()).toBe(refreshToken.getToken())
    const [old, fresh] = [before, session].map((one) => claimsOf(one?.getAccessToken().getJwtToken() ?? ''))
    expect(fresh?.['auth_time']).toBe(old?.['auth_time'])
    expect(fresh?.['jti']).not.toBe(old?.['jti'])
  })

  it('refreshes by itself when the tokens have expired', async () => {
    await createVerifiedUser('returning')
    const user = await signedIn('returning')
    const before = user.getSignInUserSession()?.getAccessToken().payload
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_601_000 })
    const session = await settle<CognitoUserSession>((callback) => user.getSession(callback))
    expect(session.getAccessToken().getIssuedAt()).toBeGreaterThan(before?.['exp'])
    expect(session.getAccessToken().payload['auth_time']).toBe(before?.['auth_time'])
  })

  it('reads, changes and removes attributes', async () => {
    await createVerifiedUser('attributes')
    const user = await signedIn('attributes')
    expect(
      await settle((callback) => user.updateAttributes([attribute('nickname', 'Žofka')], callback)),
    ).toBe('SUCCESS')
    expect(await read(user)).toMatchObject({
      nickname: 'Žofka',
      email: 'attributes@example.com',
      email_verified: 'true',
      sub: expect.any(String),
    })
    expect(await settle((callback) => user.deleteAttributes(['nickname'], callback))).toBe('SUCCESS')
    expect(await read(user)).not.toHaveProperty('nickname')
    const data = await settle<UserData>((callback) => user.getUserData(callback, { bypassCache: true }))
    expect(data.Username).toBe('attributes')
  })

  it('verifies a changed e-mail address by its code', async () => {
    await createVerifiedUser('moving')
    const user = await signedIn('moving')
    await settle((callback) => user.updateAttributes([attribute('email', 'moved@example.com')], callback))
    const code = await server.codeFor('moved@example.com')
    const verified = answerOf((callbacks) => user.verifyAttribute('email', code, callbacks))
    expect(await verified).toBe('SUCCESS')
    expect(await read(user)).toMatchObject({ email: 'moved@example.com', email_verified: 'true' })
  })

  it('changes the password', async () => {
    await createVerifiedUser('changing')
    const user = await signedIn('changing')
    const change = (from: string) => settle((callback) => user.changePassword(from, NEW_PASSWORD, callback))
    await expect(change(WRONG_PASSWORD)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
    expect(await change(PASSWORD)).toBe('SUCCESS')
    await expect(signedIn('changing')).rejects.toMatchObject({ code: 'NotAuthorizedException' })
    await expect(signedIn('changing', NEW_PASSWORD)).resolves.toBeInstanceOf(CognitoUser)
  })

  it('recovers a forgotten password by a code', async () => {
    await createVerifiedUser('forgetful')
    const user = userOnDevice('forgetful')
    const asked = await new Promise((resolve, reject) =>
      user.forgotPassword({ onSuccess: resolve, onFailure: reject, inputVerificationCode: resolve }),
    )
    expect(asked).toMatchObject({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'f***@e***' },
    })
    const confirm = (code: string, password: string) =>
      answerOf((callbacks) => user.confirmPassword(code, password, callbacks))
    const code = await server.codeFor('forgetful@example.com')
    await expect(confirm(code, 'short')).rejects.toMatchObject({ code: 'InvalidPasswordException' })
    expect(await confirm(code, NEW_PASSWORD)).toBe('SUCCESS')
    await expect(signedIn('forgetful', NEW_PASSWORD)).resolves.toBeInstanceOf(CognitoUser)
  })

  it('signs out on all devices', async () => {
    await createVerifiedUser('everywhere')
    const here = await signedIn('everywhere')
    const there = await signedIn('everywhere')
    expect(await answerOf((callbacks) => here.globalSignOut(callbacks))).toBe('SUCCESS')
    for (const user of [here, there])
      await expect(
        settle((callback) => user.getUserData(callback, { bypassCache: true })),
      ).rejects.toMatchObject({ code: 'NotAuthorizedException', message: 'Access Token has been revoked' })
    const refreshToken = there.getSignInUserSession()?.getRefreshToken()
    if (!refreshToken) throw new Error('The library kept no session')
    hurryTimers()
    await expect(settle((callback) => there.refreshSession(refreshToken, callback))).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Refresh Token has been revoked',
    })
  })

  it('revokes the session of this device alone at sign-out', async () => {
    await createVerifiedUser('leaving')
    const here = await signedIn('leaving')
    const there = await signedIn('leaving')
    const AccessToken = here.getSignInUserSession()?.getAccessToken().getJwtToken()
    await new Promise<void>((resolve) => here.signOut(resolve))
    await expect(server.call('GetUser', { AccessToken })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Access Token has been revoked',
    })
    expect(await read(there)).toMatchObject({ name: 'leaving' })
  })

  it('deletes the user', async () => {
    await createVerifiedUser('deleted')
    const user = await signedIn('deleted')
    expect(await settle((callback) => user.deleteUser(callback))).toBe('SUCCESS')
    await expect(signedIn('deleted')).rejects.toMatchObject({
      code: 'UserNotFoundException',
      message: 'User does not exist.',
    })
  })
})

type Callback<Result> = (error?: Error | null, result?: Result) => void

/** What the library tells a callback, as a promise. */
function settle<Result = unknown>(run: (callback: Callback<Result>) => void): Promise<Result> {
  return new Promise((resolve, reject) =>
    run((error, result) => (error ? reject(error) : resolve(result as Result))),
  )
}

interface Callbacks {
  onSuccess(answer: string): void
  onFailure(error: Error): void
}

function answerOf(run: (callbacks: Callbacks) => void): Promise<string> {
  return new Promise((resolve, reject) => run({ onSuccess: resolve, onFailure: reject }))
}

type AuthenticationCallbacks = Parameters<CognitoUser['authenticateUser']>[1]

function outcomeOf(run: (callbacks: AuthenticationCallbacks) => void): Promise<Outcome> {
  return new Promise((resolve, reject) =>
    run({
      onSuccess: (session) => resolve({ session }),
      onFailure: reject,
      newPasswordRequired: (userAttributes: Record<string, string>, requiredAttributes: string[]) =>
        resolve({ newPassword: { userAttributes, requiredAttributes } }),
    }),
  )
}

function authenticate(user: CognitoUser, password: string): Promise<Outcome> {
  const details = new AuthenticationDetails({ Username: user.getUsername(), Password: password })
  return outcomeOf((callbacks) => user.authenticateUser(details, callbacks))
}

/** The user's attributes by name. */
async function read(user: CognitoUser): Promise<Record<string, string>> {
  const attributes = await settle<CognitoUserAttribute[]>((callback) => user.getUserAttributes(callback))
  return Object.fromEntries(attributes.map(({ Name, Value }) => [Name, Value]))
}

function attribute(name: string, value: string): CognitoUserAttribute {
  return new CognitoUserAttribute({ Name: name, Value: value })
}

/** The library tries what was refused again, after ever longer pauses: here they are a hundredth as long. */
function hurryTimers(): void {
  const start = globalThis.setTimeout
  const hurry = (run: () => void, pauseMs = 0) => start(run, pauseMs / 100)
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(hurry as typeof setTimeout)
}

/** A device's storage. */
function createStorage(): ICognitoStorage {
  const items = new Map<string, string>()
  return {
    setItem: (key, value) => items.set(key, value),
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => items.delete(key),
    clear: () => items.clear(),
  }
}
