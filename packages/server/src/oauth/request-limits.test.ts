import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { authorizationQuery, hostedClient } from '../../test/support/hosted.ts'
import {
  addMachine,
  askTokens,
  authorize,
  basic,
  CALLBACK,
  codeFor,
  createOAuthPool,
  exchange,
  postForm,
  refreshTokens,
  signedInBrowser,
  signInByCode,
} from '../../test/support/oauth.ts'
import { createUser, PASSWORD, type Pool } from '../../test/support/pool.ts'
import { startTestServer, type TestServer } from '../../test/support/server.ts'
import type { HostedCategory } from '../core/request-limits.ts'

describe('limits of requests', () => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer('sqlite')
    const dcr = { EnableStatus: 'Enabled', OpenDcrEnabled: true }
    pool = await createOAuthPool(server, {}, { DcrConfiguration: dcr })
    await createUser(server, pool, 'jane')
  })
  afterEach(() => server.services.requestLimits.replace([]))
  afterAll(() => server.stop())

  /** One request a second, while the clock of the tests stands still. */
  function limit(category: HostedCategory, requestsPerSecond = 1) {
    const { accountId, region } = server.services.config
    server.services.requestLimits.replace([{ accountId, region, category, requestsPerSecond }])
  }

  const tooMany = { error: 'temporarily_unavailable', error_description: 'Rate exceeded' }

  it('hold for refreshes as for sign-ins, and not for the exchange of codes', async () => {
    const { refresh_token } = await signInByCode(server, pool, 'jane')
    const codes = [await codeFor(server, pool, 'jane'), await codeFor(server, pool, 'jane')]
    limit('UserAuthentication')
    expect((await refreshTokens(server, pool, refresh_token)).status).toBe(200)
    const { status, headers, body } = await refreshTokens(server, pool, refresh_token)
    expect([status, body]).toEqual([429, tooMany])
    expect(headers.get('access-control-allow-origin')).toBe('*')
    for (const code of codes) expect((await exchange(server, pool, code)).status).toBe(200)
    server.advance(1)
    expect((await refreshTokens(server, pool, refresh_token)).status).toBe(200)
  })

  it('hold for tokens of applications', async () => {
    await server.call('CreateResourceServer', {
      UserPoolId: pool.userPoolId,
      Identifier: 'shop',
      Name: 'shop',
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'read' }],
    })
    const { ClientId, ClientSecret } = await addMachine(server, pool)
    const ask = () => askTokens(server, { grant_type: 'client_credentials' }, basic(ClientId, ClientSecret))
    limit('ClientAuthentication')
    expect((await ask()).status).toBe(200)
    expect((await ask()).status).toBe(429)
  })

  it('hold for userInfo and for revocation', async () => {
    const { access_token, refresh_token } = await signInByCode(server, pool, 'jane')
    const userInfo = () => postForm(server, '/oauth2/userInfo', { access_token })
    limit('UserRead')
    expect((await userInfo()).status).toBe(200)
    const { status, headers, body } = await userInfo()
    expect([status, body, headers.get('www-authenticate')]).toEqual([429, tooMany, null])
    limit('UserToken')
    const revoke = () =>
      postForm(server, '/oauth2/revoke', { token: refresh_token, client_id: pool.clientId })
    expect((await revoke()).status).toBe(200)
    expect((await revoke()).status).toBe(429)
  })

  it('tell the application of a browser that is signed in', async () => {
    const cookie = await signedInBrowser(server, pool, 'jane')
    limit('UserAuthentication')
    expect((await authorize(server, pool, {}, cookie)).location?.searchParams.has('code')).toBe(true)
    const { location } = await authorize(server, pool, { state: 'x' }, cookie)
    expect(location?.href).toBe(
      `${CALLBACK}?error_description=Rate+exceeded&state=x&error=temporarily_unavailable`,
    )
  })

  it('hold for applications that register themselves', async () => {
    const path = `?user_pool_id=${pool.userPoolId}`
    limit('UserPoolClientUpdate')
    const statuses = [await register(path), await register(path)]
    expect(statuses).toEqual([201, 429])
  })

  async function register(query: string): Promise<number> {
    const response = await fetch(`${server.url}/oauth2/register${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ redirect_uris: [CALLBACK] }),
    })
    return response.status
  }

  it.each<[HostedCategory, string, Record<string, string>]>([
    ['UserAuthentication', '/login', { username: 'jane', password: PASSWORD }],
    ['UserCreation', '/signup', { username: 'new', password: PASSWORD, confirm_password: PASSWORD }],
    ['UserCreation', '/confirmUser', { username: 'new', code: '123456' }],
    ['UserAccountRecovery', '/forgotPassword', { username: 'nobody' }],
    ['UserAccountRecovery', '/confirmforgotPassword', { username: 'nobody', code: '123456' }],
  ])('of %s hold for the form of %s', async (category, path, fields) => {
    const browser = hostedClient(server)
    limit(category)
    const page = async () => {
      await browser.get(path + authorizationQuery(pool.clientId))
      return browser.submit(fields)
    }
    expect((await page()).status).not.toBe(429)
    const { status, html } = await page()
    expect(status).toBe(429)
    expect(html).toContain('<h1>')
  })

  it('let a challenge be answered three times for each sign-in', async () => {
    const browser = hostedClient(server)
    await browser.get(`/login${authorizationQuery(pool.clientId)}`)
    limit('UserAuthentication')
    const query = authorizationQuery(pool.clientId)
    const answer = () =>
      browser.post(`/challenge${query}`, { _csrf: browser.hidden('_csrf') ?? '', state: '' })
    const statuses = [await answer(), await answer(), await answer(), await answer()].map(
      ({ status }) => status,
    )
    expect(statuses).toEqual([400, 400, 400, 429])
  })
})
