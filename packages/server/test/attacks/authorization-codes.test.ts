import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addClient,
  CALLBACK,
  codeClient,
  codeFor,
  createOAuthPool,
  exchange,
  refreshTokens,
} from '../support/oauth.ts'
import { createUser, type Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const OTHER_CALLBACK = 'https://app.example.com/other'
const refusal = { status: 400, body: { error: 'invalid_grant' } }

describe.each(databases)('an authorization code, on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server, { CallbackURLs: [CALLBACK, OTHER_CALLBACK] })
    await createUser(server, pool, 'ada')
  })
  afterAll(() => server.stop())

  const userInfo = async (token: string) =>
    (await fetch(`${server.url}/oauth2/userInfo`, { headers: { authorization: `Bearer ${token}` } })).status

  it('is good once, and its second use ends the tokens of the first', async () => {
    const code = await codeFor(server, pool, 'ada')
    const { body } = await exchange(server, pool, code)
    expect(await userInfo(body.access_token)).toBe(200)
    expect(await exchange(server, pool, code)).toMatchObject(refusal)
    expect(await userInfo(body.access_token)).toBe(401)
    expect(await refreshTokens(server, pool, body.refresh_token)).toMatchObject(refusal)
  })

  it('leaves the other sign-ins of the user when it is used again', async () => {
    const other = (await exchange(server, pool, await codeFor(server, pool, 'ada'))).body
    const code = await codeFor(server, pool, 'ada')
    await exchange(server, pool, code)
    await exchange(server, pool, code)
    expect(await userInfo(other.access_token)).toBe(200)
  })

  it('is won by one of twenty at once at most, and by nobody in the end', async () => {
    const code = await codeFor(server, pool, 'ada')
    const replies = await Promise.all(Array.from({ length: 20 }, () => exchange(server, pool, code)))
    const won = replies.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
    for (const reply of replies.filter(({ status }) => status !== 200)) expect(reply).toMatchObject(refusal)
    expect(await userInfo(won[0]?.body.access_token)).toBe(401)
  })

  it('is good for no other client, of this pool and of another, and used up by the try', async () => {
    const { ClientId: clientId } = await addClient(server, pool)
    const foreign = await createOAuthPool(server)
    for (const other of [{ clientId }, foreign]) {
      const code = await codeFor(server, pool, 'ada')
      expect(await exchange(server, other, code)).toMatchObject(refusal)
      expect(await exchange(server, pool, code)).toMatchObject(refusal)
    }
  })

  it.each([OTHER_CALLBACK, `${CALLBACK}/`, 'https://evil.example/', CALLBACK.toUpperCase()])(
    'is not good with the redirect URI %s, and used up by the try',
    async (redirect_uri) => {
      const code = await codeFor(server, pool, 'ada')
      expect(await exchange(server, pool, code, { redirect_uri })).toMatchObject({
        status: 400,
        body: { error: 'unauthorized_client', error_description: 'invalid_redirect' },
      })
      expect(await exchange(server, pool, code)).toMatchObject(refusal)
    },
  )

  it('is found by no other spelling', async () => {
    const code = await codeFor(server, pool, 'ada')
    for (const spelling of [
      code.toUpperCase(),
      ` ${code}`,
      `${code}\u0000`,
      code.replaceAll('-', ''),
      code.slice(0, -1),
    ])
      expect(await exchange(server, pool, spelling)).toMatchObject(refusal)
    expect((await exchange(server, pool, code)).status).toBe(200)
  })

  it.each([
    ['is disabled', 'AdminDisableUser', {}],
    ['is deleted', 'AdminDeleteUser', {}],
    ['is signed out everywhere', 'AdminUserGlobalSignOut', {}],
  ])('is good for nothing once the user %s', async (what, operation, input) => {
    const Username = `ended-${what.replaceAll(' ', '-')}`
    await createUser(server, pool, Username)
    const code = await codeFor(server, pool, Username)
    await server.call(operation, { UserPoolId: pool.userPoolId, Username, ...input })
    expect(await exchange(server, pool, code)).toMatchObject(refusal)
  })

  it('is good for nothing once the client is deleted or loses the flow', async () => {
    const { ClientId: clientId } = await addClient(server, pool)
    const [code, other] = [
      await codeFor(server, { ...pool, clientId }, 'ada'),
      await codeFor(server, { ...pool, clientId }, 'ada'),
    ]
    const key = { UserPoolId: pool.userPoolId, ClientId: clientId }
    await server.call('UpdateUserPoolClient', { ...key, ...codeClient, AllowedOAuthFlows: ['implicit'] })
    expect((await exchange(server, { clientId }, code)).body).toEqual({ error: 'unauthorized_client' })
    await server.call('DeleteUserPoolClient', key)
    expect((await exchange(server, { clientId }, other)).body).toEqual({ error: 'invalid_client' })
  })

  it('is nowhere in the database', async () => {
    const code = await codeFor(server, pool, 'ada')
    const rows = await server.services.db.selectFrom('authorization_codes').selectAll().execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(code)
  })
})
