import { Amplify } from 'aws-amplify'
import {
  autoSignIn,
  confirmSignIn,
  confirmSignUp,
  fetchAuthSession,
  signIn,
  signOut,
  signUp,
} from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { ConsoleLogger } from 'aws-amplify/utils'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPasskey } from '../support/authenticator.ts'
import { createPool, createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { createSdkClient, unsigned } from './sdk-client.ts'

// Amplify warns at every start that the endpoint is not AWS's own, which is the point here.
ConsoleLogger.LOG_LEVEL = 'ERROR'

const DONE = { isSignedIn: true, nextStep: { signInStep: 'DONE' } }

describe.each(databases)('choice-based sign-in by published clients on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(
      server,
      {
        AutoVerifiedAttributes: ['email'],
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'] } },
      },
      { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    )
    await server.call('SetUserPoolMfaConfig', {
      UserPoolId: pool.userPoolId,
      WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'preferred' },
    })
  })
  beforeEach(() => {
    const items = new Map<string, string>()
    Amplify.configure({
      Auth: {
        Cognito: {
          userPoolId: pool.userPoolId,
          userPoolClientId: pool.clientId,
          userPoolEndpoint: `${server.url}/`,
        },
      },
    })
    cognitoUserPoolsTokenProvider.setKeyValueStorage({
      setItem: async (key, value) => void items.set(key, value),
      getItem: async (key) => items.get(key) ?? null,
      removeItem: async (key) => void items.delete(key),
      clear: async () => items.clear(),
    })
  })
  afterAll(() => server.stop())

  const verified = (username: string) =>
    createUser(server, pool, username, { email: `${username}@example.com`, email_verified: 'true' })

  describe('Amplify', () => {
    it('lets the user choose a code by e-mail', async () => {
      await verified('chooser')
      expect(await signIn({ username: 'chooser', options: { authFlowType: 'USER_AUTH' } })).toEqual({
        isSignedIn: false,
        nextStep: {
          signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
          availableChallenges: ['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP'],
        },
      })
      expect(await confirmSignIn({ challengeResponse: 'EMAIL_OTP' })).toMatchObject({
        nextStep: {
          signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
          codeDeliveryDetails: { deliveryMedium: 'EMAIL', destination: 'c***@e***' },
        },
      })
      const challengeResponse = await server.codeFor('chooser@example.com')
      expect(await confirmSignIn({ challengeResponse })).toEqual(DONE)
      const { tokens } = await fetchAuthSession({ forceRefresh: true })
      expect(tokens?.accessToken.payload).toMatchObject({ username: 'chooser' })
    })

    it('takes a preferred code, also after a wrong one', async () => {
      await verified('preferring')
      const options = { authFlowType: 'USER_AUTH', preferredChallenge: 'EMAIL_OTP' } as const
      expect(await signIn({ username: 'preferring', options })).toMatchObject({
        nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE' },
      })
      await expect(confirmSignIn({ challengeResponse: '12345678x' })).rejects.toMatchObject({
        name: 'CodeMismatchException',
      })
      const challengeResponse = await server.codeFor('preferring@example.com')
      expect(await confirmSignIn({ challengeResponse })).toEqual(DONE)
    })

    it.each(['PASSWORD', 'PASSWORD_SRP'] as const)('takes %s, preferred or chosen', async (challenge) => {
      const username = `by-${challenge}`
      await verified(username)
      const options = { authFlowType: 'USER_AUTH', preferredChallenge: challenge } as const
      expect(await signIn({ username, password: PASSWORD, options })).toEqual(DONE)
      await signOut()
      await signIn({ username, options: { authFlowType: 'USER_AUTH' } })
      expect(await confirmSignIn({ challengeResponse: challenge })).toMatchObject({
        nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_PASSWORD' },
      })
      expect(await confirmSignIn({ challengeResponse: PASSWORD })).toEqual(DONE)
    })

    it('signs up without a password and signs in with the code of the sign-up', async () => {
      const username = 'newcomer'
      expect(
        await signUp({
          username,
          options: {
            userAttributes: { email: 'newcomer@example.com' },
            autoSignIn: { authFlowType: 'USER_AUTH' },
          },
        }),
      ).toMatchObject({ nextStep: { signUpStep: 'CONFIRM_SIGN_UP' } })
      const confirmationCode = await server.codeFor('newcomer@example.com')
      expect(await confirmSignUp({ username, confirmationCode })).toMatchObject({
        isSignUpComplete: true,
        nextStep: { signUpStep: 'COMPLETE_AUTO_SIGN_IN' },
      })
      expect(await autoSignIn()).toEqual(DONE)
      expect((await fetchAuthSession()).tokens?.idToken?.payload).toMatchObject({
        email: 'newcomer@example.com',
        email_verified: true,
      })
    })
  })

  it('registers, lists, uses and removes a passkey by the AWS SDK', async () => {
    const sdk = createSdkClient(server, { signer: unsigned })
    await verified('holder')
    const { AuthenticationResult } = await sdk.initiateAuth({
      ClientId: pool.clientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: 'holder', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD },
    })
    const AccessToken = AuthenticationResult?.AccessToken
    const { CredentialCreationOptions } = await sdk.startWebAuthnRegistration({ AccessToken })
    const passkey = createPasskey('http://localhost:5173')
    const Credential = passkey.create(CredentialCreationOptions) as Record<string, never>
    await sdk.completeWebAuthnRegistration({ AccessToken, Credential })
    const { Credentials } = await sdk.listWebAuthnCredentials({ AccessToken })
    expect(Credentials).toMatchObject([{ CredentialId: passkey.id, CreatedAt: expect.any(Date) }])
    const { ConfiguredUserAuthFactors } = await sdk.getUserAuthFactors({ AccessToken })
    expect(ConfiguredUserAuthFactors).toEqual(['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'])
    const challenge = await sdk.initiateAuth({
      ClientId: pool.clientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: 'holder', PREFERRED_CHALLENGE: 'WEB_AUTHN' },
    })
    expect(challenge).toMatchObject({ ChallengeName: 'WEB_AUTHN', AvailableChallenges: ['WEB_AUTHN'] })
    const options = JSON.parse(challenge.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS'] ?? '')
    const signedIn = await sdk.respondToAuthChallenge({
      ClientId: pool.clientId,
      ChallengeName: 'WEB_AUTHN',
      Session: challenge.Session,
      ChallengeResponses: { USERNAME: 'holder', CREDENTIAL: passkey.get(options) },
    })
    expect(signedIn.AuthenticationResult?.IdToken).toBeTruthy()
    await sdk.deleteWebAuthnCredential({ AccessToken, CredentialId: passkey.id })
    expect((await sdk.listWebAuthnCredentials({ AccessToken })).Credentials).toEqual([])
  })
})
