import {
  CognitoIdentityProvider,
  CognitoIdentityProviderServiceException,
  InvalidParameterException,
  InvalidPasswordException,
  NotAuthorizedException,
  paginateListGroups,
  paginateListUserPoolClients,
  paginateListUserPools,
  paginateListUsers,
  ResourceNotFoundException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { PASSWORD } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { createSrpClient } from '../support/srp-client.ts'
import { createSdkClient, unsigned } from './sdk-client.ts'

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

describe.each(databases)('the AWS SDK for JavaScript on %s', (kind) => {
  let server: TestServer
  let sdk: CognitoIdentityProvider
  let userPoolId: string
  let clientId: string

  beforeAll(async () => {
    server = await startTestServer(kind)
    sdk = createSdkClient(server)
    userPoolId = await createUserPool('main')
    const { UserPoolClient } = await sdk.createUserPoolClient({
      UserPoolId: userPoolId,
      ClientName: 'main',
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    })
    clientId = UserPoolClient?.ClientId ?? ''
  })
  afterEach(() => vi.unstubAllEnvs())
  afterAll(async () => {
    sdk.destroy()
    await server.stop()
  })

  async function createUserPool(name: string): Promise<string> {
    const { UserPool } = await sdk.createUserPool({ PoolName: name })
    return UserPool?.Id ?? ''
  }

  async function createUser(username: string): Promise<void> {
    const user = { UserPoolId: userPoolId, Username: username }
    await sdk.adminCreateUser({ ...user, MessageAction: 'SUPPRESS' })
    await sdk.adminSetUserPassword({ ...user, Password: PASSWORD, Permanent: true })
  }

  const signIn = (username: string, password = PASSWORD) =>
    sdk.initiateAuth({
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD: password },
    })

  describe('pools and clients', () => {
    it('live from creation to deletion, with dates that are dates', async () => {
      const before = Date.now()
      const { UserPool } = await sdk.createUserPool({
        PoolName: 'life',
        AutoVerifiedAttributes: ['email'],
        Policies: { PasswordPolicy: { MinimumLength: 12 } },
        UserPoolTags: { team: 'blue' },
      })
      expect(UserPool?.Id).toMatch(/^us-east-1_[0-9A-Za-z]{9}$/)
      expect(UserPool?.Arn).toBe(`arn:aws:cognito-idp:us-east-1:000000000000:userpool/${UserPool?.Id}`)
      expect(UserPool?.CreationDate).toBeInstanceOf(Date)
      expect(Math.abs(Number(UserPool?.CreationDate) - before)).toBeLessThan(60_000)
      const described = await sdk.describeUserPool({ UserPoolId: UserPool?.Id })
      expect(described.UserPool).toMatchObject({
        Name: 'life',
        AutoVerifiedAttributes: ['email'],
        Policies: { PasswordPolicy: { MinimumLength: 12 } },
        UserPoolTags: { team: 'blue' },
      })
      await sdk.deleteUserPool({ UserPoolId: UserPool?.Id })
      await expect(sdk.describeUserPool({ UserPoolId: UserPool?.Id })).rejects.toBeInstanceOf(
        ResourceNotFoundException,
      )
    })

    it('takes the region from the signature', async () => {
      const frankfurt = createSdkClient(server, { region: 'eu-central-1' })
      const { UserPool } = await frankfurt.createUserPool({ PoolName: 'frankfurt' })
      expect(UserPool?.Id).toMatch(/^eu-central-1_/)
      expect(UserPool?.Arn).toContain(':eu-central-1:')
    })

    it('changes a client', async () => {
      const { UserPoolClient: created } = await sdk.createUserPoolClient({
        UserPoolId: userPoolId,
        ClientName: 'changing',
        GenerateSecret: true,
      })
      expect(created?.ClientSecret).toMatch(/^[\w+]{20,}$/)
      expect(created?.LastModifiedDate).toBeInstanceOf(Date)
      const client = { UserPoolId: userPoolId, ClientId: created?.ClientId }
      await sdk.updateUserPoolClient({ ...client, ClientName: 'changed', RefreshTokenValidity: 7 })
      const { UserPoolClient: changed } = await sdk.describeUserPoolClient(client)
      expect(changed).toMatchObject({ ClientName: 'changed', RefreshTokenValidity: 7 })
      await sdk.deleteUserPoolClient(client)
      await expect(sdk.describeUserPoolClient(client)).rejects.toBeInstanceOf(ResourceNotFoundException)
    })

    it('come page by page', async () => {
      const pools = await Promise.all(['page-1', 'page-2', 'page-3'].map(createUserPool))
      const listed: string[] = []
      for await (const page of paginateListUserPools({ client: sdk, pageSize: 2 }, { MaxResults: 2 })) {
        expect(page.UserPools?.length).toBeLessThanOrEqual(2)
        for (const pool of page.UserPools ?? []) listed.push(pool.Id ?? '')
      }
      expect(listed).toEqual(expect.arrayContaining([...pools, userPoolId]))
      expect(new Set(listed).size).toBe(listed.length)
    })

    it('lists the clients of a pool page by page', async () => {
      const id = await createUserPool('many-clients')
      for (const name of ['one', 'two', 'three'])
        await sdk.createUserPoolClient({ UserPoolId: id, ClientName: name })
      const names: string[] = []
      for await (const page of paginateListUserPoolClients(
        { client: sdk, pageSize: 2 },
        { UserPoolId: id, MaxResults: 2 },
      ))
        for (const client of page.UserPoolClients ?? []) names.push(client.ClientName ?? '')
      expect(new Set(names)).toEqual(new Set(['one', 'two', 'three']))
    })
  })

  describe('users and groups', () => {
    it('live from creation to deletion', async () => {
      const user = { UserPoolId: userPoolId, Username: 'life' }
      const { User } = await sdk.adminCreateUser({
        ...user,
        MessageAction: 'SUPPRESS',
        UserAttributes: [{ Name: 'email', Value: 'life@example.com' }],
      })
      expect(User).toMatchObject({ Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD', Username: 'life' })
      expect(User?.UserCreateDate).toBeInstanceOf(Date)
      await sdk.adminSetUserPassword({ ...user, Password: PASSWORD, Permanent: true })
      await sdk.adminUpdateUserAttributes({ ...user, UserAttributes: [{ Name: 'name', Value: 'Žofie' }] })
      const read = await sdk.adminGetUser(user)
      expect(read.UserStatus).toBe('CONFIRMED')
      expect(read.UserLastModifiedDate).toBeInstanceOf(Date)
      expect(read.UserAttributes).toEqual(
        expect.arrayContaining([
          { Name: 'sub', Value: expect.stringMatching(UUID) },
          { Name: 'email', Value: 'life@example.com' },
          { Name: 'name', Value: 'Žofie' },
        ]),
      )
      await sdk.adminDisableUser(user)
      await expect(signIn('life')).rejects.toThrow('User is disabled.')
      await sdk.adminEnableUser(user)
      await expect(signIn('life')).resolves.toHaveProperty('AuthenticationResult')
      await sdk.adminDeleteUser(user)
      await expect(sdk.adminGetUser(user)).rejects.toBeInstanceOf(UserNotFoundException)
    })

    it('come page by page, also filtered', async () => {
      const id = await createUserPool('many-users')
      for (const name of ['ada', 'ben', 'cleo', 'adrian', 'eve'])
        await sdk.adminCreateUser({ UserPoolId: id, Username: name, MessageAction: 'SUPPRESS' })
      const list = async (Filter?: string) => {
        const pages: string[][] = []
        for await (const page of paginateListUsers(
          { client: sdk, pageSize: 2 },
          { UserPoolId: id, ...(Filter && { Filter }) },
        ))
          pages.push((page.Users ?? []).map((user) => user.Username ?? ''))
        expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(2)
        return pages.flat().sort()
      }
      expect(await list()).toEqual(['ada', 'adrian', 'ben', 'cleo', 'eve'])
      expect(await list('username ^= "ad"')).toEqual(['ada', 'adrian'])
    })

    it('belong to groups', async () => {
      await createUser('member')
      const group = { UserPoolId: userPoolId, GroupName: 'admins' }
      const { Group } = await sdk.createGroup({ ...group, Precedence: 1 })
      expect(Group?.CreationDate).toBeInstanceOf(Date)
      await sdk.adminAddUserToGroup({ ...group, Username: 'member' })
      const { Users } = await sdk.listUsersInGroup(group)
      expect(Users?.map((user) => user.Username)).toEqual(['member'])
      const names: (string | undefined)[] = []
      for await (const page of paginateListGroups({ client: sdk }, { UserPoolId: userPoolId }))
        names.push(...(page.Groups ?? []).map((listed) => listed.GroupName))
      expect(names).toEqual(['admins'])
    })

    it('sign up, confirm and manage themselves', async () => {
      const person = { ClientId: clientId, Username: 'self' }
      const signedUp = await sdk.signUp({
        ...person,
        Password: PASSWORD,
        UserAttributes: [{ Name: 'email', Value: 'self@example.com' }],
      })
      expect(signedUp).toMatchObject({ UserConfirmed: false, UserSub: expect.stringMatching(UUID) })
      await sdk.adminConfirmSignUp({ UserPoolId: userPoolId, Username: 'self' })
      const { AuthenticationResult } = await signIn('self')
      const AccessToken = AuthenticationResult?.AccessToken
      await sdk.updateUserAttributes({ AccessToken, UserAttributes: [{ Name: 'nickname', Value: 'me' }] })
      const { Username, UserAttributes } = await sdk.getUser({ AccessToken })
      expect(Username).toBe('self')
      expect(UserAttributes).toContainEqual({ Name: 'nickname', Value: 'me' })
      await sdk.deleteUser({ AccessToken })
      await expect(signIn('self')).rejects.toBeInstanceOf(UserNotFoundException)
    })
  })

  it('signs in by SRP, refreshes and signs out everywhere', async () => {
    await createUser('srp')
    const srp = createSrpClient(userPoolId)
    const challenge = await sdk.initiateAuth({
      ClientId: clientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: 'srp', SRP_A: srp.publicA },
    })
    expect(challenge.ChallengeName).toBe('PASSWORD_VERIFIER')
    const { AuthenticationResult: tokens } = await sdk.respondToAuthChallenge({
      ClientId: clientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: srp.answer(challenge.ChallengeParameters ?? {}, PASSWORD),
    })
    expect(tokens).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer', IdToken: expect.any(String) })
    const REFRESH_TOKEN = tokens?.RefreshToken ?? ''
    const refresh = () =>
      sdk.initiateAuth({
        ClientId: clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN },
      })
    const refreshed = await refresh()
    expect(refreshed.AuthenticationResult?.RefreshToken).toBeUndefined()
    await sdk.globalSignOut({ AccessToken: refreshed.AuthenticationResult?.AccessToken })
    await expect(refresh()).rejects.toBeInstanceOf(NotAuthorizedException)
  })

  describe('errors', () => {
    it('are the exceptions of the SDK, with text, fault and request id', async () => {
      await createUser('errors')
      const error = await signIn('errors', 'Wrong-Horse-1').catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(NotAuthorizedException)
      expect(error).toBeInstanceOf(CognitoIdentityProviderServiceException)
      expect(error).toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Incorrect username or password.',
        $fault: 'client',
        $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(UUID) },
      })
    })

    it('are not tried again', async () => {
      await expect(signIn('nobody')).rejects.toMatchObject({ $metadata: { attempts: 1 } })
    })

    it('tell each kind apart', async () => {
      await createUser('taken')
      const user = { UserPoolId: userPoolId, Username: 'taken' }
      await expect(signIn('nobody')).rejects.toBeInstanceOf(UserNotFoundException)
      await expect(sdk.adminCreateUser(user)).rejects.toBeInstanceOf(UsernameExistsException)
      await expect(
        sdk.adminSetUserPassword({ ...user, Password: 'short1A!'.slice(0, 7) }),
      ).rejects.toBeInstanceOf(InvalidPasswordException)
      await expect(sdk.adminCreateUser({ UserPoolId: userPoolId, Username: ' ' })).rejects.toBeInstanceOf(
        InvalidParameterException,
      )
      await expect(sdk.describeUserPool({ UserPoolId: 'us-east-1_Nowhere00' })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'User pool us-east-1_Nowhere00 does not exist.',
      })
    })
  })

  it('has a request id on every success', async () => {
    const { $metadata } = await sdk.listUserPools({ MaxResults: 1 })
    expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.stringMatching(UUID) })
  })

  it('finds the server by the variable of the environment alone', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', server.url)
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
    const client = new CognitoIdentityProvider({ region: 'us-east-1', credentials })
    const { UserPool } = await client.describeUserPool({ UserPoolId: userPoolId })
    expect(UserPool?.Name).toBe('main')
  })

  it('takes operations without a signature that ask for none', async () => {
    await createUser('anonymous')
    const anonymous = createSdkClient(server, { signer: unsigned })
    const { AuthenticationResult } = await anonymous.initiateAuth({
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'anonymous', PASSWORD },
    })
    expect(AuthenticationResult?.ExpiresIn).toBe(3600)
  })
})
