import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Sha256 } from '@aws-crypto/sha256-js'
import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { SignatureV4 } from '@smithy/signature-v4'
import aws4 from 'aws4'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSigningKeyCache, parseCredentialScope, type SigV4Request, verifySigV4 } from './sigv4.ts'

const credential = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
const now = Date.UTC(2026, 10, 20, 12, 0, 0)
const options = { credentials: [credential], now }
const accepted = { ok: true, accessKeyId: 'AKIDEXAMPLE', region: 'eu-west-1', service: 'cognito-idp' }
const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
  'and signing method. Consult the service documentation for details.'

type Query = Record<string, string | string[]>

interface Unsigned {
  method: string
  path: string
  query: Query
  headers: Record<string, string>
  body: string
}

const call: Unsigned = {
  method: 'POST',
  path: '/',
  query: {},
  headers: {
    host: 'localhost:4100',
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools',
  },
  body: '{"MaxResults":1}',
}

function signer(
  overrides: { sessionToken?: string; applyChecksum?: boolean; secretAccessKey?: string } = {},
) {
  const { applyChecksum = true, ...identity } = overrides
  const credentials = { ...credential, ...identity }
  return new SignatureV4({
    credentials,
    region: 'eu-west-1',
    service: 'cognito-idp',
    sha256: Sha256,
    applyChecksum,
  })
}

function smithyRequest(request: Unsigned) {
  return { ...request, protocol: 'http:', hostname: 'localhost', port: 4100 }
}

function urlOf(path: string, query: Query = {}): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encode(name)}=${encode(one)}`),
  )
  return `http://localhost:4100${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
}

interface SignOptions {
  at?: number
  sessionToken?: string
  applyChecksum?: boolean
  secretAccessKey?: string
}

async function sign(
  request: Unsigned = call,
  { at = now, ...overrides }: SignOptions = {},
): Promise<SigV4Request> {
  const signed = await signer(overrides).sign(smithyRequest(request), { signingDate: new Date(at) })
  return received(request, signed.headers, {})
}

async function presign(expiresIn = 60, at = now): Promise<SigV4Request> {
  const signed = await signer().presign(smithyRequest(call), {
    signingDate: new Date(at),
    expiresIn,
    unhoistableHeaders: new Set(['x-amz-target']),
  })
  return received(call, signed.headers, (signed.query ?? {}) as Query)
}

function received(request: Unsigned, headers: Record<string, string>, query: Query): SigV4Request {
  const url = urlOf(request.path, { ...request.query, ...query })
  return { method: request.method, url, headers: new Headers(headers), body: Buffer.from(request.body) }
}

function withHeader(request: SigV4Request, name: string, value: string | undefined): SigV4Request {
  const headers = new Headers(request.headers)
  if (value === undefined) headers.delete(name)
  else headers.set(name, value)
  return { ...request, headers }
}

function withAuthorization(request: SigV4Request, change: (authorization: string) => string): SigV4Request {
  return withHeader(request, 'authorization', change(request.headers.get('authorization') ?? ''))
}

