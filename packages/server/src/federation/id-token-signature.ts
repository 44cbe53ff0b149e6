import {
  type CompactVerifyGetKey,
  compactVerify,
  createLocalJWKSet,
  decodeProtectedHeader,
  errors,
} from 'jose'
import * as documents from './documents.ts'
import type { JsonObject } from './json-object.ts'
import type { FederationContext } from './provider.ts'
import { failure } from './requests.ts'

/** RSA and ECDSA, by a key that the provider publishes. */
const PUBLIC_KEY_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
]

/** HMAC, by the client secret alone (OpenID Connect Core 1.0, section 10.1): never by anything that is published. */
const SECRET_ALGORITHMS = ['HS256', 'HS384', 'HS512']

/** The algorithms that are accepted: of those that the provider names, if it does, the ones whose key there can be. */
export function acceptedAlgorithms(named: string[] | undefined, hasSecret: boolean): string[] {
  const possible = [...PUBLIC_KEY_ALGORITHMS, ...(hasSecret ? SECRET_ALGORITHMS : [])]
  return named ? possible.filter((algorithm) => named.includes(algorithm)) : possible
}

/**
 * Checks that the provider signed the token. Keys that it published since they were read last are found, at most once a
 * minute. Throws FederationError.
 */
export async function requireSignature(
  context: FederationContext,
  token: string,
  by: { jwksUri: string; clientSecret: string | undefined; algorithms: string[] },
): Promise<void> {
  const algorithm = decodeProtectedHeader(token).alg ?? ''
  if (!by.algorithms.includes(algorithm))
    throw failure('The ID token is signed in a way that is not accepted.')
  if (SECRET_ALGORITHMS.includes(algorithm)) return verifyBySecret(token, algorithm, by.clientSecret ?? '')
  const source: documents.Source = { endpoint: 'jwks', url: by.jwksUri }
  const known = await documents.find(context, source)
  if (await verifyByKeys(token, algorithm, known)) return
  const newer = await documents.findNewer(context, source)
  if (newer !== known && (await verifyByKeys(token, algorithm, newer))) return
  throw failure('The ID token is signed with an unknown key.')
}

async function verifyBySecret(token: string, algorithm: string, secret: string): Promise<void> {
  const key = new TextEncoder().encode(secret)
  await compactVerify(token, key, { algorithms: [algorithm] }).catch(refuse)
}

/** Whether one of the keys signed the token; false if there is none of that name. Throws FederationError. */
async function verifyByKeys(token: string, algorithm: string, document: JsonObject): Promise<boolean> {
  try {
    await compactVerify(token, keysOf(document), { algorithms: [algorithm] })
    return true
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return false
    return refuse(error)
  }
}

function keysOf(document: JsonObject): CompactVerifyGetKey {
  // The shape is checked there: whatever is no key set is refused with JWKSInvalid.
  return createLocalJWKSet(document as unknown as Parameters<typeof createLocalJWKSet>[0])
}

function refuse(cause: unknown): never {
  throw failure('The signature of the ID token is not valid.', cause)
}
