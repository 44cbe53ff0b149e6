import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostedClient } from '../../test/support/hosted.ts'
import {
  authorize,
  CALLBACK,
  codeFor,
  createOAuthPool,
  exchange,
  get,
  postForm,
  refreshTokens,
} from '../../test/support/oauth.ts'
import { createUser, PASSWORD, type Pool } from '../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'

describe.each(databases)('the short paths of the OAuth endpoints on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server)
    await createUser(server, pool, 'ada')
  })
  afterAll(() => server.stop())

  it('lead to the sign-in page, and give tokens and what they tell', async () => {
    const query = `client_id=${pool.clientId}&response_type=code&redirect_uri=${encodeURIComponent(CALLBACK)}`
    const { status, headers } = await get(server, `/authorize?${query}`)
    expect(status).toBe(302)
    expect(headers.get('location')).toBe(`/login?${query}`)
    const tokens = await postForm(server, '/token', {
      grant_type: 'authorization_code',
      client_id: pool.clientId,
      code: await codeFor(server, pool, 'ada'),
      redirect_uri: CALLBACK,
    })
    expect(tokens.status).toBe(200)
    const authorization = `Bearer ${tokens.body.access_token}`
    const told = await get(server, '/userInfo', { authorization })
    expect(JSON.parse(told.text)).toMatchObject({ username: 'ada' })
    expect(told.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('may end in a slash, as the long ones and the pages may', async () => {
    const query = `client_id=${pool.clientId}&response_type=code&redirect_uri=${encodeURIComponent(CALLBACK)}`
    for (const path of ['/authorize/', '/oauth2/authorize/'])
      expect((await get(server, `${path}?${query}`)).headers.get('location')).toBe(`/login?${query}`)
    const browser = hostedClient(server)
    const page = await browser.get(`/login/?${query}`)
    expect(page.html).toContain('name="password"')
    const { location } = await browser.submit({ username: 'ada', password: PASSWORD })
    const tokens = await postForm(server, '/oauth2/token/', {
      grant_type: 'authorization_code',
      client_id: pool.clientId,
      code: new URL(location ?? '').searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
    })
    const authorization = `Bearer ${tokens.body.access_token}`
    const told = await get(server, '/oauth2/userInfo/', { authorization })
    expect(JSON.parse(told.text)).toMatchObject({ username: 'ada' })
    expect((await get(server, '/oauth2/')).status).toBe(404)
  })

  it('lead errors where the long ones do', async () => {
    const { status, location } = await get(server, `/authorize?client_id=${pool.clientId}`)
    expect(status).toBe(302)
    expect(location?.pathname).toBe('/error')
  })
})

describe.each(databases)('an OAuth endpoint that fails, on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server)
    await sql`drop table authorization_codes`.execute(server.services.db)
  })
  afterAll(() => server.stop())

  it('says so without detail, and the log knows it by the id that the client got', async () => {
    const { log } = server.services
    const lines: { requestId: string; err: Error }[] = []
    const { child } = log
    log.child = ((bindings: { requestId: string }) => ({
      ...log,
      error: ({ err }: { err: Error }) => lines.push({ ...bindings, err }),
    })) as unknown as typeof child
    const { status, headers, body } = await exchange(server, pool, 'x')
    log.child = child
    expect(status).toBe(500)
    expect(body).toEqual({ error: 'server_error' })
    expect(lines).toHaveLength(1)
    expect(lines[0]?.requestId).toBe(headers.get('x-amz-cognito-request-id'))
    expect(lines[0]?.err.message).toContain('authorization_codes')
  })

  it('leaves the others', async () => {
    expect((await refreshTokens(server, pool, 'x')).body).toEqual({ error: 'invalid_grant' })
    expect((await authorize(server, pool)).location?.pathname).toBe('/login')
  })
})
