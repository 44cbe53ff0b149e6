import { describe, expect, it } from 'vitest'
import { codeAt, fromBase32, matchingStep, newSecret, stepOf, toBase32 } from './totp.ts'

/** RFC 6238 appendix B, SHA-1; the last six of its eight digits. */
const vectors: [seconds: number, code: string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
]
const key = Buffer.from('12345678901234567890')
const secret = toBase32(key)
const now = 1_234_567_890_000
const present = stepOf(now)

describe('codeAt', () => {
  it.each(vectors)('gives the code of RFC 6238 at %i seconds', (seconds, code) => {
    expect(codeAt(key, stepOf(seconds * 1000))).toBe(code)
  })
})

describe('matchingStep', () => {
  it.each([-1, 0, 1])('accepts the code %i steps away', (distance) => {
    expect(matchingStep(secret, codeAt(key, present + distance), now)).toBe(present + distance)
  })

  it.each([-2, 2])('refuses the code %i steps away', (distance) => {
    expect(matchingStep(secret, codeAt(key, present + distance), now)).toBeUndefined()
  })

  it('refuses what is not six digits', () => {
    expect(matchingStep(secret, '', now)).toBeUndefined()
    expect(matchingStep(secret, `${codeAt(key, present)}0`, now)).toBeUndefined()
  })
})

describe('secrets', () => {
  it('are 52 characters of Base32 for 32 random bytes', () => {
    const made = newSecret()
    expect(made).toMatch(/^[A-Z2-7]{52}$/)
    expect(fromBase32(made)).toHaveLength(32)
    expect(newSecret()).not.toBe(made)
  })

  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('are written as RFC 4648 writes "%s"', (text, written) => {
    expect(toBase32(Buffer.from(text))).toBe(written)
    expect(fromBase32(written).toString()).toBe(text)
  })
})
