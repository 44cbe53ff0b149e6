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
import type { Provider } from './provider.ts'

const SECRET = 'the-secret-of-the-client-long-enough-for-hmac'
const ada = { email: 'ada@example.com', email_verified: true, department: 'engines' }

let idp: OpenIdProvider
let context: TestContext

beforeAll(async () => {
  idp = await startOpenIdProvider({
    clients: [
      confidentialClient({ redirect_uris: [CALLBACK] }),
      {
        client_id: 'the-public-client',
        redirect_uris: [CALLBACK],
        token_endpoint_auth_method: 'none',
      },
      confidentialClient({
        client_id: 'the-client-of-hmac',
        redirect_uris: [CALLBACK],
        id_token_signed_response_alg: 'HS256',
      }),
    ],
    accounts: { Ada: ada },
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

function company(more: Record<string, string> = {}): Provider {
  return providerOf('OIDC', {
    client_id: 'the-client',
    client_secret: SECRET,
    oidc_issuer: idp.issuer,
    authorize_scopes: 'openid email',
    attributes_request_method: 'GET',
    ...more,
  })
}

async function signIn(provider = company()) {
  const address = await idp.signIn(await oidc.authorizationUrl(context, provider, attempt, {}), 'Ada')
  return profileAt(oidc, context, provider, address)
}

const fourAddresses = () => ({
  authorize_url: `${idp.issuer}/auth`,
  token_url: `${idp.issuer}/token`,
  attributes_url: `${idp.issuer}/me`,
  jwks_uri: `${idp.issuer}/jwks`,
})

describe('the address to sign in at', () => {
  async function parametersOf(provider: Provider, hints = {}) {
    const url = new URL(await oidc.authorizationUrl(context, provider, attempt, hints))
    return { address: url.origin + url.pathname, ...Object.fromEntries(url.searchParams) }
  }
  const request = {
    client_id: 'the-client',
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid email',
    state: attempt.state,
    nonce: attempt.nonce,
  }

  it('is discovered, with a code challenge where the provider takes one', async () => {
    expect(await parametersOf(company())).toEqual({
      address: `${idp.issuer}/auth`,
      ...request,
      // SHA-256 of the verifier, base64url, by `openssl dgst`.
      code_challenge: '_MCsWiXykZQkZSCgKHpA9levSz0-B4MvrTkWUyvTQBY',
      code_challenge_method: 'S256',
    })
  })

  it('has no code challenge where the provider does not say that it takes one', async () => {
    idp.change(
      '/.well-known/openid-configuration',
      ({ code_challenge_methods_supported: _, ...rest }) => rest,
    )
    expect(await parametersOf(company())).toEqual({ address: `${idp.issuer}/auth`, ...request })
  })

  it('tells the hints', async () => {
    const hints = { loginHint: 'ada@example.com', prompt: 'login consent' }
    expect(await parametersOf(company(), hints)).toMatchObject({
      login_hint: 'ada@example.com',
      prompt: 'login consent',
    })
  })

  it('is not asked for where all four are given, and keeps what its query has', async () => {
    const provider = company({ ...fourAddresses(), authorize_url: `${idp.issuer}/auth?tenant=a` })
    expect(await parametersOf(provider)).toEqual({ address: `${idp.issuer}/auth`, tenant: 'a', ...request })
    expect(idp.requests).toEqual([])
  })

  it('is the given one before the discovered one', async () => {
    const provider = company({ authorize_url: `${idp.issuer}/elsewhere` })
    expect(await parametersOf(provider)).toMatchObject({ address: `${idp.issuer}/elsewhere` })
  })

  it.each(['http://provider.example/auth', 'javascript:alert(1)', 'nowhere'])('is never %s', async (url) => {
    const asked = oidc.authorizationUrl(
      context,
      company({ ...fourAddresses(), authorize_url: url }),
      attempt,
      {},
    )
    await expect(asked).rejects.toThrow(
      'The authorization address of the identity provider does not start with https://.',
    )
  })

  it.each([
    [
      'of another issuer',
      { issuer: 'https://other.example' },
      'The discovery document is of another issuer.',
    ],
    [
      'without endpoints',
      { authorization_endpoint: undefined },
      'The discovery document of the identity provider has no authorization_endpoint.',
    ],
  ])('is not taken from a document %s', async (_, change, message) => {
    idp.change('/.well-known/openid-configuration', (body) => ({ ...body, ...change }))
    await expect(oidc.authorizationUrl(context, company(), attempt, {})).rejects.toThrow(message)
  })
})

describe('a user who comes back', () => {
  it.each(['GET', 'POST'])('is described by ID token and userInfo, asked for by %s', async (method) => {
    const profile = await signIn(company({ attributes_request_method: method }))
    const { sources } = profile
    expect(profile).toMatchObject({ subject: 'Ada', claims: { sub: 'Ada', ...ada, iss: idp.issuer } })
    expect(sources).toMatchObject({
      tokenResponse: { access_token: expect.any(String), id_token: expect.any(String) },
      idToken: { sub: 'Ada', aud: 'the-client', nonce: attempt.nonce },
      userInfo: { sub: 'Ada', ...ada },
    })
    expect(profile.claims).toMatchObject({
      access_token: 'tokenResponse' in sources && sources.tokenResponse.access_token,
      id_token: 'tokenResponse' in sources && sources.tokenResponse.id_token,
    })
    expect(idp.requests.at(-1)).toBe(`${method} /me`)
  })

  it('is described by userInfo where the ID token says otherwise', async () => {
    idp.change('/me', (body) => ({ ...body, department: 'analysis', access_token: 'forged' }))
    const { claims } = await signIn()
    expect(claims).toMatchObject({ department: 'analysis', email: ada.email })
    expect(claims.access_token).not.toBe('forged')
  })

  it('is described by the ID token where there is no userInfo', async () => {
    idp.change('/.well-known/openid-configuration', ({ userinfo_endpoint: _, ...rest }) => rest)
    expect(await signIn()).toMatchObject({ claims: { department: 'engines' }, sources: { userInfo: {} } })
    expect(idp.requests).not.toContain('GET /me')
  })

  it('signs in without discovery where all four addresses are given', async () => {
    expect(await signIn(company(fourAddresses()))).toMatchObject({ subject: 'Ada' })
    expect(idp.requests).not.toContain('GET /.well-known/openid-configuration')
  })

  it('signs in at a public client, which has no secret', async () => {
    expect(await signIn(company({ client_id: 'the-public-client', client_secret: '' }))).toMatchObject({
      subject: 'Ada',
    })
  })

  it.each([
    ['discovered', () => ({})],
    ['given', fourAddresses],
  ])('signs in with an ID token that the client secret signs, addresses %s', async (_, addresses) => {
    const provider = company({ client_id: 'the-client-of-hmac', ...addresses() })
    expect(await signIn(provider)).toMatchObject({ subject: 'Ada' })
    expect(idp.requests).not.toContain('GET /jwks')
  })

  it('reads documents once for many', async () => {
    await Promise.all([signIn(), signIn(), signIn()])
    const documents = idp.requests.filter((request) => /jwks|well-known/.test(request))
    expect(documents.sort()).toEqual(['GET /.well-known/openid-configuration', 'GET /jwks'])
  })
})

describe('an answer in the query', () => {
  it('that the user declined is passed on', async () => {
    const address = await idp.decline(await oidc.authorizationUrl(context, company(), attempt, {}))
    expect(await refusalOf(profileAt(oidc, context, company(), address))).toEqual({
      code: 'access_denied',
      message: 'The user declined.',
    })
  })

  const wrong = 'The answer of the identity provider is not valid.'
  it.each<[string, Record<string, string>, { code?: string; message: string }]>([
    ['of another state', { code: 'c', state: 'other' }, { message: wrong }],
    ['without state', { code: 'c' }, { message: wrong }],
    ['of another issuer', { code: 'c', iss: 'https://other.example' }, { message: wrong }],
    ['without the issuer that the provider always names', { code: 'c', iss: '' }, { message: wrong }],
    ['with an error of another state', { error: 'access_denied', state: 'other' }, { message: wrong }],
    ['without code', {}, { message: wrong }],
    ['with an ID token', { code: 'c', id_token: 'e30.e30.' }, { message: wrong }],
    [
      'with an error without text',
      { error: 'login_required' },
      { code: 'login_required', message: 'The identity provider answered with an error.' },
    ],
    [
      'with an error of strange signs',
      { error: '"\n"', error_description: 'One\r\nSet-Cookie: two' },
      { message: 'One Set-Cookie: two' },
    ],
    [
      'with an error of great length',
      { error: 'e'.repeat(65), error_description: 'd'.repeat(1000) },
      { message: 'd'.repeat(300) },
    ],
  ])('is refused %s', async (name, query, expected) => {
    const parameters = {
      ...(name.includes('without state') ? {} : { state: attempt.state }),
      iss: idp.issuer,
      ...query,
    }
    const present = Object.entries(parameters).filter(([, value]) => value !== '')
    const address = new URL(`${CALLBACK}?${new URLSearchParams(present)}`)
    const refused = await refusalOf(profileAt(oidc, context, company(), address))
    expect(refused).toEqual({ code: 'invalid_request', ...expected })
    expect(idp.requests).not.toContain('POST /token')
  })

  it.each(['state', 'code', 'iss'])('is refused with two of %s', async (name) => {
    const parameters = { state: attempt.state, iss: idp.issuer, code: 'c' }
    const address = new URL(`${CALLBACK}?${new URLSearchParams(parameters)}`)
    address.searchParams.append(name, 'another')
    const refused = await refusalOf(profileAt(oidc, context, company(), address))
    expect(refused).toEqual({ code: 'invalid_request', message: wrong })
    expect(idp.requests).not.toContain('POST /token')
  })

  it('is refused with the code verifier of another attempt', async () => {
    const address = await idp.signIn(await oidc.authorizationUrl(context, company(), attempt, {}), 'Ada')
    const other = { ...attempt, codeVerifier: 'w'.repeat(43) }
    const refused = await refusalOf(oidc.profile(context, company(), other, address.searchParams))
    expect(refused.message).toBe('Company Error - 400 error getting token')
  })
})

it('refuses userInfo of another user', async () => {
  idp.change('/me', (body) => ({ ...body, sub: 'Grace' }))
  expect(await refusalOf(signIn(), [SECRET])).toEqual({
    code: 'invalid_request',
    message: 'The user info is of another user.',
  })
})
