/**
 * Runs one of the pool's functions with an event and returns what it answers. `target` is what the pool names, such as an
 * ARN. Rejects with `FunctionError` when the function itself failed, and with `InvocationError` when it could not be run.
 */
export type TriggerInvoker = (target: string, event: unknown) => Promise<unknown>

/** The function threw; the message is its errorMessage, which the caller of the API is shown. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError'
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
