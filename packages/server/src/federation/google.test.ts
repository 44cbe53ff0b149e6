import { generateKeyPairSync } from 'node:crypto'
import { exportJWK, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attempt, CALLBACK, federationContext, providerOf, refusalOf } from '../../test/support/federation.ts'
import { type SocialProvider, startSocialProvider } from '../../test/support/social-provider.ts'
import { google } from './google.ts'
import type { Provider } from './provider.ts'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const SECRET = 'the-secret-of-the-client'
const claims = { sub: '110169484474386276334', email: 'ada@gmail.com', email_verified: true, name: 'Ada' }

let social: SocialProvider
let context: ReturnType<typeof federationContext>

beforeEach(async () => {
  context = federationContext()
  social = await startSocialProvider()
  const { url } = social
  social.routes = {
    '/.well-known/openid-configuration': () => ({
      issuer: url,
      authorization_endpoint: `${url}/auth`,
      token_endpoint: `${url}/token`,
      userinfo_endpoint: `${url}/userinfo`,
      jwks_uri: `${url}/certs`,
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['plain', 'S256'],
    }),
    '/certs': async () => ({
      keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k', use: 'sig', alg: 'RS256' }],
    }),
    '/token': async () => ({ access_token: 'ya29.token', token_type: 'Bearer', id_token: await idToken() }),
    '/people/me': () => ({
      resourceName: 'people/110169484474386276334',
      phoneNumbers: [{ metadata: { primary: true }, value: '+1 555 0100' }, { value: '+1 555 0101' }],
      birthdays: [{ date: { year: 1815, month: 12, day: 10 } }],
    }),
  }
})
afterEach(async () => {
  context.close()
  await social.close()
})

function idToken(): Promise<string> {
  return new SignJWT({ ...claims, nonce: attempt.nonce, azp: 'the-client' })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer(social.url)
    .setAudience('the-client')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(keys.privateKey)
}

function provider(mapping: Record<string, string>, details: Record<string, string> = {}): Provider {
  const common = { client_id: 'the-client', client_secret: SECRET, authorize_scopes: 'email profile openid' }
  const attributes_url = `${social.url}/people/me?personFields=`
  return providerOf('Google', { ...common, oidc_issuer: social.url, attributes_url, ...details }, mapping)
}

function signIn(of: Provider) {
  const answer = new URLSearchParams({
    code: 'the-code',
    state: attempt.state,
    iss: social.url,
    authuser: '0',
  })
  return google.profile(context, of, attempt, answer)
}

describe('Google', () => {
  it('is asked where its issuer says, with the hints', async () => {
    const url = new URL(
      await google.authorizationUrl(context, provider({}), attempt, {
        loginHint: 'ada@gmail.com',
        prompt: 'select_account',
      }),
    )
    expect(url.origin + url.pathname).toBe(`${social.url}/auth`)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'the-client',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'email profile openid',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: expect.any(String),
      code_challenge_method: 'S256',
      login_hint: 'ada@gmail.com',
      prompt: 'select_account',
    })
  })

  it('says by the ID token who the user is, and is asked for nothing else', async () => {
    const profile = await signIn(provider({ email: 'email', name: 'name' }))
    expect(profile).toMatchObject({
      subject: claims.sub,
      claims: { ...claims, access_token: 'ya29.token' },
      sources: { userInfo: {}, tokenResponse: { access_token: 'ya29.token' } },
    })
    expect(social.requests.map(({ path }) => path)).toEqual([
      '/.well-known/openid-configuration',
      '/token',
      '/certs',
    ])
    expect(social.last('/token')).toMatchObject({
      method: 'POST',
      parameters: { client_id: 'the-client', client_secret: SECRET, code_verifier: attempt.codeVerifier },
    })
  })

  it('is asked for the fields of a person that are mapped', async () => {
    const mapping = { email: 'email', phone_number: 'phoneNumbers', birthdate: 'birthdays' }
    const profile = await signIn(provider(mapping))
    expect(social.last('/people/me')).toMatchObject({
      parameters: { personFields: 'birthdays,phoneNumbers' },
      headers: { authorization: 'Bearer ya29.token' },
    })
    expect(profile.claims).toMatchObject({
      sub: claims.sub,
      phoneNumbers: '+1 555 0100',
      birthdays: [{ date: { year: 1815, month: 12, day: 10 } }],
    })
  })

  it('is asked for no fields by name where the details say so', async () => {
    const attributes_url = `${social.url}/people/me?personFields=phoneNumbers`
    const details = { attributes_url, attributes_url_add_attributes: 'false' }
    await signIn(provider({ birthdate: 'birthdays' }, details))
    expect(social.last('/people/me')).toMatchObject({ parameters: { personFields: 'phoneNumbers' } })
  })

  it('cannot change the subject by what a person is', async () => {
    social.routes['/people/me'] = () => ({ sub: 'another', email: 'grace@gmail.com' })
    expect(await signIn(provider({ phone_number: 'phoneNumbers' }))).toMatchObject({
      subject: claims.sub,
      claims: { sub: claims.sub, email: claims.email },
    })
  })

  it.each([
    ['{"error":"invalid_grant"}', 'Google Error - 400 invalid_grant'],
    ['{"error":"\\n"}', 'Google Error - 400 error getting token'],
    ['no JSON', 'Google Error - 400 error getting token'],
  ])('that answers the code with %s is quoted', async (body, message) => {
    social.routes['/token'] = () => new Response(body, { status: 400 })
    expect(await refusalOf(signIn(provider({})), [SECRET])).toEqual({ code: 'invalid_request', message })
  })
})
