import { randomBytes } from 'node:crypto'
import { decrypt, deriveSubkey, encrypt, fromBase64Url, joinParts } from './authenticated-encryption.ts'

/** What a token is for and whom it belongs to; it opens only with the same. */
export interface TokenBinding {
  /** A constant of the code, such as `challenge-session`. */
  purpose: string
  /** For instance user pool id and client id. Not kept in the token. */
  context: readonly string[]
}

/** The key that a token names by eight bytes in hex. */
export interface TokenKey {
  id: string
  key: Buffer
}

/** Cognito's sessions are envelopes of the AWS Encryption SDK, which begin so: clients and logs show `AYABe…`. */
const prefix = Buffer.from([0x01, 0x80, 0x01, 0x78])
const keyIdBytes = 8
const saltBytes = 16
const headerBytes = prefix.length + keyIdBytes + saltBytes
/** The nonce, the tag and the four bytes of the payload's length. */
const overheadBytes = headerBytes + 12 + 16 + 4
const blockBytes = 512
/** Far above any token of ours (Session has at most 2048 characters), and no work for an attacker to cause. */
const maximumCharacters = 16_384

/**
 * Encrypts a JSON payload into base64url text whose length is that of a multiple of 512 bytes. Each token has a key of
 * its own by HKDF with a random salt, so that no number of tokens wears out the nonces of one key.
 */
export function sealToken(tokenKey: TokenKey, payload: unknown, binding: TokenBinding): string {
  const json = Buffer.from(JSON.stringify(payload), 'utf8')
  const blocks = Math.ceil((overheadBytes + json.length) / blockBytes)
  const plaintext = Buffer.alloc(blocks * blockBytes - overheadBytes + 4)
  plaintext.writeUInt32BE(json.length)
  json.copy(plaintext, 4)
  const header = Buffer.concat([prefix, Buffer.from(tokenKey.id, 'hex'), randomBytes(saltBytes)])
  const sealed = encrypt(keyOf(tokenKey.key, header, binding), plaintext, associatedData(header, binding))
  return Buffer.concat([header, sealed]).toString('base64url')
}

/**
 * The payload of a token that `sealToken` made with a key that `findKey` knows and with the same binding; undefined for
 * every other text. That the payload has not expired or been used is for the caller to check.
 */
export function openToken(
  findKey: (id: string) => Buffer | undefined,
  token: string,
  binding: TokenBinding,
): unknown {
  const bytes = token.length <= maximumCharacters ? fromBase64Url(token) : undefined
  if (!bytes || bytes.length < blockBytes || !bytes.subarray(0, prefix.length).equals(prefix))
    return undefined
  const header = bytes.subarray(0, headerBytes)
  const key = findKey(header.toString('hex', prefix.length, prefix.length + keyIdBytes))
  if (!key) return undefined
  const sealed = bytes.subarray(headerBytes)
  const plaintext = decrypt(keyOf(key, header, binding), sealed, associatedData(header, binding))
  return plaintext && JSON.parse(plaintext.toString('utf8', 4, 4 + plaintext.readUInt32BE()))
}

function keyOf(key: Buffer, header: Buffer, binding: TokenBinding): Buffer {
  return deriveSubkey(key, `token ${binding.purpose}`, header.subarray(-saltBytes))
}

function associatedData(header: Buffer, binding: TokenBinding): Buffer {
  return Buffer.concat([header, joinParts([binding.purpose, ...binding.context])])
}
