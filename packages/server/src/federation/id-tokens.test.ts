import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { exportJWK, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  attempt,
  CALLBACK,
  federationContext,
  profileAt,
  providerOf,
  refusalOf,
  type TestContext,
} from '../../test/support/federation.ts'
import {
  confidentialClient,
  type OpenIdProvider,
  startOpenIdProvider,
} from '../../test/support/openid-provider.ts'
import { oidc } from './oidc.ts'

type Claims = Record<string, unknown>

const SECRET = 'the-secret-of-the-client-long-enough-for-hmac'
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })

let idp: OpenIdProvider
let context: TestContext

beforeAll(async () => {
  const publicClient = {
    client_id: 'the-public-client',
    redirect_uris: [CALLBACK],
    token_endpoint_auth_method: 'none' as const,
  }
  idp = await startOpenIdProvider({
    clients: [confidentialClient({ redirect_uris: [CALLBACK] }), publicClient],
    accounts: { Ada: { email: 'ada@example.com' } },
  })
})
afterAll(() => idp.close())
beforeEach(() => {
  context = federationContext()
  idp.requests.length = 0
})
afterEach(() => {
  context.close()
  idp.behave()
})

/** Signs in with what the provider is made to give instead of its ID token. */
async function signInWith(
  change: (claims: Claims) => Promise<string> | string,
  details: Record<string, string> = { client_id: 'the-client', client_secret: SECRET },
) {
  idp.changeIdToken(change)
  const provider = providerOf('OIDC', { oidc_issuer: idp.issuer, authorize_scopes: 'openid', ...details })
  const address = await idp.signIn(await oidc.authorizationUrl(context, provider, attempt, {}), 'Ada')
  return profileAt(oidc, context, provider, address)
}

function changed(changes: Claims): (claims: Claims) => Promise<string> {
  return (claims) => idp.sign({ ...claims, ...changes })
}

function seconds(after: number): number {
  return Math.floor(Date.now() / 1000) + after
}

function hmac(claims: Claims, key: string): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(key))
}

function pem(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString()
}

/** The value within as many arrays. */
function nested(depth: number): unknown {
  return JSON.parse('['.repeat(depth) + ']'.repeat(depth))
}

const invalid = 'The answer of the identity provider is not valid.'
const badSignature = 'The signature of the ID token is not valid.'
const wrongTime = 'The ID token is not valid at this time.'
const other = (claim: string) => `The ID token has another ${claim} than this sign-in.`

describe('an ID token is refused', () => {
  it.each<[string, (claims: Claims) => Promise<string> | string, string]>([
    ['of another issuer', changed({ iss: 'https://other.example' }), other('iss')],
    ['of the issuer with a slash', (claims) => changed({ iss: `${claims.iss}/` })(claims), other('iss')],
    ['without issuer', changed({ iss: undefined }), invalid],
    ['for another client', changed({ aud: 'another-client' }), other('aud')],
    ['for several clients, with none named', changed({ aud: ['the-client', 'another'] }), other('aud')],
    ['for several, of which another asked', changed({ aud: ['the-client', 'b'], azp: 'b' }), other('azp')],
    ['for us, but another asked', changed({ azp: 'b' }), 'The ID token is for another client.'],
    ['without audience', changed({ aud: undefined }), invalid],
    ['that has expired', changed({ exp: seconds(-35) }), wrongTime],
    ['without expiry', changed({ exp: undefined }), invalid],
    ['that is not valid yet', changed({ nbf: seconds(60) }), wrongTime],
    ['of another nonce', changed({ nonce: 'another' }), other('nonce')],
    ['without nonce', changed({ nonce: undefined }), invalid],
    ['without subject', changed({ sub: undefined }), invalid],
    ['of a subject that is no text', changed({ sub: 7 }), invalid],
    ['that nobody signed', (claims) => new UnsecuredJWT(claims).encode(), invalid],
    ['signed by HMAC with the public key', (claims) => hmac(claims, pem(idp.publicKey)), badSignature],
    ['signed by HMAC with no key', (claims) => hmac(claims, 'a'), badSignature],
    [
      'of an unknown key',
      (claims) => idp.sign(claims, { kid: 'x' }),
      'The ID token is signed with an unknown key.',
    ],
    ['of another key of that name', (claims) => idp.sign(claims, {}, stranger.privateKey), badSignature],
    [
      'that brings its key along',
      async (claims) =>
        idp.sign(claims, { kid: 'x', jwk: await exportJWK(stranger.publicKey) }, stranger.privateKey),
      'The ID token is signed with an unknown key.',
    ],
    [
      'of an algorithm that the provider does not name',
      (claims) => idp.sign(claims, { alg: 'ES256' }, curve.privateKey),
      invalid,
    ],
    ['with critical extensions', (claims) => idp.sign(claims, { b64: true, crit: ['b64'] }), invalid],
    [
      'changed after it was signed',
      async (claims) => {
        const [header, , signature] = (await idp.sign(claims)).split('.')
        const payload = Buffer.from(JSON.stringify({ ...claims, sub: 'Grace' })).toString('base64url')
        return `${header}.${payload}.${signature}`
      },
      badSignature,
    ],
    ['that is encrypted', () => 'e30.a.b.c.d', invalid],
    ['that is no token', () => 'not-a-jwt', invalid],
    ['that is empty', () => '', invalid],
    [
      'that is nested deeply',
      (claims) => changed({ deep: nested(30) })(claims),
      'The ID token is nested too deeply.',
    ],
  ])('%s', async (_, change, message) => {
    const secrets = [SECRET, attempt.codeVerifier]
    const signedIn = signInWith(async (claims) => {
      const token = await change(claims)
      if (token) secrets.push(token)
      return token
    })
    expect(await refusalOf(signedIn, secrets)).toEqual({ code: 'invalid_request', message })
  })

  it('that is signed by HMAC, from a provider that knows no secret of ours', async () => {
    const sign = (claims: Claims) => hmac(claims, pem(idp.publicKey))
    const details = { client_id: 'the-public-client' }
    expect(await refusalOf(signInWith(sign, details))).toMatchObject({ message: invalid })
  })
})

