import { createPublicKey, type KeyObject, verify } from 'node:crypto'

/**
 * What Hasura 2 does with a token, written from its sources (`Auth/JWT.hs`) and from runs of the library that it
 * verifies with, hs-jose: the checks, their codes and their messages. Only RSA keys and RS256, which user pools have.
 */

/** HASURA_GRAPHQL_JWT_SECRET, as far as user pools need it. */
export interface JwtSecret {
  jwk_url: string
  issuer?: string
  audience?: string | string[]
  claims_format?: 'json' | 'stringified_json'
  claims_namespace?: string
  /** Seconds. */
  allowed_skew?: number
}

export interface HasuraRequest {
  /** The header `Authorization`. */
  authorization?: string
  /** The header `X-Hasura-Role`. */
  role?: string
}

/** Who asks: the role, and the variables that permissions can use. */
export interface HasuraSession {
  role: string
  variables: Record<string, string>
}

export interface HasuraSettings {
  secret: JwtSecret
  keys: readonly KeyObject[]
  /** HASURA_GRAPHQL_UNAUTHORIZED_ROLE. */
  unauthorizedRole?: string
  /** Seconds since 1970. */
  now: number
}

/** A refusal as GraphQL clients see it, with status 200. */
export class HasuraRefusal extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

const invalidJwt = (reason: string) => new HasuraRefusal('invalid-jwt', `Could not verify JWT: ${reason}`)
const invalidClaims = (message: string) => new HasuraRefusal('jwt-invalid-claims', message)

/** Reads the variable. Throws where it gives no keys, or gives them twice. */
export function readJwtSecret(text: string): JwtSecret {
  const secret = JSON.parse(text) as Partial<JwtSecret> & { key?: string }
  if (secret.jwk_url === undefined && secret.key === undefined)
    throw new Error('key and jwk_url both cannot be empty')
  if (secret.jwk_url === undefined || secret.key !== undefined)
    throw new Error('key, jwk_url both cannot be present')
  return { ...secret, jwk_url: secret.jwk_url }
}

/** Reads a JWKS; one entry that it does not know makes the whole set useless, and at its start ends the engine. */
export function readJwks(text: string): KeyObject[] {
  const set = JSON.parse(text) as { keys?: unknown }
  if (!Array.isArray(set.keys)) throw new Error('Error in $: key "keys" not found')
  return set.keys.map(readJwk)
}

function readJwk({ kty, n, e }: { kty?: unknown; n?: unknown; e?: unknown }): KeyObject {
  const isBase64Url = (text: unknown) => typeof text === 'string' && /^[A-Za-z0-9_-]+$/.test(text)
  if (kty !== 'RSA' || !isBase64Url(n) || !isBase64Url(e)) throw new Error('Error in $.keys: no key')
  return createPublicKey({ key: { kty: 'RSA', n: String(n), e: String(e) }, format: 'jwk' })
}

/** Seconds until the keys are read again, by the headers of the answer; Infinity for never. */
export function secondsToNextRead(headers: Headers, now: number): number {
  const control = headers.get('cache-control')?.toLowerCase() ?? ''
  const maxAge = Number(/(?:max-age|s-maxage)=(\d+)/.exec(control)?.[1] ?? Number.NaN)
  if (/must-revalidate/.test(control)) return Number.isNaN(maxAge) ? 0 : maxAge
  if (/no-cache|no-store/.test(control)) return 0
  if (!Number.isNaN(maxAge)) return maxAge
  const expires = headers.get('expires')
  return expires === null ? Number.POSITIVE_INFINITY : Math.max(0, Date.parse(expires) / 1000 - now)
}

/** Keys as the engine holds them: read at once, and again when the answer has expired; a failed read keeps the old ones. */
export async function createKeyHolder(read: () => Promise<Response>, start: number) {
  const first = await read()
  if (!first.ok) throw new Error('The engine does not start')
  let keys = readJwks(await first.text())
  let expiresAt = start + secondsToNextRead(first.headers, start)
  return async (now: number): Promise<KeyObject[]> => {
    if (now < expiresAt) return keys
    const next = await read()
    if (!next.ok) return keys
    expiresAt = now + secondsToNextRead(next.headers, now)
    keys = readJwks(await next.text())
    return keys
  }
}

/** Who asks, or throws `HasuraRefusal`. */
export function authenticate(settings: HasuraSettings, request: HasuraRequest): HasuraSession {
  if (request.authorization === undefined) return unauthorized(settings)
  const [scheme, token, ...more] = request.authorization.split(' ')
  if (scheme !== 'Bearer' || !token || more.length > 0)
    throw new HasuraRefusal('invalid-headers', 'Malformed Authorization header')
  const claims = verifyToken(settings, token)
  return chooseRole(readNamespace(settings.secret, claims), request.role)
}

function unauthorized({ unauthorizedRole }: HasuraSettings): HasuraSession {
  const message = "Missing 'Authorization' or 'Cookie' header in JWT authentication mode"
  if (unauthorizedRole === undefined) throw new HasuraRefusal('invalid-headers', message)
  return { role: unauthorizedRole, variables: {} }
}

type Claims = Record<string, unknown>

