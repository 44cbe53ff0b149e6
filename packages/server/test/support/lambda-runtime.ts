import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createLambdaRuntime, type LambdaRuntimeOptions } from '../../src/triggers/runtime/create-runtime.ts'
import type { InvocationCall, InvocationResult, RunnableFunction } from '../../src/triggers/runtime/types.ts'

/** A runtime with the time of the test, and what its functions have written. */
export interface TestRuntime {
  lines: string[]
  invoke(fn: RunnableFunction, payload?: unknown, call?: Partial<InvocationCall>): Promise<InvocationResult>
  /** Only what the function returned. */
  run(fn: RunnableFunction, payload?: unknown): Promise<unknown>
  retire(key: string): void
  stop(): Promise<void>
}

const startOfTest = Date.UTC(2026, 0, 2, 3, 4, 5)

/** A runtime whose clock stands still at 2026-01-02T03:04:05Z. */
export function startTestRuntime(options: Partial<LambdaRuntimeOptions> = {}): TestRuntime {
  const lines: string[] = []
  const runtime = createLambdaRuntime({
    clock: { now: () => startOfTest },
    log: (line) => lines.push(line),
    ...options,
  })
  const invoke: TestRuntime['invoke'] = (fn, payload = {}, call = {}) =>
    runtime.invoke(fn, payload, { requestId: randomUUID(), ...call })
  return {
    lines,
    invoke,
    run: async (fn, payload) => (await invoke(fn, payload)).payload,
    retire: runtime.retire,
    stop: runtime.stop,
  }
}

/** The function of a folder of test/fixtures/functions, such as `completion/index.callback`. */
export function fixtureFunction(path: string, settings: Partial<RunnableFunction> = {}): RunnableFunction {
  const [, folder = '', handler = ''] = /^([^/]+)\/(.+)$/.exec(path) ?? []
  return {
    key: path,
    arn: `arn:aws:lambda:eu-west-1:000000000000:function:${folder}`,
    name: folder,
    version: '$LATEST',
    folder: fileURLToPath(new URL(`../fixtures/functions/${folder}`, import.meta.url)),
    handler,
    environment: {},
    timeoutMs: 10_000,
    memoryMegabytes: 128,
    ...settings,
  }
}

/** Whether a process of that id is there and has not ended; some systems keep the ended ones of a dead parent. */
export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    if (process.platform !== 'linux') return true
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${processId}/status`, 'utf8'))
  } catch {
    return false
  }
}
