/** The members of an RSA key that a signature is checked with; nothing else of a JWK is ever used. */
export interface RsaKey {
  kty: 'RSA'
  n: string
  e: string
}

/** What a signature is about, as it stands in the token. */
export interface Signed {
  /** Header and payload with the dot between them, RFC 7515 section 5.1. */
  signingInput: string
  /** In base64url. */
  signature: string
}

/** Checks RS256 signatures (RFC 7518 section 3.3) of one key; the token has no say in the algorithm. */
export type VerifyingKey = (signed: Signed) => boolean | Promise<boolean>

/**
 * What the platform provides, directly: `jose` would go by WebCrypto in Node.js too, which takes half as long again.
 * Found in `signature-node.ts` and `signature-web.ts`, chosen by the package's import conditions.
 */
export interface Cryptography {
  /** Whether keys answer at once. */
  synchronous: boolean
  /** Throws if the platform cannot use the key. */
  importKey(key: RsaKey): VerifyingKey
  /** UTF-8 text out of base64url. Throws on anything else. */
  decodeText(base64url: string): string
}
