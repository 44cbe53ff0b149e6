import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import { promisify } from 'node:util'

/**
 * The public half of a signing key, as JWKS shows it (RFC 7517), in the member order of Cognito; n and e in base64url
 * without padding. An alias, not an interface, so that it can be stored as a record of texts.
 */
export type PublicJwk = {
  alg: 'RS256'
  e: string
  kid: string
  kty: 'RSA'
  n: string
  use: 'sig'
}

export interface JwtSigningKey {
  kid: string
  privateKey: KeyObject
  /** The encoded header, when `toSigningKey` made the key. */
  header?: string
}

/** A JWT whose signature is right; whether it is still valid and meant for you is for the caller to check. */
export interface VerifiedJwt {
  header: { kid: string; alg: 'RS256' } & Record<string, unknown>
  claims: Record<string, unknown>
}

// Why not `jose` here: every sign-in signs two tokens and every self-service call verifies one. node:crypto signs on
// libuv's threads without WebCrypto's detours, takes a KeyObject as it is, and a fixed algorithm leaves forty lines.

const digest = 'RSA-SHA256'
/** Cognito's keys have 2048 bits; RFC 7518 section 3.3 wants no fewer. */
const modulusBits = 2048
/** Cognito's tokens have one or two kB, with many groups a few more; reading much more is work for an attacker's benefit. */
const maximumCharacters = 16_384
const segment = /^[A-Za-z0-9_-]+$/

const generate = promisify(generateKeyPair)

/**
 * A new RSA-2048 key pair, made off the event loop (tens to hundreds of milliseconds). `kid` is the standard base64 of
 * 32 random bytes, 44 characters ending in `=`, as Cognito's; `privatePkcs8` is DER and must be sealed to be stored.
 */
export async function generateSigningKey(): Promise<{
  kid: string
  publicJwk: PublicJwk
  privatePkcs8: Buffer
}> {
  const { publicKey, privateKey } = await generate('rsa', { modulusLength: modulusBits })
  const kid = randomBytes(32).toString('base64')
  return {
    kid,
    publicJwk: toPublicJwk(kid, publicKey),
    privatePkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }),
  }
}

/** Makes a stored key ready to sign and to verify, its header encoded once. Throws when the DER is no private key. */
export function toSigningKey(stored: {
  kid: string
  privatePkcs8: Buffer
}): Required<JwtSigningKey> & { publicKey: KeyObject; publicJwk: PublicJwk } {
  const { kid } = stored
  const privateKey = createPrivateKey({ key: stored.privatePkcs8, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  return { kid, privateKey, publicKey, publicJwk: toPublicJwk(kid, publicKey), header: encodeHeader(kid) }
}

/**
 * A JWT by RS256 (RFC 7515, RFC 7518 section 3.3) over the claims in the order given, signed on libuv's thread pool. Its
 * header is exactly `{"kid":…,"alg":"RS256"}` as Cognito's, without `typ`.
 */
export async function signJwt(key: JwtSigningKey, claims: object): Promise<string> {
  const input = `${key.header ?? encodeHeader(key.kid)}.${encode(JSON.stringify(claims))}`
  const signature = await signOffThread(Buffer.from(input, 'ascii'), key.privateKey)
  return `${input}.${signature.toString('base64url')}`
}

/**
 * Checks form and signature of a JWT; undefined when anything is wrong. The key is found by `kid` alone: `jwk`, `jku`
 * and `x5u` of the header are not looked at, `crit` and every `alg` but RS256 are refused (RFC 8725 sections 3.1, 3.5).
 * Expiry, issuer, audience and use are for the caller to check.
 */
export function verifyJwt(
  token: string,
  findKey: (kid: string) => KeyObject | undefined,
): VerifiedJwt | undefined {
  if (token.length > maximumCharacters) return undefined
  const [headerText = '', claimsText = '', signatureText = '', ...rest] = token.split('.')
  const header = readHeader(decodeObject(headerText))
  const signature = decode(signatureText)
  if (!header || !signature || rest.length > 0) return undefined
  const key = findKey(header.kid)
  if (!key || !isRsaPublicKey(key)) return undefined
  const input = Buffer.from(`${headerText}.${claimsText}`, 'utf8')
  if (!verify(digest, input, key, signature)) return undefined
  const claims = decodeObject(claimsText)
  return claims && { header, claims }
}

function toPublicJwk(kid: string, publicKey: KeyObject): PublicJwk {
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  return { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' }
}

function encodeHeader(kid: string): string {
  return encode(JSON.stringify({ kid, alg: 'RS256' }))
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url')
}

function signOffThread(input: Buffer, key: KeyObject): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    sign(digest, input, key, (error, signature) => (error ? reject(error) : resolve(signature)))
  })
}

function readHeader(header: Record<string, unknown> | undefined): VerifiedJwt['header'] | undefined {
  if (header?.alg !== 'RS256' || typeof header.kid !== 'string' || 'crit' in header) return undefined
  return { ...header, kid: header.kid, alg: header.alg }
}

/** A public key only: a private or a secret one in this place would be a mistake that must not verify. */
function isRsaPublicKey(key: KeyObject): boolean {
  return key.type === 'public' && key.asymmetricKeyType === 'rsa'
}

/** base64url in its one canonical spelling, so that no two texts are the same token (RFC 4648 section 3.5). */
function decode(text: string): Buffer | undefined {
  if (!segment.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}

function decodeObject(text: string): Record<string, unknown> | undefined {
  const bytes = decode(text)
  if (!bytes) return undefined
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined // Not UTF-8 or not JSON: not a token of ours.
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
