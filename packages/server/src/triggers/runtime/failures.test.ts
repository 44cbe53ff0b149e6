import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixtureFunction, startTestRuntime, type TestRuntime } from '../../../test/support/lambda-runtime.ts'
import { exited, readFailure, readPayload } from './failures.ts'

const failing = (handler: string) => fixtureFunction(`failures/index.${handler}`)
const requestId = 'b2f5d0f6-5f0d-4a7e-8f6e-0c6a4b7f1a11'

describe('a function whose process fails', () => {
  let runtime: TestRuntime

  beforeAll(() => {
    runtime = startTestRuntime()
  })
  afterAll(() => runtime.stop())

  it.each([
    ['exit', { code: 1 }, 'Runtime exited with error: exit status 1'],
    ['exit', { code: 0 }, 'Runtime exited without providing a reason'],
    ['kill', {}, 'Runtime exited with error: signal: terminated'],
    ['abort', {}, 'Runtime exited with error: signal: aborted'],
  ])('by %s %j is answered with its ending', async (handler, event, reason) => {
    await expect(runtime.invoke(failing(handler), event, { requestId })).rejects.toMatchObject({
      name: 'FunctionError',
      errorType: 'Runtime.ExitError',
      message: `RequestId: ${requestId} Error: ${reason}`,
    })
  })

  it.each([
    ['uncaught', 'TypeError', 'nobody caught it'],
    ['unhandled', 'Runtime.UnhandledPromiseRejection', 'TypeError: nobody handled it'],
    ['oddError', 'handled', 'The error could not be described'],
  ])('by %s is answered with %s', async (handler, errorType, message) => {
    await expect(runtime.invoke(failing(handler))).rejects.toMatchObject({ errorType, message })
  })

  it('cuts an endless message', async () => {
    const failure = runtime.invoke(failing('longError'))
    await expect(failure).rejects.toMatchObject({ errorType: 'Error', message: 'x'.repeat(65_536) })
  })

  it.each(['exit', 'uncaught', 'unhandled', 'kill'])(
    'by %s has a fresh process for the next call',
    async (way) => {
      const fn = failing('choose')
      const before = await runtime.run(fn, { way: 'processId' })
      await expect(runtime.invoke(fn, { way })).rejects.toMatchObject({ name: 'FunctionError' })
      expect(await runtime.run(fn, { way: 'processId' })).not.toBe(before)
    },
  )

  it('gives a call to another process when the one that waited ends before it begins', async () => {
    for (let count = 0; count < 20; count += 1)
      expect(await runtime.run(failing('exitLater'), { ms: 0 })).toEqual(expect.any(Number))
  })
})

describe('what a process sends', () => {
  it.each(['', 'null', '[]', '{"errorMessage":1,"errorType":{},"trace":"x"}'])('may be %j', (text) => {
    expect(readFailure(text)).toMatchObject({ errorType: 'Error', message: '', trace: [] })
  })

  it.each(['', '{', 'undefined'])('must be JSON, unlike %j', (text) => {
    expect(() => readPayload(text)).toThrow(
      expect.objectContaining({ errorType: 'Runtime.UnmarshalError' }) as Error,
    )
  })

  it('names signals that have no word of their own', () => {
    expect(exited('1', { exitCode: null, signal: 'SIGHUP' }).message).toBe(
      'RequestId: 1 Error: Runtime exited with error: signal: SIGHUP',
    )
  })
})
