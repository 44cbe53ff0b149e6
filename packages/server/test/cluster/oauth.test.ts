import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import {
  addClient,
  authorize,
  CALLBACK,
  codeFor,
  createOAuthPool,
  exchange,
  postForm,
  refreshTokens,
  signedInBrowser,
} from '../support/oauth.ts'
import { createUser, type Pool } from '../support/pool.ts'
import type { ServerProcess } from '../support/process.ts'
import { clientOf, type TestServer } from '../support/server.ts'

const TRIES = 20

describe('the OAuth endpoints of two server processes on one PostgreSQL', () => {
  let cluster: Cluster
  let one: ServerProcess
  let other: ServerProcess
  /** A third one, in the process of the test, which gives sign-ins and codes. */
  let giver: TestServer
  let pool: Pool

  beforeAll(async () => {
    cluster = await startCluster()
    ;({ one, other } = cluster)
    const running = await startServer(readConfig(['--port=0', ...cluster.flags], {}))
    giver = { ...running, ...clientOf(running) }
    pool = await createOAuthPool(giver)
    await createUser(giver, pool, 'ada')
  })
  afterAll(async () => {
    await giver.stop()
    await cluster.release()
  })

  const either = (index: number) => cluster.either(index)

  it('let exactly one of twenty redemptions of one code win', async () => {
    const code = await codeFor(giver, pool, 'ada')
    const tries = Array.from({ length: TRIES }, (_, index) => exchange(either(index), pool, code))
    const replies = await Promise.all(tries)
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { body } of replies.filter(({ status }) => status !== 200))
      expect(body).toEqual({ error: 'invalid_grant' })
  })

  it('let exactly one of twenty uses of one rotated refresh token win', async () => {
    const { ClientId: clientId } = await addClient(giver, pool, {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    })
    const rotating = { ...pool, clientId }
    const first = await exchange(one, rotating, await codeFor(giver, rotating, 'ada'))
    const tries = Array.from({ length: TRIES }, (_, index) =>
      refreshTokens(either(index), rotating, first.body.refresh_token),
    )
    const replies = await Promise.all(tries)
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('go on with the sign-in of a browser on either, until one ends it', async () => {
    const cookie = await signedInBrowser(giver, pool, 'ada')
    for (const server of [one, other]) {
      const { location } = await authorize(server, pool, {}, cookie)
      expect(`${location?.origin}${location?.pathname}`).toBe(CALLBACK)
    }
    const logout = new URLSearchParams({
      client_id: pool.clientId,
      logout_uri: 'https://app.example.com/bye',
    })
    await fetch(`${one.url}/logout?${logout}`, { headers: { cookie }, redirect: 'manual' })
    expect((await authorize(other, pool, {}, cookie)).location?.pathname).toBe('/login')
  })

  it('end on either what was begun on the other', async () => {
    const { body } = await exchange(one, pool, await codeFor(giver, pool, 'ada'))
    await postForm(other, '/oauth2/revoke', { token: body.refresh_token, client_id: pool.clientId })
    expect((await refreshTokens(one, pool, body.refresh_token)).body).toEqual({ error: 'invalid_grant' })
    const headers = { authorization: `Bearer ${body.access_token}` }
    expect((await fetch(`${one.url}/oauth2/userInfo`, { headers })).status).toBe(401)
  })
})
