import { createHmac, randomBytes } from 'node:crypto'
import { equalsConstantTime } from '../crypto/constant-time.ts'

/** RFC 6238 section 5.2: the time step that every authenticator app assumes. */
const STEP_MS = 30_000
const DIGITS = 6
/** The secrets of Cognito have 52 characters of Base32. */
const SECRET_BYTES = 32
/** RFC 6238 section 5.2 recommends one step for the delay of the network; clocks may be as much ahead. */
const accepted = [0, -1, 1]
/** RFC 4648 section 6. */
const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new secret: 32 random bytes as 52 characters of Base32 without padding, as authenticator apps take them. */
export function newSecret(): string {
  return toBase32(randomBytes(SECRET_BYTES))
}

/** The time step whose code this is, the present one (`now` in epoch milliseconds) or a neighbour; undefined for all else. */
export function matchingStep(secret: string, code: string, now: number): number | undefined {
  const key = fromBase32(secret)
  const present = stepOf(now)
  return accepted
    .map((distance) => present + distance)
    .find((step) => equalsConstantTime(codeAt(key, step), code))
}

/** The time step of this moment (epoch milliseconds). */
export function stepOf(now: number): number {
  return Math.floor(now / STEP_MS)
}

/** The six digits of the step, RFC 4226 section 5.3 with HMAC-SHA-1, which is all that authenticator apps know. */
export function codeAt(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', key).update(counter).digest()
  const offset = digest.readUInt8(digest.length - 1) & 0x0f
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** RFC 4648 section 6, without padding. */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => base32Alphabet.charAt(Number.parseInt(group.padEnd(5, '0'), 2))).join('')
}

/** The bytes of what `toBase32` made. */
export function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => base32Alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
}
