import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { afterAll, describe, expect, it } from 'vitest'
import { createModexpPool } from './modexp.ts'
import { OverloadedError } from './overloaded-error.ts'
import { prime, toBigInt, toElement } from './srp-group.ts'

const pool = createModexpPool({ threads: 2 })
afterAll(() => pool.close())

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base % prime
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % prime
    square = (square * square) % prime
  }
  return result
}

function bytes(value: bigint, length = 0): Buffer {
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(Math.max(2 * length, hex.length + (hex.length % 2)), '0'), 'hex')
}

/** The worker thread that is created next. */
function nextWorker(): Promise<Worker> {
  return new Promise((resolve) => process.once('worker', resolve))
}

const bases = [0n, 1n, 2n, 3n, 65537n, prime - 1n, prime, prime + 1n, prime + 5n, 1n << 3200n]
const exponents = [0n, 1n, 2n, 3n, 4n, 17n, 65536n, prime - 2n, prime - 1n, prime, 2n * prime, 1n << 3300n]

describe('modexp', () => {
  it('uses the 3072-bit prime of RFC 3526 group 15', () => {
    // RFC 3526 section 4: 2^3072 - 2^3008 - 1 + 2^64 * ([2^2942 pi] + 1690314)
    expect(prime.toString(16)).toMatch(
      /^ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd1.*a93ad2caffffffffffffffff$/,
    )
    expect(prime.toString(2)).toHaveLength(3072)
  })

  it.each(bases.flatMap((base) => exponents.map((exponent) => [base, exponent] as const)))(
    'computes the edge case %x^%x',
    async (base, exponent) => {
      const result = await pool.modexp(bytes(base), bytes(exponent))
      expect(result).toEqual(toElement(power(base, exponent)))
    },
  )

  it.each([
    ['no bytes at all', Buffer.alloc(0), Buffer.alloc(0), 1n],
    ['an exponent of zero bytes', Buffer.from([9]), Buffer.alloc(500), 1n],
    ['leading zeros everywhere', bytes(7n, 600), bytes(3n, 600), 343n],
    ['leading zeros of the usual lengths', bytes(7n, 384), bytes(3n, 32), 343n],
  ])('takes %s', async (_, base, exponent, expected) => {
    expect(toBigInt(await pool.modexp(base, exponent))).toBe(expected)
  })

  it('agrees with BigInt on random numbers, in the order asked', async () => {
    const jobs = Array.from({ length: 60 }, () => ({ base: randomBytes(384), exponent: randomBytes(32) }))
    const results = await pool.modexpAll(jobs)
    const expected = jobs.map((job) => toElement(power(toBigInt(job.base), toBigInt(job.exponent))))
    expect(results).toEqual(expected)
  })

  it('agrees with BigInt on powers of the generator, whose short exponents take another way', async () => {
    const lengths = [1, 4, 31, 32, 33]
    const random = lengths.flatMap((length) => Array.from({ length: 20 }, () => randomBytes(length)))
    const bits = Array.from({ length: 258 }, (_, bit) => bytes(1n << BigInt(bit)))
    const chosen = [bytes(0n), bytes((1n << 256n) - 1n), bytes(1n << 256n), bytes((1n << 256n) + 1n)]
    const jobs = [...random, ...bits, ...chosen].map((exponent) => ({ base: bytes(2n), exponent }))
    const results = await pool.modexpAll(jobs)
    expect(results).toEqual(jobs.map((job) => toElement(power(2n, toBigInt(job.exponent)))))
  })
})

describe('the pool', () => {
  it('takes 2000 waiting jobs and rejects more with OverloadedError', async () => {
    const small = createModexpPool({ threads: 1 })
    const job = { base: bytes(2n), exponent: bytes(3n) }
    const refused = small.modexpAll(Array.from({ length: 2001 }, () => job))
    await expect(refused).rejects.toBeInstanceOf(OverloadedError)
    const taken = small.modexpAll(Array.from({ length: 2000 }, () => job))
    expect((await taken).every((result) => toBigInt(result) === 8n)).toBe(true)
    await small.close()
  })

  it('ends a worker that has no work and starts another for the next job', async () => {
    const brief = createModexpPool({ threads: 1, idleMs: 1 })
    for (const exponent of [1n, 2n]) {
      const started = nextWorker()
      const result = brief.modexp(bytes(2n), bytes(exponent))
      const worker = await started
      expect(toBigInt(await result)).toBe(2n ** exponent)
      await once(worker, 'exit')
    }
    await brief.close()
  })

  it('rejects the jobs in hand of a worker that crashed, and does the rest on a new one', async () => {
    const crashing = createModexpPool({ threads: 1 })
    const started = nextWorker()
    const jobs = Array.from({ length: 100 }, () => crashing.modexp(bytes(2n), bytes(5n)))
    const settled = Promise.allSettled(jobs)
    await (await started).terminate()
    const statuses = (await settled).map((job) => job.status)
    expect(statuses[0]).toBe('rejected')
    expect(statuses.at(-1)).toBe('fulfilled')
    await crashing.close()
  })

  it('rejects what is not done when it is closed, and what comes later', async () => {
    const closing = createModexpPool({ threads: 1 })
    const jobs = Array.from({ length: 100 }, () => closing.modexp(bytes(2n), randomBytes(32)))
    const settled = Promise.allSettled(jobs)
    await closing.close()
    expect((await settled).at(-1)?.status).toBe('rejected')
    await expect(closing.modexp(bytes(2n), bytes(2n))).rejects.toThrow('closed')
    await closing.close()
  })
})
