import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { attributeList, createTestPool, type TestPool } from '../../../test/support/user-pool.ts'

const password = 'Right-Word-1'

describe.each(databases)('status of users on %s', (kind) => {
  let server: TestServer
  let pool: TestPool
  let ClientId: string
  let count = 0
  let Username: string
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createTestPool(server, {
      Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } },
    })
    const { UserPoolClient } = await pool.call('CreateUserPoolClient', {
      ClientName: 'client',
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    })
    ClientId = UserPoolClient.ClientId
  })
  afterAll(() => server.stop())

  beforeEach(async () => {
    Username = `user${++count}`
    await pool.call('AdminCreateUser', { Username, MessageAction: 'SUPPRESS' })
    await pool.call('AdminSetUserPassword', { Username, Password: password, Permanent: true })
  })

  async function signIn(PASSWORD = password): Promise<Answer> {
    const AuthParameters = { USERNAME: Username, PASSWORD }
    const AuthFlow = 'ADMIN_USER_PASSWORD_AUTH'
    return pool.call('AdminInitiateAuth', { ClientId, AuthFlow, AuthParameters })
  }

  function refresh(tokens: Answer): Promise<Answer> {
    const REFRESH_TOKEN = tokens.AuthenticationResult.RefreshToken
    const AuthFlow = 'REFRESH_TOKEN_AUTH'
    return pool.call('AdminInitiateAuth', { ClientId, AuthFlow, AuthParameters: { REFRESH_TOKEN } })
  }

  async function status(): Promise<string> {
    return (await pool.call('AdminGetUser', { Username })).UserStatus
  }

  describe('AdminSetUserPassword', () => {
    it('confirms with a password for good', async () => {
      expect(await status()).toBe('CONFIRMED')
      expect((await signIn()).AuthenticationResult).toHaveProperty('AccessToken')
    })

    it('asks for a new one after a temporary password, which is the default', async () => {
      await pool.call('AdminSetUserPassword', { Username, Password: 'Second-Word-1' })
      expect(await status()).toBe('FORCE_CHANGE_PASSWORD')
      expect(await signIn('Second-Word-1')).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' })
    })

    it('withdraws the code of a forgotten password, as a new address does', async () => {
      const give = (email: string) =>
        pool.call('AdminUpdateUserAttributes', {
          Username,
          UserAttributes: attributeList({ email, email_verified: 'true' }),
        })
      const confirm = (ConfirmationCode: string) =>
        server.call('ConfirmForgotPassword', {
          ClientId,
          Username,
          ConfirmationCode,
          Password: 'Stolen-Word-1',
        })
      await give(`${Username}@example.com`)
      await server.call('ForgotPassword', { ClientId, Username })
      const first = await server.codeFor(`${Username}@example.com`)
      await pool.call('AdminSetUserPassword', { Username, Password: 'Second-Word-1', Permanent: true })
      await expect(confirm(first)).rejects.toMatchObject({ name: 'ExpiredCodeException' })
      await server.call('ForgotPassword', { ClientId, Username })
      const second = await server.codeFor(`${Username}@example.com`)
      await give(`new-${Username}@example.com`)
      await expect(confirm(second)).rejects.toMatchObject({ name: 'ExpiredCodeException' })
      expect((await signIn('Second-Word-1')).AuthenticationResult).toBeDefined()
    })

    it('refuses a password against the policy, and nobody', async () => {
      const set = (input: object) =>
        pool.call('AdminSetUserPassword', { Username, Permanent: true, ...input })
      await expect(set({ Password: 'Short-1' })).rejects.toMatchObject({
        name: 'InvalidPasswordException',
        message: 'Password does not conform to policy: Password not long enough',
      })
      await expect(set({ Password: password, Username: 'nobody' })).rejects.toMatchObject({
        name: 'UserNotFoundException',
      })
    })

    it('refuses a password of the history', async () => {
      const set = (Password: string) =>
        pool.call('AdminSetUserPassword', { Username, Password, Permanent: true })
      const error = { name: 'PasswordHistoryPolicyViolationException' }
      await expect(set(password)).rejects.toMatchObject(error)
      await set('Second-Word-1')
      await expect(set(password)).rejects.toMatchObject(error)
      expect((await signIn('Second-Word-1')).AuthenticationResult).toBeDefined()
    })
  })

  describe('AdminDisableUser', () => {
    it('keeps the user out, ends all sign-ins, and may be repeated', async () => {
      const tokens = await signIn()
      expect(await pool.call('AdminDisableUser', { Username })).toEqual({})
      await pool.call('AdminDisableUser', { Username })
      expect(await pool.call('AdminGetUser', { Username })).toMatchObject({
        Enabled: false,
        UserStatus: 'CONFIRMED',
      })
      await expect(signIn()).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'User is disabled.',
      })
      await expect(refresh(tokens)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
      const { AccessToken } = tokens.AuthenticationResult
      await expect(server.call('GetUser', { AccessToken })).rejects.toMatchObject({
        name: 'NotAuthorizedException',
      })
    })

    it('is undone by AdminEnableUser, which brings back no token', async () => {
      const tokens = await signIn()
      await pool.call('AdminDisableUser', { Username })
      expect(await pool.call('AdminEnableUser', { Username })).toEqual({})
      expect(await pool.call('AdminGetUser', { Username })).toMatchObject({ Enabled: true })
      await expect(refresh(tokens)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
      expect((await signIn()).AuthenticationResult).toBeDefined()
    })
  })

  it('AdminUserGlobalSignOut ends the sign-ins until then', async () => {
    const tokens = await signIn()
    await refresh(tokens)
    server.advance(1)
    expect(await pool.call('AdminUserGlobalSignOut', { Username })).toEqual({})
    await expect(refresh(tokens)).rejects.toMatchObject({ message: 'Refresh Token has been revoked' })
    server.advance(1)
    await refresh(await signIn())
  })

  describe('AdminDeleteUser', () => {
    it('removes the user with tokens, names and memberships', async () => {
      const tokens = await signIn()
      const GroupName = `group-of-${Username}`
      await pool.call('CreateGroup', { GroupName })
      await pool.call('AdminAddUserToGroup', { Username, GroupName })
      expect(await pool.call('AdminDeleteUser', { Username })).toEqual({})
      await expect(status()).rejects.toThrow('User does not exist.')
      await expect(refresh(tokens)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
      const { AccessToken } = tokens.AuthenticationResult
      await expect(server.call('GetUser', { AccessToken })).rejects.toMatchObject({ status: 400 })
      await pool.call('AdminCreateUser', { Username, MessageAction: 'SUPPRESS' })
      expect((await pool.call('ListUsersInGroup', { GroupName })).Users).toEqual([])
      await expect(refresh(tokens)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    })

    it('lets exactly one of two deletions win', async () => {
      const deletions = [1, 2].map(() => pool.call('AdminDeleteUser', { Username }))
      const results = await Promise.allSettled(deletions)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })
  })

  describe('AdminConfirmSignUp', () => {
    it('confirms without verifying the address, once', async () => {
      Username = `signed-${Username}`
      const UserAttributes = attributeList({ email: `${Username}@example.com` })
      await server.call('SignUp', { ClientId, Username, Password: password, UserAttributes })
      expect(await status()).toBe('UNCONFIRMED')
      expect(await pool.call('AdminConfirmSignUp', { Username })).toEqual({})
      expect(await status()).toBe('CONFIRMED')
      expect((await pool.attributes(Username))['email_verified']).not.toBe('true')
      await expect(pool.call('AdminConfirmSignUp', { Username })).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'User cannot be confirmed. Current status is CONFIRMED',
      })
    })

    it('confirms nobody in another status', async () => {
      await pool.call('AdminSetUserPassword', { Username, Password: 'Second-Word-1' })
      await expect(pool.call('AdminConfirmSignUp', { Username })).rejects.toThrow(
        'User cannot be confirmed. Current status is FORCE_CHANGE_PASSWORD',
      )
    })

    it('stays done where the function after it cannot run, and says so', async () => {
      const PostConfirmation = 'arn:aws:lambda:us-east-1:000000000000:function:after'
      const guarded = await createTestPool(server, { LambdaConfig: { PostConfirmation } })
      const { UserPoolClient } = await guarded.call('CreateUserPoolClient', { ClientName: 'app' })
      await server.call('SignUp', {
        ClientId: UserPoolClient.ClientId,
        Username,
        Password: 'Correct-Horse-1',
      })
      await expect(guarded.call('AdminConfirmSignUp', { Username })).rejects.toMatchObject({
        name: 'UnexpectedLambdaException',
      })
      expect(await guarded.call('AdminGetUser', { Username })).toMatchObject({ UserStatus: 'CONFIRMED' })
    })
  })

  it.each([
    'AdminGetUser',
    'AdminEnableUser',
    'AdminDisableUser',
    'AdminDeleteUser',
    'AdminConfirmSignUp',
    'AdminUserGlobalSignOut',
  ])('%s refuses nobody, and a pool that is not there', async (operation) => {
    await expect(pool.call(operation, { Username: 'nobody' })).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'User does not exist.',
    })
    await expect(server.call(operation, { UserPoolId: 'us-east-1_absent', Username })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool us-east-1_absent does not exist.',
    })
  })
})
