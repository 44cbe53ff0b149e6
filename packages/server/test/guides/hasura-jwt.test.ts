import { createHmac, type KeyObject } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signingKeys } from '../../src/core/signing-keys.ts'
import { generateSigningKey, signJwt, toSigningKey } from '../../src/crypto/signatures.ts'
import type { SigningKey } from '../../src/services.ts'
import { claimsOf, createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import {
  authenticate,
  createKeyHolder,
  type HasuraRequest,
  type HasuraSettings,
  type JwtSecret,
  readJwks,
  readJwtSecret,
  secondsToNextRead,
} from './hasura-jwt.ts'

const NAMESPACE = 'https://hasura.io/jwt/claims'

interface Tokens {
  IdToken: string
  AccessToken: string
}

/** A token that somebody made of the good one. */
interface Forgery {
  /** What it says in place of the good one's claims; undefined leaves a claim out. */
  claims?: Record<string, unknown>
  /** What its namespace says in place of the good one's. */
  namespace?: Record<string, unknown>
}

describe('the rules of Hasura', () => {
  let server: TestServer
  let pool: Pool
  let other: Pool
  let tokens: Tokens
  let keys: KeyObject[]
  let key: SigningKey
  let foreign: SigningKey

  beforeAll(async () => {
    server = await startTestServer('sqlite', [
      '--trigger=PreTokenGeneration=examples/hasura/functions/claims.mjs',
    ])
    ;[pool, other] = await Promise.all([createPool(server), createPool(server)])
    await createUser(server, pool, 'ada')
    tokens = await signIn(server, pool, 'ada')
    keys = readJwks(await (await fetchKeys()).text())
    key = (await signingKeys(server.services, pool.userPoolId)).id
    foreign = (await signingKeys(server.services, other.userPoolId)).id
  })
  afterAll(() => server?.stop())

  const issuer = () => `${server.services.publicUrl}/${pool.userPoolId}`
  const fetchKeys = () => fetch(`${issuer()}/.well-known/jwks.json`)
  const now = () => Math.floor(server.services.clock.now() / 1000)
  const secret = (): JwtSecret => ({
    jwk_url: `${issuer()}/.well-known/jwks.json`,
    issuer: issuer(),
    audience: pool.clientId,
    claims_format: 'stringified_json',
  })
  const ask = (request: HasuraRequest, changes: Partial<HasuraSettings> = {}) =>
    authenticate({ secret: secret(), keys, now: now(), ...changes }, request)
  const bearer = (token: string): HasuraRequest => ({ authorization: `Bearer ${token}` })

  /** What the good token says, changed. */
  function claimsWith({ claims = {}, namespace }: Forgery): object {
    const good = claimsOf(tokens.IdToken)
    const changed = namespace && {
      [NAMESPACE]: JSON.stringify({ ...JSON.parse(String(good[NAMESPACE])), ...namespace }),
    }
    return { ...good, ...changed, ...claims }
  }
  const forge = async (forgery: Forgery, by = key) => bearer(await signJwt(by, claimsWith(forgery)))
  const withHeader = (header: object, signature = '') =>
    [header, claimsWith({})]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .concat(signature)
      .join('.')

  describe('take', () => {
    it('the ID token as it is, with the role and the variables of the function', () => {
      const { sub } = claimsOf(tokens.IdToken)
      expect(ask(bearer(tokens.IdToken))).toEqual({
        role: 'user',
        variables: { 'x-hasura-user-id': sub, 'x-hasura-default-role': 'user' },
      })
    })

    it('it in the second that it is issued in, and until the last before it expires', () => {
      const { iat, exp } = claimsOf(tokens.IdToken) as { iat: number; exp: number }
      expect(ask(bearer(tokens.IdToken), { now: iat }).role).toBe('user')
      expect(ask(bearer(tokens.IdToken), { now: exp - 1 }).role).toBe('user')
      expect(() => ask(bearer(tokens.IdToken), { now: exp })).toThrow('JWTExpired')
    })

    it('the variable that the server prints, and no other mixture of its members', () => {
      expect(readJwtSecret(JSON.stringify(secret()))).toEqual(secret())
      expect(() => readJwtSecret('{}')).toThrow('key and jwk_url both cannot be empty')
      const both = JSON.stringify({ ...secret(), key: 'k', type: 'RS256' })
      expect(() => readJwtSecret(both)).toThrow('key, jwk_url both cannot be present')
    })

    it('claims that are an object, as the second version of the event can give, where claims_format is json', async () => {
      const namespace = JSON.parse(String(claimsOf(tokens.IdToken)[NAMESPACE]))
      const request = await forge({ claims: { [NAMESPACE]: namespace } })
      const changes = { secret: { ...secret(), claims_format: 'json' as const } }
      expect(ask(request, changes)).toEqual(ask(bearer(tokens.IdToken)))
    })

    it('a role that the token allows, and the unauthorized one without a token', async () => {
      const editor = await forge({ namespace: { 'x-hasura-allowed-roles': ['user', 'editor'] } })
      expect(ask({ ...editor, role: 'editor' }).role).toBe('editor')
      const changes = { unauthorizedRole: 'anonymous' }
      expect(ask({}, changes)).toEqual({ role: 'anonymous', variables: {} })
      expect(() => ask(bearer('x.y'), changes)).toThrow('got 2')
    })
  })

  describe('refuse', () => {
    const soon = 4_000_000_000
    const refusals: Record<string, [code: string, message: RegExp, Forgery]> = {
      'an expired token': ['invalid-jwt', /: JWTExpired$/, { claims: { exp: 1 } }],
      'one for another client': ['invalid-jwt', /: JWTNotInAudience$/, { claims: { aud: 'another' } }],
      'one of another issuer': ['invalid-jwt', /: JWTNotInIssuer$/, { claims: { iss: 'http://x/y' } }],
      'one that is not valid yet': ['invalid-jwt', /: JWTNotYetValid$/, { claims: { nbf: soon } }],
      'one of the future': ['invalid-jwt', /: JWTIssuedAtFuture$/, { claims: { iat: soon, exp: soon + 1 } }],
      'an expiry that is text': ['invalid-jwt', /Error in \$\.exp: parsing Nume/, { claims: { exp: 'x' } }],
      'a subject that is no URI': ['invalid-jwt', /Error in \$\.sub: failed to/, { claims: { sub: 'a: b' } }],
      'no claims of Hasura': [
        'jwt-invalid-claims',
        /^claims key: 'https:\/\/hasura.io\/jwt\/claims' not found$/,
        { claims: { [NAMESPACE]: undefined } },
      ],
      'claims that are an object': [
        'jwt-invalid-claims',
        /^expecting a string when claims_format is stringified_json$/,
        { claims: { [NAMESPACE]: {} } },
      ],
      'claims that are no JSON': [
        'jwt-invalid-claims',
        /^expecting stringified json at: 'claims_namespace https:.+', but found: user$/,
        { claims: { [NAMESPACE]: 'user' } },
      ],
      'claims without roles': [
        'jwt-missing-role-claims',
        /^JWT claim does not contain x-hasura-allowed-roles$/,
        { namespace: { 'x-hasura-allowed-roles': undefined } },
      ],
      'claims without a default role': [
        'jwt-missing-role-claims',
        /^JWT claim does not contain x-hasura-default-role$/,
        { namespace: { 'x-hasura-default-role': undefined } },
      ],
      'roles that are no list': [
        'jwt-invalid-claims',
        /^invalid x-hasura-allowed-roles; should be a list of roles: .+ encountered String$/,
        { namespace: { 'x-hasura-allowed-roles': 'user' } },
      ],
      'a variable that is a number': [
        'jwt-invalid-claims',
        /^x-hasura-\* claims: /,
        { namespace: { 'x-hasura-user-id': 7 } },
      ],
    }

    it.each(Object.entries(refusals))('%s', async (_, [code, message, forgery]) => {
      const request = await forge(forgery)
      expect(() => ask(request)).toThrow(
        expect.objectContaining({ code, message: expect.stringMatching(message) }),
      )
    })

    it("another pool's token, even under this pool's key id, and a changed one", async () => {
      const refusal = { code: 'invalid-jwt', message: 'Could not verify JWT: JWSError JWSInvalidSignature' }
      const [header = '', , signature = ''] = tokens.IdToken.split('.')
      const payload = Buffer.from(JSON.stringify(claimsWith({ claims: { email: 'x' } }))).toString(
        'base64url',
      )
      const { header: _, ...named } = { ...foreign, kid: key.kid }
      const stolen = bearer(await signJwt(named, claimsWith({})))
      for (const request of [await forge({}, foreign), stolen, bearer(`${header}.${payload}.${signature}`)])
        expect(() => ask(request)).toThrow(expect.objectContaining(refusal))
    })

    it('a token that nobody signed, and one signed with the public key as a secret', () => {
      expect(() => ask(bearer(withHeader({ alg: 'none' })))).toThrow('JWSError JWSNoSignatures')
      const unsigned = withHeader({ alg: 'HS256' }).slice(0, -1)
      const pem = key.publicKey.export({ type: 'spki', format: 'pem' })
      const signature = createHmac('sha256', pem).update(unsigned).digest('base64url')
      expect(() => ask(bearer(`${unsigned}.${signature}`))).toThrow(
        expect.objectContaining({ code: 'invalid-jwt' }),
      )
    })

    it('what is no token, and a token while it has no keys', () => {
      expect(() => ask(bearer('garbage'))).toThrow(
        'Could not verify JWT: JWSError (CompactDecodeError Invalid number of parts: Expected 3 parts; got 1)',
      )
      expect(() => ask(bearer(tokens.IdToken), { keys: [] })).toThrow('JWSError NoUsableKeys')
    })

    it.each([
      [{}, "Missing 'Authorization' or 'Cookie' header in JWT authentication mode"],
      [{ authorization: 'bearer x' }, 'Malformed Authorization header'],
      [{ authorization: 'x' }, 'Malformed Authorization header'],
    ])('the headers %j', (request, message) => {
      expect(() => ask(request)).toThrow(expect.objectContaining({ code: 'invalid-headers', message }))
    })

    it('a role that the token does not allow', () => {
      const refusal = { code: 'access-denied', message: 'Your requested role is not in allowed roles' }
      expect(() => ask({ ...bearer(tokens.IdToken), role: 'admin' })).toThrow(
        expect.objectContaining(refusal),
      )
    })

    it('the string of the function where claims_format is json', () => {
      const changes = { secret: { ...secret(), claims_format: 'json' as const } }
      expect(() => ask(bearer(tokens.IdToken), changes)).toThrow(
        'expecting a json object when claims_format is json',
      )
    })

    it('the access token, for it lacks the claims; its missing audience alone would pass', async () => {
      expect(() => ask(bearer(tokens.AccessToken))).toThrow(`claims key: '${NAMESPACE}' not found`)
      expect(ask(await forge({ claims: { aud: undefined } })).role).toBe('user')
    })
  })

  describe('and the JWKS', () => {
    it('has entries that it knows all of', async () => {
      const text = await (await fetchKeys()).text()
      expect(readJwks(text)).toHaveLength(2)
      const { keys: entries } = JSON.parse(text) as { keys: Record<string, string>[] }
      const spoilt = [
        { ...entries[0], kty: 'weird' },
        { ...entries[0], n: `${entries[0]?.n}=` },
        { ...entries[0], n: '+/+/' },
      ]
      for (const entry of spoilt)
        expect(() => readJwks(JSON.stringify({ keys: [...entries, entry] }))).toThrow('no key')
      expect(() => readJwks(JSON.stringify(entries))).toThrow('"keys" not found')
    })

    it('is read again neither each second nor never', async () => {
      const { headers } = await fetchKeys()
      expect(secondsToNextRead(headers, now())).toBe(3600)
    })

    it.each([
      ['max-age=60', 60],
      ['public, s-maxage=60', 60],
      ['no-store', 0],
      ['no-cache, max-age=60', 0],
      ['must-revalidate, max-age=60', 60],
      ['must-revalidate', 0],
      ['private', Number.POSITIVE_INFINITY],
    ])('would be read by the rule for %s', (control, expected) => {
      expect(secondsToNextRead(new Headers({ 'cache-control': control }), 0)).toBe(expected)
    })

    it('would be read by its expiry, and once only without a word of it', () => {
      expect(secondsToNextRead(new Headers({ expires: 'Thu, 01 Jan 1970 00:01:00 GMT' }), 0)).toBe(60)
      expect(secondsToNextRead(new Headers(), 0)).toBe(Number.POSITIVE_INFINITY)
    })

    it('gives a new key an hour before tokens by it are taken, through a time without an answer', async () => {
      const next = toSigningKey(await generateSigningKey())
      const answers: (() => Promise<Response>)[] = [
        fetchKeys,
        async () => new Response('', { status: 503 }),
        async () => {
          const { headers } = await fetchKeys()
          return Response.json({ keys: [key.publicJwk, next.publicJwk] }, { headers })
        },
      ]
      const start = now()
      const keysAt = await createKeyHolder(() => (answers.shift() ?? fetchKeys)(), start)
      const request = bearer(await signJwt(next, claimsWith({})))
      const askAt = async (seconds: number) => ask(request, { keys: await keysAt(start + seconds) })
      await expect(askAt(3599)).rejects.toThrow('JWSInvalidSignature')
      await expect(askAt(3600)).rejects.toThrow('JWSInvalidSignature')
      expect((await askAt(3601)).role).toBe('user')
      expect(ask(bearer(tokens.IdToken), { keys: await keysAt(start + 3602) }).role).toBe('user')
    })

    it('must be there when it starts', async () => {
      const missing = () => fetch(`${server.url}/us-east-1_Nowhere00/.well-known/jwks.json`)
      await expect(createKeyHolder(missing, now())).rejects.toThrow('does not start')
    })
  })
})
