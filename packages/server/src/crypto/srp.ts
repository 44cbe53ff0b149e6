import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { equalsConstantTime } from './constant-time.ts'
import type { ModexpPool } from './modexp.ts'
import { elementBytes, generator, prime, toBigInt, toElement } from './srp-group.ts'

/**
 * Whose secret is proven. `poolName` is the part of the user pool id after the underscore and `userId` the
 * USER_ID_FOR_SRP. For a device they are the DeviceGroupKey and the DeviceKey, the password being the device's secret.
 */
export interface SrpIdentity {
  poolName: string
  userId: string
}

const saltBytes = 16
const generatorElement = Buffer.from([Number(generator)])
/** k = H(N, g), both padded by `padHex` (SRP-6a; amazon-cognito-identity-js, AuthenticationHelper). */
const multiplier = hashToBigInt(padHex(prime), padHex(generator))
/** The label of the client libraries' key derivation (amazon-cognito-identity-js, AuthenticationHelper). */
const keyLabel = 'Caldera Derived Key'
const keyBytes = 16
/** N has 768 digits; a longer A only costs us work, but clients may pad. */
const maximumDigits = 1024

/**
 * The bytes of a non-negative integer as Java's BigInteger writes it: no leading zeros but the one that keeps the top
 * bit clear. Every number that Cognito's SRP hashes is written so, never padded to the length of N.
 */
export function padHex(value: bigint): Buffer {
  const digits = value.toString(16)
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex')
}

/**
 * A new salt (16 bytes) and the verifier g^x mod N (384 bytes) of a password. The first byte of the salt is never zero:
 * some clients hash the salt as the text they got and others as an integer, and so both hash the same.
 */
export async function createVerifier(
  pool: ModexpPool,
  options: SrpIdentity & { password: string },
): Promise<{ salt: Buffer; verifier: Buffer }> {
  const salt = randomSalt()
  return { salt, verifier: await computeVerifier(pool, { ...options, salt }) }
}

/** Tells whether a password is the one of the verifier, comparing in constant time. */
export async function matchesVerifier(
  pool: ModexpPool,
  options: SrpIdentity & { password: string; salt: Buffer; verifier: Buffer },
): Promise<boolean> {
  const verifier = await computeVerifier(pool, options)
  return equalsConstantTime(verifier, toElement(toBigInt(options.verifier)))
}

/**
 * The server's first step: a fresh secret b (32 bytes) and B = k·v + g^b mod N in hex of even length.
 * Keep b secret and use it for one proof only.
 */
export async function startSrp(
  pool: ModexpPool,
  options: { verifier: Buffer },
): Promise<{ privateB: Buffer; publicB: string }> {
  const privateB = randomBytes(32)
  const publicB = await computePublicB(pool, options.verifier, privateB)
  // The protocol forbids B = 0; it has the probability of guessing a key.
  return publicB === 0n ? startSrp(pool, options) : { privateB, publicB: evenHex(publicB) }
}

/**
 * Reads the client's SRP_A. Undefined when it is not hex, has more than 1024 digits, or is 0 modulo N, which would let a
 * client without the password know the shared secret (RFC 5054 section 2.5.4).
 */
export function parsePublicA(hex: string): bigint | undefined {
  if (hex.length > maximumDigits || !/^[0-9a-fA-F]+$/.test(hex)) return undefined
  const value = BigInt(`0x${hex}`)
  return value % prime === 0n ? undefined : value
}

/**
 * Tells whether the client's PASSWORD_CLAIM_SIGNATURE proves the password: the same key from
 * S = (A·v^u)^b mod N, and HMAC-SHA256 over identity, secret block and timestamp text. Compares in constant time.
 * Give `publicB` (as `startSrp` returned it) to save the third of the work that computes it again.
 */
export async function verifyProof(
  pool: ModexpPool,
  options: SrpIdentity & {
    verifier: Buffer
    privateB: Buffer
    publicB?: string
    publicA: bigint
    secretBlock: Buffer
    timestamp: string
    signature: Buffer
  },
): Promise<boolean> {
  const { verifier, privateB, publicA } = options
  if (publicA % prime === 0n) return false
  const publicB = options.publicB
    ? BigInt(`0x${options.publicB}`)
    : await computePublicB(pool, verifier, privateB)
  const u = hash(padHex(publicA), padHex(publicB))
  if (toBigInt(u) === 0n) return false
  const verifierToU = toBigInt(await pool.modexp(verifier, u))
  const shared = await pool.modexp(toElement((publicA * verifierToU) % prime), privateB)
  const key = deriveKey(toBigInt(shared), toBigInt(u))
  return equalsConstantTime(options.signature, sign(key, options))
}

/**
 * The salt of a user who does not exist: the same for the same identity as long as the key stays, and like a real one in
 * every other way. `identity` should hold the user pool id and the user name as the pool compares it.
 */
export function fakeSalt(key: Buffer, identity: string): Buffer {
  for (let round = 0; ; round += 1) {
    const salt = derive(key, `fake SRP salt ${round}`, identity, saltBytes)
    if (salt[0] !== 0) return salt
  }
}

/**
 * The verifier of a user who does not exist, stable as `fakeSalt` is. No password is known for it. It takes the place of
 * the stored one in `startSrp`, `verifyProof` and `matchesVerifier`, which then do the same work as for a real user.
 */
export function fakeVerifier(key: Buffer, identity: string): Buffer {
  return toElement(toBigInt(derive(key, 'fake SRP verifier', identity, elementBytes)) % prime)
}

function derive(key: Buffer, label: string, identity: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.from(identity, 'utf8'), label, length))
}

function randomSalt(): Buffer {
  const salt = randomBytes(saltBytes)
  return salt[0] === 0 ? randomSalt() : salt
}

/** g^x mod N with x = H(salt, H(poolName userId ":" password)). */
function computeVerifier(
  pool: ModexpPool,
  options: SrpIdentity & { password: string; salt: Buffer },
): Promise<Buffer> {
  const inner = hash(`${options.poolName}${options.userId}:${options.password}`)
  return pool.modexp(generatorElement, hash(padHex(toBigInt(options.salt)), inner))
}

async function computePublicB(pool: ModexpPool, verifier: Buffer, privateB: Buffer): Promise<bigint> {
  const power = await pool.modexp(generatorElement, privateB)
  return (multiplier * toBigInt(verifier) + toBigInt(power)) % prime
}

/** HKDF-SHA256 (RFC 5869) of the shared secret with u as salt, 16 bytes. */
function deriveKey(shared: bigint, u: bigint): Buffer {
  return Buffer.from(hkdfSync('sha256', padHex(shared), padHex(u), keyLabel, keyBytes))
}

function sign(key: Buffer, claim: SrpIdentity & { secretBlock: Buffer; timestamp: string }): Buffer {
  return createHmac('sha256', key)
    .update(claim.poolName + claim.userId, 'utf8')
    .update(claim.secretBlock)
    .update(claim.timestamp, 'utf8')
    .digest()
}

function hash(...parts: (Buffer | string)[]): Buffer {
  const state = createHash('sha256')
  for (const part of parts) state.update(part)
  return state.digest()
}

function hashToBigInt(...parts: Buffer[]): bigint {
  return toBigInt(hash(...parts))
}

function evenHex(value: bigint): string {
  const digits = value.toString(16)
  return digits.length % 2 === 0 ? digits : `0${digits}`
}
