// A worker thread: does nothing but the cryptography of a sign-in, again and again, for as long as it is told.
import {
  constants,
  createPublicKey,
  generateKeyPairSync,
  getDiffieHellman,
  publicEncrypt,
  randomBytes,
  sign,
} from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import type { Work } from './cryptography.ts'

const n = getDiffieHellman('modp15').getPrime('base64url')
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** About as long as the part of a token that is signed. */
const content = randomBytes(800)
const base = Buffer.concat([Buffer.alloc(1), randomBytes(383)])

/** base^exponent modulo the 3072-bit prime, a random exponent of 256 bits: a raw RSA operation is just that. */
function power(): void {
  const e = randomBytes(32).toString('base64url')
  const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
  publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, base)
}

function once({ powers, signatures }: Work): void {
  for (let index = 0; index < powers; index += 1) power()
  for (let index = 0; index < signatures; index += 1) sign('RSA-SHA256', content, privateKey)
}

parentPort?.on('message', ({ work, milliseconds }: { work: Work; milliseconds: number }) => {
  const start = performance.now()
  let done = 0
  while (performance.now() - start < milliseconds) {
    once(work)
    done += 1
  }
  parentPort?.postMessage((done * 1000) / (performance.now() - start))
})
