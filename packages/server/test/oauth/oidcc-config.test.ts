import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'

const publicUrl = 'https://id.example.com'

/** The module of `oidcc-config-certification-test-plan`, and what of key rotation applies. */
describe.each(databases)('the Config plan of the OpenID Foundation on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  beforeAll(async () => {
    server = await startTestServer(kind, [`--public-url=${publicUrl}`])
    const DcrConfiguration = { EnableStatus: 'Enabled', OpenDcrEnabled: true }
    pool = await createPool(server, { DcrConfiguration })
    await createUser(server, pool, 'ada')
  })
  afterAll(() => server.stop())

  /** What a proxy would pass on. */
  async function read(url: string): Promise<Answer> {
    expect(url).toMatch(/^https:\/\//)
    const response = await fetch(url.replace(publicUrl, server.url))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    return response.json()
  }
  const issuer = () => `${publicUrl}/${pool.userPoolId}`
  const discover = () => read(`${issuer()}/.well-known/openid-configuration`)

  /** Two public keys with ids of their own, and no private or symmetric member (RFC 7518, section 6.3.2). */
  async function readKeys(uri: string): Promise<Answer[]> {
    const { keys } = await read(uri)
    expect(new Set(keys.map(({ kid }: Answer) => kid)).size).toBe(2)
    for (const key of keys) {
      expect(key).toMatchObject({ kty: 'RSA', use: 'sig', alg: 'RS256' })
      expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
    }
    return keys
  }

  // Cognito: with the warning that there is no `claims_supported`, which is recommended.
  it('oidcc-discovery-endpoint-verification', async () => {
    const document = await discover()
    expect(document.issuer).toBe(issuer())
    for (const [name, value] of Object.entries(document))
      if (name.endsWith('_endpoint') || name === 'jwks_uri')
        expect(URL.parse(String(value))?.protocol, name).toBe('https:')
    for (const name of ['authorization', 'token', 'userinfo', 'registration', 'end_session'])
      expect(document, name).toHaveProperty(`${name}_endpoint`)
    expect(document).toMatchObject({
      response_types_supported: expect.arrayContaining(['code']),
      grant_types_supported: expect.arrayContaining(['authorization_code', 'implicit']),
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: expect.arrayContaining(['RS256']),
      scopes_supported: expect.arrayContaining(['openid']),
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      request_uri_parameter_supported: false,
    })
    expect(document).not.toHaveProperty('claims_supported')
    await readKeys(document.jwks_uri)
  })

  // Does not apply: the keys of a pool stay as they are, as far as is known of Cognito too. Both are on the list throughout.
  it('oidcc-server-rotate-keys', async () => {
    const { jwks_uri } = await discover()
    const before = await readKeys(jwks_uri)
    const { IdToken, AccessToken } = await signIn(server, pool, 'ada')
    server.advance(400 * 86_400)
    expect(await readKeys(jwks_uri)).toEqual(before)
    const used = [IdToken, AccessToken].map(
      (token: string) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid,
    )
    expect(before.map(({ kid }) => kid).sort()).toEqual(used.sort())
  })
})