function verifyToken(settings: HasuraSettings, token: string): Claims {
  const parts = token.split('.')
  if (parts.length !== 3)
    throw invalidJwt(
      `JWSError (CompactDecodeError Invalid number of parts: Expected 3 parts; got ${parts.length})`,
    )
  requireSignature(settings.keys, parts)
  const claims = decode(parts[1])
  requireShapes(claims)
  requireTimes(claims, settings)
  requireParties(claims, settings.secret)
  return claims
}

/** The header's `kid` is not looked at: any key of the set may fit. */
function requireSignature(keys: readonly KeyObject[], [header, payload, signature]: string[]): void {
  const { alg } = decode(header)
  if (alg === 'none') throw invalidJwt('JWSError JWSNoSignatures')
  if (keys.length === 0) throw invalidJwt('JWSError NoUsableKeys')
  const bytes = Buffer.from(signature ?? '', 'base64url')
  const fits = (key: KeyObject) => verify('sha256', Buffer.from(`${header}.${payload}`), key, bytes)
  if (alg !== 'RS256' || !keys.some(fits)) throw invalidJwt('JWSError JWSInvalidSignature')
}

function decode(part = ''): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims
}

function requireShapes(claims: Claims): void {
  for (const name of ['exp', 'nbf', 'iat'])
    if (name in claims && typeof claims[name] !== 'number')
      throw invalidJwt(`JWTClaimsSetDecodeError "Error in $.${name}: parsing NumericDate failed"`)
  for (const name of ['iss', 'sub'])
    if (!isStringOrUri(String(claims[name] ?? '')))
      throw invalidJwt(`JWTClaimsSetDecodeError "Error in $.${name}: failed to parse StringOrURI"`)
}

/** RFC 7519, section 2: with a colon it must be a URI, and those hold no spaces (RFC 3986). */
function isStringOrUri(text: string): boolean {
  return !text.includes(':') || /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]*$/.test(text)
}

function requireTimes(claims: Claims, { secret, now }: HasuraSettings): void {
  const skew = secret.allowed_skew ?? 0
  if ('exp' in claims && Number(claims.exp) + skew <= now) throw invalidJwt('JWTExpired')
  if ('iat' in claims && Number(claims.iat) - skew > now) throw invalidJwt('JWTIssuedAtFuture')
  if ('nbf' in claims && Number(claims.nbf) - skew > now) throw invalidJwt('JWTNotYetValid')
}

/** What a token does not say is not asked of it. */
function requireParties({ iss, aud }: Claims, { issuer, audience }: JwtSecret): void {
  if (issuer !== undefined && iss !== undefined && iss !== issuer) throw invalidJwt('JWTNotInIssuer')
  if (audience === undefined || aud === undefined) return
  const wanted = [audience].flat()
  if (![aud].flat().some((each) => wanted.includes(String(each)))) throw invalidJwt('JWTNotInAudience')
}

function readNamespace(secret: JwtSecret, claims: Claims): Claims {
  const name = secret.claims_namespace ?? 'https://hasura.io/jwt/claims'
  const value = claims[name]
  if (value === undefined) throw invalidClaims(`claims key: '${name}' not found`)
  if (secret.claims_format !== 'stringified_json') {
    if (!isObject(value)) throw invalidClaims('expecting a json object when claims_format is json')
    return value
  }
  if (typeof value !== 'string')
    throw invalidClaims('expecting a string when claims_format is stringified_json')
  return parseNamespace(name, value)
}

function parseNamespace(name: string, text: string): Claims {
  try {
    const parsed: unknown = JSON.parse(text)
    if (isObject(parsed)) return parsed
  } catch {
    // Refused below, as JSON of another kind.
  }
  throw invalidClaims(`expecting stringified json at: 'claims_namespace ${name}', but found: ${text}`)
}

function chooseRole(namespace: Claims, requested: string | undefined): HasuraSession {
  const given = Object.entries(namespace).map(([name, value]) => [name.toLowerCase(), value] as const)
  const claims = Object.fromEntries(given.filter(([name]) => name.startsWith('x-hasura-')))
  const { 'x-hasura-allowed-roles': allowed, ...variables } = claims
  if (allowed === undefined) throw missingRole('x-hasura-allowed-roles')
  if (!Array.isArray(allowed)) throw notRoles(allowed)
  const role = requested ?? variables['x-hasura-default-role']
  if (variables['x-hasura-default-role'] === undefined) throw missingRole('x-hasura-default-role')
  if (!allowed.includes(role))
    throw new HasuraRefusal('access-denied', 'Your requested role is not in allowed roles')
  if (Object.values(variables).some((value) => typeof value !== 'string'))
    throw invalidClaims('x-hasura-* claims: parsing Text failed, expected String')
  return { role: String(role), variables: variables as Record<string, string> }
}

function missingRole(name: string): HasuraRefusal {
  return new HasuraRefusal('jwt-missing-role-claims', `JWT claim does not contain ${name}`)
}

function notRoles(value: unknown): HasuraRefusal {
  const found = typeof value === 'string' ? 'String' : 'another type'
  const reason = `parsing [] failed, expected Array, but encountered ${found}`
  return invalidClaims(`invalid x-hasura-allowed-roles; should be a list of roles: ${reason}`)
}

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
