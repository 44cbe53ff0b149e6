import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, type Pool, signIn } from '../../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { tidy } from '../../core/housekeeping.ts'

describe.each(databases)('user sessions on %s', (database) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(database)
    pool = await createPool(server)
    await track(pool, 3)
  })
  afterAll(() => server.stop())

  const track = ({ userPoolId }: Pool, MaxPerUser: number, UserSessionTracking = 'ENABLED') =>
    server.call('SetUserPoolSessionConfiguration', {
      UserPoolId: userPoolId,
      UserSessionTracking,
      TokenSession: { MaxPerUser },
    })
  const list = async (Username: string) =>
    (await server.call('AdminListUserSessions', { UserPoolId: pool.userPoolId, Username })).Sessions
  const own = async (AccessToken: string) => (await server.call('ListUserSessions', { AccessToken })).Sessions
  const refresh = (RefreshToken: string) =>
    server.call('GetTokensFromRefreshToken', { ClientId: pool.clientId, RefreshToken })
  const revoked = { name: 'NotAuthorizedException', message: 'Refresh Token has been revoked' }

  it('lists what is active with the caller marked, the newest first', async () => {
    await createUser(server, pool, 'lister')
    const first = await signIn(server, pool, 'lister')
    server.advance(60)
    const second = await signIn(server, pool, 'lister')
    const sessions = await own(second.AccessToken)
    expect(sessions).toEqual([
      expect.objectContaining({ SessionType: 'TOKEN', ClientId: pool.clientId, IsCurrentSession: true }),
      expect.objectContaining({ IsCurrentSession: false, LastIPAddress: '127.0.0.1' }),
    ])
    for (const { SessionId } of sessions) expect(SessionId).toMatch(/^tkn[a-z0-9]{25}$/)
    server.advance(60)
    await refresh(first.RefreshToken)
    const [latest] = await list('lister')
    expect(latest.SessionId).toBe(sessions[1].SessionId)
    expect(latest.LastActiveDate - latest.CreateDate).toBeGreaterThan(119)
    expect(latest.IsCurrentSession).toBe(false)
  })

  it('ends the session that was used least recently when a user has too many', async () => {
    await createUser(server, pool, 'many')
    const signIns = []
    for (let count = 0; count < 3; count += 1) {
      signIns.push(await signIn(server, pool, 'many'))
      server.advance(10)
    }
    await refresh(signIns[0].RefreshToken)
    await signIn(server, pool, 'many')
    expect(await list('many')).toHaveLength(3)
    await expect(refresh(signIns[1].RefreshToken)).rejects.toMatchObject(revoked)
    await refresh(signIns[0].RefreshToken)
  })

  it('keeps the limit when sign-ins race', async () => {
    await createUser(server, pool, 'racer')
    await Promise.all(Array.from({ length: 6 }, () => signIn(server, pool, 'racer')))
    expect(await list('racer')).toHaveLength(3)
  })

  it('revokes a session with its tokens, for the user and the operator', async () => {
    await createUser(server, pool, 'revoker')
    const [one, two, three] = [
      await signIn(server, pool, 'revoker'),
      await signIn(server, pool, 'revoker'),
      await signIn(server, pool, 'revoker'),
    ]
    const idOf = async (token: string) =>
      (await own(token)).find((each: { IsCurrentSession: boolean }) => each.IsCurrentSession).SessionId
    const [first, second] = [await idOf(one.AccessToken), await idOf(two.AccessToken)]
    await server.call('RevokeUserSession', { AccessToken: three.AccessToken, SessionId: first })
    await expect(refresh(one.RefreshToken)).rejects.toMatchObject(revoked)
    await server.call('AdminRevokeUserSession', {
      UserPoolId: pool.userPoolId,
      Username: 'revoker',
      SessionId: second,
      RevokeAssociatedSessions: 'LINKED',
    })
    await expect(server.call('GetUser', { AccessToken: two.AccessToken })).rejects.toMatchObject({
      message: 'Access Token has been revoked',
    })
    expect(await list('revoker')).toHaveLength(1)
    await refresh(three.RefreshToken)
  })

  it('refuses to revoke the session that asks, one of somebody else, and one that is over', async () => {
    await createUser(server, pool, 'owner')
    await createUser(server, pool, 'stranger')
    const { AccessToken } = await signIn(server, pool, 'owner')
    const [{ SessionId }] = await own(AccessToken)
    await expect(server.call('RevokeUserSession', { AccessToken, SessionId })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The current session cannot be revoked.',
    })
    const user = { UserPoolId: pool.userPoolId, Username: 'stranger' }
    const missing = { name: 'ResourceNotFoundException', message: 'Session does not exist.' }
    await expect(server.call('AdminRevokeUserSession', { ...user, SessionId })).rejects.toMatchObject(missing)
    const owner = { ...user, Username: 'owner' }
    await server.call('AdminRevokeUserSession', { ...owner, SessionId })
    await expect(server.call('AdminRevokeUserSession', { ...owner, SessionId })).rejects.toMatchObject(
      missing,
    )
  })

  it('lists nothing that ended by signing out, revoking or age, and forgets it', async () => {
    await createUser(server, pool, 'leaver')
    const { AccessToken } = await signIn(server, pool, 'leaver')
    await server.call('GlobalSignOut', { AccessToken })
    expect(await list('leaver')).toEqual([])
    const { RefreshToken } = await signIn(server, pool, 'leaver')
    await server.call('RevokeToken', { ClientId: pool.clientId, Token: RefreshToken })
    expect(await list('leaver')).toEqual([])
    await signIn(server, pool, 'leaver')
    server.advance(32 * 86_400)
    expect(await list('leaver')).toEqual([])
    await tidy(server.services)
    expect(await server.services.db.selectFrom('user_sessions').selectAll().execute()).toEqual([])
  })

  it('tracks nothing unless the pool asks for it', async () => {
    const other = await createPool(server)
    await createUser(server, other, 'free')
    const { AccessToken } = await signIn(server, other, 'free')
    expect(await own(AccessToken)).toEqual([])
  })

  it.each([
    ['AdminListUserSessions', {}],
    ['AdminRevokeUserSession', { SessionId: 'tkn1' }],
  ])('%s refuses an unknown pool and an unknown user', async (operation, rest) => {
    const UserPoolId = pool.userPoolId
    await expect(server.call(operation, { UserPoolId, Username: 'nobody', ...rest })).rejects.toMatchObject({
      name: 'UserNotFoundException',
    })
    const missing = { UserPoolId: 'us-east-1_Missing01', Username: 'nobody', ...rest }
    await expect(server.call(operation, missing)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it.each([
    ['ListUserSessions', {}],
    ['RevokeUserSession', { SessionId: 'tkn1' }],
  ])('%s refuses a token that is none', async (operation, rest) => {
    await expect(server.call(operation, { AccessToken: 'nonsense', ...rest })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
  })

  it('refuses page tokens of other lists', async () => {
    const { AccessToken } = await signIn(server, pool, 'lister')
    const invalid = { name: 'InvalidParameterException', message: 'Paging Marker is Invalid for Request' }
    await expect(server.call('ListUserSessions', { AccessToken, NextToken: 'x' })).rejects.toMatchObject(
      invalid,
    )
    const user = { UserPoolId: pool.userPoolId, Username: 'lister', NextToken: 'x' }
    await expect(server.call('AdminListUserSessions', user)).rejects.toMatchObject(invalid)
  })

  describe('configuration', () => {
    const ofPool = (UserPoolId: string) => server.call('GetUserPoolSessionConfiguration', { UserPoolId })

    it('shows defaults, then what was set, which UpdateUserPool keeps', async () => {
      const { userPoolId } = await createPool(server)
      expect(await ofPool(userPoolId)).toEqual({
        UserPoolId: userPoolId,
        UserSessionTracking: 'DISABLED',
        TokenSession: { MaxPerUser: 20 },
      })
      const set = await track({ userPoolId, clientId: '' }, 100)
      await server.call('UpdateUserPool', { UserPoolId: userPoolId })
      expect(await ofPool(userPoolId)).toEqual(set)
      expect(set).toMatchObject({ UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 100 } })
    })

    it.each([0, 101])('refuses %i sessions for each user', async (count) => {
      await expect(track(pool, count)).rejects.toMatchObject({ name: 'InvalidParameterException' })
    })

    it('refuses tier LITE, and LITE for a pool that tracks', async () => {
      const lite = await createPool(server, { UserPoolTier: 'LITE' })
      await expect(track(lite, 3)).rejects.toMatchObject({
        name: 'FeatureUnavailableInTierException',
        message:
          'The following feature is not available for the LITE pricing tier configured: Session Management',
      })
      const input = { UserPoolId: pool.userPoolId, UserPoolTier: 'LITE' }
      await expect(server.call('UpdateUserPool', input)).rejects.toMatchObject({
        name: 'FeatureUnavailableInTierException',
        message:
          'The following features need to be disabled for the LITE pricing tier configured: Session Management',
      })
    })

    it('sets the reuse of sign-ins for each client, kept by UpdateUserPoolClient', async () => {
      const ids = { UserPoolId: pool.userPoolId, ClientId: pool.clientId }
      const get = () => server.call('GetUserPoolClientSessionConfiguration', ids)
      const set = (MaxValidityMinutes: number) =>
        server.call('SetUserPoolClientSessionConfiguration', { ...ids, SSOSession: { MaxValidityMinutes } })
      expect(await get()).toEqual({ ...ids, SSOSession: { MaxValidityMinutes: 60 } })
      expect(await set(0)).toEqual({ ...ids, SSOSession: { MaxValidityMinutes: 0 } })
      await server.call('UpdateUserPoolClient', { ...ids, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] })
      expect(await get()).toEqual({ ...ids, SSOSession: { MaxValidityMinutes: 0 } })
      await expect(set(129_601)).rejects.toMatchObject({ name: 'InvalidParameterException' })
      const other = { ...ids, ClientId: 'missing', SSOSession: { MaxValidityMinutes: 5 } }
      for (const operation of ['Get', 'Set'])
        await expect(
          server.call(`${operation}UserPoolClientSessionConfiguration`, other),
        ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    })

    it('refuses the setting of a client in a pool that tracks nothing, or is LITE', async () => {
      const set = (of: Pool) =>
        server.call('SetUserPoolClientSessionConfiguration', {
          UserPoolId: of.userPoolId,
          ClientId: of.clientId,
          SSOSession: { MaxValidityMinutes: 5 },
        })
      await expect(set(await createPool(server))).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message: 'Session tracking is not enabled for the user pool.',
      })
      await expect(set(await createPool(server, { UserPoolTier: 'LITE' }))).rejects.toMatchObject({
        name: 'FeatureUnavailableInTierException',
      })
    })

    it('is of no pool that is not there', async () => {
      const UserPoolId = 'us-east-1_Missing01'
      await expect(ofPool(UserPoolId)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
      await expect(track({ userPoolId: UserPoolId, clientId: '' }, 3)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      })
    })
  })
})
