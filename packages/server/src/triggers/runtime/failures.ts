import { FunctionError } from '../invoker.ts'

/** How the process of a function ended. */
export interface Ending {
  exitCode: number | null
  signal: NodeJS.Signals | null
}

const signalWords: Readonly<Record<string, string>> = {
  SIGKILL: 'killed',
  SIGABRT: 'aborted',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGILL: 'illegal instruction',
  SIGTRAP: 'trace/breakpoint trap',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
}

/**
 * The limit has passed. Recognized by its `errorType`; the message is Lambda's, `limitMs` in it as seconds.
 * @see https://repost.aws/knowledge-center/lambda-function-retry-timeout-sdk
 */
export function timedOut(call: { requestId: string; now: number; limitMs: number }): FunctionError {
  const at = new Date(call.now).toISOString()
  const seconds = (call.limitMs / 1000).toFixed(2)
  return new FunctionError(`${at} ${call.requestId} Task timed out after ${seconds} seconds`, {
    errorType: 'Sandbox.Timedout',
  })
}

/** The process ended in the middle of a call. */
export function exited(requestId: string, ending: Ending): FunctionError {
  return new FunctionError(`RequestId: ${requestId} Error: ${reasonOf(ending)}`, {
    errorType: 'Runtime.ExitError',
  })
}

function reasonOf({ exitCode, signal }: Ending): string {
  if (signal) return `Runtime exited with error: signal: ${signalWords[signal] ?? signal}`
  if (exitCode === 0) return 'Runtime exited without providing a reason'
  return `Runtime exited with error: exit status ${exitCode}`
}

/** Reads the error that a process reported; what it sent may be anything. */
export function readFailure(text: string): FunctionError {
  const { errorType, errorMessage, trace } = parseObject(text)
  const lines = Array.isArray(trace) ? trace.filter((line) => typeof line === 'string') : []
  return new FunctionError(typeof errorMessage === 'string' ? errorMessage : '', {
    errorType: typeof errorType === 'string' ? errorType : 'Error',
    trace: lines,
  })
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

/** Reads the answer of a function; throws FunctionError (`Runtime.UnmarshalError`) for what is not JSON. */
export function readPayload(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new FunctionError('The answer of the function is not JSON', {
      errorType: 'Runtime.UnmarshalError',
      cause,
    })
  }
}
