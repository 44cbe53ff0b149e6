import { constants, createHash, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import * as cognito from 'amazon-cognito-identity-js'
import { afterAll, describe, expect, it } from 'vitest'
import { createModexpPool } from './modexp.ts'
import {
  createVerifier,
  fakeSalt,
  fakeVerifier,
  matchesVerifier,
  padHex,
  parsePublicA,
  startSrp,
  verifyProof,
} from './srp.ts'
import { prime, primeBytes, toBigInt, toElement } from './srp-group.ts'

const pool = createModexpPool({ threads: 2 })
afterAll(() => pool.close())

const timestamp = 'Tue May 7 00:09:40 UTC 2025'
const block = Buffer.from(Array.from({ length: 40 }, (_, index) => index))

// The vectors come from a separate implementation with Python's pow(), which checks that client and server agree on S.
const identities = {
  plain: { poolName: 'AbCdEf123', userId: '34c84488-e0e1-70ae-d2ee-991ad1a898c8', password: 'Passw0rd!' },
  unicode: { poolName: 'AbCdEf123', userId: 'zoë', password: 'пароль🔑é' },
  device: {
    poolName: '-AbCdEfGh',
    userId: 'us-east-1_21b0c1a4-6d6d-4c9d-8d4e-0c8a4dd2cb40',
    password: 'device secret',
  },
  empty: { poolName: 'Pool', userId: 'user', password: '' },
}
const vectors = [
  {
    identity: identities.plain,
    salt: '5b1f0e2a9c4d77e88d00aa3311c2b4f6',
    privateA: BigInt(`0x${'11'.repeat(128)}`),
    privateB: '22'.repeat(32),
    verifierSha256: '54215b8ae8c420857986219c1ae06c7b2f86aa29e02cac6f38b562b8fa23158f',
    signature: 'cf10faa59bac86ea66de9b28ea009079c1bf53260effc9b88720c48476b546c4',
  },
  {
    identity: identities.unicode,
    salt: 'f00000000000000000000000000000ff',
    privateA: BigInt(`0x${'7e'.repeat(32)}`),
    privateB: '80'.repeat(32),
    verifierSha256: 'd135f6fa3066e34d34f68d0fd771321d1cc5a9e44b5e121c3c456a4a6fe337ee',
    signature: '26db2d27b7c8cf949eb74b3ec2cc3e6029cfe39259a9c612fe20894e0f14a6ea',
  },
  {
    identity: identities.device,
    salt: '00000080ffffffffffffffffffffffff',
    privateA: BigInt(`0x${'0100'.repeat(64)}`),
    privateB: '8'.padEnd(64, '0'),
    verifierSha256: '6046e1167b46f54bfb4f3e571c52ae0ab9b3d2b2a7aff1018c4f17affdae2679',
    signature: '470b355a780010913fbc665ddd169c76885b5a4ab539a784e2e4a8eece4676c6',
  },
  {
    identity: identities.empty,
    salt: '00000000000000000000000000000000',
    privateA: 12345678901234567890n,
    privateB: '7'.padStart(64, '0'),
    verifierSha256: 'e479c28f336c9c69098cc935f818e6e0ad476e845c9d9f83c1eabfd2fef9d611',
    signature: 'e1004d3195892cc615a368e461b5c1bcfccf83b2c5efbc91de665657e49f65fb',
  },
]

interface ClientNumber {
  toString(radix: number): string
  compareTo(other: ClientNumber): number
}
type Callback<T> = (error: Error | null, result: T) => void
/** What the client library's helper has, as far as the tests use it; its types leave the class out. */
interface ClientHelper {
  poolName: string
  smallAValue: ClientNumber
  largeAValue: ClientNumber
  g: ClientNumber
  padHex(value: ClientNumber): string
  hash(text: string): string
  hexHash(hex: string): string
  calculateA(a: ClientNumber, callback: Callback<ClientNumber>): void
  generateHashDevice(groupKey: string, key: string, callback: Callback<null>): void
  getSaltDevices(): string
  getVerifierDevices(): string
  getRandomPassword(): string
  getPasswordAuthenticationKey(
    user: string,
    password: string,
    serverB: ClientNumber,
    salt: ClientNumber,
    callback: Callback<Buffer>,
  ): void
}
type NumberClass = (new (
  text: string,
  radix: number,
) => ClientNumber) & {
  prototype: { modPow(exponent: ClientNumber, modulus: ClientNumber, callback: Callback<ClientNumber>): void }
}
const { AuthenticationHelper } = cognito as unknown as {
  AuthenticationHelper: new (poolName: string) => ClientHelper
}
const ClientBigInteger = new AuthenticationHelper('any').g.constructor as NumberClass

const fromClient = (value: ClientNumber) => {
  const text = value.toString(16)
  return text.startsWith('-') ? -BigInt(`0x${text.slice(1)}`) : BigInt(`0x${text}`)
}
const toClient = (value: bigint) => new ClientBigInteger(value.toString(16), 16)

function fastPower(base: bigint, exponent: bigint): bigint {
  const digits = exponent.toString(16)
  const e = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString(
    'base64url',
  )
  const key = createPublicKey({ key: { kty: 'RSA', n: primeBytes.toString('base64url'), e }, format: 'jwk' })
  const input = toElement(((base % prime) + prime) % prime)
  return toBigInt(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, input))
}

