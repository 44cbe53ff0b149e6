import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addClient, authorize, createOAuthPool, get, signedInBrowser } from '../support/oauth.ts'
import { createUser, type Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const REGISTERED = 'https://app.example.com/callback'
const SCHEME = 'com.example.app:/callback'

/** Each has fooled some server's comparison: prefixes, normalisation, parsers that disagree, wildcards. */
const forgeries: [what: string, uri: string][] = [
  ['a longer path', `${REGISTERED}/more`],
  ['a longer name', `${REGISTERED}more`],
  ['a query', `${REGISTERED}?next=//evil.example`],
  ['an empty query', `${REGISTERED}?`],
  ['a fragment', `${REGISTERED}#x`],
  ['an empty fragment', `${REGISTERED}#`],
  ['a trailing slash', `${REGISTERED}/`],
  ['no path', 'https://app.example.com'],
  ['the root', 'https://app.example.com/'],
  ['dots', 'https://app.example.com/callback/../callback'],
  ['dots behind a semicolon', `${REGISTERED}/..;/evil`],
  ['encoded dots', `${REGISTERED}/%2e%2e/evil`],
  ['an encoded slash and dots', `${REGISTERED}%2F..%2Fevil`],
  ['dots encoded twice', `${REGISTERED}/%252e%252e/evil`],
  ['an encoded letter', 'https://app.example.com/%63allback'],
  ['user information', 'https://app.example.com@evil.example/callback'],
  ['user information before the host', 'https://evil.example@app.example.com/callback'],
  ['an encoded at sign', 'https://app.example.com%40evil.example/callback'],
  ['another case of the host', 'https://APP.example.com/callback'],
  ['another case of the path', 'https://app.example.com/Callback'],
  ['another case of the scheme', 'HTTPS://app.example.com/callback'],
  ['a port', 'https://app.example.com:8443/callback'],
  ['the default port', 'https://app.example.com:443/callback'],
  ['plain HTTP', 'http://app.example.com/callback'],
  ['no scheme', '//app.example.com/callback'],
  ['a backslash', 'https://app.example.com\\@evil.example/callback'],
  ['backslashes for slashes', 'https:\\\\app.example.com\\callback'],
  ['a longer host', 'https://app.example.com.evil.example/callback'],
  ['a shorter host', 'https://example.com/callback'],
  ['a dot behind the host', 'https://app.example.com./callback'],
  ['a sub-domain', 'https://evil.app.example.com/callback'],
  ['a wildcard', 'https://*.example.com/callback'],
  ['a tab', 'https://app.example.com/\tcallback'],
  ['a line end', `${REGISTERED}\r\nset-cookie: a=b`],
  ['a blank before', ` ${REGISTERED}`],
  ['a blank behind', `${REGISTERED} `],
  ['a NUL', `${REGISTERED}\u0000`],
  ['a full-width letter', 'https://app.example.com/ｃallback'],
  ['a Cyrillic letter', 'https://аpp.example.com/callback'],
  ['a script', 'javascript:alert(1)//https://app.example.com/callback'],
  ['data', 'data:text/html,https://app.example.com/callback'],
  ['nothing', ''],
  ['null', 'null'],
  ['another path of the scheme', 'com.example.app:/callback/more'],
  ['another case of the own scheme', 'COM.example.app:/callback'],
  ['an authority in the own scheme', 'com.example.app://evil.example/callback'],
  ['a longer own scheme', 'com.example.app.evil:/callback'],
]

describe.each(databases)('an address that is not registered, on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let cookie: string

  beforeAll(async () => {
    server = await startTestServer(kind)
    const addresses = [REGISTERED, SCHEME]
    pool = await createOAuthPool(server, { CallbackURLs: addresses, LogoutURLs: addresses })
    await createUser(server, pool, 'ada')
    cookie = await signedInBrowser(server, pool, 'ada')
  })
  afterAll(() => server.stop())

  it.each([REGISTERED, SCHEME])('is not %s', async (redirect_uri) => {
    const { headers } = await authorize(server, pool, { redirect_uri }, cookie)
    expect(headers.get('location')).toMatch(new RegExp(`^${redirect_uri}\\?code=[0-9a-f-]{36}$`))
  })

  it.each(forgeries)('gets no code by %s', async (_what, redirect_uri) => {
    const { status, headers } = await authorize(server, pool, { redirect_uri }, cookie)
    expect(status).toBe(302)
    expect(headers.get('location')).toBe(`/error?error=redirect_mismatch&client_id=${pool.clientId}`)
  })

  it.each(forgeries)('gets no error by %s', async (_what, redirect_uri) => {
    const asked = { redirect_uri, scope: 'nonsense', response_type: 'nonsense', prompt: 'none' }
    const { headers } = await authorize(server, pool, asked, cookie)
    expect(headers.get('location')).toBe(`/error?error=redirect_mismatch&client_id=${pool.clientId}`)
  })

  it.each(forgeries)('is not led to after signing out: %s', async (_what, logout_uri) => {
    const query = new URLSearchParams({ client_id: pool.clientId, logout_uri })
    const { headers } = await get(server, `/logout?${query}`, { cookie })
    expect(headers.get('location')).toBe(`/error?error=redirect_mismatch&client_id=${pool.clientId}`)
    expect(headers.has('set-cookie')).toBe(false)
  })

  it('is not chosen by naming two', async () => {
    const twice = `client_id=${pool.clientId}&response_type=code`
    for (const uris of [
      [REGISTERED, 'https://evil.example/'],
      ['https://evil.example/', REGISTERED],
    ]) {
      const query = uris.map((uri) => `&redirect_uri=${encodeURIComponent(uri)}`).join('')
      const { headers } = await get(server, `/oauth2/authorize?${twice}${query}`, { cookie })
      expect(headers.get('location')).toMatch(/^\/error\?error=redirect_mismatch/)
      const logout = uris.map((uri) => `&logout_uri=${encodeURIComponent(uri)}`).join('')
      const ended = await get(server, `/logout?client_id=${pool.clientId}${logout}`, { cookie })
      expect(ended.headers.get('location')).toMatch(/^\/error\?error=redirect_mismatch/)
    }
  })

  it('is not that of another client of the pool', async () => {
    const { ClientId: clientId } = await addClient(server, pool, { CallbackURLs: ['https://other.example/'] })
    const { headers } = await authorize(server, { clientId }, { redirect_uri: REGISTERED }, cookie)
    expect(headers.get('location')).toBe(`/error?error=redirect_mismatch&client_id=${clientId}`)
  })

  it('is no page of another host, whatever the client is called', async () => {
    const clientId = '"><script>//evil.example\\@'
    const { headers } = await authorize(server, { clientId }, {}, cookie)
    expect(headers.get('location')).toMatch(/^\/error\?error=invalid_request&[\w%+.=&-]+$/)
    const { location } = await get(server, '//evil.example/oauth2/authorize', { cookie })
    expect(location).toBeUndefined()
  })
})
