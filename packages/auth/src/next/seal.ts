import { CompactEncrypt, compactDecrypt } from 'jose'

/** Encrypts what only this app may read and write. */
export interface Seal {
  seal(value: object): Promise<string>
  /** The value, or undefined if it was sealed with another secret, for another purpose, or not at all. */
  open(text: string): Promise<unknown>
}

/** 256 bits in base64 are 43 letters; fewer than 32 are no random secret. */
const MINIMUM_SECRET_LENGTH = 32

/**
 * Seals values as JWE, `dir` with A256GCM (RFC 7518 sections 4.5 and 5.3), under keys derived from the secrets for one
 * purpose, so that a value cannot be used for another. The first secret seals, all open. Throws TypeError.
 */
export function createSeal(secrets: readonly string[], purpose: string): Seal {
  if (secrets.length === 0 || secrets.some((secret) => secret.length < MINIMUM_SECRET_LENGTH))
    throw new TypeError(`cookieSecret must have at least ${MINIMUM_SECRET_LENGTH} random characters`)
  let derived: Promise<Uint8Array[]> | undefined
  const keys = () => {
    derived ??= Promise.all(secrets.map((secret) => deriveKey(secret, purpose)))
    return derived
  }
  return {
    seal: async (value) => {
      const [key = new Uint8Array()] = await keys()
      const plaintext = new TextEncoder().encode(JSON.stringify(value))
      return new CompactEncrypt(plaintext).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key)
    },
    open: async (text) => {
      for (const key of await keys()) {
        const value = await tryKey(text, key)
        if (value !== undefined) return value
      }
      return undefined
    },
  }
}

async function tryKey(text: string, key: Uint8Array): Promise<unknown> {
  try {
    const { plaintext } = await compactDecrypt(text, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return JSON.parse(new TextDecoder().decode(plaintext))
  } catch {
    return undefined // not of this key: cookies are what a browser sends, and a changed one is none
  }
}

/** HKDF, RFC 5869: the secret is random, so that it needs no salt. */
async function deriveKey(secret: string, purpose: string): Promise<Uint8Array> {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), 'HKDF', false, [
    'deriveBits',
  ])
  const info = new TextEncoder().encode(`@poolhouse/auth ${purpose}`)
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, material, 256))
}
