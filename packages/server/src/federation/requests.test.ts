import type { RequestListener, ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  attempt,
  CALLBACK,
  federationContext,
  profileAt,
  providerOf,
  refusalOf,
} from '../../test/support/federation.ts'
import {
  confidentialClient,
  type OpenIdProvider,
  type Route,
  startOpenIdProvider,
} from '../../test/support/openid-provider.ts'
import { oidc } from './oidc.ts'

const SECRET = 'the-secret-of-the-client-long-enough-for-hmac'
/** What is read of an answer at most. */
const LIMIT = 1_048_576

let idp: OpenIdProvider
const closers: (() => void)[] = []

beforeAll(async () => {
  idp = await startOpenIdProvider({
    clients: [confidentialClient({ redirect_uris: [CALLBACK] })],
    accounts: { Ada: { email: 'ada@example.com' } },
  })
})
afterAll(() => idp.close())
afterEach(() => {
  idp.behave()
  idp.requests.length = 0
  for (const close of closers.splice(0)) close()
})

async function signIn(
  options: Parameters<typeof federationContext>[0] & { details?: Record<string, string> } = {},
) {
  const context = federationContext(options)
  closers.push(context.close)
  const details = { client_id: 'the-client', client_secret: SECRET, authorize_scopes: 'openid email' }
  const provider = providerOf('OIDC', { ...details, oidc_issuer: idp.issuer, ...options.details })
  const address = await idp.signIn(await oidc.authorizationUrl(context, provider, attempt, {}), 'Ada')
  return profileAt(oidc, context, provider, address)
}

const endpoints: [path: Route, timeout: string, purpose: string][] = [
  [
    '/.well-known/openid-configuration',
    'Read timed out',
    'IdP Error - STATUS error getting openid configuration',
  ],
  ['/token', 'Timeout occurred in calling IdP token endpoint', 'Company Error - STATUS error getting token'],
  ['/jwks', 'error_description=Timeout in calling jwks uri', 'IdP Error - STATUS error getting jwks'],
  ['/me', 'Read timed out', 'Company Error - STATUS error getting user info'],
]
const notAnObject = 'The answer of the identity provider is not a JSON object.'
const tooLarge = 'The answer of the identity provider is too large.'

function answers(text: string | Uint8Array, status = 200): RequestListener {
  return (_, response) => void response.writeHead(status, { 'content-type': 'application/json' }).end(text)
}

function writeOnAndOn(response: ServerResponse): void {
  while (!response.destroyed && response.write(' '.repeat(65_536)));
  response.once('drain', () => writeOnAndOn(response))
}

/** JSON that is nested so deep, the object itself among the levels. */
function nested(depth: number): string {
  return `{"deep":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
}

describe.each(endpoints)('%s of a provider', (path, timeout, purpose) => {
  it.each<[string, RequestListener, string]>([
    [
      'redirects',
      (_, response) => void response.writeHead(302, { location: `${idp.issuer}/elsewhere` }).end(),
      purpose.replace('STATUS', '302'),
    ],
    ['fails', answers('<h1>Oh</h1>', 500), purpose.replace('STATUS', '500')],
    ['has nothing to say', answers('', 204), purpose.replace('STATUS', '204')],
    ['ends the connection', (request) => void request.socket.destroy(), 'Connection reset'],
    [
      'ends the connection within the answer',
      (request, response) => {
        response.writeHead(200, { 'content-length': 100 })
        response.write('{"a', () => request.socket.destroy())
      },
      'Connection reset',
    ],
    ['never ends', (_, response) => writeOnAndOn(response), tooLarge],
    ['is larger than 1 MiB', answers(`{}${' '.repeat(LIMIT - 1)}`), tooLarge],
    ['is no JSON', answers('access_token=a&token_type=bearer'), notAnObject],
    ['is a list', answers('[]'), notAnObject],
    ['is null', answers('null'), notAnObject],
    ['is no UTF-8', answers(Uint8Array.from([0x22, 0xff, 0x22])), notAnObject],
    ['is nested deeply', answers(nested(22)), notAnObject],
    [
      'is nested as deep as it can be',
      answers(`{"deep":${'['.repeat(400_000)}${']'.repeat(400_000)}}`),
      notAnObject,
    ],
  ])('that %s', async (_, listener, message) => {
    idp.answer(path, listener)
    const refused = await refusalOf(signIn(), [SECRET, attempt.codeVerifier])
    expect(refused).toEqual({ code: 'invalid_request', message })
    expect(idp.requests).not.toContain('GET /elsewhere')
  })

  it('that does not answer in time', async () => {
    idp.answer(path, () => undefined)
    const refused = await refusalOf(signIn({ timeoutMs: 1_000 }), [SECRET])
    expect(refused).toEqual({ code: 'invalid_request', message: timeout })
  })

  it('may be as large as 1 MiB and nested 20 deep', async () => {
    idp.change(path, (body) => {
      const wide = { ...body, deep: JSON.parse(nested(20)).deep }
      return { ...wide, fill: ' '.repeat(LIMIT - JSON.stringify({ ...wide, fill: '' }).length) }
    })
    expect(await signIn()).toMatchObject({ subject: 'Ada' })
  })
})

describe('a token endpoint', () => {
  it.each<[string, Record<string, unknown>]>([
    ['no access token', { access_token: undefined }],
    ['no ID token', { id_token: undefined }],
    ['no type of the token', { token_type: undefined }],
    ['a token that needs a proof', { token_type: 'DPoP-like' }],
  ])('that gives %s', async (_, change) => {
    idp.change('/token', (body) => ({ ...body, ...change }))
    expect(await refusalOf(signIn(), [SECRET])).toEqual({
      code: 'invalid_request',
      message: 'The answer of the identity provider is not valid.',
    })
  })
})

describe('a key set', () => {
  it.each<[string, unknown]>([
    ['has no keys', {}],
    ['has keys that are none', { keys: ['a'] }],
    ['has a key that is broken', { keys: [{ kty: 'RSA', kid: 'key-of-the-provider', n: 'a', e: 'AQAB' }] }],
  ])('that %s', async (_, body) => {
    idp.change('/jwks', () => body)
    expect(await refusalOf(signIn())).toEqual({
      code: 'invalid_request',
      message: 'The signature of the ID token is not valid.',
    })
  })
})

describe('addresses of providers', () => {
  it('may not be private where the operator does not allow it', async () => {
    expect(await refusalOf(signIn({ privateAddresses: false }))).toEqual({
      code: 'invalid_request',
      message: 'The address of the identity provider is not public.',
    })
    expect(idp.requests).toEqual([])
  })

  it.each([
    'http://provider.example',
    'http://10.0.0.1',
    'file:///etc/passwd',
    'ftp://provider.example',
    'me',
  ])('are not %s', async (attributes_url) => {
    expect(await refusalOf(signIn({ details: { attributes_url } }))).toEqual({
      code: 'invalid_request',
      message: 'An address of the identity provider does not start with https://.',
    })
  })
})
