import { Amplify } from 'aws-amplify'
import {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  deleteUser,
  deleteUserAttributes,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  resendSignUpCode,
  resetPassword,
  signIn,
  signOut,
  signUp,
  updatePassword,
  updateUserAttributes,
} from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { ConsoleLogger } from 'aws-amplify/utils'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPool, createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const NEW_PASSWORD = 'Brand-New-Horse-2'

// Amplify warns at every start that the endpoint is not AWS's own, which is the point here.
ConsoleLogger.LOG_LEVEL = 'ERROR'

describe.each(databases)('Amplify on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server, { AutoVerifiedAttributes: ['email'] })
  })
  beforeEach(() => configure(pool))
  afterEach(() => vi.useRealTimers())
  afterAll(() => server.stop())

  /** A browser of its own for this client: nobody is signed in. Returns what it keeps. */
  function configure({ userPoolId, clientId }: Pool): Map<string, string> {
    const items = new Map<string, string>()
    Amplify.configure({
      Auth: {
        Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: `${server.url}/` },
      },
    })
    cognitoUserPoolsTokenProvider.setKeyValueStorage({
      setItem: async (key, value) => void items.set(key, value),
      getItem: async (key) => items.get(key) ?? null,
      removeItem: async (key) => void items.delete(key),
      clear: async () => items.clear(),
    })
    return items
  }

  const createVerifiedUser = (username: string, of = pool) =>
    createUser(server, of, username, { email: `${username}@example.com`, email_verified: 'true' })

  /** With the password itself, which spares the test the time of SRP. */
  const signInPlainly = (username: string, password = PASSWORD) =>
    signIn({ username, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } })

  const register = (username: string) =>
    signUp({
      username,
      password: PASSWORD,
      options: { userAttributes: { email: `${username}@example.com` } },
    })

  it('signs up, confirms, signs in by SRP and reads the session', async () => {
    expect(await register('ada')).toMatchObject({
      isSignUpComplete: false,
      userId: expect.any(String),
      nextStep: {
        signUpStep: 'CONFIRM_SIGN_UP',
        codeDeliveryDetails: { attributeName: 'email', deliveryMedium: 'EMAIL', destination: 'a***@e***' },
      },
    })
    const confirmationCode = await server.codeFor('ada@example.com')
    const confirmed = await confirmSignUp({ username: 'ada', confirmationCode })
    expect(confirmed).toMatchObject({ isSignUpComplete: true, nextStep: { signUpStep: 'DONE' } })
    expect(await signIn({ username: 'ada', password: PASSWORD })).toEqual({
      isSignedIn: true,
      nextStep: { signInStep: 'DONE' },
    })
    const { tokens, userSub } = await fetchAuthSession()
    expect(tokens?.accessToken.payload).toMatchObject({ username: 'ada', client_id: pool.clientId })
    expect(tokens?.idToken?.payload).toMatchObject({ email: 'ada@example.com', email_verified: true })
    expect(tokens?.idToken?.payload.sub).toBe(userSub)
    expect(await getCurrentUser()).toMatchObject({
      username: 'ada',
      userId: userSub,
      signInDetails: { loginId: 'ada', authFlowType: 'USER_SRP_AUTH' },
    })
  })

  it('signs in by SRP with an e-mail address for a name, however it is written', async () => {
    const byEmail = await createPool(server, {
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
    })
    configure(byEmail)
    const username = 'Bea@Example.com'
    const { userId } = await signUp({
      username,
      password: PASSWORD,
      options: { userAttributes: { email: username } },
    })
    await server.call('AdminConfirmSignUp', { UserPoolId: byEmail.userPoolId, Username: 'bea@example.com' })
    expect(await signIn({ username: 'bea@example.com', password: PASSWORD })).toMatchObject({
      isSignedIn: true,
    })
    expect(await getCurrentUser()).toMatchObject({ username: userId, userId })
    expect((await fetchAuthSession({ forceRefresh: true })).userSub).toBe(userId)
  })

  it('leads a user who has not confirmed to the confirmation', async () => {
    await register('waiting')
    expect(await signInPlainly('waiting')).toMatchObject({
      isSignedIn: false,
      nextStep: { signInStep: 'CONFIRM_SIGN_UP' },
    })
    expect(await resendSignUpCode({ username: 'waiting' })).toMatchObject({ destination: 'w***@e***' })
    const confirmationCode = await server.codeFor('waiting@example.com')
    await confirmSignUp({ username: 'waiting', confirmationCode })
    expect(await signInPlainly('waiting')).toMatchObject({ isSignedIn: true })
  })

  it('refuses a wrong password by SRP, a name that is taken and a wrong code', async () => {
    await createVerifiedUser('wrong')
    await expect(signIn({ username: 'wrong', password: 'Wrong-Horse-1' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
    await expect(register('wrong')).rejects.toMatchObject({ name: 'UsernameExistsException' })
    await register('mistaken')
    await expect(confirmSignUp({ username: 'mistaken', confirmationCode: '000000' })).rejects.toMatchObject({
      name: 'CodeMismatchException',
    })
  })

  it('refreshes the session', async () => {
    await createVerifiedUser('refreshing')
    await signInPlainly('refreshing')
    const before = (await fetchAuthSession()).tokens
    const after = (await fetchAuthSession({ forceRefresh: true })).tokens
    for (const claim of ['sub', 'auth_time', 'origin_jti'])
      expect(after?.accessToken.payload[claim]).toBe(before?.accessToken.payload[claim])
    expect(after?.accessToken.payload.jti).not.toBe(before?.accessToken.payload.jti)
    expect(after?.idToken?.toString()).not.toBe(before?.idToken?.toString())
  })

  it('refreshes by itself when the tokens have expired', async () => {
    await createVerifiedUser('returning')
    await signInPlainly('returning')
    const before = (await fetchAuthSession()).tokens?.accessToken.payload
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_601_000 })
    const after = (await fetchAuthSession()).tokens?.accessToken.payload
    expect(after?.jti).not.toBe(before?.jti)
    expect(Number(after?.iat)).toBeGreaterThan(Number(before?.exp))
    expect(after?.['auth_time']).toBe(before?.['auth_time'])
  })

  it('reads, changes, verifies and removes attributes', async () => {
    await createVerifiedUser('attributes')
    await signInPlainly('attributes')
    const changed = await updateUserAttributes({
      userAttributes: { name: 'Žofie', email: 'changed@example.com' },
    })
    expect(changed).toMatchObject({
      name: { isUpdated: true, nextStep: { updateAttributeStep: 'DONE' } },
      email: {
        isUpdated: false,
        nextStep: {
          updateAttributeStep: 'CONFIRM_ATTRIBUTE_WITH_CODE',
          codeDeliveryDetails: { attributeName: 'email', destination: 'c***@e***' },
        },
      },
    })
    const confirmationCode = await server.codeFor('changed@example.com')
    await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode })
    expect(await fetchUserAttributes()).toMatchObject({
      name: 'Žofie',
      email: 'changed@example.com',
      email_verified: 'true',
    })
    await deleteUserAttributes({ userAttributeKeys: ['name'] })
    expect(await fetchUserAttributes()).not.toHaveProperty('name')
  })

  it('changes the password', async () => {
    await createVerifiedUser('changing')
    await signInPlainly('changing')
    await expect(updatePassword({ oldPassword: PASSWORD, newPassword: 'short' })).rejects.toMatchObject({
      name: 'InvalidPasswordException',
    })
    await updatePassword({ oldPassword: PASSWORD, newPassword: NEW_PASSWORD })
    await signOut()
    expect(await signInPlainly('changing', NEW_PASSWORD)).toMatchObject({ isSignedIn: true })
  })

  it('recovers a forgotten password', async () => {
    await createVerifiedUser('forgetful')
    expect(await resetPassword({ username: 'forgetful' })).toMatchObject({
      isPasswordReset: false,
      nextStep: {
        resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE',
        codeDeliveryDetails: { attributeName: 'email', deliveryMedium: 'EMAIL', destination: 'f***@e***' },
      },
    })
    const confirmationCode = await server.codeFor('forgetful@example.com')
    await confirmResetPassword({ username: 'forgetful', confirmationCode, newPassword: NEW_PASSWORD })
    expect(await signInPlainly('forgetful', NEW_PASSWORD)).toMatchObject({ isSignedIn: true })
  })

  it('leads a user whose password was reset to the recovery', async () => {
    await createVerifiedUser('reset')
    await server.call('AdminResetUserPassword', { UserPoolId: pool.userPoolId, Username: 'reset' })
    expect(await signInPlainly('reset')).toMatchObject({
      isSignedIn: false,
      nextStep: { signInStep: 'RESET_PASSWORD' },
    })
  })

  it('asks an invited user for a new password', async () => {
    await server.call('AdminCreateUser', {
      UserPoolId: pool.userPoolId,
      Username: 'invited',
      TemporaryPassword: PASSWORD,
      MessageAction: 'SUPPRESS',
    })
    expect(await signIn({ username: 'invited', password: PASSWORD })).toMatchObject({
      isSignedIn: false,
      nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED', missingAttributes: [] },
    })
    const confirmed = await confirmSignIn({
      challengeResponse: NEW_PASSWORD,
      options: { userAttributes: { name: 'Invited Person' } },
    })
    expect(confirmed).toEqual({ isSignedIn: true, nextStep: { signInStep: 'DONE' } })
    expect(await fetchUserAttributes()).toMatchObject({ name: 'Invited Person' })
  })

  it.each([
    ['here', false],
    ['on all devices', true],
  ])('signs out %s', async (_where, global) => {
    const username = `leaving-${global}`
    await createVerifiedUser(username)
    await signInPlainly(username)
    const AccessToken = (await fetchAuthSession()).tokens?.accessToken.toString()
    await signOut({ global })
    await expect(server.call('GetUser', { AccessToken })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Access Token has been revoked',
    })
    expect((await fetchAuthSession()).tokens).toBeUndefined()
    await expect(fetchUserAttributes()).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' })
  })

  it('loses a session that was ended elsewhere at the next refresh', async () => {
    await createVerifiedUser('ended')
    const kept = configure(pool)
    await signInPlainly('ended')
    await server.call('AdminUserGlobalSignOut', { UserPoolId: pool.userPoolId, Username: 'ended' })
    expect((await fetchAuthSession({ forceRefresh: true })).tokens).toBeUndefined()
    expect([...kept.keys()].filter((key) => key.endsWith('Token'))).toEqual([])
  })

  it('deletes the user', async () => {
    await createVerifiedUser('deleted')
    await signInPlainly('deleted')
    await deleteUser()
    await expect(signInPlainly('deleted')).rejects.toMatchObject({ name: 'UserNotFoundException' })
  })

  describe('with a client whose refresh tokens rotate', () => {
    let rotating: Pool
    let kept: Map<string, string>

    beforeAll(async () => {
      rotating = await createPool(
        server,
        {},
        {
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
          RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
        },
      )
      await createVerifiedUser('rotating', rotating)
    })
    beforeEach(async () => {
      kept = configure(rotating)
      await signInPlainly('rotating')
    })

    const refreshToken = () =>
      [...kept.entries()].find(([key]) => key.endsWith('.refreshToken'))?.[1] ?? 'none'

    it('keeps the newest refresh token', async () => {
      const seen = new Set([refreshToken()])
      for (const _ of [1, 2, 3]) {
        const { tokens } = await fetchAuthSession({ forceRefresh: true })
        expect(tokens?.accessToken.payload['username']).toBe('rotating')
        seen.add(refreshToken())
      }
      expect(seen.size).toBe(4)
      expect(await fetchUserAttributes()).toMatchObject({ email: 'rotating@example.com' })
    })

    it('refuses a refresh token that has been used', async () => {
      const used = refreshToken()
      await fetchAuthSession({ forceRefresh: true })
      await expect(
        server.call('GetTokensFromRefreshToken', { ClientId: rotating.clientId, RefreshToken: used }),
      ).rejects.toMatchObject({ name: 'RefreshTokenReuseException' })
    })
  })
})
