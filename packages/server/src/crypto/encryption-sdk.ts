import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** A data key, in plain text and as the key's owner can open it again. */
export interface DataKey {
  /** 32 bytes. */
  plaintext: Buffer
  provider: string
  /** Tells the provider which key to open it with. */
  providerInformation: string
  encrypted: Buffer
}

/** AES-256-GCM, HKDF-SHA512 and key commitment, without a signature. */
const SUITE = uint(0x0478, 2)
const VERSION = Buffer.of(2)
const FRAMED = Buffer.of(2)
const FRAME_LENGTH = 4096
const MESSAGE_ID_BYTES = 32
const KEY_BYTES = 32

/**
 * A message of version 2 of the AWS Encryption SDK with one frame, for texts of at most 4096 bytes. Throws RangeError for
 * longer ones.
 * @see https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/message-format.html
 */
export function encryptMessage(
  plaintext: Buffer,
  { context, dataKey }: { context: Readonly<Record<string, string>>; dataKey: DataKey },
): Buffer {
  if (plaintext.length > FRAME_LENGTH) throw new RangeError('The text is longer than one frame')
  const messageId = randomBytes(MESSAGE_ID_BYTES)
  const key = derive(dataKey.plaintext, messageId, Buffer.concat([SUITE, Buffer.from('DERIVEKEY')]))
  const commitment = derive(dataKey.plaintext, messageId, Buffer.from('COMMITKEY'))
  const header = Buffer.concat([
    VERSION,
    SUITE,
    messageId,
    withLength(serializeContext(context)),
    uint(1, 2),
    serializeDataKey(dataKey),
    FRAMED,
    uint(FRAME_LENGTH, 4),
    commitment,
  ])
  const { tag } = seal(key, { nonce: Buffer.alloc(12), associated: header, plaintext: Buffer.alloc(0) })
  return Buffer.concat([header, tag, finalFrame(key, messageId, plaintext)])
}

/** The one frame, which is the first and the last. */
function finalFrame(key: Buffer, messageId: Buffer, plaintext: Buffer): Buffer {
  const number = uint(1, 4)
  const nonce = Buffer.concat([Buffer.alloc(8), number])
  const purpose = Buffer.from('AWSKMSEncryptionClient Final Frame')
  const associated = Buffer.concat([messageId, purpose, number, Buffer.alloc(4), uint(plaintext.length, 4)])
  const { ciphertext, tag } = seal(key, { nonce, associated, plaintext })
  return Buffer.concat([uint(0xffffffff, 4), number, nonce, uint(plaintext.length, 4), ciphertext, tag])
}

/** Names in the order of their bytes. */
function serializeContext(context: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(context).map(
    ([name, value]) => [Buffer.from(name), Buffer.from(value)] as const,
  )
  if (entries.length === 0) return Buffer.alloc(0)
  entries.sort(([left], [right]) => left.compare(right))
  return Buffer.concat([uint(entries.length, 2), ...entries.flat().map(withLength)])
}

function serializeDataKey({ provider, providerInformation, encrypted }: DataKey): Buffer {
  return Buffer.concat([Buffer.from(provider), Buffer.from(providerInformation), encrypted].map(withLength))
}

function derive(dataKey: Buffer, salt: Buffer, purpose: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha512', dataKey, salt, purpose, KEY_BYTES))
}

function seal(
  key: Buffer,
  { nonce, associated, plaintext }: { nonce: Buffer; associated: Buffer; plaintext: Buffer },
): { ciphertext: Buffer; tag: Buffer } {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated)
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return { ciphertext, tag: cipher.getAuthTag() }
}

function withLength(bytes: Buffer): Buffer {
  return Buffer.concat([uint(bytes.length, 2), bytes])
}

/** Big-endian. */
function uint(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value, 0, bytes)
  return buffer
}
