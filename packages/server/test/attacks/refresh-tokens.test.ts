import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../../src/crypto/random.ts'
import { type Db, inTransaction } from '../../src/storage/open.ts'
import { findWithUser, insert, lock, replace } from '../../src/storage/refresh-tokens.ts'
import {
  addClient,
  authorize,
  createOAuthPool,
  postForm,
  refreshTokens,
  signedInBrowser,
  signInByCode,
} from '../support/oauth.ts'
import { claimsOf, createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const ROTATING = {
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
}
const refusal = { status: 400, body: { error: 'invalid_grant' } }

describe.each(databases)('a refresh token at the token endpoint, on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let rotating: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server)
    rotating = await rotatingClient(0)
    await createUser(server, pool, 'ada')
  })
  afterAll(() => server.stop())

  async function rotatingClient(RetryGracePeriodSeconds: number): Promise<Pool> {
    const { ClientId: clientId } = await addClient(server, pool, {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds },
    })
    return { ...pool, clientId }
  }
  async function signedIn(username: string) {
    await createUser(server, pool, username)
    return signInByCode(server, pool, username)
  }

  it('that was replaced is refused', async () => {
    const first = await signInByCode(server, rotating, 'ada')
    const second = await refreshTokens(server, rotating, first.refresh_token)
    expect(second.status).toBe(200)
    expect(await refreshTokens(server, rotating, first.refresh_token)).toMatchObject(refusal)
  })

  it('is replaced for one of twenty at once', async () => {
    const { refresh_token } = await signInByCode(server, rotating, 'ada')
    const tries = Array.from({ length: 20 }, () => refreshTokens(server, rotating, refresh_token))
    const replies = await Promise.all(tries)
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const reply of replies.filter(({ status }) => status !== 200)) expect(reply).toMatchObject(refusal)
  })

  it('that was replaced is good within the grace period for the same sign-in, and not after it', async () => {
    const graceful = await rotatingClient(10)
    const first = await signInByCode(server, graceful, 'ada')
    const replies = await Promise.all([1, 2].map(() => refreshTokens(server, graceful, first.refresh_token)))
    for (const { status, body } of replies) {
      expect(status).toBe(200)
      expect(claimsOf(body.access_token)['origin_jti']).toBe(claimsOf(first.access_token)['origin_jti'])
    }
    server.advance(11)
    expect(await refreshTokens(server, graceful, first.refresh_token)).toMatchObject(refusal)
  })

  it('that was replaced is refused after all of its family were ended, also within the grace period', async () => {
    const graceful = await rotatingClient(60)
    const first = await signInByCode(server, graceful, 'ada')
    const second = (await refreshTokens(server, graceful, first.refresh_token)).body
    await postForm(server, '/oauth2/revoke', { token: second.refresh_token, client_id: graceful.clientId })
    for (const { refresh_token } of [first, second])
      expect(await refreshTokens(server, graceful, refresh_token)).toMatchObject(refusal)
  })

  it('is good for no other client', async () => {
    const { refresh_token } = await signInByCode(server, pool, 'ada')
    const foreign = await createOAuthPool(server)
    for (const other of [rotating, foreign])
      expect(await refreshTokens(server, other, refresh_token)).toMatchObject(refusal)
    expect((await refreshTokens(server, pool, refresh_token)).status).toBe(200)
  })

  it('cannot widen its scopes', async () => {
    const { refresh_token } = await signInByCode(server, pool, 'ada', { scope: 'openid' })
    const { body } = await postForm(server, '/oauth2/token', {
      grant_type: 'refresh_token',
      client_id: pool.clientId,
      refresh_token,
      scope: 'openid profile aws.cognito.signin.user.admin',
    })
    expect(claimsOf(body.access_token)['scope']).toBe('openid')
  })

  it('is no access token, ID token or code', async () => {
    const { access_token, id_token } = await signInByCode(server, pool, 'ada')
    for (const other of [access_token, id_token])
      expect(await refreshTokens(server, pool, other)).toMatchObject(refusal)
  })

  it.each([
    ['AdminDisableUser', {}],
    ['AdminDeleteUser', {}],
    ['AdminUserGlobalSignOut', {}],
  ])('is ended by %s, and by nothing brought back', async (operation, input) => {
    const Username = `ended-${operation}`
    const { refresh_token } = await signedIn(Username)
    const user = { UserPoolId: pool.userPoolId, Username }
    await server.call(operation, { ...user, ...input })
    expect(await refreshTokens(server, pool, refresh_token)).toMatchObject(refusal)
    if (operation === 'AdminDisableUser') await server.call('AdminEnableUser', user)
    if (operation === 'AdminDeleteUser') await createUser(server, pool, Username)
    expect(await refreshTokens(server, pool, refresh_token)).toMatchObject(refusal)
  })

  it('is ended by GlobalSignOut with the access token of its sign-in', async () => {
    const { access_token, refresh_token } = await signedIn('leaver')
    await server.call('GlobalSignOut', { AccessToken: access_token })
    expect(await refreshTokens(server, pool, refresh_token)).toMatchObject(refusal)
  })

  it('outlives a new password, as on Cognito, while the browser has to sign in again', async () => {
    const { refresh_token } = await signedIn('careful')
    const cookie = await signedInBrowser(server, pool, 'careful')
    const user = { UserPoolId: pool.userPoolId, Username: 'careful' }
    server.advance(1)
    await server.call('AdminSetUserPassword', { ...user, Password: `${PASSWORD}2`, Permanent: true })
    expect((await refreshTokens(server, pool, refresh_token)).status).toBe(200)
    expect((await authorize(server, pool, {}, cookie)).location?.pathname).toBe('/login')
  })

  it('is ended with its client', async () => {
    const { ClientId: clientId } = await addClient(server, pool)
    const { refresh_token } = await signInByCode(server, { ...pool, clientId }, 'ada')
    await server.call('DeleteUserPoolClient', { UserPoolId: pool.userPoolId, ClientId: clientId })
    expect((await refreshTokens(server, { clientId }, refresh_token)).body).toEqual({
      error: 'invalid_client',
    })
  })

  it('is not given for a code while the user is signed out everywhere in the same moment', async () => {
    await createUser(server, pool, 'racer')
    const user = { UserPoolId: pool.userPoolId, Username: 'racer' }
    const tries = Array.from({ length: 5 }, async () => {
      const [tokens] = await Promise.allSettled([
        signInByCode(server, pool, 'racer'),
        server.call('AdminUserGlobalSignOut', user),
      ])
      return tokens.status === 'fulfilled' ? tokens.value.refresh_token : undefined
    })
    const given = (await Promise.all(tries)).filter((token) => token !== undefined)
    await server.call('AdminUserGlobalSignOut', user)
    for (const token of given) expect(await refreshTokens(server, pool, token)).toMatchObject(refusal)
  })
})