describe('an ID token is accepted', () => {
  it.each<[string, Claims]>([
    ['that expired less than half a minute ago', { exp: seconds(-20) }],
    ['for several clients, if we asked', { aud: ['the-client', 'another'], azp: 'the-client' }],
    ['nested as deep as profiles are', { deep: nested(10) }],
  ])('%s', async (_, changes) => {
    expect(await signInWith(changed(changes))).toMatchObject({ subject: 'Ada' })
  })

  it('of the curve P-256', async () => {
    const jwk = { ...(await exportJWK(curve.publicKey)), kid: 'curve' }
    idp.change('/jwks', () => ({ keys: [jwk] }))
    idp.change('/.well-known/openid-configuration', (body) => ({
      ...body,
      id_token_signing_alg_values_supported: ['ES256'],
    }))
    const sign = (claims: Claims) => idp.sign(claims, { alg: 'ES256', kid: 'curve' }, curve.privateKey)
    expect(await signInWith(sign)).toMatchObject({ subject: 'Ada' })
  })
})

describe('keys that a provider changes', () => {
  const signedByStranger = (claims: Claims) => idp.sign(claims, { kid: 'new' }, stranger.privateKey)
  const reads = () => idp.requests.filter((request) => request === 'GET /jwks').length
  const unknown = { code: 'invalid_request', message: 'The ID token is signed with an unknown key.' }

  async function publishNewKey(): Promise<void> {
    const jwk = { ...(await exportJWK(stranger.publicKey)), kid: 'new' }
    idp.change('/jwks', () => ({ keys: [jwk] }))
  }

  it('are found at the first token that they sign, once a minute has passed', async () => {
    await signInWith((claims) => idp.sign(claims))
    await publishNewKey()
    expect(await refusalOf(signInWith(signedByStranger))).toEqual(unknown)
    context.pass(59_000)
    expect(await refusalOf(signInWith(signedByStranger))).toEqual(unknown)
    expect(reads()).toBe(1)
    context.pass(1_000)
    expect(await signInWith((claims) => signedByStranger({ ...claims, exp: seconds(600) }))).toMatchObject({
      subject: 'Ada',
    })
    expect(reads()).toBe(2)
  })

  it('stay what they were when they cannot be read anew, which is tried once a minute', async () => {
    const withOwnKey = () => signInWith((claims) => idp.sign(claims))
    await withOwnKey()
    context.pass(61_000)
    idp.answer('/jwks', (_, response) => void response.writeHead(503).end())
    expect(await refusalOf(signInWith(signedByStranger))).toMatchObject({
      message: 'IdP Error - 503 error getting jwks',
    })
    expect(await refusalOf(signInWith(signedByStranger))).toEqual(unknown)
    expect(await withOwnKey()).toMatchObject({ subject: 'Ada' })
    expect(reads()).toBe(2)
  })

  it('are read anew after an hour', async () => {
    const token = (claims: Claims) => idp.sign({ ...claims, exp: seconds(7200) })
    await signInWith(token)
    context.pass(3_599_000)
    await signInWith(token)
    expect(reads()).toBe(1)
    context.pass(2_000)
    await signInWith(token)
    expect(reads()).toBe(2)
  })
})
