import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimsOf, createPool, createUser, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'

const DAY = 86_400

describe.each(databases)('refresh tokens on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let rotating: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server)
    rotating = await createRotating(0)
  })
  afterAll(() => server.stop())

  function createRotating(RetryGracePeriodSeconds: number): Promise<Pool> {
    return createPool(
      server,
      {},
      {
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds },
      },
    )
  }
  const refresh = async (from: Pool, token: string) => {
    const input = { ClientId: from.clientId, RefreshToken: token }
    return (await server.call('GetTokensFromRefreshToken', input)).AuthenticationResult
  }
  const refreshByFlow = (from: Pool, token: string) =>
    server.call('InitiateAuth', {
      ClientId: from.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: token },
    })
  const revoke = (from: Pool, token: string) =>
    server.call('RevokeToken', { ClientId: from.clientId, Token: token })
  async function signedIn(into: Pool, username: string) {
    await createUser(server, into, username)
    return signIn(server, into, username)
  }

  it('gives new tokens of the same sign-in, without a refresh token, by both operations', async () => {
    const first = await signedIn(pool, 'refresher')
    server.advance(60)
    const byFlow = (await refreshByFlow(pool, first.RefreshToken)).AuthenticationResult
    const byOperation = await refresh(pool, first.RefreshToken)
    for (const second of [byFlow, byOperation]) {
      expect(second.RefreshToken).toBeUndefined()
      const before = claimsOf(first.AccessToken)
      const after = claimsOf(second.AccessToken)
      expect(after).toMatchObject({
        origin_jti: before['origin_jti'],
        auth_time: before['auth_time'],
        scope: before['scope'],
      })
      expect(after['jti']).not.toBe(before['jti'])
      expect(after['iat']).toBeGreaterThan(Number(before['iat']))
    }
  })

  it('shows the attributes and groups as they are at the refresh', async () => {
    const { RefreshToken } = await signedIn(pool, 'changing')
    const user = { UserPoolId: pool.userPoolId, Username: 'changing' }
    await server.call('CreateGroup', { UserPoolId: pool.userPoolId, GroupName: 'late' })
    await server.call('AdminAddUserToGroup', { ...user, GroupName: 'late' })
    await server.call('AdminUpdateUserAttributes', {
      ...user,
      UserAttributes: [{ Name: 'name', Value: 'Ada' }],
    })
    const { IdToken } = await refresh(pool, RefreshToken)
    expect(claimsOf(IdToken)).toMatchObject({ name: 'Ada', 'cognito:groups': ['late'] })
  })

  it.each([
    ['garbage', () => 'eyJhbGciOiJub25lIn0.e30.'],
    ['the token of another client', (token: string) => token],
  ])('refuses %s', async (_what, change) => {
    const { RefreshToken } = await signedIn(pool, `refused-${Math.random()}`)
    await expect(refresh(rotating, change(RefreshToken))).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Invalid Refresh Token',
    })
  })

  it('refuses a token after its validity of thirty days, and not before', async () => {
    const { RefreshToken } = await signedIn(pool, 'expiring')
    server.advance(30 * DAY - 60)
    await refresh(pool, RefreshToken)
    server.advance(61)
    await expect(refresh(pool, RefreshToken)).rejects.toMatchObject({ message: 'Refresh Token has expired' })
  })

  describe('with rotation', () => {
    it('replaces the token at every use by one that lives no longer than the first', async () => {
      const first = await signedIn(rotating, 'rotator')
      server.advance(29 * DAY)
      const second = await refresh(rotating, first.RefreshToken)
      expect(second.RefreshToken).not.toBe(first.RefreshToken)
      const third = await refresh(rotating, second.RefreshToken)
      server.advance(DAY + 1)
      await expect(refresh(rotating, third.RefreshToken)).rejects.toMatchObject({
        message: 'Refresh Token has expired',
      })
    })

    it('refuses a replaced token with RefreshTokenReuseException and leaves its successor alone', async () => {
      const first = await signedIn(rotating, 'reuser')
      const second = await refresh(rotating, first.RefreshToken)
      await expect(refresh(rotating, first.RefreshToken)).rejects.toMatchObject({
        name: 'RefreshTokenReuseException',
      })
      await expect(refresh(rotating, second.RefreshToken)).resolves.toHaveProperty('RefreshToken')
    })

    it('lets exactly one of twenty uses of one token win', async () => {
      const { RefreshToken } = await signedIn(rotating, 'racer')
      const tries = Array.from({ length: 20 }, () => refresh(rotating, RefreshToken))
      const results = await Promise.allSettled(tries)
      const won = results.filter(({ status }) => status === 'fulfilled')
      expect(won).toHaveLength(1)
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason.name).toBe('RefreshTokenReuseException')
    })

    it('takes a replaced token again within the grace period, and no longer', async () => {
      const graceful = await createRotating(10)
      const first = await signedIn(graceful, 'graceful')
      await refresh(graceful, first.RefreshToken)
      server.advance(9)
      const again = await refresh(graceful, first.RefreshToken)
      expect(claimsOf(again.AccessToken)['origin_jti']).toBe(claimsOf(first.AccessToken)['origin_jti'])
      server.advance(2)
      await expect(refresh(graceful, first.RefreshToken)).rejects.toMatchObject({
        name: 'RefreshTokenReuseException',
      })
    })

    it('refuses REFRESH_TOKEN_AUTH', async () => {
      const { RefreshToken } = await signedIn(rotating, 'by-flow')
      await expect(refreshByFlow(rotating, RefreshToken)).rejects.toMatchObject({
        message: 'Refresh Token flow not enabled for this client',
      })
    })
  })

  describe('when they end', () => {
    const getUser = (AccessToken: string) => server.call('GetUser', { AccessToken })
    const REVOKED = { name: 'NotAuthorizedException', message: 'Refresh Token has been revoked' }
    const REVOKED_ACCESS = { name: 'NotAuthorizedException', message: 'Access Token has been revoked' }

    it('RevokeToken ends one sign-in with its access tokens and leaves the others', async () => {
      const one = await signedIn(pool, 'revoker')
      const other = await signIn(server, pool, 'revoker')
      await revoke(pool, one.RefreshToken)
      await expect(refresh(pool, one.RefreshToken)).rejects.toMatchObject(REVOKED)
      await expect(getUser(one.AccessToken)).rejects.toMatchObject(REVOKED_ACCESS)
      await expect(getUser(other.AccessToken)).resolves.toHaveProperty('Username', 'revoker')
      await expect(refresh(pool, other.RefreshToken)).resolves.toHaveProperty('AccessToken')
    })

    it('RevokeToken by a rotated token ends its whole family', async () => {
      const first = await signedIn(rotating, 'family')
      const second = await refresh(rotating, first.RefreshToken)
      await revoke(rotating, first.RefreshToken)
      await expect(refresh(rotating, second.RefreshToken)).rejects.toMatchObject(REVOKED)
    })

    it('RevokeToken succeeds for a token that is unknown or revoked already', async () => {
      const { RefreshToken } = await signedIn(pool, 'twice')
      await revoke(pool, RefreshToken)
      await expect(revoke(pool, RefreshToken)).resolves.toEqual({})
      await expect(revoke(pool, `${RefreshToken.slice(0, -4)}AAAA`)).resolves.toEqual({})
    })

    it('RevokeToken refuses other tokens, other clients and clients without revocation', async () => {
      const { AccessToken, RefreshToken } = await signedIn(pool, 'misuser')
      await expect(revoke(pool, AccessToken)).rejects.toMatchObject({ name: 'UnsupportedTokenTypeException' })
      await expect(revoke(rotating, RefreshToken)).rejects.toMatchObject({ name: 'UnauthorizedException' })
      await expect(revoke({ ...pool, clientId: 'nosuchclient' }, RefreshToken)).rejects.toMatchObject({
        name: 'InvalidParameterException',
      })
      const without = await createPool(server, {}, { EnableTokenRevocation: false })
      await expect(revoke(without, RefreshToken)).rejects.toMatchObject({
        name: 'UnsupportedOperationException',
      })
    })

    it.each([
      [
        'GlobalSignOut',
        (token: string, _user: object) => server.call('GlobalSignOut', { AccessToken: token }),
      ],
      [
        'AdminUserGlobalSignOut',
        (_token: string, user: object) => server.call('AdminUserGlobalSignOut', { ...user }),
      ],
      ['AdminDisableUser', (_token: string, user: object) => server.call('AdminDisableUser', { ...user })],
    ])('%s ends every sign-in of the user', async (name, end) => {
      const one = await signedIn(pool, `ending-${name}`)
      const other = await signIn(server, pool, `ending-${name}`)
      const user = { UserPoolId: pool.userPoolId, Username: `ending-${name}` }
      await end(one.AccessToken, user)
      for (const { AccessToken, RefreshToken } of [one, other]) {
        await expect(getUser(AccessToken)).rejects.toMatchObject(REVOKED_ACCESS)
        await expect(refresh(pool, RefreshToken)).rejects.toMatchObject(REVOKED)
      }
      await server.call('AdminEnableUser', user)
      await expect(refresh(pool, one.RefreshToken)).rejects.toMatchObject(REVOKED)
    })

    it('signing out everywhere ends access tokens that carry no origin_jti too', async () => {
      const without = await createPool(server, {}, { EnableTokenRevocation: false })
      const { AccessToken } = await signedIn(without, 'untraceable')
      expect(claimsOf(AccessToken)).not.toHaveProperty('origin_jti')
      await expect(getUser(AccessToken)).resolves.toHaveProperty('Username', 'untraceable')
      await server.call('GlobalSignOut', { AccessToken })
      await expect(getUser(AccessToken)).rejects.toMatchObject(REVOKED_ACCESS)
    })

    it('signing out everywhere leaves a sign-in of the same second after it', async () => {
      const without = await createPool(server, {}, { EnableTokenRevocation: false })
      const former = await signedIn(without, 'again')
      for (let round = 0; round < 3; round += 1) {
        const { AccessToken } = await signIn(server, without, 'again')
        await server.call('GlobalSignOut', { AccessToken })
        await expect(getUser(AccessToken)).rejects.toMatchObject(REVOKED_ACCESS)
        const next = await signIn(server, without, 'again')
        await expect(getUser(next.AccessToken)).resolves.toHaveProperty('Username', 'again')
        await expect(getUser(former.AccessToken)).rejects.toMatchObject(REVOKED_ACCESS)
      }
    })

    it('deleting the user ends them', async () => {
      const { AccessToken, RefreshToken } = await signedIn(pool, 'deleted')
      await server.call('AdminDeleteUser', { UserPoolId: pool.userPoolId, Username: 'deleted' })
      await expect(refresh(pool, RefreshToken)).rejects.toMatchObject({ message: 'Invalid Refresh Token' })
      await expect(getUser(AccessToken)).rejects.toMatchObject({ name: 'UserNotFoundException' })
    })
  })

  it('asks a client with a secret for the secret', async () => {
    const { UserPoolClient } = await server.call('CreateUserPoolClient', {
      UserPoolId: pool.userPoolId,
      ClientName: 'confidential',
      GenerateSecret: true,
    })
    const input = { ClientId: UserPoolClient.ClientId, RefreshToken: 'x' }
    await expect(server.call('GetTokensFromRefreshToken', input)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: `Client ${input.ClientId} is configured for secret but secret was not received`,
    })
    const wrong = { ...input, ClientSecret: 'a'.repeat(51) }
    await expect(server.call('GetTokensFromRefreshToken', wrong)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
    const right = { ...input, ClientSecret: UserPoolClient.ClientSecret }
    await expect(server.call('GetTokensFromRefreshToken', right)).rejects.toMatchObject({
      message: 'Invalid Refresh Token',
    })
  })
})
