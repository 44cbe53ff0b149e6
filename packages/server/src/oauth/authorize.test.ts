import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorizationQuery } from '../../test/support/hosted.ts'
import {
  addClient,
  authorize,
  CALLBACK,
  createOAuthPool,
  get,
  type Reply,
  signedInBrowser,
} from '../../test/support/oauth.ts'
import { claimsOf, createUser, type Pool } from '../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'

describe.each(databases)('the authorization endpoint on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server)
    await createUser(server, pool, 'ada', { email: 'ada@example.com' })
  })
  afterAll(() => server.stop())

  /** Where the answer leads, without its query, and the query. */
  function parts({ location }: Reply) {
    return {
      to: `${location?.origin}${location?.pathname}`,
      ...Object.fromEntries(location?.searchParams ?? []),
    }
  }

  it('leads a browser without a sign-in to the sign-in page, with the same query', async () => {
    const { status, headers } = await get(
      server,
      `/oauth2/authorize?client_id=${pool.clientId}&response_type=code&redirect_uri=${encodeURIComponent(CALLBACK)}&state=a%20b`,
    )
    expect(status).toBe(302)
    expect(headers.get('location')).toBe(
      `/login?client_id=${pool.clientId}&response_type=code&redirect_uri=${encodeURIComponent(CALLBACK)}&state=a%20b`,
    )
    expect(headers.get('cache-control')).toBe('no-cache, no-store, max-age=0, must-revalidate')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-amz-cognito-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.has('access-control-allow-origin')).toBe(false)
    expect(headers.has('strict-transport-security')).toBe(false)
  })

  it('answers a signed-in browser with a code and the state as it was given', async () => {
    const cookie = await signedInBrowser(server, pool, 'ada')
    const state = '{"a": "ö+&"}'
    const reply = await authorize(server, pool, { state }, cookie)
    expect(reply.status).toBe(302)
    expect(parts(reply)).toEqual({
      to: CALLBACK,
      state,
      code: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/),
    })
  })

  it('answers the implicit flow in the fragment', async () => {
    const { ClientId: clientId } = await addClient(server, pool, { AllowedOAuthFlows: ['implicit'] })
    const cookie = await signedInBrowser(server, pool, 'ada')
    const asked = { response_type: 'token', state: 's', scope: 'openid', nonce: 'n' }
    const { location } = await authorize(server, { clientId }, asked, cookie)
    const answer = new URLSearchParams(location?.hash.slice(1))
    expect(location?.search).toBe('')
    expect([...answer.keys()]).toEqual(['id_token', 'access_token', 'expires_in', 'token_type', 'state'])
    expect(claimsOf(answer.get('id_token') ?? '')).toMatchObject({ nonce: 'n', email: 'ada@example.com' })
    const error = await authorize(server, { clientId }, { ...asked, scope: 'openid nonsense' }, cookie)
    expect(error.location?.hash).toBe('#error_description=invalid_scope&state=s&error=invalid_request')
  })

  it.each([
    [
      'once more with the same values',
      '&client_id=%id&response_type=code&redirect_uri=%uri&state=of+the+app',
    ],
    [
      'with others that are empty',
      '&resource=&max_age=&code_challenge=&code_challenge_method=&request=&nonce=',
    ],
  ])('takes its parameters %s', async (_what, more) => {
    const cookie = await signedInBrowser(server, pool, 'ada')
    const added = more.replace('%id', pool.clientId).replace('%uri', encodeURIComponent(CALLBACK))
    const query = authorizationQuery(pool.clientId) + added
    const { location } = await get(server, `/oauth2/authorize${query}`, { cookie })
    expect(location?.href).toMatch(new RegExp(`^${CALLBACK}\\?code=[\\w-]+&state=of\\+the\\+app$`))
    const page = await get(server, `/login${query}`)
    expect(page.status).toBe(200)
  })

  it('refuses two clients', async () => {
    const query = authorizationQuery(pool.clientId)
    const { location } = await get(server, `/oauth2/authorize${query}&client_id=another`)
    expect(location?.searchParams.get('error_description')).toBe('client_id is given more than once')
  })

  it('knows response types in capitals', async () => {
    const { ClientId: clientId } = await addClient(server, pool, { AllowedOAuthFlows: ['code', 'implicit'] })
    const cookie = await signedInBrowser(server, pool, 'ada')
    const code = await authorize(server, { clientId }, { response_type: 'CODE' }, cookie)
    expect(code.location?.searchParams.has('code')).toBe(true)
    const token = await authorize(server, { clientId }, { response_type: 'TOKEN' }, cookie)
    expect(token.location?.hash).toMatch(/^#(?:id|access)_token=/)
  })

  it('gives an access token alone for email without openid', async () => {
    const { ClientId: clientId } = await addClient(server, pool, { AllowedOAuthFlows: ['implicit'] })
    const cookie = await signedInBrowser(server, pool, 'ada')
    const asked = { response_type: 'token', scope: 'email' }
    const { location } = await authorize(server, { clientId }, asked, cookie)
    const answer = new URLSearchParams(location?.hash.slice(1))
    expect([...answer.keys()]).toEqual(['access_token', 'expires_in', 'token_type'])
    expect(claimsOf(answer.get('access_token') ?? '')).toMatchObject({ scope: 'email' })
  })

  it.each([
    ['another client', { client_id: 'nosuchclient' }, 'invalid_request', 'Client does not exist.'],
    [
      'no client',
      { client_id: undefined },
      'invalid_request',
      "Required String parameter 'client_id' is not present",
    ],
    ['text that no database stores', { client_id: 'a\u0000' }, 'invalid_request', 'Client does not exist.'],
    ['another redirect URI', { redirect_uri: 'https://evil.example/' }, 'redirect_mismatch', undefined],
    [
      'no redirect URI',
      { redirect_uri: undefined },
      'invalid_request',
      "Required String parameter 'redirect_uri' is not present",
    ],
  ])('shows the error page for %s and leads nowhere else', async (_what, parameters, error, description) => {
    const cookie = await signedInBrowser(server, pool, 'ada')
    const reply = await authorize(server, pool, parameters, cookie)
    expect(reply.status).toBe(302)
    expect(reply.headers.get('location')).toMatch(/^\/error\?/)
    const asked = 'client_id' in parameters ? parameters.client_id : pool.clientId
    expect(Object.fromEntries(reply.location?.searchParams ?? [])).toEqual({
      error,
      ...(description && { error_description: description }),
      ...(asked && { client_id: asked }),
    })
  })

  it('leads to the sign-in page for a client without OAuth, which says so', async () => {
    const { ClientId: clientId } = await addClient(server, pool, { AllowedOAuthFlowsUserPoolClient: false })
    const { location } = await authorize(server, { clientId })
    expect(location?.pathname).toBe('/login')
    expect(location?.searchParams.get('client_id')).toBe(clientId)
    const page = await get(server, `${location?.pathname}${location?.search}`)
    expect(page.status).toBe(400)
    expect(page.text).toContain('not set up for sign-in')
  })

  it.each([
    ['no response type', { response_type: undefined }, 'invalid_request: invalid_response_type'],
    ['another response type', { response_type: 'code token' }, 'invalid_request: invalid_response_type'],
    ['a flow that it may not use', { response_type: 'token' }, 'unauthorized_client: null'],
    ['an unknown scope', { scope: 'openid shop/read' }, 'invalid_request: invalid_scope'],
    ['prompt none beside another', { prompt: 'none login' }, 'invalid_request: prompt none stands alone'],
    ['a request object', { request: 'x' }, 'request_not_supported: null'],
    ['a request object elsewhere', { request_uri: 'https://a.example/' }, 'request_uri_not_supported: null'],
    ['a resource that is no address', { resource: 'shop' }, 'invalid_target: null'],
    ['a max_age that is no number', { max_age: '-1' }, 'invalid_request: max_age is malformed'],
  ])('tells the application of %s', async (_what, parameters: Record<string, string | undefined>, error) => {
    const reply = await authorize(server, pool, { state: 's', ...parameters })
    const answer =
      parameters['response_type'] === 'token' ? reply.location?.hash.slice(1) : reply.location?.search
    const told = new URLSearchParams(answer)
    expect(`${reply.location?.origin}${reply.location?.pathname}`).toBe(CALLBACK)
    expect(`${told.get('error')}: ${told.get('error_description')}`).toBe(error)
    expect(told.get('state')).toBe('s')
  })

  it('asks nobody anything with prompt=none', async () => {
    const without = await authorize(server, pool, { prompt: 'none', state: 's' })
    expect(parts(without)).toEqual({ to: CALLBACK, error: 'login_required', state: 's' })
    const cookie = await signedInBrowser(server, pool, 'ada')
    expect(parts(await authorize(server, pool, { prompt: 'none' }, cookie))).toHaveProperty('code')
  })

  it('asks for the password again with prompt=login and once the sign-in is older than max_age', async () => {
    const cookie = await signedInBrowser(server, pool, 'ada')
    const path = async (parameters: Record<string, string>) =>
      (await authorize(server, pool, parameters, cookie)).location?.pathname
    expect(await path({ prompt: 'login' })).toBe('/login')
    expect(await path({ max_age: '0' })).toBe('/login')
    server.advance(60)
    expect(await path({ max_age: '70' })).toBe('/callback')
    expect(await path({ max_age: '60' })).toBe('/login')
  })

  it('goes on with a sign-in for an hour, however often it is used', async () => {
    const cookie = await signedInBrowser(server, pool, 'ada')
    server.advance(3590)
    expect((await authorize(server, pool, {}, cookie)).location?.pathname).toBe('/callback')
    server.advance(11)
    expect((await authorize(server, pool, {}, cookie)).location?.pathname).toBe('/login')
  })

  it('goes on with a sign-in of another client of the pool, and of no other pool', async () => {
    const cookie = await signedInBrowser(server, pool, 'ada')
    const { ClientId: clientId } = await addClient(server, pool)
    expect((await authorize(server, { clientId }, {}, cookie)).location?.pathname).toBe('/callback')
    const other = await createOAuthPool(server)
    const renamed = cookie.replace(pool.userPoolId, other.userPoolId)
    expect((await authorize(server, other, {}, renamed)).location?.pathname).toBe('/login')
  })

  it('goes on with no sign-in of the pool itself where a client has other providers alone', async () => {
    for (const ProviderName of ['Elsewhere', 'Beyond'])
      await server.call('CreateIdentityProvider', {
        UserPoolId: pool.userPoolId,
        ProviderName,
        ProviderType: 'SAML',
        ProviderDetails: { MetadataURL: 'https://acme.example/metadata' },
      })
    const { ClientId: clientId } = await addClient(server, pool, {
      SupportedIdentityProviders: ['Elsewhere', 'Beyond'],
    })
    const cookie = await signedInBrowser(server, pool, 'ada')
    expect((await authorize(server, { clientId }, {}, cookie)).location?.pathname).toBe('/login')
    const silent = await authorize(server, { clientId }, { prompt: 'none' }, cookie)
    expect(parts(silent)).toEqual({ to: CALLBACK, error: 'login_required' })
    const query = new URLSearchParams({ client_id: clientId, redirect_uri: CALLBACK })
    const passkeys = await get(server, `/passkeys/add?${query}`, { cookie })
    expect(passkeys.status).toBe(400)
  })

  it('answers at the domain of the pool, with the cookie of that domain, and no client of another pool', async () => {
    const mine = `mine-${kind}`
    await server.call('CreateUserPoolDomain', { UserPoolId: pool.userPoolId, Domain: mine })
    const host = `${mine}.auth.us-east-1.localhost`
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: pool.clientId,
      redirect_uri: CALLBACK,
    })
    const token = (await signedInBrowser(server, pool, 'ada')).split('=')[1]
    const at = (asked: string, cookie: string) =>
      get(server, `/oauth2/authorize?${query}`, { host: asked, cookie })
    expect((await at(host, `cognito=${token}`)).location?.pathname).toBe('/callback')
    expect((await at(host, `cognito-${pool.userPoolId}=${token}`)).location?.href).toContain(
      `http://${host}/login?`,
    )
    const elsewhere = await at(`nobody.auth.us-east-1.localhost`, `cognito=${token}`)
    expect(elsewhere.location?.searchParams.get('error_description')).toBe('Client does not exist.')
    const other = await createOAuthPool(server)
    query.set('client_id', other.clientId)
    const foreign = await at(host, `cognito=${token}`)
    expect(foreign.location?.searchParams.get('error_description')).toBe('Client does not exist.')
  })

  it('refuses providers that the client has not, or that cannot be asked, and silence where one would have to be', async () => {
    await server.call('CreateIdentityProvider', {
      UserPoolId: pool.userPoolId,
      ProviderName: 'Acme',
      ProviderType: 'OIDC',
      ProviderDetails: {
        client_id: 'us',
        authorize_scopes: 'openid',
        oidc_issuer: 'http://127.0.0.1:9',
        attributes_request_method: 'GET',
      },
      IdpIdentifiers: ['acme.example'],
    })
    const { ClientId: clientId } = await addClient(server, pool, {
      SupportedIdentityProviders: ['COGNITO', 'Acme'],
    })
    const told = async (client: { clientId: string }, parameters: Record<string, string>) =>
      (await authorize(server, client, parameters)).location
    const missing = 'Login option is not available. Please try another one'
    const description = (location: URL | undefined) => location?.searchParams.get('error_description')
    const unreachable = await told({ clientId }, { identity_provider: 'Acme' })
    expect(unreachable?.href).toMatch(/^https:\/\/app\.example\.com\/callback\?error_description=/)
    expect(description(unreachable)).not.toContain('127.0.0.1')
    expect((await told({ clientId }, { idp_identifier: 'acme.example' }))?.href).toBe(unreachable?.href)
    expect(description(await told(pool, { identity_provider: 'Acme' }))).toBe(missing)
    expect(description(await told({ clientId }, { identity_provider: 'Nobody' }))).toBe(missing)
    expect(description(await told({ clientId }, { identity_provider: '\u0000' }))).toBe(missing)
    expect((await told({ clientId }, { identity_provider: 'COGNITO' }))?.pathname).toBe('/login')
    const silent = await told({ clientId }, { identity_provider: 'Acme', prompt: 'none' })
    expect(silent?.href).toBe(`${CALLBACK}?error=login_required`)
  })

  it('tells the application that a function of the pool failed', async () => {
    const triggered = await createOAuthPool(
      server,
      { AllowedOAuthFlows: ['implicit'] },
      { LambdaConfig: { PreTokenGeneration: 'arn:aws:lambda:us-east-1:123456789012:function:f' } },
    )
    await createUser(server, triggered, 'eve')
    const cookie = await signedInBrowser(server, triggered, 'eve')
    const { location } = await authorize(server, triggered, { response_type: 'token' }, cookie)
    const told = new URLSearchParams(location?.hash.slice(1))
    expect(told.get('error')).toBe('invalid_request')
    expect(told.get('error_description')).toMatch(/^PreTokenGeneration invocation failed/)
  })

  it.each(['HEAD', 'PUT'])('answers %s with 405', async (method) => {
    const reply = await get(server, `/oauth2/authorize?client_id=${pool.clientId}`, {}, method)
    expect(reply.status).toBe(405)
    expect(reply.headers.get('allow')).toBe('GET, POST')
  })

  it('takes a form, whose browser then comes with its cookies', async () => {
    const form = new URLSearchParams({ client_id: pool.clientId, response_type: 'code', state: 'ö &' })
    const post = (body: string, type = 'application/x-www-form-urlencoded') =>
      get(server, '/oauth2/authorize', { 'content-type': type }, 'POST', body)
    const { status, headers } = await post(`${form}`)
    expect(status).toBe(302)
    expect(headers.get('location')).toBe(`/oauth2/authorize?${form}`)
    const json = await post('{}', 'application/json')
    expect(json.headers.get('location')).toMatch(/^\/error\?error=invalid_request&/)
  })

  it('is counted under a name of ours', async () => {
    await authorize(server, pool, { resource: 'made-up-resource' })
    const text = await (await fetch(`${server.url}/_poolhouse/metrics`)).text()
    expect(text).toContain(
      'poolhouse_oauth_requests_total{endpoint="/oauth2/authorize",outcome="invalid_target"}',
    )
    expect(text).not.toContain('made-up-resource')
  })
})
