// A worker thread: answers batches of powers. It imports nothing of ours, so that it starts fast and stays small.
import { constants, createPublicKey, getDiffieHellman, publicEncrypt } from 'node:crypto'
import { parentPort } from 'node:worker_threads'

const elementBytes = 384
const n = getDiffieHellman('modp15').getPrime('base64url')

/**
 * base^exponent mod N by OpenSSL. The raw RSA operation with public key (N, e) is exactly m^e mod N, whether or not N is
 * a product of two primes (RFC 8017 section 5.1.1); it is the one way by which Node exposes Montgomery multiplication
 * for any base. It is not constant-time in the exponent: exponents here are random and used once (b), public (u), or the
 * hash of a salted password (x).
 */
function power(base: Uint8Array, exponent: Uint8Array): Buffer {
  const e = Buffer.from(exponent.subarray(firstNonZero(exponent))).toString('base64url')
  const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, base)
}

/** The index of the first byte that is not zero, the last index when all are. */
function firstNonZero(bytes: Uint8Array): number {
  const index = bytes.findIndex((byte) => byte !== 0)
  return index === -1 ? bytes.length - 1 : index
}

/** Each job is a base and an exponent, 384 bytes each; each answer is 384 bytes. */
function answer(batch: Uint8Array): Uint8Array<ArrayBuffer> {
  const count = batch.length / (2 * elementBytes)
  const results = new Uint8Array(count * elementBytes)
  for (let index = 0; index < count; index += 1) {
    const start = index * 2 * elementBytes
    const base = batch.subarray(start, start + elementBytes)
    const exponent = batch.subarray(start + elementBytes, start + 2 * elementBytes)
    results.set(power(base, exponent), index * elementBytes)
  }
  return results
}

parentPort?.on('message', (batch: Uint8Array) => {
  const results = answer(batch)
  parentPort?.postMessage(results, [results.buffer])
})
