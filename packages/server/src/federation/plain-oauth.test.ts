import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  attempt,
  CALLBACK,
  federationContext,
  providerOf,
  refusalOf,
  type TestContext,
} from '../../test/support/federation.ts'
import { type SocialProvider, startSocialProvider } from '../../test/support/social-provider.ts'
import { adapterOf } from './adapters.ts'
import type { FederatedProfile, Provider } from './provider.ts'

const SECRET = 'the-secret-of-the-client'
const TOKEN = 'the-access-token-of-the-user'

let social: SocialProvider
let context: TestContext

beforeEach(async () => {
  context = federationContext()
  social = await startSocialProvider()
  social.routes = {
    '/token': () => ({ access_token: TOKEN, token_type: 'bearer', expires_in: 3600 }),
    '/me': () => ({ id: '10220', name: 'Ada', picture: { data: { url: 'https://pictures.example/a' } } }),
    '/profile': () => ({ user_id: 'amzn1.account.A', name: 'Ada', postal_code: '12345' }),
  }
})
afterEach(async () => {
  context.close()
  await social.close()
})

const client = { client_id: 'the-client', client_secret: SECRET }

function facebook(details: Record<string, string> = {}, mapping: Record<string, string> = {}): Provider {
  const addresses = {
    authorize_url: `${social.url}/dialog`,
    token_url: `${social.url}/token`,
    attributes_url: `${social.url}/me?fields=`,
  }
  const scopes = { authorize_scopes: 'public_profile, email' }
  return providerOf('Facebook', { ...client, ...scopes, ...addresses, ...details }, mapping)
}

function amazon(details: Record<string, string> = {}): Provider {
  const addresses = {
    authorize_url: `${social.url}/ap/oa`,
    token_url: `${social.url}/token`,
    attributes_url: `${social.url}/profile`,
  }
  return providerOf('LoginWithAmazon', {
    ...client,
    authorize_scopes: 'profile postal_code',
    ...addresses,
    ...details,
  })
}

async function addressOf(provider: Provider) {
  const adapter = await adapterOf(provider.type)
  const hints = { loginHint: 'ada', prompt: 'login' }
  const url = new URL(await adapter.authorizationUrl(context, provider, attempt, hints))
  return { address: url.origin + url.pathname, ...Object.fromEntries(url.searchParams) }
}

async function signIn(provider: Provider, query: Record<string, string> = {}): Promise<FederatedProfile> {
  const adapter = await adapterOf(provider.type)
  const answer = new URLSearchParams({ code: 'the-code', state: attempt.state, ...query })
  return adapter.profile(context, provider, attempt, answer)
}

const grant = {
  ...client,
  grant_type: 'authorization_code',
  code: 'the-code',
  redirect_uri: CALLBACK,
}

describe('Facebook', () => {
  it('is asked at its own address of the version, without hints', async () => {
    const provider = providerOf('Facebook', { ...client, authorize_scopes: 'public_profile, email' })
    const request = {
      client_id: 'the-client',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'public_profile,email',
      state: attempt.state,
    }
    const address = 'https://www.facebook.com/v17.0/dialog/oauth'
    expect(await addressOf(provider)).toEqual({ address, ...request })
    const newer = { ...provider, details: { ...provider.details, api_version: 'v23.0' } }
    expect(await addressOf(newer)).toMatchObject({ address: 'https://www.facebook.com/v23.0/dialog/oauth' })
  })

  it('is asked by GET for the token and for the fields that are mapped', async () => {
    const mapping = { email: 'email', name: 'name', nickname: 'name', 'custom:token': 'access_token' }
    const profile = await signIn(facebook({}, mapping))
    expect(social.last('/token')).toMatchObject({ method: 'GET', parameters: grant })
    expect(social.last('/me')).toMatchObject({
      parameters: { fields: 'id,email,name' },
      headers: { authorization: `Bearer ${TOKEN}` },
    })
    expect(profile).toEqual({
      subject: '10220',
      claims: { ...(social.routes['/me']?.({} as never) as object), access_token: TOKEN },
      sources: {
        tokenResponse: { access_token: TOKEN, token_type: 'bearer', expires_in: 3600 },
        idToken: {},
        userInfo: social.routes['/me']?.({} as never),
      },
    })
  })

  it('is asked by POST where the details say so, and for no fields', async () => {
    const attributes_url = `${social.url}/me`
    const details = { token_request_method: 'POST', attributes_url, attributes_url_add_attributes: 'false' }
    await signIn(facebook(details, { email: 'email' }))
    expect(social.last('/token')).toMatchObject({ method: 'POST', parameters: grant })
    expect(social.last('/me')).toMatchObject({ parameters: {} })
  })

  it('cannot slip parameters in by the names of claims', async () => {
    await signIn(facebook({}, { name: 'name&access_token=x' }))
    expect(social.last('/me')?.parameters).toEqual({ fields: 'id,name&access_token=x' })
  })
})

