import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addClient,
  authorize,
  CALLBACK,
  codeClient,
  createOAuthPool,
  get,
  refreshTokens,
  signedInBrowser,
  signInByCode,
} from '../../test/support/oauth.ts'
import { createUser, type Pool } from '../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'

const BYE = codeClient.LogoutURLs[0] ?? ''

describe.each(databases)('the logout endpoint on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server)
    await createUser(server, pool, 'ada')
  })
  afterAll(() => server.stop())

  const logout = (parameters: Record<string, string>, cookie = '') =>
    get(server, `/logout?${new URLSearchParams(parameters)}`, { cookie })
  const isSignedIn = async (cookie: string) =>
    (await authorize(server, pool, {}, cookie)).location?.pathname === '/callback'

  it('ends the sign-in of the browser and leads to the sign-out address', async () => {
    const cookie = await signedInBrowser(server, pool, 'ada')
    expect(await isSignedIn(cookie)).toBe(true)
    const { status, headers } = await logout({ client_id: pool.clientId, logout_uri: BYE }, cookie)
    expect(status).toBe(302)
    expect(headers.get('location')).toBe(BYE)
    expect(headers.get('set-cookie')).toBe(
      `cognito-${pool.userPoolId}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`,
    )
    expect(await isSignedIn(cookie)).toBe(false)
  })

  it('leaves other browsers and refresh tokens', async () => {
    const [one, other] = [
      await signedInBrowser(server, pool, 'ada'),
      await signedInBrowser(server, pool, 'ada'),
    ]
    const { refresh_token } = await signInByCode(server, pool, 'ada')
    await logout({ client_id: pool.clientId, logout_uri: BYE }, one)
    expect(await isSignedIn(other)).toBe(true)
    expect((await refreshTokens(server, pool, refresh_token)).status).toBe(200)
  })

  it('prefers the sign-out address to a redirect URI', async () => {
    const asked = { client_id: pool.clientId, logout_uri: BYE, redirect_uri: CALLBACK, response_type: 'code' }
    expect((await logout(asked)).headers.get('location')).toBe(BYE)
  })

  it('leads to the sign-in page with an authorization request, for all scopes where it names none', async () => {
    const cookie = await signedInBrowser(server, pool, 'ada')
    const asked = { client_id: pool.clientId, redirect_uri: CALLBACK, response_type: 'code', state: 's' }
    const { status, location } = await logout(asked, cookie)
    expect(status).toBe(302)
    expect(location?.pathname).toBe('/login')
    expect(Object.fromEntries(location?.searchParams ?? [])).toEqual({
      ...asked,
      scope: codeClient.AllowedOAuthScopes.join(' '),
    })
    expect(await isSignedIn(cookie)).toBe(false)
    const named = await logout({ ...asked, scope: 'openid' })
    expect(named.location?.searchParams.getAll('scope')).toEqual(['openid'])
  })

  it.each([
    [
      'an address that is not registered',
      { logout_uri: 'https://evil.example/' },
      'redirect_mismatch',
      undefined,
    ],
    ['a callback for a sign-out address', { logout_uri: CALLBACK }, 'redirect_mismatch', undefined],
    ['an empty address', { logout_uri: '' }, 'redirect_mismatch', undefined],
    ['another redirect URI', { redirect_uri: BYE, response_type: 'code' }, 'redirect_mismatch', undefined],
    ['neither', {}, 'invalid_request', "Required String parameter 'redirect_uri' is not present"],
  ])('shows the error page for %s and ends nothing', async (_what, parameters, error, description) => {
    const cookie = await signedInBrowser(server, pool, 'ada')
    const { status, headers, location } = await logout({ client_id: pool.clientId, ...parameters }, cookie)
    expect(status).toBe(302)
    expect(headers.get('location')).toMatch(/^\/error\?/)
    expect(headers.has('set-cookie')).toBe(false)
    expect(location?.searchParams.get('error')).toBe(error)
    expect(location?.searchParams.get('error_description')).toBe(description ?? null)
    expect(location?.searchParams.get('client_id')).toBe(pool.clientId)
    expect(await isSignedIn(cookie)).toBe(true)
  })

  it('refuses an unknown client, and the sign-out address of another one', async () => {
    const unknown = await logout({ client_id: 'nosuchclient', logout_uri: BYE })
    expect(unknown.location?.searchParams.get('error_description')).toBe('Client does not exist.')
    const { ClientId } = await addClient(server, pool, { LogoutURLs: ['https://other.example/'] })
    const foreign = await logout({ client_id: ClientId, logout_uri: BYE })
    expect(foreign.location?.searchParams.get('error')).toBe('redirect_mismatch')
  })

  it('clears the cookie of the domain, for TLS where the server is reached by it', async () => {
    const secure = await startTestServer(kind, ['--public-url=https://auth.example.com'])
    const other = await createOAuthPool(secure)
    const domain = `out-${kind}`
    await secure.call('CreateUserPoolDomain', { UserPoolId: other.userPoolId, Domain: domain })
    const query = new URLSearchParams({ client_id: other.clientId, logout_uri: BYE })
    const { headers } = await get(secure, `/logout?${query}`, { host: `${domain}.auth.us-east-1.localhost` })
    expect(headers.get('set-cookie')).toBe('cognito=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure')
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000 ; includeSubDomains')
    await secure.stop()
  })

  it('answers other methods with 405', async () => {
    expect((await get(server, '/logout', {}, 'POST')).status).toBe(405)
  })
})
