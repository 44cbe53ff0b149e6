import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hostedClient } from '../../test/support/hosted.ts'
import {
  addClient,
  addMachine,
  askTokens,
  authorize,
  basic,
  CALLBACK,
  codeFor,
  createOAuthPool,
  exchange,
  get,
  postForm,
  proofKey,
  refreshTokens,
  registerClient,
} from '../../test/support/oauth.ts'
import { createUser, type Pool } from '../../test/support/pool.ts'
import { startTestServer, type TestServer } from '../../test/support/server.ts'

const EVIL = 'https://evil.example.com/callback'

describe('what the log says of a refused request', () => {
  let server: TestServer
  let pool: Pool
  const lines: [fields: Record<string, unknown>, text: string][] = []

  beforeAll(async () => {
    server = await startTestServer('sqlite')
    pool = await createOAuthPool(server, { AllowedOAuthScopes: ['openid', 'email'] })
    await createUser(server, pool, 'ada')
    const { log } = server.services
    log.info = ((...entry: unknown[]) => lines.push(entry as (typeof lines)[number])) as typeof log.info
  })
  beforeEach(() => lines.splice(0))
  afterAll(() => server.stop())

  /** Of the last request; the codes are those that the application or the browser is told too. */
  function logged() {
    const { errorCode, reason } = lines.at(-1)?.[0] ?? {}
    return { errorCode, reason }
  }

  const clientFor = async (change: Record<string, unknown>) => ({
    clientId: (await addClient(server, pool, change)).ClientId as string,
  })

  it('names the redirect URI that came and those that may', async () => {
    const { location } = await authorize(server, pool, { redirect_uri: EVIL })
    expect(location?.search).toBe(`?error=redirect_mismatch&client_id=${pool.clientId}`)
    expect(logged()).toEqual({
      errorCode: 'redirect_mismatch',
      reason: `redirect_uri "${EVIL}" is not among the CallbackURLs of app client ${pool.clientId}, which has "${CALLBACK}"`,
    })
    await authorize(server, pool, { redirect_uri: `${CALLBACK}/` })
    expect(logged().reason).toContain(`redirect_uri "${CALLBACK}/" is not among`)
  })

  it('is found by the reference on the page that was asked for', async () => {
    const query = new URLSearchParams({ client_id: pool.clientId, response_type: 'code', redirect_uri: EVIL })
    const { html } = await hostedClient(server).get(`/login?${query}`)
    const [, reference] = /Reference: ([0-9a-f-]{36})</.exec(html) ?? []
    expect(lines.find(([{ reason }]) => reason)?.[0]['requestId']).toBe(reference)
  })

  it('names as many as an eye takes in, and says how many more there are', async () => {
    const CallbackURLs = Array.from({ length: 12 }, (_, index) => `${CALLBACK}/${index}`)
    await authorize(server, await clientFor({ CallbackURLs }))
    expect(logged().reason).toMatch(/callback\/9" and 2 more$/)
  })

  it('names scopes, response types and flows', async () => {
    const of = `of app client ${pool.clientId}, which has`
    const { location } = await authorize(server, pool, { scope: 'openid profile x/y', state: 's' })
    expect(location?.search).toBe('?error_description=invalid_scope&state=s&error=invalid_request')
    expect(logged()).toEqual({
      errorCode: 'invalid_request',
      reason: `scope "profile", "x/y" is not among the AllowedOAuthScopes ${of} "openid", "email"`,
    })
    await authorize(server, pool, { response_type: 'id_token' })
    expect(logged().reason).toBe('response_type is "id_token", and neither code nor token')
    await authorize(server, pool, { response_type: undefined })
    expect(logged().reason).toBe('response_type is missing')
    const implicit = await authorize(server, pool, { response_type: 'token' })
    expect(implicit.location?.hash).toBe('#error=unauthorized_client')
    expect(logged()).toEqual({
      errorCode: 'unauthorized_client',
      reason: `flow "implicit" is not among the AllowedOAuthFlows ${of} "code"`,
    })
    await authorize(server, pool, { resource: 'nowhere' })
    expect(logged()).toEqual({
      errorCode: 'invalid_target',
      reason: 'resource "nowhere" is no absolute address that may stand here',
    })
  })

  it('names clients and providers that are not there, or may not be used', async () => {
    await authorize(server, { clientId: 'gone' })
    expect(logged()).toEqual({ errorCode: 'invalid_request', reason: 'there is no app client "gone"' })
    const off = await clientFor({ AllowedOAuthFlowsUserPoolClient: false })
    await authorize(server, off)
    expect(logged().reason).toBe(`AllowedOAuthFlowsUserPoolClient of app client ${off.clientId} is not true`)
    await authorize(server, pool, { identity_provider: 'Google' })
    expect(logged().reason).toBe(
      `identity provider "Google" is not in the user pool, or is not among the SupportedIdentityProviders of app client ${pool.clientId}, which has "COGNITO"`,
    )
  })

  it('gives what the answer says where there is nothing to add', async () => {
    await authorize(server, pool, { code_challenge: 'x', code_challenge_method: 'plain' })
    expect(logged().reason).toBe('code_challenge_method must be S256')
    await authorize(server, pool, { prompt: 'none' })
    expect(logged()).toEqual({ errorCode: 'login_required', reason: undefined })
  })

  it('names the address that a sign-out may not lead to', async () => {
    await get(server, `/logout?client_id=${pool.clientId}&logout_uri=${encodeURIComponent(EVIL)}`)
    expect(logged()).toEqual({
      errorCode: 'redirect_mismatch',
      reason: `logout_uri "${EVIL}" is not among the LogoutURLs of app client ${pool.clientId}, which has "https://app.example.com/bye"`,
    })
  })

  it('tells what a sign-out by the standard lacks', async () => {
    const hint = `post_logout_redirect_uri=${encodeURIComponent(EVIL)}&id_token_hint=x`
    for (const query of [`client_id=${pool.clientId}`, `client_id=${pool.clientId}&${hint}`]) {
      await get(server, `/logout?${query}`)
      expect(logged()).toEqual({
        errorCode: 'invalid_request',
        reason: expect.stringMatching(
          /send client_id with logout_uri, or with redirect_uri and response_type$/,
        ),
      })
    }
    expect(logged().reason).toMatch(/^post_logout_redirect_uri and id_token_hint count for nothing here/)
  })

  it('has a line for a page too that refuses the request', async () => {
    const query = new URLSearchParams({ client_id: pool.clientId, response_type: 'code', redirect_uri: EVIL })
    const { status, headers } = await get(server, `/login?${query}`)
    expect(status).toBe(400)
    const requestId = headers.get('x-amz-cognito-request-id')
    expect(lines).toEqual([[expect.objectContaining({ requestId }), '/login refused a request']])
    expect(logged()).toEqual({
      errorCode: 'redirect_mismatch',
      reason: expect.stringContaining(`redirect_uri "${EVIL}" is not among the CallbackURLs`),
    })
  })

  it('says why a code gives no tokens', async () => {
    const { verifier, challenge } = proofKey()
    const withKey = { code_challenge: challenge, code_challenge_method: 'S256' }
    const reasonFor = async (
      asked: Record<string, string>,
      brought: Record<string, string>,
      by: Pick<Pool, 'clientId'> = pool,
    ) => {
      const { status, body } = await exchange(server, by, await codeFor(server, pool, 'ada', asked), brought)
      expect({ status, error: body.error }).toEqual({ status: 400, error: logged().errorCode })
      return `${body.error}: ${logged().reason}`
    }
    const another = await clientFor({})
    expect(await reasonFor({}, {}, another)).toBe(
      `invalid_grant: the code was issued to app client ${pool.clientId}, and ${another.clientId} brought it`,
    )
    expect(await reasonFor({}, { redirect_uri: EVIL })).toBe(
      `unauthorized_client: redirect_uri "${EVIL}" is not that of the authorization request, "${CALLBACK}"`,
    )
    expect(await reasonFor(withKey, {})).toBe(
      'invalid_grant: code_verifier is missing, and the authorization request had a code_challenge',
    )
    expect(await reasonFor({}, { code_verifier: verifier })).toBe(
      'invalid_grant: code_verifier came, and the authorization request had no code_challenge',
    )
    expect(await reasonFor(withKey, { code_verifier: proofKey().verifier })).toBe(
      'invalid_grant: code_verifier does not fit the code_challenge of the authorization request',
    )
    await exchange(server, pool, 'made-up')
    expect(logged().reason).toMatch(/^the code is unknown/)
  })

  it('says that a code was used or has expired', async () => {
    const used = await codeFor(server, pool, 'ada')
    await exchange(server, pool, used)
    expect(logged().errorCode).toBeUndefined()
    await exchange(server, pool, used)
    expect(logged().reason).toMatch(/^the code was used before/)
    const old = await codeFor(server, pool, 'ada')
    server.advance(300)
    await exchange(server, pool, old)
    expect(logged().reason).toBe('the code has expired')
  })

  it('says why a refresh or an application gets no tokens', async () => {
    await refreshTokens(server, pool, 'made-up')
    expect(logged()).toEqual({ errorCode: 'invalid_grant', reason: 'Invalid Refresh Token' })
    await askTokens(server, { grant_type: 'password', client_id: pool.clientId })
    expect(logged().reason).toBe(
      'grant_type "password" is not one of authorization_code, refresh_token, client_credentials',
    )
    await askTokens(server, { grant_type: 'client_credentials', client_id: pool.clientId })
    expect(logged().reason).toBe(`app client ${pool.clientId} has no secret, which client_credentials needs`)
    await askTokens(server, { grant_type: 'refresh_token', client_id: pool.clientId, client_secret: 'x' })
    expect(logged().reason).toBe(`app client ${pool.clientId} has no secret, and one came`)
    await askTokens(server, { grant_type: 'refresh_token', client_id: 'gone' })
    expect(logged().reason).toBe('there is no app client "gone" at this host')
  })

  it('says which scope or secret an application may not have', async () => {
    const Scopes = ['read', 'write'].map((each) => ({ ScopeName: each, ScopeDescription: each }))
    const shop = { UserPoolId: pool.userPoolId, Identifier: 'shop', Name: 'shop' }
    await server.call('CreateResourceServer', { ...shop, Scopes })
    const { ClientId: id, ClientSecret } = await addMachine(server, pool)
    const ask = (scope: string, secret = ClientSecret) =>
      askTokens(server, { grant_type: 'client_credentials', scope }, basic(id, secret))
    await ask('shop/write')
    expect(logged()).toEqual({
      errorCode: 'invalid_scope',
      reason: `scope "shop/write" is not among the AllowedOAuthScopes of resource servers of app client ${id}, which has "shop/read"`,
    })
    await ask('shop/read', 'wrong')
    expect(logged()).toEqual({
      errorCode: 'invalid_client',
      reason: `app client ${id} has a secret, and another came`,
    })
  })

  it('says why a client may not register itself', async () => {
    await server.call('UpdateUserPool', {
      UserPoolId: pool.userPoolId,
      DcrConfiguration: { EnableStatus: 'Enabled' },
    })
    const path = `/oauth2/register?user_pool_id=${pool.userPoolId}`
    await get(server, path, { 'content-type': 'application/json' }, 'POST', '{}')
    expect(logged()).toEqual({
      errorCode: 'invalid_token',
      reason: `no access token came, and OpenDcrEnabled of user pool ${pool.userPoolId} is not true`,
    })
    await registerClient(server, {}, { authorization: 'Bearer nothing' })
    expect(logged().errorCode).toBe('invalid_token')
  })

  it('never says codes, tokens, state, nonce, verifier, password or the rest of an address', async () => {
    const secret = 'sesame-0123456789'
    const given = { state: secret, nonce: secret, code_challenge: secret, login_hint: secret, scope: 'x' }
    const addresses = [
      `${EVIL}?code=${secret}`,
      `${EVIL}#access_token=${secret}`,
      `https://user:${secret}@evil.example.com/`,
      encodeURIComponent(`https://user:${secret}@evil.example.com/?code=${secret}`),
      `https:\\\\user:${secret}@evil.example.com`,
      `https:user:${secret}@evil.example.com/callback`,
      `user:${secret}@evil.example.com`,
      `https://user:${secret}%2540evil.example.com`,
      `${EVIL}&state=${secret}`,
      `${EVIL};jsessionid=${secret}`,
      `${EVIL} ${secret}`,
      `https%253A%252F%252Fevil.example.com%252F%253Fcode%253D${secret}`,
    ]
    for (const redirect_uri of addresses) {
      await authorize(server, pool, { ...given, redirect_uri })
      expect(logged().reason).toContain('evil.example.com')
    }
    await authorize(server, pool, given)
    const tokens = { code: secret, refresh_token: secret, code_verifier: secret, password: secret }
    for (const grant_type of ['authorization_code', 'refresh_token', 'password'])
      await askTokens(server, { ...tokens, grant_type, client_id: pool.clientId, redirect_uri: CALLBACK })
    await askTokens(server, { ...tokens, grant_type: 'refresh_token' }, basic(pool.clientId, secret))
    await postForm(server, '/oauth2/revoke', { token: secret, client_id: pool.clientId })
    expect(lines).toHaveLength(18)
    expect(JSON.stringify(lines)).not.toContain(secret)
  })

  it('never says a secret, a code or a token that stands in the place of something else', async () => {
    const { ClientId, ClientSecret: secret } = await addMachine(server, pool)
    await askTokens(server, { grant_type: 'client_credentials' }, basic(secret, ClientId))
    expect(logged().reason).toBe(`there is no app client "${secret.slice(0, 6)}…" at this host`)
    await askTokens(server, { grant_type: 'client_credentials', client_id: secret, client_secret: ClientId })
    await askTokens(server, { grant_type: secret }, basic(ClientId, secret))
    await authorize(server, { clientId: secret })
    await authorize(server, pool, { identity_provider: secret })
    const code = await codeFor(server, pool, 'ada')
    const before = lines.length
    await exchange(server, pool, code, { redirect_uri: `${CALLBACK}/${code}` })
    expect(logged().reason).toContain(`redirect_uri "${CALLBACK}/${code.slice(0, 6)}…" is not that of`)
    expect(lines).toHaveLength(before + 1)
    const { body } = await exchange(server, pool, await codeFor(server, pool, 'ada'))
    await authorize(server, pool, { scope: `openid ${body.access_token}` })
    expect(logged().errorCode).toBe('invalid_request')
    const text = JSON.stringify(lines)
    for (const each of [secret, code, String(body.access_token).slice(-40)]) expect(text).not.toContain(each)
  })

  it('stays one short line whatever comes', async () => {
    await authorize(server, pool, { scope: `a\u0000\u001b[31m${'x/'.repeat(250)}` })
    const { reason } = logged()
    expect(reason).toMatch(/^scope "a\uFFFD\uFFFD\[31m[x/]+…" is not among/)
    expect(String(reason).length).toBeLessThan(400)
    await authorize(server, pool, { redirect_uri: `${EVIL}\r\n12:00:00 info  all is well` })
    expect(logged().reason).toContain(`redirect_uri "${EVIL}\uFFFD…" is not among`)
    const many = Array.from({ length: 30 }, (_, index) => `${index}${'y.'.repeat(150)}`)
    await authorize(server, pool, { scope: many.join(' ') })
    expect(String(logged().reason).length).toBe(2001)
  })
})
