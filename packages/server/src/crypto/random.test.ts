import { describe, expect, it } from 'vitest'
import {
  fakeUserSub,
  randomAlphanumeric,
  randomDigits,
  randomPassword,
  refreshTokenText,
  sha256,
  userSub,
  uuid,
} from './random.ts'

const uuidFormat = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Pearson's chi-squared of the characters of a text against all being equally likely. */
function chiSquared(text: string, alphabet: string): number {
  const expected = text.length / alphabet.length
  return [...alphabet].reduce(
    (sum, character) => sum + (text.split(character).length - 1 - expected) ** 2 / expected,
    0,
  )
}

describe('random text', () => {
  it.each([0, 1, 6, 8, 40])('makes %d digits', (count) => {
    expect(randomDigits(count)).toMatch(new RegExp(`^\\d{${count}}$`))
  })

  it('favours no digit and no character', () => {
    // 9 and 35 degrees of freedom: exceeded once in ten million runs.
    expect(chiSquared(randomDigits(100_000), '0123456789')).toBeLessThan(50)
    const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
    expect(chiSquared(randomAlphanumeric(100_000, alphabet), alphabet)).toBeLessThan(105)
  })

  it('uses the given alphabet and by default letters and digits', () => {
    expect(randomAlphanumeric(200, 'ab')).toMatch(/^[ab]{200}$/)
    expect(randomAlphanumeric(200)).toMatch(/^[A-Za-z0-9]{200}$/)
  })
})

describe('randomPassword', () => {
  const kinds = {
    requireLowercase: /[a-z]/,
    requireUppercase: /[A-Z]/,
    requireNumbers: /\d/,
    requireSymbols: /[^A-Za-z0-9]/,
  }
  const all = { requireLowercase: true, requireUppercase: true, requireNumbers: true, requireSymbols: true }

  it.each([{}, { minimumLength: 6 }, { minimumLength: 99, ...all }, all, { requireSymbols: true }])(
    'satisfies %j',
    (rules) => {
      for (let round = 0; round < 300; round += 1) {
        const password = randomPassword(rules)
        expect(password).toHaveLength(Math.max(12, 'minimumLength' in rules ? rules.minimumLength : 0))
        for (const [name, kind] of Object.entries(kinds)) if (name in rules) expect(password).toMatch(kind)
      }
    },
  )

  it('uses only symbols that Cognito knows, and none unasked', () => {
    const text = Array.from({ length: 200 }, () => randomPassword(all)).join('')
    expect(text).toMatch(/^[A-Za-z0-9^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`+=]+$/)
    expect(Array.from({ length: 200 }, () => randomPassword({})).join('')).toMatch(/^[A-Za-z0-9]+$/)
  })

  it('refuses a length that no password may have', () => {
    expect(randomPassword({ minimumLength: 256 })).toHaveLength(256)
    expect(() => randomPassword({ minimumLength: 257 })).toThrow(RangeError)
  })
})

describe('identifiers', () => {
  it('makes UUIDs, new each time', () => {
    const made = [...Array.from({ length: 50 }, uuid), ...Array.from({ length: 50 }, userSub)]
    for (const text of made) expect(text).toMatch(uuidFormat)
    expect(new Set(made).size).toBe(100)
  })

  it('gives unknown users the same sub for the same key and name', () => {
    const key = Buffer.alloc(32, 5)
    const sub = fakeUserSub(key, 'pool:ann')
    expect(sub).toMatch(uuidFormat)
    expect(fakeUserSub(Buffer.alloc(32, 5), 'pool:ann')).toBe(sub)
    expect(fakeUserSub(key, 'pool:bob')).not.toBe(sub)
    expect(fakeUserSub(Buffer.alloc(32, 6), 'pool:ann')).not.toBe(sub)
  })

  it("shapes refresh tokens as Cognito's", () => {
    const token = refreshTokenText()
    const parts = token.split('.')
    expect(Buffer.from(parts[0] ?? '', 'base64url').toString()).toBe(
      '{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}',
    )
    expect(parts.map((part) => Buffer.from(part, 'base64url').length).slice(1)).toEqual([256, 12, 900, 16])
    expect(token).toMatch(/^[A-Za-z0-9-_=.]+$/)
    expect(refreshTokenText()).not.toBe(token)
  })

  it('hashes with SHA-256', () => {
    // FIPS 180-2 appendix B.1: "abc" → ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    expect(Buffer.from(sha256('abc'), 'base64url').toString('hex')).toBe(expected)
    expect(sha256('é')).toHaveLength(43)
  })
})
