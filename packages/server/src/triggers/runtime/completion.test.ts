import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixtureFunction, startTestRuntime, type TestRuntime } from '../../../test/support/lambda-runtime.ts'

const event = { userName: 'jane', response: {} }

const answers: [handler: string, answer: unknown][] = [
  ['callback', event],
  ['callbackWithContext', event],
  ['callbackUndefined', null],
  ['async', event],
  ['asyncUndefined', null],
  ['returned', null],
  ['thenable', 'thenable'],
  ['succeed', 'succeeded'],
  ['done', 'done'],
  ['never', null],
  ['neverAsync', null],
  ['firstCallback', 'first'],
  ['firstPromise', 'first'],
  ['callbackBeforePromise', 'first'],
  ['throwAfterCallback', 'first'],
  ['waits', { changed: true }],
  ['doesNotWait', { changed: false }],
  ['succeedsAtOnce', { changed: false }],
  ['functionAnswer', null],
  ['dates', { at: '1970-01-01T00:00:00.000Z', nan: null, list: [null] }],
]

const failures: [handler: string, errorType: string, message: string][] = [
  ['callbackText', 'string', 'text'],
  ['callbackError', 'TypeError', 'no'],
  ['callbackFalse', 'boolean', 'false'],
  ['throwSync', 'RangeError', 'thrown'],
  ['throwAsync', 'RangeError', 'rejected'],
  ['throwText', 'string', 'only text'],
  ['fail', 'string', 'failed'],
  ['failWithNothing', 'string', 'handled'],
  ['doneError', 'Error', 'done'],
  ['circular', 'Error', 'Unable to stringify response body'],
  ['bigint', 'Error', 'Unable to stringify response body'],
]

const completion = (handler: string) => fixtureFunction(`completion/index.${handler}`)

describe('the end of a call', () => {
  let runtime: TestRuntime

  beforeAll(() => {
    runtime = startTestRuntime()
  })
  afterAll(() => runtime.stop())

  it.each(answers)('of %s is %j', async (handler, answer) => {
    expect(await runtime.run(completion(handler), event)).toEqual(answer)
    expect(await runtime.run(completion(handler), event)).toEqual(answer)
  })

  it.each(failures)('of %s is %s: %s', async (handler, errorType, message) => {
    const call = () => runtime.invoke(completion(handler), event)
    await expect(call()).rejects.toMatchObject({ name: 'FunctionError', errorType, message })
    await expect(call()).rejects.toMatchObject({ name: 'FunctionError', errorType, message })
  })

  it('has the stack of what was thrown', async () => {
    await expect(runtime.invoke(completion('throwAsync'))).rejects.toMatchObject({
      trace: expect.arrayContaining([
        'RangeError: rejected',
        expect.stringContaining('completion/index.js'),
      ]) as string[],
    })
  })

  it('leaves the process with its state to the next call', async () => {
    const first = await runtime.invoke(completion('count'))
    const second = await runtime.invoke(completion('count'))
    expect([first.payload, second.payload]).toEqual([1, 2])
    expect(first.initDurationMs).toBeGreaterThan(0)
    expect(second).not.toHaveProperty('initDurationMs')
  })
})
