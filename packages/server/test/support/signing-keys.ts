import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { type generateSigningKey, toSigningKey } from '../../src/crypto/signatures.ts'

const STOCK = 24

/** RSA keys for the whole run, PKCS #8 in base64: finding primes would be most of what a test with a user pool costs. */
export async function makeStock(): Promise<string[]> {
  const pairs = await Promise.all(
    Array.from({ length: STOCK }, () => promisify(generateKeyPair)('rsa', { modulusLength: 2048 })),
  )
  return pairs.map(({ privateKey }) => privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'))
}

/** Deals the keys of the stock in turn, each under a new name, as if they were just made. */
export function createKeyDealer(stock: string[]): typeof generateSigningKey {
  let dealt = 0
  return async () => {
    const privatePkcs8 = Buffer.from(stock[dealt++ % stock.length] ?? '', 'base64')
    const kid = randomBytes(32).toString('base64')
    return { kid, publicJwk: toSigningKey({ kid, privatePkcs8 }).publicJwk, privatePkcs8 }
  }
}
