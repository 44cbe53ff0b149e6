import { createHash, createHmac, randomBytes } from 'node:crypto'
import {
  decrypt,
  deriveSubkey,
  encrypt,
  fromBase64Url,
  joinParts,
  keyBytes,
} from './authenticated-encryption.ts'
import { openToken, sealToken, type TokenBinding } from './sealed-token.ts'

/** A data key as it is stored: encrypted under the master key that the operator holds. */
export interface WrappedKey {
  /** Eight random bytes in hex. */
  id: string
  /** Tells which master key opens it, without telling anything about that key. */
  masterKeyId: string
  /** base64url. */
  wrapped: string
  /** Epoch milliseconds. */
  createdAt: number
}

/**
 * Encrypts what the database must not show. Values are sealed under the newest data key and opened under any.
 * What must come out the same in every process and year (`hmac`, `deriveKey`) hangs on the OLDEST data key: stored
 * values are looked up by it and cannot be computed again when a data key is added. So data keys may be added, but the
 * oldest is never deleted; against a lost master key `rewrap` helps, which changes no data key.
 */
export interface Keyring {
  /** True when a data key is wrapped under an older master key than the newest: store what `rewrap` returns. */
  needsRewrap: boolean
  /** Encrypts a value for one place, `table.column:rowId`; the text opens nowhere else. */
  seal(plaintext: Buffer | string, place: string): string
  /** Decrypts what `seal` made for this place. Throws SealedValueError for all else. */
  open(sealed: string, place: string): Buffer
  /** HMAC-SHA256 over parts that cannot run into each other, under a key for this purpose alone. `purpose` is a constant. */
  hmac(purpose: string, ...parts: string[]): Buffer
  /** 32 bytes for this purpose alone, always the same. `purpose` is a constant. */
  deriveKey(purpose: string): Buffer
  /** Makes an opaque token, such as a challenge session, that holds a JSON payload; see sealed-token.ts. */
  sealToken(payload: unknown, binding: TokenBinding): string
  /** The payload of a token made with the same binding; undefined for every other text. */
  openToken(token: string, binding: TokenBinding): unknown
}

/** No master key at hand opens the stored data keys. */
export class WrongEncryptionKeyError extends Error {
  override name = 'WrongEncryptionKeyError'
}

/** A sealed value that was changed, moved to another place, or sealed under a data key that is not loaded. */
export class SealedValueError extends Error {
  override name = 'SealedValueError'
}

interface DataKey {
  id: string
  createdAt: number
  sealKey: Buffer
  tokenKey: Buffer
  stableKey: Buffer
}

/** The format of sealed values; another algorithm gets another number. */
const version = '1'

/**
 * Opens the stored data keys with the master keys (32 bytes each, newest first). Throws WrongEncryptionKeyError when one
 * of them does not open, RangeError when there is no data key or a master key has another length.
 */
export function openKeyring(options: { masterKeys: Buffer[]; wrapped: WrappedKey[] }): Keyring {
  const { masterKeys, wrapped } = options
  const dataKeys = wrapped.map((row) => toDataKey(row, unwrap(masterKeys, row))).sort(byAge)
  const oldest = dataKeys[0]
  const newest = dataKeys.at(-1)
  if (!oldest || !newest) throw new RangeError('A keyring needs at least one data key.')
  const byId = new Map(dataKeys.map((key) => [key.id, key]))
  const deriveKey = (purpose: string) => deriveSubkey(oldest.stableKey, `derived ${purpose}`)
  const hmacKey = remember((purpose) => deriveSubkey(oldest.stableKey, `hmac ${purpose}`))
  return {
    needsRewrap: rewrap(options).length > 0,
    seal: (plaintext, place) => seal(newest, plaintext, place),
    open: (sealed, place) => open(byId, sealed, place),
    hmac: (purpose, ...parts) => createHmac('sha256', hmacKey(purpose)).update(joinParts(parts)).digest(),
    deriveKey,
    sealToken: (payload, binding) => sealToken({ id: newest.id, key: newest.tokenKey }, payload, binding),
    openToken: (token, binding) => openToken((id) => byId.get(id)?.tokenKey, token, binding),
  }
}

/**
 * A new data key, wrapped under a master key of 32 bytes. `createdAt` (epoch milliseconds, default now) decides which
 * data key is the newest and which the oldest: one that is added must be later than all there are.
 */
export function createDataKey(masterKey: Buffer, createdAt: number = Date.now()): WrappedKey {
  const row = { id: randomBytes(8).toString('hex'), createdAt }
  return wrap(masterKey, row, randomBytes(keyBytes))
}

