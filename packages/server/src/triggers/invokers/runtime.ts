import { randomUUID } from 'node:crypto'
import { AnswerError, FunctionError, TimeoutError } from '../invoker.ts'
import type { LambdaRuntime, RunnableFunction } from '../runtime/types.ts'

/** Of Lambda's runtime: the function answered what cannot be passed on. */
const unreadable = new Set(['Function.ResponseSizeTooLarge', 'Runtime.UnmarshalError'])

/**
 * Runs a function on this machine and returns what it answers. One that takes longer than its own limit fails as on Lambda;
 * one that takes longer than a trigger may is no longer waited for. Rejects as `TriggerInvoker`.
 *
 * Deviation: a function that has not answered in time is ended, where on Lambda it would go on unheard.
 */
export async function runHere(
  runtime: LambdaRuntime,
  fn: RunnableFunction,
  { event, timeoutMs }: { event: unknown; timeoutMs: number },
): Promise<unknown> {
  const startedAt = performance.now()
  try {
    const { payload } = await runtime.invoke(fn, event, { requestId: randomUUID(), timeoutMs })
    return payload
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error
    if (unreadable.has(error.errorType)) throw Object.assign(new AnswerError(error.message), { cause: error })
    // Timers may fire a little before their time.
    const isOver = performance.now() - startedAt >= timeoutMs - 10
    throw error.errorType === 'Sandbox.Timedout' && isOver ? new TimeoutError() : error
  }
}
