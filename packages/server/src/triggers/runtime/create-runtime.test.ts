import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  fixtureFunction,
  isRunning,
  startTestRuntime,
  type TestRuntime,
} from '../../../test/support/lambda-runtime.ts'

const processId = fixtureFunction('completion/index.processId')
const waiting = fixtureFunction('limits/index.waitForever', { timeoutMs: 60_000 })

/** Waits until the function of the key runs, told by the line that it writes. */
async function untilWritten(runtime: TestRuntime, text: RegExp): Promise<number> {
  return vi.waitFor(() => {
    const [, found] = text.exec(runtime.lines.join('\n')) ?? []
    if (!found) throw new Error('not yet')
    return Number(found)
  }, patience)
}

const patience = { timeout: 30_000 }
const ended = (id: unknown) => vi.waitFor(() => expect(isRunning(Number(id))).toBe(false), patience)

describe('the runtime', () => {
  let runtime: TestRuntime

  beforeEach(() => {
    runtime = startTestRuntime()
  })
  afterEach(() => runtime.stop())

  it('uses one process again and again', async () => {
    const ids = [await runtime.run(processId), await runtime.run(processId), await runtime.run(processId)]
    expect(new Set(ids).size).toBe(1)
    expect(isRunning(Number(ids[0]))).toBe(true)
  })

  it('runs calls of one function at once in several processes', async () => {
    const fn = fixtureFunction('completion/index.waits')
    await Promise.all([runtime.run(fn), runtime.run(fn), runtime.run(fn)])
    const ids = await Promise.all([1, 2, 3].map(() => runtime.run(processId)))
    expect(new Set(ids).size).toBe(3)
  })

  it('has processes of their own for another key', async () => {
    const other = { ...processId, key: 'other code' }
    expect(await runtime.run(other)).not.toBe(await runtime.run(processId))
  })

  it('ends the idle processes of a retired key, and starts a fresh one when it is asked for again', async () => {
    const before = await runtime.run(processId)
    runtime.retire(processId.key)
    await ended(before)
    expect(await runtime.run(processId)).not.toBe(before)
  })

  it('lets a busy process of a retired key finish its call', async () => {
    const fn = fixtureFunction('completion/index.processId')
    const before = await runtime.run(fn)
    const running = runtime.run(fn)
    await new Promise((resolve) => setImmediate(resolve))
    runtime.retire(fn.key)
    expect(await running).toBe(before)
    await ended(before)
  })

  it('stops with all its processes, and refuses calls then', async () => {
    const idle = await runtime.run(processId)
    const busy = runtime.run(fixtureFunction('limits/outlive.block', { timeoutMs: 60_000 }))
    const refused = expect(busy).rejects.toMatchObject({
      name: 'InvocationError',
      message: 'ServiceException',
    })
    const busyId = await untilWritten(runtime, /process (\d+)/)
    await runtime.stop()
    await refused
    expect([isRunning(Number(idle)), isRunning(busyId)]).toEqual([false, false])
    await expect(runtime.run(processId)).rejects.toMatchObject({ message: 'ServiceException' })
  })

  it('keeps running other functions when one loops after its answer, and gives that one a fresh process', async () => {
    const fn = fixtureFunction('limits/index.blockAfterAnswer', { timeoutMs: 400 })
    await runtime.run(fn)
    await expect(runtime.invoke(fn)).rejects.toMatchObject({ errorType: 'Sandbox.Timedout' })
    await runtime.run(fn)
    expect(await runtime.run(processId)).toEqual(expect.any(Number))
  })
})

