import { createPublicKey, verify } from 'node:crypto'
import type { Cryptography } from './signature.ts'

/** OpenSSL at once in this thread: a signature takes it less time than a thread pool needs to answer. */
export const cryptography: Cryptography = {
  synchronous: true,
  importKey: ({ kty, n, e }) => {
    const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' })
    return ({ signingInput, signature }) =>
      verify('RSA-SHA256', Buffer.from(signingInput, 'latin1'), key, Buffer.from(signature, 'base64url'))
  },
  decodeText: (base64url) => Buffer.from(base64url, 'base64url').toString('utf8'),
}
