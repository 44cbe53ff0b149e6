import {
  constants,
  createHash,
  createHmac,
  createPublicKey,
  getDiffieHellman,
  hkdfSync,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'

/** The client's side of Cognito's SRP, written for tests from RFC 5054 and the published client libraries' constants. */
export interface SrpClient {
  /** SRP_A, hexadecimal. */
  publicA: string
  /** The ChallengeResponses that answer PASSWORD_VERIFIER. */
  answer(parameters: Record<string, string>, password: string, time?: Date): Record<string, string>
}

const primeBytes = getDiffieHellman('modp15').getPrime()
const prime = toBigInt(primeBytes)
const generator = 2n

export function createSrpClient(userPoolId: string): SrpClient {
  const privateA = toBigInt(randomBytes(32))
  const publicA = power(generator, privateA)
  const poolName = userPoolId.split('_')[1] ?? ''
  return {
    publicA: publicA.toString(16),
    answer: (parameters, password, time = new Date()) => {
      const username = parameters['USER_ID_FOR_SRP'] ?? ''
      const key = sessionKey({ poolName, username, password, privateA, publicA, parameters })
      const timestamp = formatTime(time)
      const block = Buffer.from(parameters['SECRET_BLOCK'] ?? '', 'base64')
      const signature = createHmac('sha256', key)
        .update(`${poolName}${username}`)
        .update(block)
        .update(timestamp)
        .digest('base64')
      return {
        USERNAME: username,
        PASSWORD_CLAIM_SECRET_BLOCK: parameters['SECRET_BLOCK'] ?? '',
        TIMESTAMP: timestamp,
        PASSWORD_CLAIM_SIGNATURE: signature,
      }
    },
  }
}

interface Exchange {
  poolName: string
  username: string
  password: string
  privateA: bigint
  publicA: bigint
  parameters: Record<string, string>
}

function sessionKey({ poolName, username, password, privateA, publicA, parameters }: Exchange): Buffer {
  const publicB = BigInt(`0x${parameters['SRP_B']}`)
  const salt = BigInt(`0x${parameters['SALT']}`)
  const k = toBigInt(hash(padHex(prime), padHex(generator)))
  const u = toBigInt(hash(padHex(publicA), padHex(publicB)))
  const x = toBigInt(hash(padHex(salt), hash(Buffer.from(`${poolName}${username}:${password}`))))
  const base = (((publicB - k * power(generator, x)) % prime) + prime) % prime
  const shared = power(base, privateA + u * x)
  return Buffer.from(hkdfSync('sha256', padHex(shared), padHex(u), 'Caldera Derived Key', 16))
}

/** base^exponent mod N in OpenSSL, as RSA without padding (RFC 8017, section 5.1.1); BigInt takes several times as long. */
function power(base: bigint, exponent: bigint): bigint {
  const e = toBytes(exponent).toString('base64url')
  const key = createPublicKey({ key: { kty: 'RSA', n: primeBytes.toString('base64url'), e }, format: 'jwk' })
  const block = Buffer.from((base % prime).toString(16).padStart(2 * primeBytes.length, '0'), 'hex')
  return toBigInt(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block))
}

function toBytes(value: bigint): Buffer {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
}

function padHex(value: bigint): Buffer {
  const bytes = toBytes(value)
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes
}

function hash(...parts: Buffer[]): Buffer {
  const state = createHash('sha256')
  for (const part of parts) state.update(part)
  return state.digest()
}

function toBigInt(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`)
}

/** `Sat Nov 7 09:05:01 UTC 2026`: the day is not padded. */
function formatTime(time: Date): string {
  const [weekday, day, month, year, clock] = time.toUTCString().replace(',', '').split(' ')
  return `${weekday} ${month} ${Number(day)} ${clock} UTC ${year}`
}
