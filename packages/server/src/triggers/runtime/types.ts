/** What the runtime needs of one version of a function. */
export interface RunnableFunction {
  /** Names version and code: another code or configuration has another key. */
  key: string
  arn: string
  name: string
  /** `$LATEST` or a number. */
  version: string
  /** The unpacked code, which is only read. */
  folder: string
  /** `index.handler`, `src/app.main`. */
  handler: string
  environment: Readonly<Record<string, string>>
  timeoutMs: number
  memoryMegabytes: number
}

/** What is told to a function beside its event. */
export interface InvocationCall {
  requestId: string
  /** Shortens the function's own limit. */
  timeoutMs?: number
  clientContext?: unknown
}

export interface InvocationResult {
  /** What the function returned, as JSON has it. */
  payload: unknown
  /** What it wrote to its log, the last 4 KiB. */
  log: string
  durationMs: number
  /** Absent where a process was ready. */
  initDurationMs?: number
}

/** Runs functions on this machine. */
export interface LambdaRuntime {
  /** Rejects with `FunctionError` when the function failed, and with `InvocationError` when it could not be run. */
  invoke(fn: RunnableFunction, payload: unknown, call: InvocationCall): Promise<InvocationResult>
  /** Ends the idle processes of that key, and the busy ones after their call. */
  retire(key: string): void
  stop(): Promise<void>
}
