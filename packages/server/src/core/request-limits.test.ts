import { describe, expect, it } from 'vitest'
import { createRequestLimits } from './request-limits.ts'

const key = { accountId: '000000000000', region: 'us-east-1', category: 'UserRead' }

describe('createRequestLimits', () => {
  function limited(requestsPerSecond: number) {
    const time = { now: 1_000_000 }
    const limits = createRequestLimits({ now: () => time.now })
    limits.replace([{ ...key, requestsPerSecond }])
    return { time, limits }
  }

  it('admits as many at once as the limit says, and not one more', () => {
    const { limits } = limited(3)
    expect([1, 2, 3, 4].map(() => limits.admits(key))).toEqual([true, true, true, false])
  })

  it('fills up with time, never beyond one second', () => {
    const { limits, time } = limited(2)
    expect([1, 2, 3].map(() => limits.admits(key))).toEqual([true, true, false])
    time.now += 500
    expect([1, 2].map(() => limits.admits(key))).toEqual([true, false])
    time.now += 60_000
    expect([1, 2, 3].map(() => limits.admits(key))).toEqual([true, true, false])
  })

  it('counts another region, account or category apart', () => {
    const { limits } = limited(1)
    expect(limits.admits(key)).toBe(true)
    for (const other of [{ region: 'eu-west-1' }, { accountId: '111111111111' }, { category: 'UserList' }])
      expect(limits.admits({ ...key, ...other })).toBe(true)
    expect(limits.admits(key)).toBe(false)
  })

  it('lets a request cost a part', () => {
    const { limits } = limited(1)
    const thirds = [1, 2, 3, 4].map(() => limits.admits(key, 1 / 4))
    expect(thirds).toEqual([true, true, true, true])
    expect(limits.admits(key, 1 / 4)).toBe(false)
  })

  it('keeps what is left when the same limits are read again', () => {
    const { limits } = limited(1)
    limits.admits(key)
    limits.replace([{ ...key, requestsPerSecond: 1 }])
    expect(limits.admits(key)).toBe(false)
    limits.replace([{ ...key, requestsPerSecond: 2 }])
    expect(limits.admits(key)).toBe(true)
  })

  it('does not mind a clock that was turned back', () => {
    const { limits, time } = limited(1)
    limits.admits(key)
    time.now -= 10_000
    expect(limits.admits(key)).toBe(false)
    time.now += 1000
    expect(limits.admits(key)).toBe(true)
  })
})
