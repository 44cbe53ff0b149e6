/** What is said of a call besides its event. */
export interface InvokerCall {
  timeoutMs?: number
  /** The user pool for which the function is called: permissions name it. */
  caller?: { arn: string; accountId: string }
}

/**
 * Runs one of the pool's functions with an event and returns what it answers. `target` is what the pool names, such as an
 * ARN. Rejects with `FunctionError` when the function itself failed, with `InvocationError` when it could not be run, and
 * with `AnswerError` when what it answered cannot be read.
 */
export type TriggerInvoker = (target: string, event: unknown, call?: InvokerCall) => Promise<unknown>

/** The function threw; the message is its errorMessage, which the caller of the API is shown. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError'
  /** `Sandbox.Timedout` where it took too long. */
  readonly errorType: string
  /** The lines of the stack that the function reported. */
  readonly trace: readonly string[]
  /** The end of what it wrote to its log, where that is known. */
  log = ''
  constructor(
    message: string,
    details: { errorType?: string; trace?: readonly string[]; cause?: unknown } = {},
  ) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    this.errorType = details.errorType ?? 'Error'
    this.trace = details.trace ?? []
  }
}

/** The function could not be run; the message is a code or a short sentence without a final stop. */
export class InvocationError extends Error {
  override readonly name: string = 'InvocationError'
}

/** No function of that name is here, and nothing else was set up that could run it. */
export class UnavailableError extends InvocationError {
  override readonly name = 'UnavailableError'
  constructor(message = 'ResourceNotFoundException') {
    super(message)
  }
}

/** There was no answer in the time that a trigger has: the only failure after which it is called again. */
export class TimeoutError extends InvocationError {
  override readonly name = 'TimeoutError'
  constructor() {
    // Observed on Cognito: https://github.com/serverless-stack/sst/issues/1815
    super('Socket timeout while invoking Lambda function')
  }
}

/** The answer is not JSON, or too long. */
export class AnswerError extends InvocationError {
  override readonly name = 'AnswerError'
}
