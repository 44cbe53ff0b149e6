import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

/** What a test makes an authenticator or its browser do wrong. */
export interface Misbehaviour {
  origin?: string
  crossOrigin?: boolean
  relyingPartyId?: string
  challenge?: string
  type?: string
  /** The user showed who they are; true unless said. */
  userVerified?: boolean
  /** Somebody touched it; true unless said. */
  userPresent?: boolean
  /** In place of the authenticator's own count. */
  signCount?: number
  userHandle?: string
}

/** A passkey in a software authenticator, with the browser around it. */
export interface SoftPasskey {
  /** base64url. */
  id: string
  /** RegistrationResponseJSON for PublicKeyCredentialCreationOptionsJSON. */
  create(options: Options, misbehaviour?: Misbehaviour): Record<string, unknown>
  /** AuthenticationResponseJSON for PublicKeyCredentialRequestOptionsJSON, as text. */
  get(options: Options, misbehaviour?: Misbehaviour): string
}

// biome-ignore lint/suspicious/noExplicitAny: options as a browser gets them; a typo fails the test
type Options = any

/**
 * An authenticator written for tests from WebAuthn Level 3, sections 6.1 and 6.5, on the keys of node:crypto. The page is
 * on `origin`; it counts its signatures unless `counts` is false.
 */
export function createPasskey(
  origin: string,
  { algorithm = 'ES256', counts = true, id = randomBytes(16).toString('base64url') } = {},
): SoftPasskey {
  const keys = makeKeys(algorithm)
  let signCount = 0
  let handle = ''
  const next = (misbehaviour: Misbehaviour) => {
    if (counts) signCount += 1
    return misbehaviour.signCount ?? signCount
  }
  const shared = { id, rawId: id, type: 'public-key', clientExtensionResults: {} }
  return {
    id,
    create: (options, misbehaviour = {}) => {
      handle = options.user.id
      const credential = Buffer.from(id, 'base64url')
      const attested = Buffer.concat([Buffer.alloc(16), uint16(credential.length), credential, keys.cose])
      const data = authenticatorData({
        ...misbehaviour,
        attested,
        relyingPartyId: misbehaviour.relyingPartyId ?? options.rp.id,
        signCount: next(misbehaviour),
      })
      return {
        ...shared,
        authenticatorAttachment: 'platform',
        response: {
          clientDataJSON: clientData('webauthn.create', origin, options, misbehaviour).toString('base64url'),
          attestationObject: cborMap([
            [cborText('fmt'), cborText('none')],
            [cborText('attStmt'), cborMap([])],
            [cborText('authData'), cborBytes(data)],
          ]).toString('base64url'),
          transports: ['internal', 'hybrid'],
        },
      }
    },
    get: (options, misbehaviour = {}) => {
      const data = authenticatorData({
        ...misbehaviour,
        relyingPartyId: misbehaviour.relyingPartyId ?? options.rpId,
        signCount: next(misbehaviour),
      })
      const json = clientData('webauthn.get', origin, options, misbehaviour)
      const signed = Buffer.concat([data, createHash('sha256').update(json).digest()])
      return JSON.stringify({
        ...shared,
        response: {
          clientDataJSON: json.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: createSign('sha256').update(signed).sign(keys.privateKey).toString('base64url'),
          userHandle: misbehaviour.userHandle ?? handle,
        },
      })
    },
  }
}

function clientData(type: string, origin: string, options: Options, misbehaviour: Misbehaviour): Buffer {
  return Buffer.from(
    JSON.stringify({
      type: misbehaviour.type ?? type,
      challenge: misbehaviour.challenge ?? options.challenge,
      origin: misbehaviour.origin ?? origin,
      crossOrigin: misbehaviour.crossOrigin ?? false,
    }),
  )
}

const PRESENT = 0x01
const VERIFIED = 0x04
const ATTESTED = 0x40

function authenticatorData(facts: {
  relyingPartyId: string
  signCount: number
  userPresent?: boolean
  userVerified?: boolean
  attested?: Buffer
}): Buffer {
  const { userPresent = true, userVerified = true, attested } = facts
  const flags = (userPresent ? PRESENT : 0) | (userVerified ? VERIFIED : 0) | (attested ? ATTESTED : 0)
  const count = Buffer.alloc(4)
  count.writeUInt32BE(facts.signCount)
  return Buffer.concat([
    createHash('sha256').update(facts.relyingPartyId).digest(),
    Buffer.from([flags]),
    count,
    attested ?? Buffer.alloc(0),
  ])
}

/** Key and COSE form (RFC 9053 sections 7.1, RFC 8230 section 4). */
function makeKeys(algorithm: string): { privateKey: KeyObject; cose: Buffer } {
  if (algorithm === 'RS256') return rsaKeys()
  const curve = algorithm === 'ES384' ? 'P-384' : 'P-256'
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const cose = cborMap([
    [cborInteger(1), cborInteger(2)],
    [cborInteger(3), cborInteger(curve === 'P-256' ? -7 : -35)],
    [cborInteger(-1), cborInteger(curve === 'P-256' ? 1 : 2)],
    [cborInteger(-2), cborBytes(Buffer.from(x, 'base64url'))],
    [cborInteger(-3), cborBytes(Buffer.from(y, 'base64url'))],
  ])
  return { privateKey, cose }
}

function rsaKeys(): { privateKey: KeyObject; cose: Buffer } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  const cose = cborMap([
    [cborInteger(1), cborInteger(3)],
    [cborInteger(3), cborInteger(-257)],
    [cborInteger(-1), cborBytes(Buffer.from(n, 'base64url'))],
    [cborInteger(-2), cborBytes(Buffer.from(e, 'base64url'))],
  ])
  return { privateKey, cose }
}

/** CBOR, RFC 8949 section 3. */
function cborHead(major: number, value: number): Buffer {
  const type = major << 5
  if (value < 24) return Buffer.from([type | value])
  if (value < 256) return Buffer.from([type | 24, value])
  return Buffer.concat([Buffer.from([type | 25]), uint16(value)])
}

function cborInteger(value: number): Buffer {
  return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value)
}

function cborBytes(bytes: Buffer): Buffer {
  return Buffer.concat([cborHead(2, bytes.length), bytes])
}

function cborText(text: string): Buffer {
  return Buffer.concat([cborHead(3, Buffer.byteLength(text)), Buffer.from(text)])
}

function cborMap(entries: [Buffer, Buffer][]): Buffer {
  return Buffer.concat([cborHead(5, entries.length), ...entries.flat()])
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}
