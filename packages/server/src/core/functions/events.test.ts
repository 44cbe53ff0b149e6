import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createFunctionEvents, type FunctionEventOptions } from './events.ts'

const silent = pino({ level: 'silent' })

const eventsWith = (options: Partial<FunctionEventOptions> = {}) =>
  createFunctionEvents({ log: silent, delaysMs: [0, 0], ...options })

describe('events for functions', () => {
  it('run once where they succeed', async () => {
    const events = eventsWith()
    let runs = 0
    events.add({ name: 'f', run: async () => void runs++ })
    await events.settled()
    await events.stop()
    expect(runs).toBe(1)
  })

  it('run three times where they fail, and then no more', async () => {
    const events = eventsWith()
    let runs = 0
    const third = Promise.withResolvers<void>()
    const run = async () => {
      runs++
      if (runs === 3) third.resolve()
      throw new Error('still broken')
    }
    events.add({ name: 'f', run })
    await third.promise
    await events.settled()
    await events.stop()
    expect(runs).toBe(3)
  })

  it('run so many at a time', async () => {
    const events = eventsWith({ maxRunning: 2 })
    const gate = Promise.withResolvers<void>()
    let running = 0
    let most = 0
    const run = async () => {
      most = Math.max(most, ++running)
      await gate.promise
      running--
    }
    for (let index = 0; index < 5; index++) events.add({ name: 'f', run })
    gate.resolve()
    await events.settled()
    await events.stop()
    expect({ most, running }).toEqual({ most: 2, running: 0 })
  })

  it('are refused when too many wait, and after the stop', async () => {
    const events = eventsWith({ maxHeld: 1 })
    const gate = Promise.withResolvers<void>()
    events.add({ name: 'f', run: () => gate.promise })
    const add = () => events.add({ name: 'f', run: async () => undefined })
    expect(add).toThrow(expect.objectContaining({ name: 'TooManyRequestsException', status: 429 }))
    gate.resolve()
    await events.stop()
    expect(add).toThrow('Rate Exceeded.')
  })

  it('that wait for another try are forgotten by the stop', async () => {
    const events = eventsWith({ delaysMs: [3_600_000] })
    let runs = 0
    const run = async () => {
      runs++
      throw new Error('broken')
    }
    events.add({ name: 'f', run })
    await events.settled()
    await events.stop()
    expect(runs).toBe(1)
  })
})
