import { getDiffieHellman } from 'node:crypto'

/** The prime N of the 3072-bit group, big-endian (RFC 3526 section 4, group 15; the same prime in RFC 5054). */
export const primeBytes: Buffer = getDiffieHellman('modp15').getPrime()

/** The length of a group element: 3072 bits. */
export const elementBytes = 384

export const prime: bigint = toBigInt(primeBytes)

/** The generator of the group (RFC 3526). */
export const generator = 2n

/** Reads a big-endian non-negative integer; no bytes are zero. */
export function toBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

/** Writes a non-negative integer below 2^3072 as 384 bytes, big-endian. */
export function toElement(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * elementBytes, '0'), 'hex')
}
