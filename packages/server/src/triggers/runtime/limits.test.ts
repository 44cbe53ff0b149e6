import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  fixtureFunction,
  isRunning,
  startTestRuntime,
  type TestRuntime,
} from '../../../test/support/lambda-runtime.ts'

const limited = (handler: string, timeoutMs = 10_000) =>
  fixtureFunction(`limits/index.${handler}`, { timeoutMs })
const requestId = 'b2f5d0f6-5f0d-4a7e-8f6e-0c6a4b7f1a11'

describe('the limits of a function', () => {
  let runtime: TestRuntime

  beforeAll(() => {
    runtime = startTestRuntime()
  })
  afterAll(() => runtime.stop())

  it.each(['waitForever', 'blockForever'])('end one that does %s in time', async (handler) => {
    await expect(runtime.invoke(limited(handler, 150), {}, { requestId })).rejects.toMatchObject({
      name: 'FunctionError',
      errorType: 'Sandbox.Timedout',
      message: `2026-01-02T03:04:05.000Z ${requestId} Task timed out after 0.15 seconds`,
    })
  })

  it('end it with its process, and keep its log', async () => {
    const error: unknown = await runtime.invoke(limited('blockForever', 400)).catch((error: unknown) => error)
    const [, processId] = /process (\d+)/.exec((error as { log: string }).log) ?? []
    await vi.waitFor(() => expect(isRunning(Number(processId))).toBe(false), { timeout: 30_000 })
  })

  it('may be shortened by the caller, who waits for the start as well', async () => {
    const call = { requestId, timeoutMs: 200 }
    await expect(runtime.invoke(limited('waitForever'), {}, call)).rejects.toThrow('after 0.20 seconds')
    await expect(
      runtime.invoke(fixtureFunction('modules/module.handler'), {}, { requestId, timeoutMs: 1 }),
    ).rejects.toMatchObject({ errorType: 'Sandbox.Timedout' })
  })

  it.each([
    [5000, 20_000],
    [20_000, 5000],
  ])('are told to it: %i ms of its own, %i ms of the caller', async (own, timeoutMs) => {
    const fn = { ...limited('remaining', own), key: `remaining ${own}` }
    const { payload } = await runtime.invoke(fn, {}, { timeoutMs })
    expect(payload).toBeGreaterThan(0)
    expect(payload).toBeLessThanOrEqual(5000)
  })

  it('hold for the loading of the code', async () => {
    const short = startTestRuntime({ limits: { initTimeoutMs: 150 } })
    const fn = fixtureFunction('limits/blocks-when-loaded.handler')
    await expect(short.invoke(fn)).rejects.toMatchObject({ errorType: 'Sandbox.Timedout' })
    await short.stop()
  })

  it('let an answer through that is as long as may be, and none that is longer', async () => {
    const longest = 6_291_556 - 2
    expect(await runtime.run(limited('answer'), { length: longest })).toHaveLength(longest)
    const longer = runtime.invoke(limited('answer'), { length: longest + 1 })
    await expect(longer).rejects.toMatchObject({
      errorType: 'Function.ResponseSizeTooLarge',
      message: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    })
  })

  it('let an event through that is as long as may be, and none that is longer', async () => {
    const longest = 6 * 1024 * 1024 - 2
    expect(await runtime.run(limited('length'), 'x'.repeat(longest))).toBe(longest)
    await expect(runtime.invoke(limited('length'), 'x'.repeat(longest + 1))).rejects.toMatchObject({
      name: 'InvocationError',
      message: 'RequestTooLargeException',
    })
  })

  it.each([
    ['allocateObjects', 'aborted'],
    ['allocateBuffers', 'killed'],
  ])('end one that does %s by its memory', async (handler, signal) => {
    const fn = { ...limited(handler), memoryMegabytes: 16 }
    await expect(runtime.invoke(fn)).rejects.toMatchObject({
      errorType: 'Runtime.ExitError',
      message: expect.stringContaining(`Runtime exited with error: signal: ${signal}`) as string,
    })
  })

  it.each(['flood', 'floodStdout'])('bound the log of one that does %s', async (handler) => {
    const before = runtime.lines.length
    const { log } = await runtime.invoke(limited(handler))
    expect(Buffer.byteLength(log)).toBeLessThanOrEqual(4096)
    expect(runtime.lines.slice(before).join('\n').length).toBeLessThan(600_000)
    expect(await runtime.run(fixtureFunction('modules/common.main'))).toBe('common')
  })
})

describe('a function that writes to the connection', () => {
  let runtime: TestRuntime

  beforeAll(() => {
    runtime = startTestRuntime()
  })
  afterAll(() => runtime.stop())

  it.each([
    ['S', `${'0'.repeat(32)}"not mine"`],
    ['E', `${'0'.repeat(32)}{}`],
    ['X', 'short'],
    ['R', ''],
    ['F', '{}'],
    ['Z', 'no such letter'],
  ])('cannot answer with %s and a wrong token', async (kind, text) => {
    expect(await runtime.run(limited('junk'), { kind, text })).toBe('still here')
  })

  it.each(['hugeFrame', 'manyFrames', 'closeConnection'])('is ended when it does %s', async (handler) => {
    await expect(runtime.invoke(limited(handler))).rejects.toMatchObject({
      errorType: 'Runtime.ExitError',
      message: expect.stringContaining('signal: killed') as string,
    })
  })
})