/** Runs work while the client's own modPow, about a second a sign-in, is replaced by OpenSSL's; the rest stays its own. */
async function withFastClient<T>(work: () => Promise<T>): Promise<T> {
  const { modPow } = ClientBigInteger.prototype
  ClientBigInteger.prototype.modPow = function (this: ClientNumber, exponent, _modulus, callback) {
    const result = toClient(fastPower(fromClient(this), fromClient(exponent)))
    callback(null, result)
    return result
  }
  return work().finally(() => {
    ClientBigInteger.prototype.modPow = modPow
  })
}

interface Account {
  poolName: string
  userId: string
  salt: string
  verifier: Buffer
}

/** One whole sign-in: the client library on one side, ours on the other. */
async function signIn(account: Account, password: string, userId = account.userId): Promise<boolean> {
  const client = new AuthenticationHelper(account.poolName)
  const publicA = parsePublicA(client.largeAValue.toString(16))
  if (publicA === undefined) throw new Error('The client sent an impossible A.')
  const { privateB, publicB } = await startSrp(pool, account)
  const key = await new Promise<Buffer>((resolve, reject) =>
    client.getPasswordAuthenticationKey(
      userId,
      password,
      new ClientBigInteger(publicB, 16),
      new ClientBigInteger(account.salt, 16),
      (error, result) => (error ? reject(error) : resolve(result)),
    ),
  )
  const signature = clientSignature(key, `${account.poolName}${userId}`)
  const { poolName, verifier } = account
  const proof = { poolName, userId, verifier, privateB, publicA, secretBlock: block, timestamp, signature }
  const recomputing = await verifyProof(pool, proof)
  expect(await verifyProof(pool, { ...proof, publicB })).toBe(recomputing)
  return recomputing
}

/** As CognitoUser.authenticateUserDefaultAuth computes it. */
function clientSignature(key: Buffer, prefix: string): Buffer {
  const hmac = createHmacSha256(Buffer.from(key))
  return hmac(Buffer.concat([Buffer.from(prefix, 'utf8'), block, Buffer.from(timestamp, 'utf8')]))
}

/** HMAC written out (RFC 2104), so that the tests do not lean on the call that the code under test makes. */
function createHmacSha256(key: Buffer): (message: Buffer) => Buffer {
  const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
  const padded = Buffer.concat([key, Buffer.alloc(64 - key.length)])
  const [inner, outer] = [0x36, 0x5c].map((byte) => Buffer.from(padded.map((value) => value ^ byte)))
  return (message) => sha256(outer as Buffer, sha256(inner as Buffer, message))
}

/** The verifier as the client library would make it for a given salt. */
function clientVerifier(poolName: string, userId: string, password: string, salt: string): Buffer {
  const client = new AuthenticationHelper(poolName)
  const inner = client.hash(`${poolName}${userId}:${password}`)
  const x = client.hexHash(client.padHex(new ClientBigInteger(salt, 16)) + inner)
  return toElement(fastPower(2n, BigInt(`0x${x}`)))
}

