import { constants, createDecipheriv, privateDecrypt } from 'node:crypto'
import { ENCRYPTION, SIGNATURE } from './saml-names.ts'
import { attributeOf, childrenOf, everyElement, is, textOf, type XmlElement } from './strict-xml.ts'

interface Cipher {
  name: 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' | 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm'
  ivBytes: number
  /** Zero without authentication. */
  tagBytes: number
}

/** XML Encryption 1.1, section 5.2; no triple DES. */
const ciphers: Readonly<Record<string, Cipher>> = {
  [`${ENCRYPTION}aes128-cbc`]: { name: 'aes-128-cbc', ivBytes: 16, tagBytes: 0 },
  [`${ENCRYPTION}aes192-cbc`]: { name: 'aes-192-cbc', ivBytes: 16, tagBytes: 0 },
  [`${ENCRYPTION}aes256-cbc`]: { name: 'aes-256-cbc', ivBytes: 16, tagBytes: 0 },
  'http://www.w3.org/2009/xmlenc11#aes128-gcm': { name: 'aes-128-gcm', ivBytes: 12, tagBytes: 16 },
  'http://www.w3.org/2009/xmlenc11#aes192-gcm': { name: 'aes-192-gcm', ivBytes: 12, tagBytes: 16 },
  'http://www.w3.org/2009/xmlenc11#aes256-gcm': { name: 'aes-256-gcm', ivBytes: 12, tagBytes: 16 },
}

/** Section 5.5.2. RSA with the padding of PKCS #1 v1.5 is left out: it tells who asks often enough what was encrypted. */
const OAEP_MGF1_SHA1 = `${ENCRYPTION}rsa-oaep-mgf1p`
const OAEP = 'http://www.w3.org/2009/xmlenc11#rsa-oaep'
const MASK_SHA = 'http://www.w3.org/2009/xmlenc11#mgf1sha'
const digests: Readonly<Record<string, string>> = {
  [`${SIGNATURE}sha1`]: 'sha1',
  [`${ENCRYPTION}sha256`]: 'sha256',
  [`${ENCRYPTION}sha512`]: 'sha512',
}

/**
 * The text of an EncryptedAssertion, opened with the user pool's key (PEM). That it opens proves nothing about who wrote it.
 * Throws Error.
 */
export function decryptAssertion(encrypted: XmlElement, privateKey: string): string {
  const data = requireOne(childrenOf(encrypted, ENCRYPTION, 'EncryptedData'))
  const key = requireOne(everyElement(encrypted).filter((element) => is(element, ENCRYPTION, 'EncryptedKey')))
  const cipher = ciphers[algorithmOf(data)]
  if (!cipher) throw new Error('the encryption is not known')
  const plain = decipher(cipher, decryptKey(key, privateKey), cipherValueOf(data))
  return new TextDecoder('utf-8', { fatal: true }).decode(plain)
}

function decryptKey(encryptedKey: XmlElement, privateKey: string): Buffer {
  const oaepHash = oaepHashOf(requireOne(childrenOf(encryptedKey, ENCRYPTION, 'EncryptionMethod')))
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  return privateDecrypt({ key: privateKey, padding, oaepHash }, cipherValueOf(encryptedKey))
}

/** OpenSSL masks with the digest that it hashes with; other pairs are refused. */
function oaepHashOf(method: XmlElement): string {
  const [digest] = childrenOf(method, SIGNATURE, 'DigestMethod')
  const hash = digest ? digests[attributeOf(digest, 'Algorithm') ?? ''] : 'sha1'
  if (hash === undefined || maskOf(method) !== hash) throw new Error('the encryption of the key is not known')
  return hash
}

function maskOf(method: XmlElement): string | undefined {
  const algorithm = attributeOf(method, 'Algorithm')
  if (algorithm === OAEP_MGF1_SHA1) return 'sha1'
  if (algorithm !== OAEP) return undefined
  const mask = method.children.find(({ name }) => name === 'MGF')
  const name = (mask && attributeOf(mask, 'Algorithm')) ?? `${MASK_SHA}1`
  return name.startsWith(MASK_SHA) ? `sha${name.slice(MASK_SHA.length)}` : undefined
}

function decipher(cipher: Cipher, key: Buffer, bytes: Buffer): Buffer {
  const iv = bytes.subarray(0, cipher.ivBytes)
  const content = bytes.subarray(cipher.ivBytes, bytes.length - cipher.tagBytes)
  if (cipher.tagBytes === 0) {
    const opened = createDecipheriv(cipher.name, key, iv).setAutoPadding(false)
    return withoutPadding(Buffer.concat([opened.update(content), opened.final()]))
  }
  const opened = createDecipheriv(cipher.name as 'aes-256-gcm', key, iv, { authTagLength: cipher.tagBytes })
  opened.setAuthTag(bytes.subarray(bytes.length - cipher.tagBytes))
  return Buffer.concat([opened.update(content), opened.final()])
}

/** The last byte counts the padding, the others are arbitrary (section 5.2). */
function withoutPadding(padded: Buffer): Buffer {
  const count = padded.at(-1) ?? 0
  if (count < 1 || count > 16) throw new Error('the padding is wrong')
  return padded.subarray(0, padded.length - count)
}

function algorithmOf(element: XmlElement): string {
  return attributeOf(requireOne(childrenOf(element, ENCRYPTION, 'EncryptionMethod')), 'Algorithm') ?? ''
}

function cipherValueOf(element: XmlElement): Buffer {
  const data = requireOne(childrenOf(element, ENCRYPTION, 'CipherData'))
  return Buffer.from(textOf(requireOne(childrenOf(data, ENCRYPTION, 'CipherValue'))) ?? '', 'base64')
}

function requireOne(elements: readonly XmlElement[]): XmlElement {
  const [element, ...more] = elements
  if (!element || more.length > 0) throw new Error('the encryption has another form')
  return element
}
