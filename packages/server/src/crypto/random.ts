import { createHmac, hash, randomBytes, randomInt, randomUUID } from 'node:crypto'

/** What a user pool's password policy asks of a password. */
export interface PasswordRules {
  minimumLength?: number
  requireLowercase?: boolean
  requireUppercase?: boolean
  requireNumbers?: boolean
  requireSymbols?: boolean
}

const lowercase = 'abcdefghijklmnopqrstuvwxyz'
const uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const digits = '0123456789'
/** Of Cognito's symbols those that survive mail, HTML, URLs in chats and a shell line unquoted or in single quotes. */
const symbols = '!@#%*-_+=.?'
/** 12 characters of 62 are 71 bits: out of reach, even offline, for the week that a temporary password lives. */
const shortestPassword = 12
/** Cognito takes passwords of up to 256 characters and minimum lengths of up to 99. */
const longestPassword = 256

/** `{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}`, the header of Cognito's refresh tokens. */
const refreshTokenHeader = 'eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ'
/** A compact JWE's encrypted key, nonce, ciphertext and tag. The ciphertext's length gives the usual 1.6 kB. */
const refreshTokenPartBytes = [256, 12, 900, 16]

/** `count` decimal digits, each equally likely; leading zeros are kept. */
export function randomDigits(count: number): string {
  return randomAlphanumeric(count, digits)
}

/** `count` characters of an alphabet of distinct ASCII characters (default: letters and digits), each equally likely. */
export function randomAlphanumeric(count: number, alphabet: string = lowercase + uppercase + digits): string {
  return Array.from({ length: count }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
}

/**
 * A password for someone to type once: at least 12 characters, or the policy's minimum, with at least one of every kind
 * the policy asks for. Throws RangeError for a minimum above 256.
 */
export function randomPassword(rules: PasswordRules): string {
  const length = Math.max(shortestPassword, rules.minimumLength ?? 0)
  if (length > longestPassword) throw new RangeError('No password can be that long.')
  const alphabet = lowercase + uppercase + digits + (rules.requireSymbols ? symbols : '')
  // Drawing again keeps all fitting passwords equally likely; fewer than one draw in three fails for want of a digit.
  for (;;) {
    const password = randomAlphanumeric(length, alphabet)
    if (hasRequiredKinds(password, rules)) return password
  }
}

function hasRequiredKinds(password: string, rules: PasswordRules): boolean {
  const kinds = [
    [rules.requireLowercase, lowercase],
    [rules.requireUppercase, uppercase],
    [rules.requireNumbers, digits],
    [rules.requireSymbols, symbols],
  ] as const
  return kinds.every(
    ([required, kind]) => !required || [...password].some((character) => kind.includes(character)),
  )
}

/** A random UUID (RFC 9562 version 4). */
export function uuid(): string {
  return randomUUID()
}

/** The `sub` of a new user. Cognito's are shaped as UUIDs without a valid version; a valid one satisfies strict readers too. */
export function userSub(): string {
  return randomUUID()
}

/** The `sub` shown for a user who does not exist: shaped as `userSub`, the same for the same key and identity. */
export function fakeUserSub(key: Buffer, identity: string): string {
  const bytes = createHmac('sha256', key)
    .update('fake user sub\0')
    .update(identity, 'utf8')
    .digest()
    .subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6) // Version and variant, RFC 9562 section 5.4.
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/**
 * A new refresh token: random, shaped as the compact JWE that Cognito's are (clients and gateways look at the parts), to
 * be stored as `sha256` of the text.
 */
export function refreshTokenText(): string {
  const bytes = randomBytes(refreshTokenPartBytes.reduce((sum, length) => sum + length, 0))
  let end = 0
  const parts = refreshTokenPartBytes.map((length) => {
    end += length
    return bytes.toString('base64url', end - length, end)
  })
  return [refreshTokenHeader, ...parts].join('.')
}

/** SHA-256 of a text in UTF-8, as 43 characters of base64url: what is stored of long random tokens. */
export function sha256(text: string): string {
  return hash('sha256', text, 'base64url')
}
