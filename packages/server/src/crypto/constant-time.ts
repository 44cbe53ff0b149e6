import { timingSafeEqual } from 'node:crypto'

/**
 * Tells whether two secrets are equal, in a time that depends on their lengths only.
 * Texts are compared by their UTF-8 bytes. Lengths are not hidden: compare digests where the length is secret.
 */
export function equalsConstantTime(left: string | Uint8Array, right: string | Uint8Array): boolean {
  const leftBytes = toBytes(left)
  const rightBytes = toBytes(right)
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes)
}

function toBytes(value: string | Uint8Array): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : value
}
