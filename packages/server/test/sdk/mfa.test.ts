import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
  type ICognitoStorage,
  type UserData,
} from 'amazon-cognito-identity-js'
import { Amplify } from 'aws-amplify'
import {
  confirmSignIn,
  fetchMFAPreference,
  setUpTOTP,
  signIn,
  updateMFAPreference,
  verifyTOTPSetup,
} from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { ConsoleLogger } from 'aws-amplify/utils'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { appCode, SES, SMS, setFactors, timeOf } from '../support/mfa.ts'
import { createPool, createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const STEP = 30

// Amplify warns at every start that the endpoint is not AWS's own, which is the point here.
ConsoleLogger.LOG_LEVEL = 'ERROR'

/** How far a sign-in with the library came. */
type Outcome =
  | { at: 'tokens'; session: CognitoUserSession }
  | { at: 'sms' | 'app' | 'setup' | 'selection'; parameters: Record<string, string> }

describe.each(databases)('MFA with clients on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let required: Pool
  let byEmail: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    const settings = { SmsConfiguration: SMS, EmailConfiguration: SES }
    pool = await createPool(server, settings)
    await setFactors(server, pool, 'OPTIONAL', ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'])
    required = await createPool(server)
    await setFactors(server, required, 'ON', ['SOFTWARE_TOKEN_MFA'])
    byEmail = await createPool(server, settings)
    await setFactors(server, byEmail, 'ON', ['EMAIL_OTP'])
  })
  afterAll(() => server.stop())

  const codeNow = (secret: string) => appCode(secret, timeOf(server))

  describe('amazon-cognito-identity-js', () => {
    function userOnDevice(username: string, { userPoolId, clientId } = pool): CognitoUser {
      const storage = createStorage()
      const userPool = new CognitoUserPool({
        UserPoolId: userPoolId,
        ClientId: clientId,
        endpoint: `${server.url}/`,
        Storage: storage,
      })
      const user = new CognitoUser({ Username: username, Pool: userPool, Storage: storage })
      user.setAuthenticationFlowType('USER_PASSWORD_AUTH')
      return user
    }
    const authenticate = (user: CognitoUser) =>
      outcomeOf((callbacks) => {
        const details = new AuthenticationDetails({ Username: user.getUsername(), Password: PASSWORD })
        user.authenticateUser(details, callbacks)
      })
    const associate = (user: CognitoUser) =>
      new Promise<string>((resolve, reject) =>
        user.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject }),
      )
    const verify = (user: CognitoUser, secret: string) =>
      new Promise<CognitoUserSession>((resolve, reject) =>
        user.verifySoftwareToken(codeNow(secret), 'laptop', { onSuccess: resolve, onFailure: reject }),
      )
    const sendCode = (user: CognitoUser, code: string, type?: string) =>
      outcomeOf((callbacks) => user.sendMFACode(code, callbacks, type))

    it('sets up an app, prefers it and signs in by it', async () => {
      await createUser(server, pool, 'otto')
      const user = userOnDevice('otto')
      expect(await authenticate(user)).toMatchObject({ at: 'tokens' })
      const secret = await associate(user)
      await verify(user, secret)
      const set = new Promise((resolve, reject) =>
        user.setUserMfaPreference(null, { Enabled: true, PreferredMfa: true }, (error, answer) =>
          error ? reject(error) : resolve(answer),
        ),
      )
      expect(await set).toBe('SUCCESS')
      const data = await new Promise<UserData | undefined>((resolve, reject) =>
        user.getUserData((error, found) => (error ? reject(error) : resolve(found)), { bypassCache: true }),
      )
      expect(data?.PreferredMfaSetting).toBe('SOFTWARE_TOKEN_MFA')
      server.advance(STEP)

      const again = userOnDevice('otto')
      const asked = await authenticate(again)
      expect(asked).toMatchObject({ at: 'app', parameters: { FRIENDLY_DEVICE_NAME: 'laptop' } })
      await expect(sendCode(again, '000000', 'SOFTWARE_TOKEN_MFA')).rejects.toMatchObject({
        code: 'CodeMismatchException',
      })
      const done = await sendCode(again, codeNow(secret), 'SOFTWARE_TOKEN_MFA')
      expect(done.at === 'tokens' && done.session.isValid()).toBe(true)
    })

    it('sets up an app where the pool requires one', async () => {
      await createUser(server, required, 'ruth')
      const user = userOnDevice('ruth', required)
      expect(await authenticate(user)).toMatchObject({
        at: 'setup',
        parameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
      })
      const session = await verify(user, await associate(user))
      expect(session.isValid()).toBe(true)
      expect(await authenticate(userOnDevice('ruth', required))).toMatchObject({ at: 'app' })
    })

    it('signs in by a code by SMS, selected among two', async () => {
      const to = '+15555570001'
      await createUser(server, pool, 'sam', { phone_number: to, email: 'sam@example.com' })
      await server.call('AdminSetUserMFAPreference', {
        UserPoolId: pool.userPoolId,
        Username: 'sam',
        SMSMfaSettings: { Enabled: true },
        EmailMfaSettings: { Enabled: true },
      })
      const user = userOnDevice('sam')
      expect(await authenticate(user)).toMatchObject({
        at: 'selection',
        parameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","EMAIL_OTP"]' },
      })
      const asked = await outcomeOf((callbacks) => user.sendMFASelectionAnswer('SMS_MFA', callbacks))
      expect(asked).toMatchObject({ at: 'sms', parameters: { CODE_DELIVERY_DESTINATION: '+*******0001' } })
      expect(await sendCode(user, await server.codeFor(to))).toMatchObject({ at: 'tokens' })
    })
  })

  describe('Amplify', () => {
    beforeEach(() => configure(pool))

    /** A browser of its own for this client: nobody is signed in. */
    function configure({ userPoolId, clientId }: Pool): void {
      const items = new Map<string, string>()
      Amplify.configure({
        Auth: { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: `${server.url}/` } },
      })
      cognitoUserPoolsTokenProvider.setKeyValueStorage({
        setItem: async (key, value) => void items.set(key, value),
        getItem: async (key) => items.get(key) ?? null,
        removeItem: async (key) => void items.delete(key),
        clear: async () => items.clear(),
      })
    }
    const start = (username: string) =>
      signIn({ username, password: PASSWORD, options: { authFlowType: 'USER_PASSWORD_AUTH' } })
    const answer = (challengeResponse: string) => confirmSignIn({ challengeResponse })
    const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } }

    it('sets up an app, prefers it and signs in by it', async () => {
      await createUser(server, pool, 'tess')
      expect(await start('tess')).toEqual(done)
      const { sharedSecret, getSetupUri } = await setUpTOTP()
      expect(getSetupUri('Shop').toString()).toContain(`secret=${sharedSecret}`)
      await verifyTOTPSetup({ code: codeNow(sharedSecret) })
      await updateMFAPreference({ totp: 'PREFERRED' })
      expect(await fetchMFAPreference()).toEqual({ enabled: ['TOTP'], preferred: 'TOTP' })
      server.advance(STEP)

      configure(pool)
      expect(await start('tess')).toEqual({
        isSignedIn: false,
        nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' },
      })
      await expect(answer('000000')).rejects.toMatchObject({ name: 'CodeMismatchException' })
      expect(await answer(codeNow(sharedSecret))).toEqual(done)
    })

    it('sets up an app where the pool requires one', async () => {
      await createUser(server, required, 'rita')
      configure(required)
      const { nextStep } = await start('rita')
      if (nextStep.signInStep !== 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') throw new Error(nextStep.signInStep)
      const { sharedSecret } = nextStep.totpSetupDetails
      expect(await answer(codeNow(sharedSecret))).toEqual(done)
    })

    it('sets up an e-mail address where the pool requires one', async () => {
      await createUser(server, byEmail, 'emil')
      configure(byEmail)
      expect(await start('emil')).toMatchObject({
        nextStep: { signInStep: 'CONTINUE_SIGN_IN_WITH_EMAIL_SETUP' },
      })
      expect(await answer('emil@example.com')).toMatchObject({
        nextStep: {
          signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
          codeDeliveryDetails: { deliveryMedium: 'EMAIL', destination: 'e***@e***' },
        },
      })
      expect(await answer(await server.codeFor('emil@example.com'))).toEqual(done)
    })

    it('selects a factor and signs in by its code', async () => {
      const attributes = { phone_number: '+15555570002', email: 'selma@example.com' }
      await createUser(server, pool, 'selma', attributes)
      await start('selma')
      await updateMFAPreference({ sms: 'ENABLED', email: 'ENABLED' })
      configure(pool)
      expect(await start('selma')).toMatchObject({
        nextStep: {
          signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION',
          allowedMFATypes: ['SMS', 'EMAIL'],
        },
      })
      expect(await answer('SMS')).toMatchObject({
        nextStep: {
          signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE',
          codeDeliveryDetails: { deliveryMedium: 'SMS', destination: '+*******0002' },
        },
      })
      expect(await answer(await server.codeFor('+15555570002'))).toEqual(done)
    })
  })
})

type Callbacks = Parameters<CognitoUser['authenticateUser']>[1]

function outcomeOf(run: (callbacks: Callbacks) => void): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const reach = (at: 'sms' | 'app' | 'setup' | 'selection') => (_name: string, parameters: unknown) =>
      resolve({ at, parameters: parameters as Record<string, string> })
    run({
      onSuccess: (session) => resolve({ at: 'tokens', session }),
      onFailure: reject,
      mfaRequired: reach('sms'),
      totpRequired: reach('app'),
      mfaSetup: reach('setup'),
      selectMFAType: reach('selection'),
    })
  })
}

/** A device's storage. */
function createStorage(): ICognitoStorage {
  const items = new Map<string, string>()
  return {
    setItem: (key, value) => void items.set(key, value),
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  }
}
