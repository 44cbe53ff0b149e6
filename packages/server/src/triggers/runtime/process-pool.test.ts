import { describe, expect, it } from 'vitest'
import { createProcessPool, type Lease } from './process-pool.ts'
import type { WorkerProcess } from './worker-process.ts'

const limits = {
  processes: 4,
  processesPerFunction: 3,
  queuedPerFunction: 10,
  patienceMs: 0,
  quickMs: 0,
  callsPerProcess: 1,
  idleMs: 60_000,
}

const USUAL_MS = 1

/** A process that does nothing, and ends when it is killed. */
function standIn(): WorkerProcess {
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  let isAlive = true
  const kill = () => {
    isAlive = false
    resolve()
  }
  const call = () => Promise.reject(new Error('never called'))
  const own = { processId: undefined, memoryMegabytes: 128, call, kill, isAlive: () => isAlive, ended }
  return { ...own, takeBack: () => undefined, usualMs: () => USUAL_MS }
}

function startPool(overrides: Partial<typeof limits> = {}) {
  const pool = createProcessPool({ ...limits, ...overrides })
  const granted: string[] = []
  const leases: Lease[] = []
  const ask = async (key: string) => {
    const lease = await pool.acquire({ key, giveUpAt: Number.POSITIVE_INFINITY, start: standIn })
    granted.push(key)
    leases.push(lease)
    return lease
  }
  return { pool, granted, leases, ask }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('the pool of processes', () => {
  it('gives a free place to the function that has the fewest', async () => {
    const { granted, leases, ask } = startPool()
    for (const key of ['a', 'a', 'a', 'b', 'a', 'b', 'c']) void ask(key)
    await settled()
    expect(granted).toEqual(['a', 'a', 'a', 'b'])
    leases[0]?.worker.kill()
    leases[0]?.release()
    await settled()
    expect(granted).toEqual(['a', 'a', 'a', 'b', 'c'])
  })

  it('serves the calls of a function in their order', async () => {
    const { ask } = startPool({ processesPerFunction: 1 })
    const order: number[] = []
    const calls = [1, 2, 3].map(async (number) => {
      const lease = await ask('a')
      order.push(number)
      lease.release()
    })
    await Promise.all(calls)
    expect(order).toEqual([1, 2, 3])
  })

  it('waits for a busy process before it starts another', async () => {
    const { ask } = startPool({ patienceMs: 60_000 })
    const first = await ask('a')
    const second = ask('a')
    first.release()
    expect((await second).worker).toBe(first.worker)
  })

  it('starts another when the busy one takes too long', async () => {
    const { ask } = startPool({ patienceMs: 5 })
    const first = await ask('a')
    expect((await ask('a')).worker).not.toBe(first.worker)
  })

  it('gives a quick process several calls, as many as it may have', async () => {
    const { ask } = startPool({ quickMs: USUAL_MS + 1, callsPerProcess: 3 })
    const leases = [await ask('a'), await ask('a'), await ask('a'), await ask('a')]
    const [first, second, third, fourth] = leases.map(({ worker }) => worker)
    expect([second, third]).toEqual([first, first])
    expect(fourth).not.toBe(first)
    expect(leases.map(({ isWarm }) => isWarm)).toEqual([false, true, true, false])
  })

  it('gives a process that is not quick one call at a time', async () => {
    const { ask } = startPool({ quickMs: USUAL_MS, callsPerProcess: 3 })
    const first = await ask('a')
    expect((await ask('a')).worker).not.toBe(first.worker)
  })

  it('gives a retired process no call more', async () => {
    const { pool, ask } = startPool({ quickMs: USUAL_MS + 1, callsPerProcess: 3 })
    const first = await ask('a')
    pool.retire('a')
    expect((await ask('a')).worker).not.toBe(first.worker)
  })

  it('keeps a quick process until the last of its calls has ended', async () => {
    const { pool, ask } = startPool({ quickMs: USUAL_MS + 1, callsPerProcess: 2 })
    const [first, second] = [await ask('a'), await ask('a')]
    pool.retire('a')
    first.release()
    expect(second.worker.isAlive()).toBe(true)
    second.release()
    expect(second.worker.isAlive()).toBe(false)
  })

  it('prefers the process that was used last', async () => {
    const { ask } = startPool()
    const [first, second] = [await ask('a'), await ask('a')]
    second.release()
    first.release()
    const third = await ask('a')
    expect(third.worker).toBe(first.worker)
    expect([first.isWarm, third.isWarm]).toEqual([false, true])
  })

  it('does not lend a process that has ended', async () => {
    const { ask } = startPool()
    const lease = await ask('a')
    lease.release()
    lease.worker.kill()
    expect((await ask('a')).worker).not.toBe(lease.worker)
  })

  it('never has more processes than it may', async () => {
    const { pool, leases, ask } = startPool()
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) void ask(key)
    await settled()
    expect([...pool.workers()]).toHaveLength(4)
    for (const lease of leases) lease.release()
    await settled()
    expect([...pool.workers()]).toHaveLength(4)
  })

  it('refuses the caller when no process can be started, and serves the next', async () => {
    const { pool, ask } = startPool({ processesPerFunction: 1 })
    const start = () => {
      throw new Error('no folder')
    }
    await expect(pool.acquire({ key: 'a', giveUpAt: Number.POSITIVE_INFINITY, start })).rejects.toThrow(
      'no folder',
    )
    expect((await ask('a')).isWarm).toBe(false)
  })

  it('refuses those that wait when it stops', async () => {
    const { pool, ask } = startPool({ processesPerFunction: 1 })
    await ask('a')
    const waiting = expect(ask('a')).rejects.toThrow('ServiceException')
    await pool.stop()
    await waiting
  })
})
