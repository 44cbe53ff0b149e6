import type { Cryptography } from './signature.ts'

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** WebCrypto, for browsers and edge runtimes. */
export const cryptography: Cryptography = {
  synchronous: false,
  importKey: ({ kty, n, e }) => {
    let imported: Promise<CryptoKey> | undefined
    return async ({ signingInput, signature }) => {
      try {
        imported ??= crypto.subtle.importKey('jwk', { kty, n, e }, algorithm, false, ['verify'])
        const data = new TextEncoder().encode(signingInput)
        return await crypto.subtle.verify(algorithm.name, await imported, decodeBytes(signature), data)
      } catch {
        return false // as OpenSSL says of a signature or a key that it cannot read
      }
    }
  },
  decodeText: (base64url) => new TextDecoder().decode(decodeBytes(base64url)),
}

function decodeBytes(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