describe('a request signed by a real signer is accepted', () => {
  it('in the header form', async () => {
    expect(verifySigV4(await sign(), options)).toEqual(accepted)
  })

  it('without the payload hash header, as the command line sends it', async () => {
    const request = await sign(call, { applyChecksum: false })
    expect(request.headers.has('x-amz-content-sha256')).toBe(false)
    expect(verifySigV4(request, options)).toEqual(accepted)
  })

  it('in the presigned form', async () => {
    expect(verifySigV4(await presign(), options)).toEqual(accepted)
  })

  it('with a session token that is signed', async () => {
    const request = await sign(call, { sessionToken: 'FwoGZXIvYXdzEXAMPLE==' })
    expect(request.headers.get('x-amz-security-token')).toBe('FwoGZXIvYXdzEXAMPLE==')
    expect(verifySigV4(request, options)).toEqual(accepted)
  })

  it('with the credential found by a function', async () => {
    const credentials = (accessKeyId: string) => (accessKeyId === 'AKIDEXAMPLE' ? credential : undefined)
    expect(verifySigV4(await sign(), { credentials, now })).toEqual(accepted)
  })

  it('with the host known from the address alone, as in HTTP/2', async () => {
    expect(verifySigV4(withHeader(await sign(), 'host', undefined), options)).toEqual(accepted)
  })

  it('with a header that CloudFront added on the way', async () => {
    expect(verifySigV4(withHeader(await sign(), 'x-amz-cf-id', 'abc'), options)).toEqual(accepted)
  })

  it('with runs of spaces in a header', async () => {
    const request = { ...call, headers: { ...call.headers, 'x-note': '  a   b  c ' } }
    expect(verifySigV4(await sign(request), options)).toEqual(accepted)
  })

  it('whatever its path, query, headers and body', async () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 12 })
    const segment = fc.oneof(word.map(encodeURIComponent), fc.constantFrom('.', '..', '', "!'()*$&+,:;=@"))
    const value = fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 }))
    const query = fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), value, {
      maxKeys: 5,
    })
    const header = fc.stringMatching(/^[\x20-\x7e]{0,20}$/)
    const headers = fc.dictionary(fc.stringMatching(/^x-[b-z]{1,8}$/), header, { maxKeys: 4 })
    const path = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`)
    await fc.assert(
      fc.asyncProperty(path, query, headers, word, async (path, query, extra, body) => {
        const request = { ...call, path, query, headers: { ...call.headers, ...extra }, body }
        expect(verifySigV4(await sign(request), options)).toEqual(accepted)
      }),
    )
  })

  it('by aws4, header and presigned form, with paths and queries of every kind', () => {
    const paths = [
      '/',
      '/a%20b/c',
      '/a//b/../c/',
      '/?b=2&a=1&a=0&c',
      '/?q=%C3%A9%20x%2By&empty=',
      '/x?a-b=1&a=2',
    ]
    for (const path of paths) {
      for (const signQuery of [false, true]) {
        expect(verifySigV4(signWithAws4(path, signQuery), options), `${path} ${signQuery}`).toEqual(accepted)
      }
    }
  })

  it('by the unmodified AWS SDK over a socket', async () => {
    await withServer(async (endpoint, requests) => {
      const client = new CognitoIdentityProviderClient({
        region: 'eu-west-1',
        endpoint,
        credentials: credential,
      })
      await client.send(new ListUserPoolsCommand({ MaxResults: 1 }))
      expect(requests).toHaveLength(1)
      const [request] = requests
      expect(request && verifySigV4(request, { credentials: [credential], now: Date.now() })).toEqual(
        accepted,
      )
      client.destroy()
    })
  })

  it('with a header sent twice, which is signed joined by a bare comma', async () => {
    await withServer(async (endpoint, requests) => {
      const { host } = new URL(endpoint)
      const request = aws4.sign(
        { ...aws4Request('/'), headers: { ...aws4Headers(), Host: host, 'X-Note': 'a,b' } },
        credential,
      )
      const lines = new Headers(request.headers as Record<string, string>)
      lines.delete('x-note')
      lines.append('x-note', 'a')
      lines.append('x-note', 'b')
      await fetch(endpoint, { method: 'POST', headers: lines, body: call.body })
      const [got] = requests
      expect(got?.headers.get('x-note')).toBe('a, b')
      expect(got && verifySigV4(got, options)).toEqual(accepted)
    })
  })
})

function aws4Headers(): Record<string, string> {
  return { 'X-Amz-Date': '20261120T120000Z', 'Content-Type': 'application/x-amz-json-1.1' }
}

function aws4Request(path: string) {
  return {
    service: 'cognito-idp',
    region: 'eu-west-1',
    host: 'localhost:4100',
    method: 'POST',
    path,
    body: call.body,
  }
}

function signWithAws4(path: string, signQuery: boolean): SigV4Request {
  const query = signQuery ? `${path.includes('?') ? '&' : '?'}X-Amz-Date=20261120T120000Z` : ''
  const headers = signQuery ? { Host: 'localhost:4100' } : { ...aws4Headers(), Host: 'localhost:4100' }
  const signed = aws4.sign({ ...aws4Request(path + query), headers, signQuery }, credential)
  const sent = new Headers(signed.headers as Record<string, string>)
  return { method: 'POST', url: signed.path ?? '', headers: sent, body: Buffer.from(call.body) }
}

async function withServer(
  work: (endpoint: string, requests: SigV4Request[]) => Promise<void>,
): Promise<void> {
  const requests: SigV4Request[] = []
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      requests.push(fromIncoming(incoming, Buffer.concat(chunks)))
      response.setHeader('content-type', 'application/x-amz-json-1.1').end('{"UserPools":[]}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

function fromIncoming(incoming: IncomingMessage, body: Buffer): SigV4Request {
  const headers = new Headers()
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '')
  }
  return { method: incoming.method ?? '', url: incoming.url ?? '', headers, body }
}

describe('what the signature covers cannot be changed', () => {
  const changes: [string, (request: SigV4Request) => SigV4Request][] = [
    ['the method', (request) => ({ ...request, method: 'PUT' })],
    ['the path', (request) => ({ ...request, url: request.url.replace('4100/', '4100/x') })],
    ['the query', (request) => ({ ...request, url: `${request.url}?a=1` })],
    [
      'the body',
      (request) => ({ ...withHeader(request, 'x-amz-content-sha256', undefined), body: Buffer.from('{}') }),
    ],
    ['the host', (request) => withHeader(request, 'host', 'localhost:4101')],
    ['the content type', (request) => withHeader(request, 'content-type', 'text/plain')],
    [
      'the operation',
      (request) => withHeader(request, 'x-amz-target', 'AWSCognitoIdentityProviderService.DeleteUserPool'),
    ],
    ['a signed header, taken away', (request) => withHeader(request, 'x-amz-target', undefined)],
    ['the date', (request) => withHeader(request, 'x-amz-date', '20261120T120001Z')],
    ['the region', (request) => withAuthorization(request, (text) => text.replace('eu-west-1', 'us-east-1'))],
    ['the service', (request) => withAuthorization(request, (text) => text.replace('cognito-idp', 'iam'))],
    [
      'the list of headers',
      (request) => withAuthorization(request, (text) => text.replace('content-type;', '')),
    ],
    [
      'the order of headers',
      (request) =>
        withAuthorization(request, (text) => text.replace('content-type;host', 'host;content-type')),
    ],
    [
      'a digit of the signature',
      (request) => withAuthorization(request, (text) => text.replace(/.$/, (c) => (c === '0' ? '1' : '0'))),
    ],
    ['the length of the signature', (request) => withAuthorization(request, (text) => text.slice(0, -2))],
    [
      'the case of the signature',
      (request) =>
        withAuthorization(request, (text) =>
          text.replace(/Signature=.*/, (c) => `Signature=${c.slice(10).toUpperCase()}`),
        ),
    ],
  ]

  it.each(changes)('%s', async (_, change) => {
    const request = await sign(call, { applyChecksum: false })
    expect(verifySigV4(request, options)).toEqual(accepted)
    const result = verifySigV4(change(request), options)
    expect(result).toEqual({ ok: false, error: 'InvalidSignatureException', message: mismatch })
  })

  it.each(['X-Amz-Expires=60', 'X-Amz-Algorithm=AWS4-HMAC-SHA256'])(
    'nor the presigned %s',
    async (parameter) => {
      const request = await presign()
      const changed = parameter.replace('60', '61').replace('SHA256', 'SHA512')
      expect(verifySigV4({ ...request, url: request.url.replace(parameter, changed) }, options).ok).toBe(
        false,
      )
    },
  )

  it('nor a presigned request get another query parameter', async () => {
    const request = await presign()
    const result = verifySigV4({ ...request, url: `${request.url}&Action=Other` }, options)
    expect(result).toMatchObject({ ok: false, message: mismatch })
  })

  it('and a key derived for another secret proves nothing', async () => {
    const request = await sign(call, { secretAccessKey: 'wrong' })
    expect(verifySigV4(request, options)).toMatchObject({
      error: 'InvalidSignatureException',
      message: mismatch,
    })
  })
})

describe('refuses with the exception and the text of AWS', () => {
  it('a request without a signature', async () => {
    const result = verifySigV4(withHeader(await sign(), 'authorization', undefined), options)
    expect(result).toEqual({
      ok: false,
      error: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    })
  })

  const incomplete: [string, (request: SigV4Request) => SigV4Request, string | RegExp][] = [
    ['an empty header', (r) => withHeader(r, 'authorization', ''), 'Authorization header cannot be empty.'],
    [
      'a bearer token, without echoing it',
      (r) => withHeader(r, 'authorization', 'Bearer eyJhbGciOi'),
      /^Invalid key=value pair \(missing equal-sign\) in Authorization header \(hashed with SHA-256 and encoded with Base64\): '[\w+/]{43}='\.$/,
    ],
    [
      'a header with nothing but a scheme',
      (r) => withHeader(withHeader(r, 'authorization', 'AWS4-HMAC-SHA256'), 'x-amz-date', undefined),
      /^Authorization header requires 'Credential' parameter\. Authorization header requires 'Signature' parameter\. Authorization header requires 'SignedHeaders' parameter\. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\. \(Hashed with SHA-256 and encoded with Base64\) Authorization=/,
    ],
    [
      'no Credential',
      (r) => withAuthorization(r, (t) => t.replace(/Credential=[^,]*,/, '')),
      /^Authorization header requires 'Credential' parameter\. \(/,
    ],
    [
      'no SignedHeaders',
      (r) => withAuthorization(r, (t) => t.replace(/SignedHeaders=[^,]*,/, '')),
      /^Authorization header requires 'SignedHeaders' parameter\. \(/,
    ],
    [
      'no Signature',
      (r) => withAuthorization(r, (t) => t.replace(/, Signature=.*/, '')),
      /^Authorization header requires 'Signature' parameter\. \(/,
    ],
    [
      'no date',
      (r) => withHeader(r, 'x-amz-date', undefined),
      /^Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\. \(/,
    ],
    [
      'a repeated parameter',
      (r) => withAuthorization(r, (t) => `${t}, Signature=00`),
      'Authorization header has an unknown or a repeated parameter.',
    ],
    [
      'too long a header',
      (r) => withAuthorization(r, (t) => t + 'x'.repeat(8192)),
      'Authorization header is too long.',
    ],
    [
      'too long an address',
      (r) => ({ ...r, url: `${r.url}?${'x'.repeat(16_384)}` }),
      'The request address is too long.',
    ],
    [
      'too many query parameters',
      (r) => ({ ...r, url: `${r.url}?${'x&'.repeat(513)}` }),
      'The request address is too long.',
    ],
    [
      'another algorithm',
      (r) => withAuthorization(r, (t) => t.replace('HMAC-SHA256', 'ECDSA-P256-SHA256')),
      "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256' (only AWS4-HMAC-SHA256 for now). ",
    ],
    [
      'a credential that is not five parts',
      (r) => withAuthorization(r, (t) => t.replace('AKIDEXAMPLE/', 'AKID/EXAMPLE/')),
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKID/EXAMPLE/20261120/eu-west-1/cognito-idp/aws4_request'",
    ],
    [
      'a date in another form',
      (r) => withHeader(r, 'x-amz-date', '2026-11-20'),
      "Date must be in ISO-8601 'basic format'. Got '2026-11-20'. See http://en.wikipedia.org/wiki/ISO_8601",
    ],
    [
      'a day that does not exist',
      (r) => withHeader(r, 'x-amz-date', '20260231T120000Z'),
      /^Date must be in ISO-8601 'basic format'\. Got '20260231T120000Z'\./,
    ],
  ]

  it.each(incomplete)('%s', async (_, change, message) => {
    const result = verifySigV4(change(await sign()), options)
    const expected = typeof message === 'string' ? message : expect.stringMatching(message)
    expect(result).toEqual({ ok: false, error: 'IncompleteSignatureException', message: expected })
  })

  it.each(['Credential', 'Signature', 'SignedHeaders', 'Date', 'Algorithm'])(
    'a presigned request without its %s',
    async (name) => {
      const request = await presign()
      const url = request.url.replace(new RegExp(`X-Amz-${name}=[^&]*`), '')
      expect(verifySigV4({ ...request, url }, options)).toEqual({
        ok: false,
        error: 'IncompleteSignatureException',
        message: `AWS query-string parameters must include 'X-Amz-${name}'. Re-examine the query-string parameters.`,
      })
    },
  )

  it('a presigned request with a parameter twice, even spelled differently', async () => {
    const request = await presign()
    const url = `${request.url}&X%2DAmz%2DDate=20261120T120000Z`
    const message = 'AWS query-string parameters must not be repeated.'
    expect(verifySigV4({ ...request, url }, options)).toMatchObject({
      error: 'IncompleteSignatureException',
      message,
    })
  })

  it('a request with both forms', async () => {
    const { url } = await presign()
    expect(verifySigV4({ ...(await sign()), url }, options)).toMatchObject({
      error: 'InvalidSignatureException',
      message: "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    })
  })

  it('an access key nobody has', async () => {
    expect(verifySigV4(await sign(), { credentials: [], now })).toEqual({
      ok: false,
      error: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    })
  })

  const scopes: [string, string, string, string][] = [
    ['region', 'eu-west-1', 'EU_1', "Credential should be scoped to a valid region, not 'EU_1'. "],
    [
      'terminator',
      'aws4_request',
      'aws5_request',
      "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. ",
    ],
    ['service', 'cognito-idp', 'A B', 'Credential should be scoped to a service. '],
    [
      'date',
      '/20261120/',
      '/20261119/',
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261119' != '20261120', from '20261120T120000Z'. ",
    ],
  ]

  it.each(scopes)('a scope with a wrong %s', async (_, before, after, message) => {
    const request = withAuthorization(await sign(), (text) => text.replace(before, after))
    expect(verifySigV4(request, options)).toEqual({ ok: false, error: 'InvalidSignatureException', message })
  })

  it('a malformed date or access key in the scope', async () => {
    const message = /^Credential should (start with an access key id|be scoped to a date)\. /
    for (const [before, after] of [
      ['AKIDEXAMPLE', ''],
      ['/20261120/', '/2026112/'],
    ] as const) {
      const result = verifySigV4(
        withAuthorization(await sign(), (text) => text.replace(before, after)),
        options,
      )
      expect(result).toMatchObject({
        error: 'InvalidSignatureException',
        message: expect.stringMatching(message),
      })
    }
  })

  it('a signature for another service than the one asked for', async () => {
    expect(verifySigV4(await sign(), { ...options, service: 'cognito-idp' })).toEqual(accepted)
    expect(verifySigV4(await sign(), { ...options, service: 'lambda' })).toMatchObject({
      error: 'InvalidSignatureException',
      message: "Credential should be scoped to correct service: 'lambda'. ",
    })
  })

  it('a signature that does not cover the host', async () => {
    const request = withAuthorization(await sign(), (text) => text.replace('host;', ''))
    expect(verifySigV4(request, options)).toMatchObject({
      error: 'InvalidSignatureException',
      message: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    })
  })

  it.each(['x-amz-security-token', 'x-amz-meta'])('an unsigned %s header', async (name) => {
    expect(verifySigV4(withHeader(await sign(), name, 'x'), options)).toMatchObject({
      error: 'InvalidSignatureException',
      message: `There were headers present in the request which were not signed: ${name}`,
    })
  })

  it('more signed headers than the limit', async () => {
    const names = Array.from({ length: 101 }, (_, index) => `z${String(index).padStart(3, '0')}`)
    const request = withAuthorization(await sign(), (text) =>
      text.replace('x-amz-target', `x-amz-target;${names.join(';')}`),
    )
    expect(verifySigV4(request, options)).toMatchObject({ message: mismatch })
  })

  it.each(['UNSIGNED-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', '0'.repeat(64), ''])(
    'a payload hash of "%s"',
    async (hash) => {
      const request = await sign({ ...call, headers: { ...call.headers, 'x-amz-content-sha256': hash } })
      const message = "The provided 'x-amz-content-sha256' header does not match what was computed."
      expect(verifySigV4(request, options)).toMatchObject({ error: 'InvalidSignatureException', message })
    },
  )

  it('an unsigned payload announced in a presigned query', async () => {
    const request = await presign()
    const url = `${request.url}&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD`
    expect(verifySigV4({ ...request, url }, options)).toMatchObject({ error: 'InvalidSignatureException' })
  })
})

describe('time', () => {
  it('accepts a clock five minutes slow or fast', async () => {
    expect(verifySigV4(await sign(call, { at: now - 300_000 }), options)).toEqual(accepted)
    expect(verifySigV4(await sign(call, { at: now + 300_000 }), options)).toEqual(accepted)
  })

  it('refuses a signature a second older', async () => {
    expect(verifySigV4(await sign(call, { at: now - 301_000 }), options)).toEqual({
      ok: false,
      error: 'InvalidSignatureException',
      message:
        'Signature expired: 20261120T115459Z is now earlier than 20261120T115500Z (20261120T120000Z - 5 min.)',
    })
  })

  it('refuses a signature a second further ahead', async () => {
    expect(verifySigV4(await sign(call, { at: now + 301_000 }), options)).toEqual({
      ok: false,
      error: 'InvalidSignatureException',
      message:
        'Signature not yet current: 20261120T120501Z is still later than 20261120T120500Z (20261120T120000Z + 5 min.)',
    })
  })

  it('lets a presigned request live as long as it says', async () => {
    expect(verifySigV4(await presign(3600, now - 3_600_000), options)).toEqual(accepted)
    expect(verifySigV4(await presign(3600, now - 3_601_000), options)).toMatchObject({
      message:
        'Signature expired: 20261120T105959Z is now earlier than 20261120T110000Z (20261120T120000Z - 60 min.)',
    })
    expect(verifySigV4(await presign(90, now - 91_000), options)).toMatchObject({
      message:
        'Signature expired: 20261120T115829Z is now earlier than 20261120T115830Z (20261120T120000Z - 90 sec.)',
    })
  })

  it('gives a presigned request without an expiry the clock skew', () => {
    const request = signWithAws4('/', true)
    expect(verifySigV4(request, { ...options, now: now + 300_000 })).toEqual(accepted)
    expect(verifySigV4(request, { ...options, now: now + 301_000 })).toMatchObject({ ok: false })
  })

  it.each(['0', '604801', '-1', '1e3', 'x', ''])('refuses an expiry of "%s"', async (expires) => {
    const request = await presign()
    const url = request.url.replace('X-Amz-Expires=60', `X-Amz-Expires=${expires}`)
    const message = 'X-Amz-Expires must be a number of seconds from 1 to 604800.'
    expect(verifySigV4({ ...request, url }, options)).toMatchObject({
      error: 'IncompleteSignatureException',
      message,
    })
  })

  it('takes the Date header where X-Amz-Date is not sent', async () => {
    const request = withHeader(withAwsDateOnly(), 'date', 'Fri, 20 Nov 2026 12:00:00 GMT')
    expect(verifySigV4(request, options)).toEqual(accepted)
    expect(verifySigV4(withHeader(request, 'date', '20 November 2026'), options)).toMatchObject({
      error: 'IncompleteSignatureException',
    })
  })
})

/** aws4 leaves X-Amz-Date out, when told to add nothing, and signs the time of the Date header. */
function withAwsDateOnly(): SigV4Request {
  const headers = { Host: 'localhost:4100', Date: 'Fri, 20 Nov 2026 12:00:00 GMT' }
  const signed = aws4.sign({ ...aws4Request('/'), headers, doNotModifyHeaders: true }, credential)
  const sent = new Headers(signed.headers as Record<string, string>)
  return { method: 'POST', url: '/', headers: sent, body: Buffer.from(call.body) }
}

describe('the cache of signing keys', () => {
  it('keeps a key after the first proof and forgets it when the secret changes', async () => {
    const signingKeys = createSigningKeyCache()
    expect(verifySigV4(await sign(), { ...options, signingKeys })).toEqual(accepted)
    expect(signingKeys.size).toBe(1)
    expect(verifySigV4(await sign(), { ...options, signingKeys })).toEqual(accepted)
    const rotated = { accessKeyId: credential.accessKeyId, secretAccessKey: 'another' }
    expect(verifySigV4(await sign(), { ...options, credentials: [rotated], signingKeys }).ok).toBe(false)
  })

  it('does not grow by what strangers send, nor beyond its limit', async () => {
    const signingKeys = createSigningKeyCache()
    verifySigV4(await sign(call, { secretAccessKey: 'wrong' }), { ...options, signingKeys })
    expect(signingKeys.size).toBe(0)
    for (let index = 0; index < 300; index += 1) {
      const request = { ...aws4Request('/'), region: `r-${index}`, headers: { ...aws4Headers(), Host: 'h' } }
      const headers = new Headers(aws4.sign(request, credential).headers as Record<string, string>)
      const received = { method: 'POST', url: '/', headers, body: Buffer.from(call.body) }
      expect(verifySigV4(received, { ...options, signingKeys }).ok).toBe(true)
    }
    expect(signingKeys.size).toBe(256)
  })
})

describe('parseCredentialScope', () => {
  it('reads the scope of both forms without any proof', async () => {
    const scope = {
      accessKeyId: 'AKIDEXAMPLE',
      date: '20261120',
      region: 'eu-west-1',
      service: 'cognito-idp',
    }
    expect(parseCredentialScope(await sign(call, { secretAccessKey: 'wrong' }))).toEqual(scope)
    expect(parseCredentialScope(await presign())).toEqual(scope)
  })

  it('reads the scope where nothing but the credential is there', async () => {
    const credential = 'AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/cognito-idp/aws4_request'
    const request = withHeader(await sign(), 'x-amz-date', undefined)
    for (const text of [credential, `${credential}, SignedHeaders=host, Signature=...,`]) {
      const scope = parseCredentialScope(withHeader(request, 'authorization', text))
      expect(scope).toMatchObject({ accessKeyId: 'test', region: 'eu-west-1', service: 'cognito-idp' })
    }
    const both = { ...(await presign()), headers: withHeader(request, 'authorization', credential).headers }
    expect(parseCredentialScope(both)).toBeUndefined()
  })

  it('answers undefined where there is none, or none that can be read', async () => {
    const request = await sign()
    expect(parseCredentialScope(withHeader(request, 'authorization', undefined))).toBeUndefined()
    expect(parseCredentialScope(withHeader(request, 'authorization', 'Bearer x'))).toBeUndefined()
    const broken = withAuthorization(request, (text) => text.replace('eu-west-1', '../etc'))
    expect(parseCredentialScope(broken)).toBeUndefined()
  })

  it('never throws, whatever is sent, and no message carries a control character', () => {
    const part = fc.string({ unit: 'binary', maxLength: 40 })
    const names = fc.constantFrom('Algorithm', 'Credential', 'Signature', 'SignedHeaders', 'Date', 'Expires')
    fc.assert(
      fc.property(fc.array(fc.tuple(names, part), { maxLength: 8 }), part, (parameters, rest) => {
        const pairs = parameters.map(
          ([name, value]) => `X-Amz-${name}=${encodeURIComponent(value.toWellFormed())}`,
        )
        const url = `/?${[...pairs, rest].join('&')}`
        const request = { method: 'POST', url, headers: new Headers({ host: 'h' }), body: new Uint8Array() }
        const result = verifySigV4(request, options)
        expect(result.ok ? '' : result.message).toMatch(/^[\x20-\x7e]+$/)
      }),
    )
  })
})
