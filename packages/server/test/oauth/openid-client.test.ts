import { createHash } from 'node:crypto'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addClient, addMachine, CALLBACK, codeClient, createOAuthPool } from '../support/oauth.ts'
import { claimsOf, createUser, type Pool } from '../support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'
import { type UserAgent, userAgent } from '../support/user-agent.ts'

// Signatures of ID tokens are verified too, although they come straight from the token endpoint.
const options = { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] }
/** Letters that forms encode: Basic has to be read in both spellings. */
const SECRET = '+a+secret+with+plus+signs+'
const [BYE = ''] = codeClient.LogoutURLs

describe.each(databases)('openid-client on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let confidential: Answer
  let machine: Answer

  beforeAll(async () => {
    server = await startTestServer(kind)
    const DcrConfiguration = { EnableStatus: 'Enabled', OpenDcrEnabled: true }
    pool = await createOAuthPool(server, {}, { DcrConfiguration })
    confidential = await addClient(server, pool, { GenerateSecret: true })
    await createUser(server, pool, 'ada', { email: 'ada@example.com', email_verified: 'true' })
    await server.call('CreateResourceServer', {
      UserPoolId: pool.userPoolId,
      Identifier: 'shop',
      Name: 'shop',
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'read' }],
    })
    machine = await addMachine(server, pool)
    for (const { ClientId } of [confidential, machine])
      await server.call('AddUserPoolClientSecret', {
        UserPoolId: pool.userPoolId,
        ClientId,
        ClientSecret: SECRET,
      })
  })
  afterAll(() => server.stop())

  const issuer = () => new URL(`${server.services.publicUrl}/${pool.userPoolId}`)
  const discover = (id: string, secret?: string, authentication?: client.ClientAuth) =>
    client.discovery(issuer(), id, secret, authentication, options)
  const discoverPublic = (id = pool.clientId) => discover(id, undefined, client.None())

  /** An authorization request with all that the client checks later on. */
  async function begin(config: client.Configuration, more: Record<string, string> = {}) {
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()]
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'openid email',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      nonce: expectedNonce,
      max_age: '600',
      ...more,
    })
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, maxAge: 600, idTokenExpected: true }
    return { url, checks }
  }

  /** The whole of the code flow; the user gives the password on the page. */
  async function signIn(config: client.Configuration, agent: UserAgent = userAgent(server, 'ada')) {
    const { url, checks } = await begin(config)
    return client.authorizationCodeGrant(config, await agent.visit(url), checks)
  }

  const invalidGrant = { name: 'ResponseBodyError', status: 400, error: 'invalid_grant' }

  describe.each([
    ['none', () => discoverPublic()],
    [
      'client_secret_basic',
      () => discover(confidential.ClientId, undefined, client.ClientSecretBasic(SECRET)),
    ],
    ['client_secret_post', () => discover(confidential.ClientId, SECRET)],
  ])('with %s', (_method, configure) => {
    it('signs a user in with PKCE, state, nonce and max_age', async () => {
      const config = await configure()
      const tokens = await signIn(config)
      const claims = tokens.claims()
      expect(claims).toMatchObject({
        iss: issuer().href,
        aud: config.clientMetadata().client_id,
        email: 'ada@example.com',
        email_verified: true,
      })
      expect(claims).not.toHaveProperty('azp')
      const half = createHash('sha256').update(tokens.access_token).digest().subarray(0, 16)
      expect(claims?.['at_hash']).toBe(half.toString('base64url'))
      expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600 })
    })

    it('reads userInfo of the subject that it expects, and of no other', async () => {
      const config = await configure()
      const { access_token, claims } = await signIn(config)
      const sub = claims()?.sub ?? ''
      const read = await client.fetchUserInfo(config, access_token, sub)
      expect(read).toMatchObject({ sub, username: 'ada', email: 'ada@example.com' })
      await expect(client.fetchUserInfo(config, access_token, 'another')).rejects.toMatchObject({
        code: 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
      })
    })

    it('refreshes with the same refresh token, and revokes it with all that came of it', async () => {
      const config = await configure()
      const first = await signIn(config)
      const refreshToken = first.refresh_token ?? ''
      const second = await client.refreshTokenGrant(config, refreshToken)
      expect(second.refresh_token).toBeUndefined()
      const { sub, auth_time } = first.claims() ?? {}
      expect(second.claims()).toMatchObject({ sub, auth_time })
      expect(second.claims()).not.toHaveProperty('nonce')
      await client.tokenRevocation(config, refreshToken)
      await expect(client.refreshTokenGrant(config, refreshToken)).rejects.toMatchObject(invalidGrant)
      for (const { access_token } of [first, second])
        await expect(client.fetchUserInfo(config, access_token, sub ?? '')).rejects.toMatchObject({
          name: 'WWWAuthenticateChallengeError',
          status: 401,
          cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }],
        })
    })
  })

  it('gets another refresh token each time where they rotate', async () => {
    const rotating = await addClient(server, pool, {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    })
    const config = await discoverPublic(rotating.ClientId)
    const first = await signIn(config)
    const second = await client.refreshTokenGrant(config, first.refresh_token ?? '')
    expect(second.refresh_token).not.toBe(first.refresh_token)
    await client.refreshTokenGrant(config, second.refresh_token ?? '')
    const again = client.refreshTokenGrant(config, first.refresh_token ?? '')
    await expect(again).rejects.toMatchObject(invalidGrant)
  })

  it.each([
    ['client_secret_basic', client.ClientSecretBasic],
    ['client_secret_post', client.ClientSecretPost],
  ])('gets a token of its own with %s', async (_method, authenticate) => {
    for (const secret of [SECRET, machine.ClientSecret]) {
      const config = await discover(machine.ClientId, undefined, authenticate(secret))
      const { access_token, ...rest } = await client.clientCredentialsGrant(config, { scope: 'shop/read' })
      expect(claimsOf(access_token)).toMatchObject({ sub: machine.ClientId, scope: 'shop/read' })
      expect(rest).toEqual({ token_type: 'bearer', expires_in: 3600 })
    }
    const config = await discover(machine.ClientId, undefined, authenticate(SECRET))
    await expect(client.clientCredentialsGrant(config, { scope: 'shop/write' })).rejects.toMatchObject({
      name: 'ResponseBodyError',
      error: 'invalid_scope',
    })
    const wrong = await discover(machine.ClientId, undefined, authenticate(`${SECRET}x`))
    await expect(client.clientCredentialsGrant(wrong)).rejects.toMatchObject({
      name: 'ResponseBodyError',
      status: 400,
      error: 'invalid_client',
    })
  })

  it('registers itself by what discovery says, and signs a user in', async () => {
    const metadata = { redirect_uris: [CALLBACK], token_endpoint_auth_method: 'client_secret_basic' }
    const config = await client.dynamicClientRegistration(issuer(), metadata, undefined, options)
    expect(config.clientMetadata()['client_secret']).toHaveLength(51)
    expect((await signIn(config)).claims()).toMatchObject({ 'cognito:username': 'ada' })
  })

  it('signs in without a question where the browser is signed in', async () => {
    const config = await discoverPublic()
    const agent = userAgent(server, 'ada')
    const first = (await signIn(config, agent)).claims()
    const { url, checks } = await begin(config, { prompt: 'none' })
    const second = await client.authorizationCodeGrant(config, await agent.visit(url), checks)
    expect(agent.wasAsked()).toBe(false)
    expect(second.claims()).toMatchObject({ sub: first?.sub, auth_time: first?.auth_time })
  })

  it('signs the browser out at the end_session_endpoint, with the parameters of Cognito', async () => {
    const config = await discoverPublic()
    const agent = userAgent(server, 'ada')
    await signIn(config, agent)
    const url = client.buildEndSessionUrl(config, { logout_uri: BYE })
    expect(url.searchParams.get('client_id')).toBe(pool.clientId)
    expect((await agent.visit(url)).href).toBe(BYE)
    const { url: silent, checks } = await begin(config, { prompt: 'none' })
    const answer = client.authorizationCodeGrant(config, await agent.visit(silent), checks)
    await expect(answer).rejects.toMatchObject({
      name: 'AuthorizationResponseError',
      error: 'login_required',
    })
  })

  // Cognito: it documents `logout_uri` and knows no `post_logout_redirect_uri`.
  it('is not taken back by the parameters of RP-Initiated Logout 1.0', async () => {
    const config = await discoverPublic()
    const agent = userAgent(server, 'ada')
    const { id_token } = await signIn(config, agent)
    const asked = { post_logout_redirect_uri: BYE, id_token_hint: id_token ?? '' }
    const { pathname, search } = client.buildEndSessionUrl(config, asked)
    const { location } = await agent.browser.get(pathname + search)
    expect(location).toMatch(/^\/error\?error=invalid_request&/)
  })

  it('finds no introspection, and nothing else that Cognito does not have', async () => {
    const config = await discoverPublic()
    await expect(client.tokenIntrospection(config, 'x')).rejects.toMatchObject({
      code: 'OAUTH_MISSING_SERVER_METADATA',
    })
    const metadata = config.serverMetadata()
    for (const name of ['introspection', 'device_authorization', 'pushed_authorization_request'])
      expect(metadata[`${name}_endpoint`]).toBeUndefined()
  })

  describe('sees what went wrong', () => {
    async function answered(more: Record<string, string> = {}) {
      const config = await discoverPublic()
      const { url, checks } = await begin(config, more)
      return { config, checks, callback: await userAgent(server, 'ada').visit(url) }
    }

    it('when a code was used, or comes with another verifier', async () => {
      const { config, checks, callback } = await answered()
      await client.authorizationCodeGrant(config, callback, checks)
      const again = client.authorizationCodeGrant(config, callback, checks)
      await expect(again).rejects.toMatchObject(invalidGrant)
      const other = await answered()
      const pkceCodeVerifier = client.randomPKCECodeVerifier()
      const wrong = client.authorizationCodeGrant(config, other.callback, {
        ...other.checks,
        pkceCodeVerifier,
      })
      await expect(wrong).rejects.toMatchObject(invalidGrant)
    })

    it('when state or nonce are not its own', async () => {
      const { config, checks, callback } = await answered()
      const state = client.authorizationCodeGrant(config, callback, { ...checks, expectedState: 'other' })
      await expect(state).rejects.toMatchObject({ code: 'OAUTH_INVALID_RESPONSE' })
      const nonce = client.authorizationCodeGrant(config, callback, { ...checks, expectedNonce: 'other' })
      await expect(nonce).rejects.toMatchObject({ code: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' })
    })

    it('when the request was refused', async () => {
      const { config, checks, callback } = await answered({ scope: 'openid nonsense' })
      const refused = client.authorizationCodeGrant(config, callback, checks)
      await expect(refused).rejects.toMatchObject({
        name: 'AuthorizationResponseError',
        error: 'invalid_request',
        error_description: 'invalid_scope',
      })
    })

    it('when the secret is wrong', async () => {
      const config = await discover(confidential.ClientId, 'not-the-secret-of-the-client')
      await expect(client.refreshTokenGrant(config, 'x')).rejects.toMatchObject({
        name: 'ResponseBodyError',
        status: 400,
        error: 'invalid_client',
        error_description: 'invalid_client_secret',
      })
    })
  })
})