const alphabets = ['aZ09!~', 'äßéñ', 'пароль', '密码テスト', '🔑👩‍👩‍👧', ' :\t\u0000', 'e\u0301']
function somePassword(index: number): string {
  const alphabet = [...(alphabets[index % alphabets.length] ?? '')]
  return Array.from(randomBytes(1 + (index % 40)), (byte) => alphabet[byte % alphabet.length]).join('')
}

const awkwardSalts = [
  '00000000000000000000000000000000',
  '00000000000000000000000000000001',
  '00000000000000000000000000000080',
  '0000007fffffffffffffffffffffffff',
  '00000080ffffffffffffffffffffffff',
  '0f000000000000000000000000000000',
  '7fffffffffffffffffffffffffffffff',
  '80000000000000000000000000000000',
  'ffffffffffffffffffffffffffffffff',
]

describe('fixed vectors', () => {
  it.each(vectors)('makes the verifier of $identity.userId', async (vector) => {
    const salt = Buffer.from(vector.salt, 'hex')
    const verifier = clientVerifier(
      vector.identity.poolName,
      vector.identity.userId,
      vector.identity.password,
      vector.salt,
    )
    expect(createHash('sha256').update(verifier).digest('hex')).toBe(vector.verifierSha256)
    expect(await matchesVerifier(pool, { ...vector.identity, salt, verifier })).toBe(true)
    expect(await matchesVerifier(pool, { ...vector.identity, password: 'other', salt, verifier })).toBe(false)
  })

  it.each(vectors)('accepts the proof of $identity.userId and no other', async (vector) => {
    const { poolName, userId, password } = vector.identity
    const proof = {
      poolName,
      userId,
      verifier: clientVerifier(poolName, userId, password, vector.salt),
      privateB: Buffer.from(vector.privateB, 'hex'),
      publicA: fastPower(2n, vector.privateA),
      secretBlock: block,
      timestamp,
      signature: Buffer.from(vector.signature, 'hex'),
    }
    expect(await verifyProof(pool, proof)).toBe(true)
    const changed = [
      { poolName: 'Other' },
      { userId: 'other' },
      { timestamp: 'Tue May 7 00:09:41 UTC 2025' },
      { secretBlock: block.subarray(1) },
      { publicA: proof.publicA + 1n },
      { publicA: 2n * prime },
      { privateB: Buffer.alloc(32, 9) },
      { signature: proof.signature.subarray(0, 31) },
      { signature: Buffer.alloc(0) },
      { signature: Buffer.alloc(32) },
    ]
    for (const change of changed) expect(await verifyProof(pool, { ...proof, ...change })).toBe(false)
  })
})

describe('amazon-cognito-identity-js', () => {
  it('signs in, by its own arithmetic throughout', async () => {
    const identity = identities.unicode
    const { salt, verifier } = await createVerifier(pool, identity)
    const account = { ...identity, salt: salt.toString('hex'), verifier }
    expect(await signIn(account, identity.password)).toBe(true)
  })

  it('signs in with hundreds of passwords and random salts, and not with others', () =>
    withFastClient(async () => {
      for (let index = 0; index < 200; index += 1) {
        const identity = { poolName: 'AbCdEf123', userId: `user-${index}-é`, password: somePassword(index) }
        const { salt, verifier } = await createVerifier(pool, identity)
        const account = { ...identity, salt: salt.toString('hex'), verifier }
        expect(await signIn(account, identity.password), `${account.salt} ${identity.password}`).toBe(true)
        if (index % 10 === 0) expect(await signIn(account, `${identity.password}x`)).toBe(false)
        if (index % 10 === 5) expect(await signIn(account, identity.password, 'another user')).toBe(false)
      }
    }))

  it.each(awkwardSalts)('agrees on the salt %s', (salt) =>
    withFastClient(async () => {
      const identity = identities.plain
      const verifier = clientVerifier(identity.poolName, identity.userId, identity.password, salt)
      const ours = { ...identity, salt: Buffer.from(salt, 'hex'), verifier }
      expect(await matchesVerifier(pool, ours)).toBe(true)
      expect(await signIn({ ...identity, salt, verifier }, identity.password)).toBe(true)
    }),
  )

  it('proves a device that it registered itself', () =>
    withFastClient(async () => {
      const { poolName, userId } = identities.device
      for (let round = 0; round < 20; round += 1) {
        const client = new AuthenticationHelper(poolName)
        await new Promise<void>((resolve) => client.generateHashDevice(poolName, userId, () => resolve()))
        const verifier = Buffer.from(client.getVerifierDevices(), 'hex')
        const account = { poolName, userId, salt: client.getSaltDevices(), verifier }
        expect(await signIn(account, client.getRandomPassword())).toBe(true)
        expect(await signIn(account, 'another secret')).toBe(false)
      }
    }))

  it('pads numbers as padHex does', () => {
    const client = new AuthenticationHelper('any')
    const values = [0n, 1n, 0x7fn, 0x80n, 0xffn, 0x100n, 0x7fffn, 0x8000n, prime]
    const random = Array.from({ length: 2000 }, (_, index) => toBigInt(randomBytes(1 + (index % 20))))
    for (const value of [...values, ...random]) {
      expect(padHex(value).toString('hex')).toBe(client.padHex(toClient(value)))
    }
  })
})

