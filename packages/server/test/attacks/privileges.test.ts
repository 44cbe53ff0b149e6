import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimsOf, createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

describe.each(databases)('what a client may not do, on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let limited: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    const Schema = [{ Name: 'plan', AttributeDataType: 'String', Mutable: true }]
    pool = await createPool(server, { Schema })
    const { UserPoolClient } = await server.call('CreateUserPoolClient', {
      UserPoolId: pool.userPoolId,
      ClientName: 'limited',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      ReadAttributes: ['email'],
      WriteAttributes: ['name'],
    })
    limited = { userPoolId: pool.userPoolId, clientId: UserPoolClient.ClientId }
    await createUser(server, pool, 'ada', { email: 'ada@example.com', name: 'Ada', 'custom:plan': 'free' })
  })
  afterAll(() => server.stop())

  it('reads nothing beyond its ReadAttributes, by the token or by GetUser', async () => {
    const { AccessToken, IdToken } = await signIn(server, limited, 'ada')
    expect(claimsOf(IdToken)).toMatchObject({ email: 'ada@example.com' })
    expect(claimsOf(IdToken)).not.toHaveProperty('name')
    expect(claimsOf(IdToken)).not.toHaveProperty('custom:plan')
    const { UserAttributes } = await server.call('GetUser', { AccessToken })
    expect(UserAttributes.map(({ Name }: { Name: string }) => Name).sort()).toEqual(['email', 'sub'])
  })

  it.each(['custom:plan', 'email', 'email_verified', 'sub'])(
    'writes %s, which is not among its WriteAttributes',
    async (Name) => {
      const { AccessToken } = await signIn(server, limited, 'ada')
      const UserAttributes = [{ Name, Value: 'true' }]
      await expect(
        server.call('UpdateUserAttributes', { AccessToken, UserAttributes }),
      ).rejects.toMatchObject({
        name: expect.stringMatching(/NotAuthorizedException|InvalidParameterException/),
      })
      const user = { UserPoolId: pool.userPoolId, Username: 'ada' }
      const { UserAttributes: after } = await server.call('AdminGetUser', user)
      expect(after).toContainEqual({ Name: 'custom:plan', Value: 'free' })
      expect(after).toContainEqual({ Name: 'email', Value: 'ada@example.com' })
    },
  )

  it.each(['arn:aws:iam::1:role/a b', 'not-an-arn', 'arn:aws:iam::000000000000:role/x","admin":"y'])(
    'gives a group the role %s',
    async (RoleArn) => {
      const group = { UserPoolId: pool.userPoolId, GroupName: 'intruders', RoleArn }
      await expect(server.call('CreateGroup', group)).rejects.toMatchObject({
        name: 'InvalidParameterException',
      })
    },
  )

  it.each(['disabled', 'deleted'])('signs in a user who is %s, or refreshes for one', async (state) => {
    await createUser(server, pool, state)
    const { RefreshToken } = await signIn(server, pool, state)
    const user = { UserPoolId: pool.userPoolId, Username: state }
    await server.call(state === 'disabled' ? 'AdminDisableUser' : 'AdminDeleteUser', user)
    await expect(signIn(server, pool, state)).rejects.toThrow()
    const refresh = { ClientId: pool.clientId, RefreshToken }
    await expect(server.call('GetTokensFromRefreshToken', refresh)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
  })

  it('goes on after it was deleted', async () => {
    const { UserPoolClient } = await server.call('CreateUserPoolClient', {
      UserPoolId: pool.userPoolId,
      ClientName: 'gone',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    })
    const gone = { userPoolId: pool.userPoolId, clientId: UserPoolClient.ClientId }
    const { AccessToken, RefreshToken } = await signIn(server, gone, 'ada')
    await server.call('DeleteUserPoolClient', { UserPoolId: gone.userPoolId, ClientId: gone.clientId })
    await expect(server.call('GetUser', { AccessToken })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    const refresh = { ClientId: gone.clientId, RefreshToken }
    await expect(server.call('GetTokensFromRefreshToken', refresh)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })
})
