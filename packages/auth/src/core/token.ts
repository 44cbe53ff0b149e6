import { cryptography } from '#cryptography'
import { AuthError } from './auth-error.ts'
import type { Signed } from './signature.ts'

/** The claims of a token, of which only those that every token has are certain. */
export interface Claims {
  [claim: string]: unknown
  sub: string
  iss: string
  token_use: 'id' | 'access'
  /** Epoch seconds. */
  exp: number
}

/** A token that was read but not verified. */
export interface ReadToken extends Signed {
  kid: string
  claims: Record<string, unknown>
}

/** Cognito's are of 1 to 2 kB, triggers may add to that; cookies and headers end far below. */
const MAXIMUM_LENGTH = 32_768
const compactForm = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/

/** Takes a JWS in compact form apart. Throws AuthError `malformed`, or `algorithm` if it is not RS256. */
export function readToken(token: unknown): ReadToken {
  if (typeof token !== 'string' || token.length > MAXIMUM_LENGTH) throw malformed()
  const [, header, payload, signature] = compactForm.exec(token) ?? []
  if (header === undefined || payload === undefined || signature === undefined) throw notSigned(token)
  const { alg, kid, crit } = parse(header)
  // The key decides about the algorithm; this only tells a foreign token from a forged one.
  if (alg !== 'RS256') throw new AuthError('algorithm', 'The token is not signed by RS256')
  // RFC 7515 section 4.1.11: who does not know a critical member must refuse. `jwk`, `jku` and `x5u` are never read.
  if (typeof kid !== 'string' || crit !== undefined) throw malformed()
  const signingInput = token.slice(0, header.length + 1 + payload.length)
  return { kid, claims: parse(payload), signingInput, signature }
}

/** An unsecured JWT (RFC 7519 section 6) ends with an empty signature. */
function notSigned(token: string): AuthError {
  return /^[\w-]+\.[\w-]+\.$/.test(token)
    ? new AuthError('algorithm', 'The token is not signed')
    : malformed()
}

function parse(base64url: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(cryptography.decodeText(base64url))
  } catch (cause) {
    throw malformed(cause)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed()
  return value as Record<string, unknown>
}

/** The error of everything that is no proper token. */
export function malformed(cause?: unknown): AuthError {
  return new AuthError('malformed', 'The token is no signed JWT of a user pool', { cause })
}
