import { jwtVerify } from 'jose'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addClient, addMachine, CALLBACK, createOAuthPool, get, signedInBrowser } from '../support/oauth.ts'
import { createUser, type Pool } from '../support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'

const options = { execute: [client.allowInsecureRequests] }

describe.each(databases)('a strict relying party on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let confidential: Answer

  beforeAll(async () => {
    server = await startTestServer(kind)
    const DcrConfiguration = { EnableStatus: 'Enabled', OpenDcrEnabled: true }
    pool = await createOAuthPool(server, {}, { DcrConfiguration })
    confidential = await addClient(server, pool, { GenerateSecret: true })
    await createUser(server, pool, 'ada', { email: 'ada@example.com', email_verified: 'true' })
  })
  afterAll(() => server.stop())

  const issuer = () => new URL(`${server.services.publicUrl}/${pool.userPoolId}`)
  const discover = (id: string, secret?: string, authentication?: client.ClientAuth) =>
    client.discovery(issuer(), id, secret, authentication, options)

  /** The whole of the code flow, with all that the client can check. */
  async function signIn(config: client.Configuration) {
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()]
    const { pathname, search } = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'openid email',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      nonce: expectedNonce,
      max_age: '600',
    })
    const cookie = await signedInBrowser(server, pool, 'ada')
    const { location } = await get(server, pathname + search, { cookie })
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, maxAge: 600, idTokenExpected: true }
    return client.authorizationCodeGrant(config, location ?? new URL(CALLBACK), checks)
  }

  it.each([
    ['none', () => discover(pool.clientId, undefined, client.None())],
    [
      'client_secret_basic',
      () => discover(confidential.ClientId, undefined, client.ClientSecretBasic(confidential.ClientSecret)),
    ],
    ['client_secret_post', () => discover(confidential.ClientId, confidential.ClientSecret)],
  ])('signs a user in, reads, refreshes and revokes with %s', async (_method, configure) => {
    const config = await configure()
    const tokens = await signIn(config)
    const sub = tokens.claims()?.sub ?? ''
    expect(tokens.claims()).toMatchObject({ email: 'ada@example.com', email_verified: true })
    const { jwks_uri } = config.serverMetadata()
    const keys = (await (await fetch(jwks_uri ?? '')).json()) as { keys: ({ kid: string } & JsonWebKey)[] }
    const verified = await jwtVerify(tokens.id_token ?? '', (header) => {
      const key = keys.keys.find(({ kid }) => kid === header.kid)
      if (!key) throw new Error('unknown key')
      return key
    })
    expect(verified.payload.sub).toBe(sub)
    expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({
      sub,
      username: 'ada',
    })
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect(refreshed.claims()?.sub).toBe(sub)
    await client.tokenRevocation(config, tokens.refresh_token ?? '')
    await expect(client.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
    await expect(client.fetchUserInfo(config, tokens.access_token, sub)).rejects.toMatchObject({
      status: 401,
    })
  })

  it('gets a token of its own', async () => {
    await server.call('CreateResourceServer', {
      UserPoolId: pool.userPoolId,
      Identifier: 'shop',
      Name: 'shop',
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'read' }],
    })
    const machine = await addMachine(server, pool)
    const config = await discover(machine.ClientId, machine.ClientSecret)
    const { access_token } = await client.clientCredentialsGrant(config, { scope: 'shop/read' })
    expect(access_token.split('.')).toHaveLength(3)
    await expect(client.clientCredentialsGrant(config, { scope: 'shop/write' })).rejects.toMatchObject({
      error: 'invalid_scope',
    })
  })

  it('registers itself by what discovery says, and signs a user in', async () => {
    const metadata = { redirect_uris: [CALLBACK], token_endpoint_auth_method: 'client_secret_basic' }
    const config = await client.dynamicClientRegistration(issuer(), metadata, undefined, options)
    expect(config.clientMetadata()['client_secret']).toHaveLength(51)
    expect((await signIn(config)).claims()).toMatchObject({ 'cognito:username': 'ada' })
  })
})
