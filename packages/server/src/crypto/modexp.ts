import { Worker } from 'node:worker_threads'
import { OverloadedError } from './overloaded-error.ts'
import { elementBytes, prime, primeBytes, toBigInt, toElement } from './srp-group.ts'

export interface ModexpJob {
  base: Buffer
  exponent: Buffer
}

export interface ModexpPool {
  /**
   * base^exponent mod N, as 384 bytes. Both inputs are big-endian integers of any length (base ≥ N is reduced, 0^0 is 1).
   * Rejects with OverloadedError when the queue is full, with another Error when the worker crashed or the pool is closed.
   */
  modexp(base: Buffer, exponent: Buffer): Promise<Buffer>
  /** Several independent powers, side by side on the threads there are; rejects as `modexp` does. */
  modexpAll(jobs: ModexpJob[]): Promise<Buffer[]>
  /** Ends the workers. Jobs that are not done reject, as do later ones. */
  close(): Promise<void>
}

interface QueuedJob extends ModexpJob {
  resolve: (result: Buffer) => void
  reject: (error: Error) => void
}

interface PoolWorker {
  thread: Worker
  /** Batches sent and not yet answered, oldest first: the worker answers in order. */
  batches: QueuedJob[][]
  idleTimer: NodeJS.Timeout
}

interface PoolState {
  threads: number
  idleMs: number
  waiting: QueuedJob[]
  workers: Set<PoolWorker>
  closed: boolean
}

/** At 0.6 ms a power on two threads, 2000 jobs are 0.6 s of waiting; who comes later is better told to try again. */
const maximumWaiting = 2000
/** 16 powers are 10 ms of work: messaging costs next to nothing and nobody waits long behind another's batch. */
const maximumBatch = 16
/** One batch in work and one behind it, so that a worker does not stand still until this thread comes round. */
const batchesPerWorker = 2
const defaultIdleMs = 60_000
/** A worker holds its code and a table of half a megabyte; all else is garbage at once. */
const resourceLimits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 }

/**
 * Powers modulo the 3072-bit prime of RFC 3526 group 15, on worker threads, so that the event loop stays free.
 * Workers start at first use, never keep the process alive when idle, and end after `idleMs` without work.
 */
export function createModexpPool(options: { threads: number; idleMs?: number }): ModexpPool {
  const state: PoolState = {
    threads: Math.max(1, options.threads),
    idleMs: options.idleMs ?? defaultIdleMs,
    waiting: [],
    workers: new Set(),
    closed: false,
  }
  return {
    modexp: (base, exponent) => enqueue(state, [{ base, exponent }]).then(([result]) => result as Buffer),
    modexpAll: (jobs) => enqueue(state, jobs),
    close: () => close(state),
  }
}

async function enqueue(state: PoolState, jobs: ModexpJob[]): Promise<Buffer[]> {
  if (state.closed) throw new Error('The modexp pool is closed.')
  if (state.waiting.length + jobs.length > maximumWaiting) {
    throw new OverloadedError('Too many password computations are waiting.')
  }
  const results = jobs.map(
    (job) =>
      new Promise<Buffer>((resolve, reject) => {
        state.waiting.push({ base: job.base, exponent: job.exponent, resolve, reject })
      }),
  )
  dispatch(state)
  return Promise.all(results)
}

/** Hands out waiting jobs until there are none or every worker has its fill. */
function dispatch(state: PoolState): void {
  while (state.waiting.length > 0) {
    const worker = chooseWorker(state)
    if (!worker) return
    const share = Math.ceil(state.waiting.length / state.threads)
    send(worker, state.waiting.splice(0, Math.min(share, maximumBatch)))
  }
}

/** A worker without work, else a new one, else the least busy one that can take a batch more. */
function chooseWorker(state: PoolState): PoolWorker | undefined {
  const [least] = [...state.workers].sort((left, right) => left.batches.length - right.batches.length)
  if (least?.batches.length === 0) return least
  if (state.workers.size < state.threads) return startWorker(state)
  return least && least.batches.length < batchesPerWorker ? least : undefined
}

function startWorker(state: PoolState): PoolWorker {
  const thread = new Worker(new URL('./modexp-worker.js', import.meta.url), {
    name: 'modexp',
    env: {},
    execArgv: [],
    resourceLimits,
  })
  const idleTimer = setTimeout(() => endIfIdle(state, worker), state.idleMs).unref()
  const worker: PoolWorker = { thread, batches: [], idleTimer }
  state.workers.add(worker)
  thread.on('message', (results: Uint8Array) => receive(state, worker, results))
  thread.on('error', (cause) => discard(state, worker, cause))
  thread.on('exit', () => discard(state, worker, new Error('The modexp worker ended.')))
  thread.unref()
  return worker
}

/** Sends one batch in a buffer of its own: a Buffer from Node's shared pool would be copied with the whole pool. */
function send(worker: PoolWorker, batch: QueuedJob[]): void {
  const message = new Uint8Array(batch.length * 2 * elementBytes)
  for (const [index, job] of batch.entries()) {
    message.set(reduceBase(job.base), index * 2 * elementBytes)
    const exponent = reduceExponent(job.exponent)
    message.set(exponent, (index + 1) * 2 * elementBytes - exponent.length)
  }
  // While jobs are out the process must not end under those who await them.
  if (worker.batches.length === 0) worker.thread.ref()
  worker.batches.push(batch)
  worker.thread.postMessage(message, [message.buffer])
}

/** The base modulo N as 384 bytes: OpenSSL takes only numbers below the modulus, of its length. */
function reduceBase(base: Buffer): Buffer {
  if (base.length === elementBytes && base.compare(primeBytes) < 0) return base
  return toElement(toBigInt(base) % prime)
}

/** An exponent from 1 to N - 1 (Fermat) with the same power for every base, zero included; OpenSSL takes none above N. */
function reduceExponent(exponent: Buffer): Buffer {
  if (exponent.length < elementBytes) return exponent
  const value = toBigInt(exponent)
  return toElement(value === 0n ? 0n : ((value - 1n) % (prime - 1n)) + 1n)
}

function receive(state: PoolState, worker: PoolWorker, results: Uint8Array): void {
  const batch = worker.batches.shift() ?? []
  for (const [index, job] of batch.entries()) {
    job.resolve(Buffer.from(results.buffer, index * elementBytes, elementBytes))
  }
  dispatch(state)
  if (worker.batches.length > 0) return
  worker.thread.unref()
  worker.idleTimer.refresh()
}

function endIfIdle(state: PoolState, worker: PoolWorker): void {
  if (worker.batches.length > 0) return
  state.workers.delete(worker)
  // 'exit' follows in any case and finds nothing left to reject.
  void worker.thread.terminate()
}

/** Forgets a worker that is gone: what it had in hand rejects, what waits goes to a new one. */
function discard(state: PoolState, worker: PoolWorker, cause: unknown): void {
  clearTimeout(worker.idleTimer)
  state.workers.delete(worker)
  for (const job of worker.batches.splice(0).flat()) {
    job.reject(new Error('The modexp worker failed.', { cause }))
  }
  if (!state.closed) dispatch(state)
}

async function close(state: PoolState): Promise<void> {
  state.closed = true
  for (const job of state.waiting.splice(0)) job.reject(new Error('The modexp pool is closed.'))
  const ended = [...state.workers].map((worker) => worker.thread.terminate())
  await Promise.all(ended)
}
