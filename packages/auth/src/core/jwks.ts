import { cryptography } from '#cryptography'
import type { VerifyingKey } from './signature.ts'

/** 2048 bits in base64url, the least that RFC 7518 section 3.3 allows. */
const MINIMUM_MODULUS_LENGTH = 342
const base64url = /^[\w-]+$/

/** The usable keys of a JWKS: RSA keys for signatures. Others are passed over; throws if none is left. */
export function readKeys(text: string): ReadonlyMap<string, VerifyingKey> {
  const { keys } = JSON.parse(text) as { keys?: unknown }
  if (!Array.isArray(keys)) throw new Error('The JWKS has no list of keys')
  const usable = new Map<string, VerifyingKey>()
  for (const jwk of keys) {
    const found = readKey(jwk)
    if (found && !usable.has(found.kid)) usable.set(found.kid, found.key)
  }
  if (usable.size === 0) throw new Error('The JWKS has no RSA key for signatures')
  return usable
}

function readKey(jwk: unknown): { kid: string; key: VerifyingKey } | undefined {
  if (typeof jwk !== 'object' || jwk === null) return undefined
  const { kty, use, alg = 'RS256', kid, n, e } = jwk as Record<string, unknown>
  if (kty !== 'RSA' || use !== 'sig' || alg !== 'RS256' || typeof kid !== 'string') return undefined
  if (typeof n !== 'string' || typeof e !== 'string' || !base64url.test(n + e)) return undefined
  if (n.length < MINIMUM_MODULUS_LENGTH) return undefined
  try {
    return { kid, key: cryptography.importKey({ kty, n, e }) }
  } catch {
    return undefined // the other keys of the set still count
  }
}
