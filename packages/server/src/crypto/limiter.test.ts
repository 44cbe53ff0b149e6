import { describe, expect, it } from 'vitest'
import { createLimiter } from './limiter.ts'
import { OverloadedError } from './overloaded-error.ts'

describe('createLimiter', () => {
  it('runs so many at once, lets so many wait in order, and rejects the rest', async () => {
    const limit = createLimiter({ running: 2, waiting: 3 })
    const gate = Promise.withResolvers<void>()
    const order: number[] = []
    const start = (index: number) =>
      limit(async () => {
        order.push(index)
        await gate.promise
        return index
      })
    const taken = [0, 1, 2, 3, 4].map(start)
    await expect(start(5)).rejects.toBeInstanceOf(OverloadedError)
    expect(order).toEqual([0, 1])
    gate.resolve()
    expect(await Promise.all(taken)).toEqual([0, 1, 2, 3, 4])
    expect(order).toEqual([0, 1, 2, 3, 4])
    expect(await start(6)).toBe(6)
  })

  it('gives the place free when work fails', async () => {
    const limit = createLimiter({ running: 1, waiting: 0 })
    await expect(limit(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await limit(() => Promise.resolve('yes'))).toBe('yes')
  })
})
