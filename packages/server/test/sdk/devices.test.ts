import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
} from 'amazon-cognito-identity-js'
import { Amplify } from 'aws-amplify'
import {
  fetchAuthSession,
  fetchDevices,
  forgetDevice,
  rememberDevice,
  signIn as signInWithAmplify,
  signOut,
} from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { ConsoleLogger } from 'aws-amplify/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALWAYS, OPT_IN } from '../support/device.ts'
import { appCode, registerApp, setFactors, timeOf } from '../support/mfa.ts'
import { createPool, createUser, PASSWORD, type Pool, signIn } from '../support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'

// Amplify warns at every start that the endpoint is not AWS's own, which is the point here.
ConsoleLogger.LOG_LEVEL = 'ERROR'

/** How far a sign-in came. */
interface Outcome {
  session?: CognitoUserSession
  /** The user has to be asked whether the device shall be remembered. */
  asksUser?: boolean
  asksCode?: boolean
}

describe.each(databases)('remembered devices on %s', (kind) => {
  let server: TestServer
  let always: Pool
  let optIn: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    always = await createPool(server, { DeviceConfiguration: ALWAYS })
    optIn = await createPool(server, { DeviceConfiguration: OPT_IN })
    for (const pool of [always, optIn]) await setFactors(server, pool, 'OPTIONAL', ['SOFTWARE_TOKEN_MFA'])
  })
  afterAll(() => server.stop())

  /** A user with an authenticator app; answers its secret. */
  async function createUserWithApp(pool: Pool, username: string): Promise<string> {
    await createUser(server, pool, username)
    const { AccessToken } = await signIn(server, pool, username)
    const secret = await registerApp(server, AccessToken)
    await server.call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } })
    server.advance(30)
    return secret
  }

  describe('by amazon-cognito-identity-js', () => {
    const userOn = (pool: Pool, username: string, storage: ICognitoStorage): CognitoUser => {
      const { userPoolId, clientId } = pool
      const endpoint = `${server.url}/`
      const settings = { UserPoolId: userPoolId, ClientId: clientId, endpoint, Storage: storage }
      return new CognitoUser({ Username: username, Pool: new CognitoUserPool(settings), Storage: storage })
    }
    /** Signs in by SRP; with the secret of the app it answers the code that is asked for. */
    const authenticate = (user: CognitoUser, secret?: string): Promise<Outcome> =>
      new Promise((resolve, reject) => {
        const callbacks = {
          onSuccess: (session: CognitoUserSession, asksUser?: boolean) =>
            resolve({ session, asksUser: asksUser === true }),
          onFailure: reject,
          totpRequired: () => {
            if (!secret) resolve({ asksCode: true })
            else user.sendMFACode(appCode(secret, timeOf(server)), callbacks, 'SOFTWARE_TOKEN_MFA')
          },
        }
        const Username = user.getUsername()
        user.authenticateUser(new AuthenticationDetails({ Username, Password: PASSWORD }), callbacks)
      })
    const listDevices = (user: CognitoUser): Promise<Answer> =>
      answerOf((callbacks) => user.listDevices(10, null, callbacks))

    it('spares a remembered device the second factor', async () => {
      const secret = await createUserWithApp(always, 'always')
      const storage = createStorage()
      expect(await authenticate(userOn(always, 'always', storage))).toEqual({ asksCode: true })
      const first = await authenticate(userOn(always, 'always', storage), secret)
      expect(first).toMatchObject({ asksUser: false, session: expect.anything() })
      const again = await authenticate(userOn(always, 'always', storage))
      expect(again.session?.isValid()).toBe(true)
      expect(again.session?.getAccessToken().payload['device_key']).toBe(
        first.session?.getAccessToken().payload['device_key'],
      )
      expect(await authenticate(userOn(always, 'always', createStorage()))).toEqual({ asksCode: true })
    })

    it('remembers a device when the user says so, and lists and forgets it', async () => {
      const secret = await createUserWithApp(optIn, 'opt-in')
      const storage = createStorage()
      const user = userOn(optIn, 'opt-in', storage)
      expect(await authenticate(user, secret)).toMatchObject({ asksUser: true })
      server.advance(30)
      expect(await authenticate(userOn(optIn, 'opt-in', storage))).toEqual({ asksCode: true })
      expect(await answerOf((callbacks) => user.setDeviceStatusRemembered(callbacks))).toBe('SUCCESS')
      expect(await authenticate(userOn(optIn, 'opt-in', storage))).toHaveProperty('session')
      const { Devices } = await listDevices(user)
      expect(Devices).toHaveLength(1)
      const { Device } = await answerOf<Answer>((callbacks) => user.getDevice(callbacks))
      expect(Device).toEqual(Devices[0])
      expect(await answerOf((callbacks) => user.setDeviceStatusNotRemembered(callbacks))).toBe('SUCCESS')
      expect(await authenticate(userOn(optIn, 'opt-in', storage))).toEqual({ asksCode: true })
      expect(await answerOf((callbacks) => user.forgetDevice(callbacks))).toBe('SUCCESS')
      expect(await listDevices(user)).toEqual({ Devices: [] })
    })

    it('tries again without a device that was forgotten elsewhere', async () => {
      await createUser(server, always, 'elsewhere')
      const storage = createStorage()
      const { session } = await authenticate(userOn(always, 'elsewhere', storage))
      const DeviceKey = session?.getAccessToken().payload['device_key']
      const UserPoolId = always.userPoolId
      await server.call('AdminForgetDevice', { UserPoolId, Username: 'elsewhere', DeviceKey })
      const again = await authenticate(userOn(always, 'elsewhere', storage))
      expect(again.session?.getAccessToken().payload['device_key']).not.toBe(DeviceKey)
    })

    it('refreshes with the key of the device', async () => {
      await createUser(server, always, 'refreshing')
      const user = userOn(always, 'refreshing', createStorage())
      const { session } = await authenticate(user)
      const token = session?.getRefreshToken()
      if (!token) throw new Error('The library kept no session')
      const refreshed = await new Promise<CognitoUserSession>((resolve, reject) =>
        user.refreshSession(token, (error, fresh) => (error ? reject(error) : resolve(fresh))),
      )
      expect(refreshed.getAccessToken().payload['device_key']).toBe(
        session?.getAccessToken().payload['device_key'],
      )
    })
  })

  describe('by Amplify', () => {
    /** A browser of its own: nobody is signed in. */
    function configure({ userPoolId, clientId }: Pool): void {
      const userPoolEndpoint = `${server.url}/`
      Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint } } })
      const items = new Map<string, string>()
      cognitoUserPoolsTokenProvider.setKeyValueStorage({
        setItem: async (key, value) => void items.set(key, value),
        getItem: async (key) => items.get(key) ?? null,
        removeItem: async (key) => void items.delete(key),
        clear: async () => items.clear(),
      })
    }

    it('remembers, lists, refreshes and forgets a device', async () => {
      configure(optIn)
      await createUser(server, optIn, 'amplify')
      await signInWithAmplify({ username: 'amplify', password: PASSWORD })
      await rememberDevice()
      const [device, ...others] = await fetchDevices()
      expect(others).toEqual([])
      expect(device).toMatchObject({ id: expect.stringMatching(/^us-east-1_/), createDate: expect.any(Date) })
      const { tokens } = await fetchAuthSession({ forceRefresh: true })
      expect(tokens?.accessToken.payload['device_key']).toBe(device?.id)
      await signOut()
      expect(await signInWithAmplify({ username: 'amplify', password: PASSWORD })).toMatchObject({
        isSignedIn: true,
      })
      expect(await fetchDevices()).toHaveLength(1)
      await forgetDevice()
      expect(await fetchDevices()).toEqual([])
      await signOut()
    })

    it('spares a remembered device the second factor, and drops one that was forgotten', async () => {
      configure(always)
      await createUser(server, always, 'amplify-mfa')
      await signInWithAmplify({ username: 'amplify-mfa', password: PASSWORD })
      const [device] = await fetchDevices()
      const AccessToken = (await fetchAuthSession()).tokens?.accessToken.toString()
      await registerApp(server, AccessToken ?? '')
      await server.call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true } })
      await signOut()
      const DONE = { isSignedIn: true, nextStep: { signInStep: 'DONE' } }
      expect(await signInWithAmplify({ username: 'amplify-mfa', password: PASSWORD })).toEqual(DONE)
      await signOut()
      await server.call('AdminForgetDevice', {
        UserPoolId: always.userPoolId,
        Username: 'amplify-mfa',
        DeviceKey: device?.id,
      })
      expect(await signInWithAmplify({ username: 'amplify-mfa', password: PASSWORD })).toMatchObject({
        nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' },
      })
    })
  })
})

interface Callbacks<Result> {
  onSuccess(answer: Result): void
  onFailure(error: Error): void
}

function answerOf<Result = string>(run: (callbacks: Callbacks<Result>) => void): Promise<Result> {
  return new Promise((resolve, reject) => run({ onSuccess: resolve, onFailure: reject }))
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