describe('Login with Amazon', () => {
  it('is asked at its own address, without hints', async () => {
    const provider = providerOf('LoginWithAmazon', { ...client, authorize_scopes: 'profile postal_code' })
    expect(await addressOf(provider)).toEqual({
      address: 'https://www.amazon.com/ap/oa',
      client_id: 'the-client',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'profile postal_code',
      state: attempt.state,
    })
  })

  it('is asked by POST for the token, and for the profile', async () => {
    expect(await signIn(amazon())).toMatchObject({
      subject: 'amzn1.account.A',
      claims: { user_id: 'amzn1.account.A', name: 'Ada', postal_code: '12345', access_token: TOKEN },
    })
    expect(social.last('/token')).toMatchObject({ method: 'POST', parameters: grant })
    expect(social.last('/profile')).toMatchObject({ headers: { authorization: `Bearer ${TOKEN}` } })
  })
})

describe('an answer of a provider without OpenID Connect', () => {
  it.each<[string, Record<string, string>, { code?: string; message: string }]>([
    [
      'of another sign-in',
      { state: 'another' },
      { message: 'The answer of the identity provider is for another sign-in.' },
    ],
    ['without code', { code: '' }, { message: 'The answer of the identity provider has no code.' }],
    [
      'that names another provider',
      { iss: 'https://other.example' },
      { message: 'The answer is of another identity provider.' },
    ],
    ['that names nobody', { iss: 'nobody' }, { message: 'The answer is of another identity provider.' }],
    [
      'of a user who declined',
      { error: 'access_denied', error_description: 'Permissions error' },
      { code: 'access_denied', message: 'Permissions error' },
    ],
  ])('is refused: %s', async (_, query, expected) => {
    const refused = await refusalOf(signIn(amazon(), query), [SECRET])
    expect(refused).toEqual({ code: 'invalid_request', ...expected })
    expect(social.requests).toEqual([])
  })

  it('is refused with two codes', async () => {
    const adapter = await adapterOf('LoginWithAmazon')
    const answer = new URLSearchParams(`state=${attempt.state}&code=a&code=b`)
    expect(await refusalOf(adapter.profile(context, amazon(), attempt, answer))).toEqual({
      code: 'invalid_request',
      message: 'The answer of the identity provider repeats code.',
    })
  })

  it('is accepted with the name of the provider itself', async () => {
    expect(await signIn(amazon(), { iss: social.url })).toMatchObject({ subject: 'amzn1.account.A' })
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['without access token', { '/token': {} }, 'The identity provider gave no access token.'],
    [
      'with a token that is no text',
      { '/token': { access_token: 7 } },
      'The identity provider gave no access token.',
    ],
    [
      'without subject',
      { '/profile': { name: 'Ada' } },
      'The profile of the identity provider has no user_id.',
    ],
    [
      'with a subject that is no text',
      { '/profile': { user_id: { id: 'a' } } },
      'The profile of the identity provider has no user_id.',
    ],
    [
      'with an inherited subject',
      { '/profile': { ['__proto__']: { user_id: 'a' } } },
      'The profile of the identity provider has no user_id.',
    ],
    [
      'with an error at the token',
      { '/token': new Response('{"error":{"message":"expired","code":100}}', { status: 400 }) },
      'LoginWithAmazon Error - 400 error getting token',
    ],
    [
      'with an error at the profile',
      { '/profile': new Response('', { status: 503 }) },
      'LoginWithAmazon Error - 503 error getting user info',
    ],
  ])('is no profile %s', async (_, answers, message) => {
    for (const [path, answer] of Object.entries(answers)) social.routes[path] = () => answer
    expect(await refusalOf(signIn(amazon()), [SECRET, TOKEN])).toEqual({ code: 'invalid_request', message })
  })

  it.each(['client_id', 'client_secret'])('needs %s', async (name) => {
    expect(await refusalOf(signIn(amazon({ [name]: '' })))).toMatchObject({
      message: `The identity provider has no ${name}.`,
    })
  })
})