describe('parsePublicA', () => {
  it.each([
    ['1', 1n],
    ['0aF', 175n],
    ['f'.repeat(1024), 16n ** 1024n - 1n],
    [(prime + 1n).toString(16), prime + 1n],
  ])('reads %s', (hex, expected) => {
    expect(parsePublicA(hex)).toBe(expected)
  })

  it.each([
    '',
    '0',
    '0x1',
    '-1',
    'g',
    ' 1',
    '1\n',
    '１',
    'f'.repeat(1025),
    prime.toString(16),
    (3n * prime).toString(16),
  ])('refuses %j', (hex) => {
    expect(parsePublicA(hex)).toBeUndefined()
  })
})

describe('salts and verifiers', () => {
  it('never makes a salt with a leading zero byte, on which client libraries differ', async () => {
    const made = await Promise.all(Array.from({ length: 600 }, () => createVerifier(pool, identities.plain)))
    expect(made.every(({ salt }) => salt.length === 16 && salt[0] !== 0)).toBe(true)
    expect(new Set(made.map(({ salt }) => salt.toString('hex'))).size).toBe(600)
    expect(made[0]?.verifier).toHaveLength(384)
  })

  it('sends B in hex of even length, new each time', async () => {
    const { verifier } = await createVerifier(pool, identities.plain)
    const started = await Promise.all(Array.from({ length: 50 }, () => startSrp(pool, { verifier })))
    for (const { publicB, privateB } of started) {
      expect(publicB).toMatch(/^([0-9a-f]{2})+$/)
      expect(privateB).toHaveLength(32)
    }
    expect(new Set(started.map(({ publicB }) => publicB)).size).toBe(50)
  })

  it('gives unknown users a salt and a verifier that depend on nothing but the key and the identity', () => {
    const key = Buffer.alloc(32, 7)
    expect(fakeSalt(key, 'pool:ann').toString('hex')).toBe('3787cf8baea5e8bb4eae89823338cc00')
    expect(fakeVerifier(key, 'pool:ann')).toEqual(fakeVerifier(Buffer.alloc(32, 7), 'pool:ann'))
    expect(fakeSalt(key, 'pool:bob')).not.toEqual(fakeSalt(key, 'pool:ann'))
    expect(fakeSalt(Buffer.alloc(32, 8), 'pool:ann')).not.toEqual(fakeSalt(key, 'pool:ann'))
    expect(toBigInt(fakeVerifier(key, 'pool:ann'))).toBeLessThan(prime)
    const salts = Array.from({ length: 2000 }, (_, index) => fakeSalt(key, `pool:${index}`))
    expect(salts.every((salt) => salt.length === 16 && salt[0] !== 0)).toBe(true)
  })

  it('lets nobody sign in as an unknown user', () =>
    withFastClient(async () => {
      const key = randomBytes(32)
      const salt = fakeSalt(key, 'ann').toString('hex')
      const account = { poolName: 'Pool', userId: 'ann', salt, verifier: fakeVerifier(key, 'ann') }
      expect(await signIn(account, 'any password')).toBe(false)
    }))
})
