// A worker thread: answers batches of powers. JavaScript, and without imports of ours: a type stripper in each worker
// would take 20 MB and most of the time to start.
import { constants, createPublicKey, getDiffieHellman, publicEncrypt } from 'node:crypto'
import { getPriority, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'

const elementBytes = 384
const group = getDiffieHellman('modp15')
const n = group.getPrime('base64url')
const prime = BigInt(`0x${group.getPrime('hex')}`)
const elementBits = BigInt(8 * elementBytes)
/** For Barrett's reduction (Handbook of Applied Cryptography, algorithm 14.42). */
const reciprocal = (1n << (2n * elementBits)) / prime

/**
 * The comb of Lim and Lee (CRYPTO 1994) for powers of the group's generator 2: an exponent of 256 bits is read as eight
 * rows of 32 bits, and the rows as four blocks of eight columns, for each of which all 255 products are ready.
 */
const rows = 8
const rowBits = 32
const blocks = 4
const columns = rowBits / blocks
const combBytes = (rows * rowBits) / 8

/** @type {bigint[][] | undefined} */
let comb

/**
 * base^exponent mod N by OpenSSL. The raw RSA operation with public key (N, e) is exactly m^e mod N, whether or not N is
 * a product of two primes (RFC 8017 section 5.1.1); it is the one way by which Node exposes Montgomery multiplication
 * for any base. It is not constant-time in the exponent, and neither is the comb: exponents here are random and used
 * once (b), public (u), or the hash of a salted password (x).
 * @param {Uint8Array} base
 * @param {Uint8Array} exponent
 */
function power(base, exponent) {
  const e = Buffer.from(exponent.subarray(firstNonZero(exponent))).toString('base64url')
  const key = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, base)
}

/**
 * 2^exponent mod N for an exponent of at most 256 bits, in 39 multiplications instead of 300: a third of OpenSSL's time
 * although BigInt multiplies more slowly. Every password sign-in is one such power.
 * @param {Uint8Array} exponent 32 bytes
 */
function powerOfGenerator(exponent) {
  comb ??= createComb()
  let result = 1n
  for (let column = columns - 1; column >= 0; column -= 1) {
    if (column < columns - 1) result = multiply(result, result)
    for (const [block, products] of comb.entries()) {
      const factor = products[readColumn(exponent, block * columns + column)]
      if (factor !== undefined) result = multiply(result, factor)
    }
  }
  return Buffer.from(result.toString(16).padStart(2 * elementBytes, '0'), 'hex')
}

/**
 * One bit of each row, the highest row's first.
 * @param {Uint8Array} exponent
 * @param {number} position
 */
function readColumn(exponent, position) {
  let column = 0
  for (let row = rows - 1; row >= 0; row -= 1) {
    const bit = row * rowBits + position
    column = (column << 1) | (((exponent[combBytes - 1 - (bit >> 3)] ?? 0) >> (bit & 7)) & 1)
  }
  return column
}

/** For each block the products of its columns; none for the column of zeros. Takes some milliseconds, once. */
function createComb() {
  return Array.from({ length: blocks }, (_, block) => {
    /** @type {bigint[]} */
    const products = []
    for (let row = 0; row < rows; row += 1) {
      const tooth = squareOften(2n, row * rowBits + block * columns)
      products[1 << row] = tooth
      for (let lower = 1; lower < 1 << row; lower += 1)
        products[(1 << row) + lower] = multiply(tooth, products[lower] ?? 1n)
    }
    return products
  })
}

/**
 * @param {bigint} value
 * @param {number} times
 */
function squareOften(value, times) {
  let result = value
  for (let count = 0; count < times; count += 1) result = multiply(result, result)
  return result
}

/**
 * @param {bigint} left below N
 * @param {bigint} right below N
 */
function multiply(left, right) {
  const product = left * right
  const quotient = ((product >> (elementBits - 1n)) * reciprocal) >> (elementBits + 1n)
  let rest = product - quotient * prime
  while (rest >= prime) rest -= prime
  return rest
}

/**
 * The index of the first byte that is not zero, the last index when all are.
 * @param {Uint8Array} bytes
 */
function firstNonZero(bytes) {
  const index = bytes.findIndex((byte) => byte !== 0)
  return index === -1 ? bytes.length - 1 : index
}

/**
 * @param {Uint8Array} base 384 bytes
 * @param {Uint8Array} exponent 384 bytes
 */
function answerOne(base, exponent) {
  const isGenerator = firstNonZero(base) === elementBytes - 1 && base[elementBytes - 1] === 2
  const isShort = firstNonZero(exponent) >= elementBytes - combBytes
  return isGenerator && isShort ? powerOfGenerator(exponent.subarray(-combBytes)) : power(base, exponent)
}

/**
 * Each job is a base and an exponent, 384 bytes each; each answer is 384 bytes.
 * @param {Uint8Array} batch
 */
function answer(batch) {
  const count = batch.length / (2 * elementBytes)
  const results = new Uint8Array(count * elementBytes)
  for (let index = 0; index < count; index += 1) {
    const start = index * 2 * elementBytes
    const base = batch.subarray(start, start + elementBytes)
    const exponent = batch.subarray(start + elementBytes, start + 2 * elementBytes)
    results.set(answerOne(base, exponent), index * elementBytes)
  }
  return results
}

// The event loop goes first: on Linux this is the priority of this thread, elsewhere it would be the process's. One that was
// started behind others stays there.
if (process.platform === 'linux' && getPriority() < 10) setPriority(10)

parentPort?.on('message', (batch) => {
  const results = answer(batch)
  parentPort?.postMessage(results, [results.buffer])
})
