import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** The sizes of AES-256-GCM (NIST SP 800-38D): a 96-bit nonce and the full 128-bit tag. */
const nonceBytes = 12
const tagBytes = 16
/** AES-256. */
export const keyBytes = 32

/** AES-256-GCM of `plaintext` as nonce, ciphertext and tag, bound to `associated`. At most 2^32 times under one key. */
export function encrypt(key: Buffer, plaintext: Buffer, associated: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(associated)
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** Undoes `encrypt`; undefined when anything was changed or the key or the associated data is another. */
export function decrypt(key: Buffer, sealed: Buffer, associated: Buffer): Buffer | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined
  const nonce = sealed.subarray(0, nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(associated).setAuthTag(sealed.subarray(-tagBytes))
  const plaintext = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
  try {
    return Buffer.concat([plaintext, decipher.final()])
  } catch {
    return undefined // The tag does not match: the one failure that final() has.
  }
}

/** A key of 32 bytes for one purpose (HKDF-SHA256, RFC 5869), independent of those of all other purposes and salts. */
export function deriveSubkey(key: Buffer, purpose: string, salt: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `poolhouse ${purpose}`, keyBytes))
}

/** Joins parts so that no two lists of parts give the same bytes: each part follows its length in four bytes. */
export function joinParts(parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = Buffer.from(part, 'utf8')
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      return [length, bytes]
    }),
  )
}

/** Reads base64url without padding in its one canonical spelling (RFC 4648 section 3.5); undefined for all else. */
export function fromBase64Url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}
