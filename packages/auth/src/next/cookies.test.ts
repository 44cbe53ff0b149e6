import { describe, expect, it } from 'vitest'
import { applyCookies, createCookieJar } from './cookies.ts'

const empty = { headers: new Headers() }
const withCookies = (header: string) => ({ headers: new Headers({ cookie: header }) })

describe('a cookie jar', () => {
  const jar = createCookieJar('poolhouse-session', true)

  it('keeps a value from scripts, other hosts and other sites', () => {
    expect(jar.write('value', empty, 60)).toEqual([
      '__Host-poolhouse-session.0=value; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60',
    ])
  })

  it('does without Secure, and so without the prefix, on http', () => {
    expect(createCookieJar('a', false).write('value', empty, 60)).toEqual([
      'a.0=value; Path=/; HttpOnly; SameSite=Lax; Max-Age=60',
    ])
  })

  it.each([
    [3800, 1],
    [3801, 2],
    [8 * 3800, 8],
  ])('writes %i characters as %i cookies of less than 4096 bytes', (length, count) => {
    const value = 'ab'.repeat(length).slice(0, length)
    const lines = jar.write(value, empty, 60)
    expect(lines).toHaveLength(count)
    for (const line of lines) expect(line.length).toBeLessThan(4096)
    expect(jar.read(withCookies(applyCookies(null, lines)))).toBe(value)
  })

  it('writes no more than servers take', () => {
    expect(() => jar.write('a'.repeat(8 * 3800 + 1), empty, 60)).toThrow(RangeError)
  })

  it('removes what a longer value has left', () => {
    const before = applyCookies('other=1', jar.write('a'.repeat(8000), empty, 60))
    const lines = jar.write('short', withCookies(before), 60)
    expect(lines.map((line) => /Max-Age=\d+/.exec(line)?.[0])).toEqual([
      'Max-Age=60',
      'Max-Age=0',
      'Max-Age=0',
    ])
    expect(applyCookies(before, lines)).toBe('other=1; __Host-poolhouse-session.0=short')
  })

  it('reads nothing of others', () => {
    expect(jar.read(withCookies('poolhouse-session.0=a; __Host-poolhouse-session.1=b; c'))).toBeUndefined()
    expect(jar.read(empty)).toBeUndefined()
  })
})
