import { CognitoJwtVerifier, JwtRsaVerifier } from 'aws-jwt-verify'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/server.ts'

describe.each(databases)('keys and discovery on %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let tokens: Answer

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createPool(server)
    await createUser(server, pool, 'ada')
    tokens = await signIn(server, pool, 'ada')
  })
  afterAll(() => server.stop())

  const issuerOf = ({ userPoolId }: Pool) => `${server.services.publicUrl}/${userPoolId}`
  const fetchKeys = (of = pool, headers: Record<string, string> = {}) =>
    fetch(`${issuerOf(of)}/.well-known/jwks.json`, { headers })

  describe('the JWKS', () => {
    it('has the two public keys and nothing private', async () => {
      const response = await fetchKeys()
      expect(response.headers.get('content-type')).toMatch(/^application\/json/)
      const { keys } = (await response.json()) as { keys: Record<string, string>[] }
      expect(keys).toHaveLength(2)
      for (const key of keys) {
        expect(key).toEqual({
          alg: 'RS256',
          e: 'AQAB',
          kid: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
          kty: 'RSA',
          n: expect.stringMatching(/^[A-Za-z0-9_-]{342}$/),
          use: 'sig',
        })
      }
    })

    it('may be kept, asked for again by its tag, and read by pages of every origin', async () => {
      const response = await fetchKeys(pool, { origin: 'https://app.example.com' })
      const maxAge = /max-age=(\d+)/.exec(response.headers.get('cache-control') ?? '')?.[1]
      expect(Number(maxAge)).toBeGreaterThan(0)
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      const etag = response.headers.get('etag') ?? ''
      const again = await fetchKeys(pool, { 'if-none-match': etag })
      expect(again.status).toBe(304)
      expect(await again.text()).toBe('')
      expect((await fetchKeys(pool, { 'if-none-match': '"another"' })).status).toBe(200)
    })

    it('is not there for a pool that is not', async () => {
      const response = await fetchKeys({ userPoolId: 'us-east-1_Nowhere00', clientId: '' })
      expect(response.status).toBe(404)
      expect(await response.json()).toEqual({ message: 'User pool us-east-1_Nowhere00 does not exist.' })
    })
  })

  describe('the discovery document', () => {
    const discover = (of = pool) => fetch(`${issuerOf(of)}/.well-known/openid-configuration`)

    it('leads from the issuer to the keys', async () => {
      const response = await discover()
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      const document = (await response.json()) as Record<string, string>
      expect(document).toMatchObject({
        issuer: issuerOf(pool),
        jwks_uri: `${issuerOf(pool)}/.well-known/jwks.json`,
        id_token_signing_alg_values_supported: ['RS256'],
        subject_types_supported: ['public'],
      })
      const keys = await fetch(document['jwks_uri'] ?? '')
      expect(keys.status).toBe(200)
    })

    it('is not there for a pool that is not', async () => {
      expect((await discover({ userPoolId: 'us-east-1_Nowhere00', clientId: '' })).status).toBe(404)
    })
  })

  describe('aws-jwt-verify', () => {
    it('verifies with our issuer and finds the keys there', async () => {
      const verifier = JwtRsaVerifier.create(
        {
          issuer: issuerOf(pool),
          audience: pool.clientId,
          jwksUri: `${issuerOf(pool)}/.well-known/jwks.json`,
        },
        { jwksCache: new SimpleJwksCache({ fetcher: { fetch: plainFetch } }) },
      )
      const payload = await verifier.verify(tokens.IdToken)
      expect(payload).toMatchObject({ token_use: 'id', 'cognito:username': 'ada' })
      await expect(verifier.verify(tokens.AccessToken)).rejects.toThrow('Missing Audience')
    })

    it('refuses a token of another issuer', async () => {
      const verifier = JwtRsaVerifier.create({
        issuer: `${server.services.publicUrl}/us-east-1_Another00`,
        audience: null,
        jwksUri: 'https://localhost/jwks.json',
      })
      verifier.cacheJwks(await (await fetchKeys()).json())
      expect(() => verifier.verifySync(tokens.IdToken)).toThrow('Issuer not allowed')
    })
  })

  describe('its verifier for Cognito, in a pool with the issuer of AWS', () => {
    let aws: Pool
    let theirs: Answer

    beforeAll(async () => {
      aws = await createPool(server, { UserPoolTags: { _issuer_: 'aws' } })
      await createUser(server, aws, 'ada')
      const group = { UserPoolId: aws.userPoolId, GroupName: 'admins' }
      await server.call('CreateGroup', group)
      await server.call('AdminAddUserToGroup', { ...group, Username: 'ada' })
      theirs = await signIn(server, aws, 'ada')
    })

    async function createVerifier(tokenUse: 'id' | 'access', clientId = aws.clientId) {
      const verifier = CognitoJwtVerifier.create({ userPoolId: aws.userPoolId, tokenUse, clientId })
      verifier.cacheJwks(await (await fetchKeys(aws)).json())
      return verifier
    }

    it('takes both tokens with keys given to it', async () => {
      const id = await (await createVerifier('id')).verify(theirs.IdToken)
      expect(id.iss).toBe(`https://cognito-idp.us-east-1.amazonaws.com/${aws.userPoolId}`)
      const access = await createVerifier('access')
      const scope = 'aws.cognito.signin.user.admin'
      const options = { groups: 'admins', scope, clientId: aws.clientId }
      expect((await access.verify(theirs.AccessToken, options)).username).toBe('ada')
    })

    it('leaves the self-service operations as they are', async () => {
      const { AccessToken } = theirs
      expect(await server.call('GetUser', { AccessToken })).toMatchObject({ Username: 'ada' })
    })

    it('refuses a token of another client, use, group or scope', async () => {
      const access = await createVerifier('access')
      expect(() => access.verifySync(theirs.IdToken)).toThrow('Token use not allowed')
      const foreign = await createVerifier('access', 'anotherclient')
      expect(() => foreign.verifySync(theirs.AccessToken)).toThrow('Client ID not allowed')
      const verifyWith = (options: { groups?: string; scope?: string }) =>
        access.verify(theirs.AccessToken, { clientId: aws.clientId, ...options })
      await expect(verifyWith({ groups: 'owners' })).rejects.toThrow('Cognito group not allowed')
      await expect(verifyWith({ scope: 'openid' })).rejects.toThrow('Scope not allowed')
    })

    it('refuses the tokens of a pool with our own issuer', async () => {
      const access = await createVerifier('access')
      expect(() => access.verifySync(tokens.AccessToken)).toThrow('issuer not configured')
    })
  })

  it('names the address that the operator gives', async () => {
    const publicUrl = 'https://login.example.com'
    const behindProxy = await startTestServer(kind, [`--public-url=${publicUrl}`])
    try {
      const { userPoolId } = await createPool(behindProxy)
      const address = `${behindProxy.url}/${userPoolId}/.well-known/openid-configuration`
      expect(await (await fetch(address)).json()).toMatchObject({
        issuer: `${publicUrl}/${userPoolId}`,
        jwks_uri: `${publicUrl}/${userPoolId}/.well-known/jwks.json`,
      })
    } finally {
      await behindProxy.stop()
    }
  })
})

/** The library's own fetcher speaks only https. */
async function plainFetch(address: string): Promise<ArrayBuffer> {
  return (await fetch(address)).arrayBuffer()
}
