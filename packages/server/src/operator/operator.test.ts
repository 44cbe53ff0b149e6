import { request as send } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, signIn } from '../../test/support/pool.ts'
import { type DatabaseKind, databases, startTestServer, type TestServer } from '../../test/support/server.ts'
import type { Db } from '../storage/open.ts'

describe.each(databases)('the addresses for whoever runs the server, on %s', (kind) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer(kind, ['--public-url=https://auth.example.com'])
  })
  afterAll(() => server.stop())

  /** A request to another name of the server: `fetch` would always send its own. */
  const sendAs = (host: string, path: string, operation?: string) =>
    new Promise((resolve, reject) => {
      const target = operation && { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` }
      const options = { method: operation ? 'POST' : 'GET', headers: { host, ...target } }
      const request = send(`${server.url}${path}`, options, async (response) => {
        const body = JSON.parse(Buffer.concat(await response.toArray()).toString())
        resolve({ status: response.statusCode, type: body.__type, message: body.message })
      })
      request.once('error', reject).end(operation && '{"MaxResults":1}')
    })

  const get = (path: string) => fetch(`${server.url}/_poolhouse/${path}`)

  it('says that it lives and that it is ready', async () => {
    expect(await (await get('health')).json()).toEqual({ status: 'ok' })
    expect(await (await get('ready')).json()).toEqual({ status: 'ready' })
  })

  it('is not ready while the database cannot be written, and leaves nothing of its trial in it', async () => {
    const { db } = server.services
    const rows = () => db.selectFrom('used_challenge_sessions').selectAll().execute()
    expect(await rows()).toEqual([])
    await forbidWrites(db, kind)
    server.services.log.level = 'silent'
    const refusal = await get('ready')
    server.services.log.level = 'error'
    await allowWrites(db, kind)
    expect(refusal.status).toBe(503)
    expect(await refusal.json()).toEqual({ status: 'database cannot be written' })
    expect((await get('ready')).status).toBe(200)
    expect(await rows()).toEqual([])
  })

  it('counts requests by operation and outcome, and unknown operations under one name', async () => {
    await createPool(server)
    await expect(server.call('DescribeUserPool', { UserPoolId: 'us-east-1_nothere12' })).rejects.toThrow()
    await expect(server.call('MadeUpOperation')).rejects.toThrow()
    const response = await get('metrics')
    const text = await response.text()
    expect(response.headers.get('content-type')).toContain('text/plain')
    expect(text).toMatch(/poolhouse_api_requests_total\{operation="CreateUserPool",outcome="success"\} 1/)
    expect(text).toMatch(/operation="DescribeUserPool",outcome="ResourceNotFoundException"/)
    expect(text).toMatch(/operation="unknown",outcome="UnknownOperationException"/)
    expect(text).not.toContain('MadeUpOperation')
  })

  it('turns the clock forward and to a time, and everything that expires obeys', async () => {
    const turn = (body: unknown) =>
      fetch(`${server.url}/_poolhouse/clock`, { method: 'POST', body: JSON.stringify(body) })
    const pool = await createPool(server)
    await createUser(server, pool, 'ada')
    const { AccessToken } = await signIn(server, pool, 'ada')
    await turn({ advanceSeconds: 3601 })
    await expect(server.call('GetUser', { AccessToken })).rejects.toMatchObject({
      message: 'Access Token has expired',
    })
    const { now } = (await (await turn({ now: '2030-01-02T03:04:05Z' })).json()) as { now: string }
    expect(now).toMatch(/^2030-01-02T03:04:05/)
    expect(((await (await get('clock')).json()) as { now: string }).now).toMatch(/^2030-01-02T03:04:0/)
  })

  it('goes on at the edge of the times it takes', async () => {
    const turn = (body: unknown) =>
      fetch(`${server.url}/_poolhouse/clock`, { method: 'POST', body: JSON.stringify(body) })
    expect((await turn({ now: '1970-01-01T00:00:00Z' })).status).toBe(200)
    expect((await turn({ advanceSeconds: -3600 })).status).toBe(400)
    expect((await turn({ now: '9999-12-31T11:59:00Z' })).status).toBe(200)
    expect((await turn({ advanceSeconds: 3600 })).status).toBe(400)
    expect((await get('clock')).status).toBe(200)
    expect((await turn({ now: '2030-01-02T03:04:05Z' })).status).toBe(200)
  })

  it('reads at most a kibibyte where a time is expected', async () => {
    const response = await fetch(`${server.url}/_poolhouse/clock`, { method: 'POST', body: 'x'.repeat(1025) })
    expect(response.status).toBe(413)
  })

  it('does not let a page of another site turn the clock', async () => {
    const response = await fetch(`${server.url}/_poolhouse/clock`, {
      method: 'POST',
      headers: { origin: 'https://evil.example.com' },
      body: '{"advanceSeconds":1}',
    })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ __type: 'AccessDeniedException' })
  })

  it.each([
    { now: '+275760-09-12T00:00:00Z' },
    { now: '1969-12-31T23:59:59Z' },
    {},
    { advanceSeconds: 'soon' },
    { now: 'yesterday' },
    { advanceSeconds: 1e300 },
    'text',
  ])('refuses to turn the clock by %j', async (body) => {
    const response = await fetch(`${server.url}/_poolhouse/clock`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    expect(response.status).toBe(400)
  })

  it.each(['evil.example:4100', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1'])(
    'refuses the host name %s, which a page may have pointed to this machine',
    async (host) => {
      const refusal = { status: 403, type: 'AccessDeniedException', message: expect.stringContaining(host) }
      expect(await sendAs(host, '/_poolhouse/messages')).toEqual(refusal)
      expect(await sendAs(host, '/', 'ListUserPools')).toEqual({ ...refusal, status: 400 })
    },
  )

  it.each(['localhost:4100', 'pool.localhost', '127.1.2.3:80', '[::1]:4100', 'auth.example.com'])(
    'answers at the host name %s, with or without a port',
    async (host) => {
      expect(await sendAs(host, '/_poolhouse/messages')).toMatchObject({ status: 200 })
      expect(await sendAs(host, '/', 'ListUserPools')).toMatchObject({ status: 200 })
    },
  )

  it('answers 404 in JSON where there is nothing', async () => {
    const response = await get('nothing')
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ message: 'Not found' })
  })
})

/** As a full disk would: everything can still be read. */
async function forbidWrites(db: Db, kind: DatabaseKind): Promise<void> {
  const trigger = sql`create trigger full_disk before insert on used_challenge_sessions begin select raise(abort, 'full'); end`
  const constraint = sql`alter table used_challenge_sessions add constraint full_disk check (false)`
  await (kind === 'sqlite' ? trigger : constraint).execute(db)
}

async function allowWrites(db: Db, kind: DatabaseKind): Promise<void> {
  const constraint = sql`alter table used_challenge_sessions drop constraint full_disk`
  await (kind === 'sqlite' ? sql`drop trigger full_disk` : constraint).execute(db)
}