/**
 * The data keys that are not wrapped under the newest master key, wrapped under it now: same id, same key, same age.
 * Store them in place of the old rows; then the older master keys are no longer needed. Throws as `openKeyring` does.
 */
export function rewrap(options: { masterKeys: Buffer[]; wrapped: WrappedKey[] }): WrappedKey[] {
  const [newest] = options.masterKeys
  if (!newest) throw new RangeError('An encryption key is needed.')
  const newestId = masterKeyId(newest)
  return options.wrapped
    .filter((row) => row.masterKeyId !== newestId)
    .map((row) => wrap(newest, row, unwrap(options.masterKeys, row)))
}

/** A short name of a master key that may be stored and logged: it goes through HKDF and SHA-256, so nothing leads back. */
export function masterKeyId(masterKey: Buffer): string {
  if (masterKey.length !== keyBytes) throw new RangeError('An encryption key must have 32 bytes.')
  return createHash('sha256').update(deriveSubkey(masterKey, 'master key id')).digest('hex').slice(0, 16)
}

function wrap(masterKey: Buffer, row: { id: string; createdAt: number }, dataKey: Buffer): WrappedKey {
  const sealed = encrypt(wrappingKey(masterKey), dataKey, wrappingData(row.id))
  return {
    id: row.id,
    masterKeyId: masterKeyId(masterKey),
    wrapped: sealed.toString('base64url'),
    createdAt: row.createdAt,
  }
}

function unwrap(masterKeys: Buffer[], row: WrappedKey): Buffer {
  const masterKey = masterKeys.find((key) => masterKeyId(key) === row.masterKeyId)
  if (!masterKey) throw new WrongEncryptionKeyError(wrongKeyMessage(masterKeys, row))
  const sealed = fromBase64Url(row.wrapped)
  const dataKey = sealed && decrypt(wrappingKey(masterKey), sealed, wrappingData(row.id))
  if (dataKey) return dataKey
  throw new WrongEncryptionKeyError(
    `The stored data key ${row.id} does not open, although the encryption key is the right one: its row in data_keys was changed. ` +
      'Restore the table data_keys from a backup.',
  )
}

function wrongKeyMessage(masterKeys: Buffer[], row: WrappedKey): string {
  const given = masterKeys.map(masterKeyId).join(', ') || 'none'
  return (
    `This database was encrypted with another encryption key: it needs the key ${row.masterKeyId}, given: ${given}. ` +
    'Set --encryption-key or POOLHOUSE_ENCRYPTION_KEY to the key that the database was made with ' +
    '(by default a file in its data directory). To change the key, give both, the new one first.'
  )
}

function wrappingKey(masterKey: Buffer): Buffer {
  return deriveSubkey(masterKey, 'data key wrapping')
}

function wrappingData(id: string): Buffer {
  return joinParts(['poolhouse data key', version, id])
}

function toDataKey(row: WrappedKey, key: Buffer): DataKey {
  return {
    id: row.id,
    createdAt: row.createdAt,
    sealKey: deriveSubkey(key, 'seal'),
    tokenKey: deriveSubkey(key, 'token'),
    stableKey: deriveSubkey(key, 'stable'),
  }
}

/** Oldest first; equal times are ordered by id, so that all processes agree. */
function byAge(left: DataKey, right: DataKey): number {
  return left.createdAt - right.createdAt || (left.id < right.id ? -1 : 1)
}

function seal(key: DataKey, plaintext: Buffer | string, place: string): string {
  const bytes = typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext
  const sealed = encrypt(key.sealKey, bytes, placeData(key.id, place))
  return `${version}.${key.id}.${sealed.toString('base64url')}`
}

function open(keys: Map<string, DataKey>, sealed: string, place: string): Buffer {
  const [format, id = '', text = '', ...rest] = sealed.split('.')
  const bytes = fromBase64Url(text)
  if (format !== version || !bytes || rest.length > 0) {
    throw new SealedValueError(`The value of ${place} is not in the format of sealed values.`)
  }
  const key = keys.get(id)
  if (!key)
    throw new SealedValueError(
      `The value of ${place} is sealed under the data key ${id}, which is not loaded.`,
    )
  const plaintext = decrypt(key.sealKey, bytes, placeData(id, place))
  if (!plaintext) throw new SealedValueError(`The value of ${place} was changed or belongs to another place.`)
  return plaintext
}

function placeData(id: string, place: string): Buffer {
  return joinParts(['poolhouse sealed value', version, id, place])
}

function remember(compute: (name: string) => Buffer): (name: string) => Buffer {
  const known = new Map<string, Buffer>()
  return (name) => {
    const value = known.get(name) ?? compute(name)
    known.set(name, value)
    return value
  }
}