describe('a quick process', () => {
  const stock = fixtureFunction('stock/index.handler', { timeoutMs: 60_000 })
  const hasty = { ...stock, timeoutMs: 500 }
  let runtime: TestRuntime

  beforeEach(async () => {
    runtime = startTestRuntime({ limits: { quickMs: 60_000, callsPerProcess: 16 } })
    await runtime.run(stock)
  })
  afterEach(() => runtime.stop())

  const call = (way = 'quick', fn = stock) =>
    runtime.run(fn, { way }) as Promise<{ processId: number; atOnce: number }>
  const several = (count: number) => Promise.all(Array.from({ length: count }, () => call()))

  it('has several calls in stock, and works on one at a time', async () => {
    const answers = await several(16)
    expect(new Set(answers.map(({ processId }) => processId)).size).toBe(1)
    expect(answers.map(({ atOnce }) => atOnce)).toEqual(answers.map(() => 1))
  })

  it('gives back what waits behind a call that takes long', async () => {
    const { processId } = await call()
    const slow = expect(call('waitForever')).rejects.toThrow('ServiceException')
    const answers = await several(3)
    expect(answers.map((answer) => answer.processId)).not.toContain(processId)
    await runtime.stop()
    await slow
  })

  it.each([
    ['blocks it', 'block', 'Sandbox.Timedout'],
    ['ends it', 'exit', 'Runtime.ExitError'],
  ])('loses nothing of what waits behind a call that %s', async (_, way, errorType) => {
    const { processId } = await call()
    const failed = expect(call(way, hasty)).rejects.toMatchObject({ errorType })
    const answers = await several(3)
    expect(answers.map((answer) => answer.processId)).not.toContain(processId)
    await failed
  })

  it('refuses all its calls when the runtime stops', async () => {
    const calls = Promise.allSettled([call('waitForever'), call(), call()])
    await runtime.stop()
    for (const outcome of await calls)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'ServiceException' } })
  })

  it('keeps the logs of its calls apart', async () => {
    const words = ['one', 'two', 'three']
    const results = await Promise.all(words.map((word) => runtime.invoke(stock, { word })))
    const found = results.map(({ log }) => words.filter((word) => log.includes(word)))
    expect(found).toEqual([['one'], ['two'], ['three']])
  })
})

describe('the bounds of the runtime', () => {
  it('end a process that had no call for a while', async () => {
    const runtime = startTestRuntime({ limits: { idleMs: 1 } })
    await ended(await runtime.run(processId))
    await runtime.stop()
  })

  it('end the process that was used longest ago when there is no room', async () => {
    const runtime = startTestRuntime({ limits: { processes: 2 } })
    const one = { ...processId, key: 'one' }
    const two = { ...processId, key: 'two' }
    const first = await runtime.run(one)
    const second = await runtime.run(two)
    expect(await runtime.run(one)).toBe(first)
    await runtime.run({ ...processId, key: 'three' })
    await ended(second)
    expect(await runtime.run(one)).toBe(first)
    await runtime.stop()
  })

  it('make calls wait for a process of their function, and refuse those that no longer fit the queue', async () => {
    const runtime = startTestRuntime({ limits: { processesPerFunction: 1, queuedPerFunction: 2 } })
    const calls = [1, 2, 3, 4].map(() => runtime.run(processId))
    const outcomes = await Promise.allSettled(calls)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
    expect(outcomes[3]).toMatchObject({
      reason: { name: 'InvocationError', message: 'TooManyRequestsException' },
    })
    await runtime.stop()
  })

  it('let nobody wait longer than the caller does', async () => {
    const runtime = startTestRuntime({ limits: { processesPerFunction: 1 } })
    const busy = expect(runtime.run(waiting)).rejects.toThrow('ServiceException')
    await expect(runtime.invoke(waiting, {}, { timeoutMs: 50 })).rejects.toThrow('TooManyRequestsException')
    await runtime.stop()
    await busy
  })

  it('leave room for other functions when one is slow', async () => {
    const runtime = startTestRuntime({ limits: { processes: 3, processesPerFunction: 2 } })
    const slow = Promise.allSettled([1, 2, 3, 4].map(() => runtime.run(waiting)))
    expect(await runtime.run(processId)).toEqual(expect.any(Number))
    await runtime.stop()
    expect((await slow).map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'rejected'))
  })
})

describe('a server that is killed', () => {
  const host = fileURLToPath(new URL('../../../test/fixtures/runtime-host.ts', import.meta.url))
  // Only the kernel can end a process that never looks at its connection; see launcher.ts.
  const states = process.platform === 'linux' ? ['idle', 'timers', 'block'] : ['idle', 'timers']

  it.each(states)('takes its functions with it: %s', async (state) => {
    const server = spawn(process.execPath, [host, `limits/outlive.${state}`])
    let written = ''
    server.stdout.on('data', (chunk: Buffer) => {
      written += chunk.toString('utf8')
    })
    const id = await vi.waitFor(() => {
      const [, found] = /process (\d+)/.exec(written) ?? []
      if (!found) throw new Error('not yet')
      return Number(found)
    }, patience)
    expect(isRunning(id)).toBe(true)
    server.kill('SIGKILL')
    await once(server, 'exit')
    await ended(id)
  })
})