describe('a refresh token on PostgreSQL', () => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer('postgres')
    pool = await createOAuthPool(server, ROTATING)
    await createUser(server, pool, 'ada')
  })
  afterAll(() => server.stop())

  /** Resolves when a statement of another transaction waits. */
  async function somebodyWaits(db: Db): Promise<void> {
    const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await expect.poll(async () => (await waiting.execute(db)).rows.length).toBe(1)
  }

  it.each([
    ['takes the place of another one', replace],
    ['is given for a replaced one within the grace period', lock],
  ] as const)('that %s while its family is ended ends too', async (_, hold) => {
    const { refresh_token: token } = await signInByCode(server, pool, 'ada')
    const { db, clock } = server.services
    const former = (await findWithUser(db, sha256(token)))?.token
    if (!former) throw new Error('The token is not stored')
    let ended: Promise<unknown> | undefined
    await inTransaction(db, async (rotation) => {
      await hold(rotation, former.hash, clock.now())
      ended = postForm(server, '/oauth2/revoke', { token, client_id: pool.clientId })
      await somebodyWaits(rotation)
      await insert(rotation, { ...former, hash: sha256(`next of ${token}`) })
    })
    await ended
    expect(await refreshTokens(server, pool, `next of ${token}`)).toMatchObject(refusal)
  })

  it('is replaced while its user is deleted, and neither waits for the other for ever', async () => {
    await createUser(server, pool, 'gone')
    const { refresh_token: token } = await signInByCode(server, pool, 'gone')
    const { db, clock } = server.services
    const former = (await findWithUser(db, sha256(token)))?.token
    if (!former) throw new Error('The token is not stored')
    let deleted: Promise<unknown> | undefined
    await inTransaction(db, async (rotation) => {
      await replace(rotation, former.hash, clock.now())
      deleted = server.call('AdminDeleteUser', { UserPoolId: pool.userPoolId, Username: 'gone' })
      await somebodyWaits(rotation)
      await insert(rotation, { ...former, hash: sha256(`next of ${token}`) })
    })
    await deleted
    expect(await refreshTokens(server, pool, `next of ${token}`)).toMatchObject(refusal)
  })
})
