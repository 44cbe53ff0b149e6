import { generateKeyPairSync } from 'node:crypto'
import { exportJWK, jwtVerify, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attempt, CALLBACK, federationContext, providerOf, refusalOf } from '../../test/support/federation.ts'
import { type SocialProvider, startSocialProvider } from '../../test/support/social-provider.ts'
import { apple } from './apple.ts'
import type { Provider } from './provider.ts'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const file = own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const bare = file.replace(/-----.*-----|\n/g, '')
const claims = { sub: '001234.abc.0001', email: 'x@privaterelay.appleid.com', email_verified: 'true' }

let social: SocialProvider
let context: ReturnType<typeof federationContext>

beforeEach(async () => {
  context = federationContext()
  social = await startSocialProvider()
  const { url } = social
  social.routes = {
    '/.well-known/openid-configuration': () => ({
      issuer: url,
      authorization_endpoint: `${url}/auth/authorize`,
      token_endpoint: `${url}/auth/token`,
      jwks_uri: `${url}/auth/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    }),
    '/auth/keys': async () => ({
      keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k', use: 'sig', alg: 'RS256' }],
    }),
    '/auth/token': async () => ({ access_token: 'a-token', token_type: 'Bearer', id_token: await idToken() }),
  }
})
afterEach(async () => {
  context.close()
  await social.close()
})

function idToken(): Promise<string> {
  return new SignJWT({ ...claims, nonce: attempt.nonce, nonce_supported: true })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer(social.url)
    .setAudience('com.example.web')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(keys.privateKey)
}

function provider(details: Record<string, string> = {}): Provider {
  return providerOf('SignInWithApple', {
    client_id: 'com.example.web',
    team_id: 'TEAM123456',
    key_id: 'KEY1234567',
    private_key: file,
    authorize_scopes: 'email name',
    oidc_issuer: social.url,
    ...details,
  })
}

function signIn(of = provider(), form: Record<string, string> = {}) {
  const answer = new URLSearchParams({ code: 'the-code', state: attempt.state, ...form })
  return apple.profile(context, of, attempt, answer)
}

describe('Apple', () => {
  it.each([
    ['email name', { scope: 'email name', response_mode: 'form_post' }],
    ['', {}],
  ])('is asked for %j', async (authorize_scopes, expected) => {
    const of = provider({ authorize_scopes })
    const url = new URL(
      await apple.authorizationUrl(context, of, attempt, { loginHint: 'ada', prompt: 'login' }),
    )
    expect(url.origin + url.pathname).toBe(`${social.url}/auth/authorize`)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'com.example.web',
      redirect_uri: CALLBACK,
      response_type: 'code',
      state: attempt.state,
      nonce: attempt.nonce,
      ...expected,
    })
  })

  it.each([
    ['as the file has it', file],
    ['as the console takes it', bare],
  ])('gets a secret that our key signs, given %s', async (_, private_key) => {
    await signIn(provider({ private_key }))
    const { parameters } = social.last('/auth/token') ?? {}
    expect(parameters).toMatchObject({ grant_type: 'authorization_code', client_id: 'com.example.web' })
    const { payload, protectedHeader } = await jwtVerify(parameters?.client_secret ?? '', own.publicKey)
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: 'KEY1234567' })
    expect(payload).toMatchObject({ iss: 'TEAM123456', sub: 'com.example.web', aud: social.url })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300)
  })

  it('says by the ID token who the user is', async () => {
    expect(await signIn()).toMatchObject({
      subject: claims.sub,
      claims: { ...claims, access_token: 'a-token' },
      sources: { userInfo: {} },
    })
  })

  it('tells the name at the first consent, and nothing else that nobody signed', async () => {
    const user = {
      name: { firstName: 'Ada', lastName: 'Lovelace', sub: 'x' },
      email: 'grace@example.com',
      sub: 'x',
    }
    const profile = await signIn(provider(), { user: JSON.stringify(user) })
    expect(profile.claims).toMatchObject({ ...claims, firstName: 'Ada', lastName: 'Lovelace' })
    expect(profile.sources).toMatchObject({ userInfo: { firstName: 'Ada', lastName: 'Lovelace' } })
  })

  it.each([
    'no JSON',
    '[]',
    '{"name":"Ada"}',
    '{"name":{"firstName":7}}',
    '{"name":{"firstName":""}}',
    '['.repeat(4000),
    `{"name":{"firstName":"${'a'.repeat(4096)}"}}`,
  ])('may send another user than one expects', async (user) => {
    expect(await signIn(provider(), { user })).toMatchObject({
      subject: claims.sub,
      sources: { userInfo: {} },
    })
  })

  const unreadable = 'The private key of the identity provider cannot be read.'
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey
  it.each([
    ['no key', 'secret', unreadable],
    [
      'of another curve',
      p384.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'The private key of the identity provider is not one of the curve P-256.',
    ],
    ['missing', '', 'The identity provider has no private_key.'],
  ])('is not asked with a private key that is %s', async (_, private_key, message) => {
    expect(await refusalOf(signIn(provider({ private_key })), [bare])).toEqual({
      code: 'invalid_request',
      message,
    })
    expect(social.requests).toEqual([])
  })

  it('that refuses the code is quoted', async () => {
    social.routes['/auth/token'] = () => new Response('{"error":"invalid_client"}', { status: 400 })
    expect(await refusalOf(signIn(), [bare])).toEqual({
      code: 'invalid_request',
      message: 'SignInWithApple Error - 400 error getting token',
    })
  })
})
