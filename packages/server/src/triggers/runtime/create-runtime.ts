import { InvocationError } from '../invoker.ts'
import { findLauncher, type Launcher } from './launcher.ts'
import { killLargest } from './memory.ts'
import { createProcessPool, type PlaceRequest, type PoolLimits, type ProcessPool } from './process-pool.ts'
import { type Permissions, requireEnforceable } from './settings.ts'
import type { InvocationCall, InvocationResult, LambdaRuntime, RunnableFunction } from './types.ts'
import { NotTakenError, startWorker, type WorkerCall, type WorkerHost } from './worker-process.ts'

export interface LambdaRuntimeOptions extends Partial<Permissions> {
  clock: { now(): number }
  limits?: Partial<PoolLimits & { initTimeoutMs: number }>
  /** Gets each line that a function writes; `requestId` is empty while its code is loaded. */
  log?(line: string, source: { fn: RunnableFunction; requestId: string }): void
}

const defaultLimits = {
  processes: 24,
  processesPerFunction: 8,
  queuedPerFunction: 256,
  patienceMs: 20,
  quickMs: 10,
  callsPerProcess: 16,
  idleMs: 5 * 60_000,
  // AWS Lambda: "The Init phase is limited to 10 seconds."
  initTimeoutMs: 10_000,
}
// AWS Lambda: "6 MB each for request and response (synchronous)".
const maximumEventBytes = 6 * 1024 * 1024
const memoryCheckMs = 50

interface Runtime {
  host: WorkerHost
  pool: ProcessPool
  launcher: Promise<Launcher> | undefined
}

/**
 * Runs functions in processes of their own on this machine, by the rules of AWS Lambda's runtime for Node up to 22.
 * Throws when this Node cannot hold them to the permissions.
 *
 * Deviation: what a function leaves running after its answer goes on, where Lambda would freeze it until the next call.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export function createLambdaRuntime(options: LambdaRuntimeOptions): LambdaRuntime {
  const runtime = createRuntime(options)
  const { pool } = runtime
  const watch = setInterval(() => killLargest(pool.workers()), memoryCheckMs)
  watch.unref()
  return {
    invoke: (fn, payload, call) => invoke(runtime, fn, { payload, call }),
    retire: (key) => pool.retire(key),
    stop: () => {
      clearInterval(watch)
      return pool.stop()
    },
  }
}

function createRuntime({ clock, network = 'all', nativeAddons = false, ...options }: LambdaRuntimeOptions) {
  requireEnforceable({ network })
  const limits = { ...defaultLimits, ...options.limits }
  const host: WorkerHost = {
    clock,
    launcher: [],
    permissions: { network, nativeAddons },
    initTimeoutMs: limits.initTimeoutMs,
    log: (line, source) => options.log?.(line, source),
  }
  const runtime: Runtime = { host, pool: createProcessPool(limits), launcher: undefined }
  return runtime
}

async function invoke(
  runtime: Runtime,
  fn: RunnableFunction,
  { payload, call }: { payload: unknown; call: InvocationCall },
): Promise<InvocationResult> {
  const event = writeEvent(payload)
  const giveUpAt = performance.now() + (call.timeoutMs ?? Number.POSITIVE_INFINITY)
  runtime.launcher ??= findLauncher()
  const launcher = await runtime.launcher
  const place = {
    key: fn.key,
    giveUpAt,
    start: () => startWorker(fn, { ...runtime.host, launcher }),
  }
  const limitMs = Math.min(fn.timeoutMs, call.timeoutMs ?? Number.POSITIVE_INFINITY)
  const { requestId, clientContext } = call
  return runInPlace(runtime.pool, place, { requestId, clientContext, event, limitMs, giveUpAt })
}

async function runInPlace(
  pool: ProcessPool,
  place: PlaceRequest,
  call: WorkerCall,
): Promise<InvocationResult> {
  const lease = await pool.acquire(place)
  try {
    return await lease.worker.call(call)
  } catch (error) {
    if (!(error instanceof NotTakenError)) throw error
    // A process that had been waiting may end just now, by what it left running: the call has another one.
    if (!lease.isWarm) throw error.failure
  } finally {
    lease.release()
  }
  return runInPlace(pool, place, call)
}

/** The JSON of the event; throws InvocationError `RequestTooLargeException` as Lambda does. */
function writeEvent(payload: unknown): string {
  const event = JSON.stringify(payload) ?? 'null'
  if (Buffer.byteLength(event) > maximumEventBytes) throw new InvocationError('RequestTooLargeException')
  return event
}
