import { randomUUID } from 'node:crypto'
import { FunctionError, InvocationError } from '../invoker.ts'
import { type CallLog, createCallLog } from './call-log.ts'
import { exited, readFailure, readPayload, timedOut } from './failures.ts'
import { encodeFrame, type Frame } from './frames.ts'
import type { Launcher } from './launcher.ts'
import type { Watched } from './memory.ts'
import { type Permissions, startSettings } from './settings.ts'
import { findFolder, type SpawnedProcess, spawnProcess } from './spawn-process.ts'
import type { InvocationResult, RunnableFunction } from './types.ts'

/** What every process of the runtime is started with. */
export interface WorkerHost {
  clock: { now(): number }
  launcher: Launcher
  permissions: Permissions
  initTimeoutMs: number
  log(line: string, source: { fn: RunnableFunction; requestId: string }): void
}

/** One call for a process. */
export interface WorkerCall {
  requestId: string
  /** JSON. */
  event: string
  clientContext: unknown
  /** How long the handler may run. */
  limitMs: number
  /** On the clock of `performance.now()`: the caller waits no longer than this. */
  giveUpAt: number
}

/** A process that runs one function, one call at a time; others may lie ready in it, so that it need not ask for them. */
export interface WorkerProcess extends Watched {
  /** Rejects with FunctionError, InvocationError, and NotTakenError. */
  call(call: WorkerCall): Promise<InvocationResult>
  /** Takes the calls back that it has not begun; these reject with NotTakenError. */
  takeBack(): void
  /** How long its calls took lately; infinity before the first has ended. */
  usualMs(): number
  /** Kills it with all that it started; its calls reject with the error, or as those of a process that was killed. */
  kill(error?: InvocationError): void
  /** Whether a call may be given to it. */
  isAlive(): boolean
  readonly ended: Promise<void>
}

/** The process ended before it began with the call, or was busy for too long: another one may have it. */
export class NotTakenError extends Error {
  override readonly name = 'NotTakenError'
  /** What to say when there is to be no other. */
  readonly failure: FunctionError | InvocationError
  constructor(failure: FunctionError | InvocationError) {
    super(failure.message)
    this.failure = failure
  }
}

/** How much the last call counts for what is usual. */
const LAST_CALL_WEIGHT = 0.2

interface Running extends WorkerCall {
  token: string
  log: CallLog
  isTaken: boolean
  isAskedBack: boolean
  sentAt: number
  timer: NodeJS.Timeout | undefined
  resolve(result: InvocationResult): void
  reject(error: Error): void
}

interface Worker {
  fn: RunnableFunction
  host: WorkerHost
  process: SpawnedProcess
  startedAt: number
  /** Set while the first call has not yet been told. */
  initDurationMs: number | undefined
  isReady: boolean
  isDoomed: boolean
  running: Running | undefined
  /** The calls that it was sent and has not begun, in their order. */
  ahead: Running[]
  usualMs: number
  /** Of the last call, for what is written between calls. */
  requestId: string
  log: CallLog
}

/** Starts a process for the function, which loads its code at once. Throws InvocationError without a folder. */
export function startWorker(fn: RunnableFunction, host: WorkerHost): WorkerProcess {
  const worker = createWorker({ ...fn, folder: findFolder(fn) }, host)
  const ended = worker.process.ended.then((ending) => {
    worker.isDoomed = true
    const reject = (running: Running) => {
      if ('error' in ending) return running.reject(ending.error)
      const failure = exited(running.requestId, ending)
      const isTaken = running.isTaken || !worker.isReady
      running.reject(isTaken ? failure : new NotTakenError(failure))
    }
    endCall(worker, reject)
    for (const waiting of worker.ahead.splice(0)) reject(waiting)
  })
  return {
    processId: worker.process.id,
    memoryMegabytes: fn.memoryMegabytes,
    call: (call) => startCall(worker, call),
    takeBack: () => takeBack(worker),
    usualMs: () => worker.usualMs,
    kill: (error) => {
      doom(worker)
      if (!error) return
      endCall(worker, (running) => running.reject(error))
      for (const waiting of worker.ahead.splice(0)) waiting.reject(error)
    },
    isAlive: () => !worker.isDoomed,
    ended,
  }
}

function createWorker(fn: RunnableFunction, host: WorkerHost): Worker {
  const settings = startSettings(fn, host.clock.now())
  const worker: Worker = {
    fn,
    host,
    process: spawnProcess(fn, host, {
      frame: (frame) => receive(worker, frame),
      output: (text) => worker.log.add(text),
    }),
    startedAt: performance.now(),
    initDurationMs: undefined,
    isReady: false,
    isDoomed: false,
    running: undefined,
    ahead: [],
    usualMs: Number.POSITIVE_INFINITY,
    requestId: '',
    log: createCallLog((line) => host.log(line, { fn, requestId: worker.requestId })),
  }
  worker.process.send(encodeFrame('I', JSON.stringify(settings)))
  return worker
}

function startCall(worker: Worker, call: WorkerCall): Promise<InvocationResult> {
  return new Promise((resolve, reject) => {
    const { fn, host } = worker
    // What the code wrote while it was loaded belongs to the first call.
    const isFirst = worker.requestId === ''
    const log = isFirst
      ? worker.log
      : createCallLog((line) => host.log(line, { fn, requestId: call.requestId }))
    // The child knows its length; made of numbers that Node keeps in stock, where `randomBytes` draws each one anew.
    const token = randomUUID().replaceAll('-', '')
    const facts = { token, log, isTaken: false, isAskedBack: false, sentAt: 0, timer: undefined }
    const running = { ...call, ...facts, resolve, reject }
    if (worker.isReady) sendCall(worker, running)
    if (worker.running) worker.ahead.push(running)
    else begin(worker, running)
  })
}

/** From now on it is this call that the process works on. */
function begin(worker: Worker, running: Running): void {
  const { log, requestId, limitMs } = running
  Object.assign(worker, { running, log, requestId })
  running.sentAt = performance.now()
  worker.process.refill()
  limit(worker, running, worker.isReady ? limitMs : worker.host.initTimeoutMs)
}

function sendCall(worker: Worker, running: Running): void {
  const { token, requestId, clientContext, event, limitMs, giveUpAt } = running
  const remainingMs = Math.min(limitMs, giveUpAt - performance.now())
  const facts = JSON.stringify({ token, requestId, remainingMs, clientContext })
  worker.process.send(encodeFrame('C', `${facts.slice(0, -1)},"event":${event}}`))
}

/** Kills the process unless the call has ended in time. An answer that has arrived by then still counts. */
function limit(worker: Worker, running: Running, limitMs: number): void {
  const expire = () => {
    if (worker.running !== running) return
    const now = worker.host.clock.now()
    doom(worker)
    endCall(worker, (call) => call.reject(timedOut({ ...call, now })))
  }
  clearTimeout(running.timer)
  const remainingMs = Math.min(limitMs, running.giveUpAt - performance.now())
  running.timer = setTimeout(() => setImmediate(expire), Math.max(0, remainingMs))
}

function receive(worker: Worker, { kind, body }: Frame): void {
  const { running } = worker
  const token = body.toString('latin1', 0, 32)
  if (kind === 'L') worker.log.add(body.toString('utf8'))
  else if (kind === 'R' && !worker.isReady) becomeReady(worker)
  else if (kind === 'F' && !worker.isReady) failInit(worker, body.toString('utf8'))
  else if (kind === 'D') giveBack(worker, token)
  else if (running && token === running.token)
    receiveOfCall(worker, running, { kind, body: body.subarray(32) })
}

function becomeReady(worker: Worker): void {
  worker.isReady = true
  worker.initDurationMs = performance.now() - worker.startedAt
  if (!worker.running) return
  sendCall(worker, worker.running)
  begin(worker, worker.running)
}

/** The process gives them back as soon as it can; how quick it is has to be seen anew. */
function takeBack(worker: Worker): void {
  worker.usualMs = Number.POSITIVE_INFINITY
  for (const waiting of worker.ahead.filter(({ isAskedBack }) => !isAskedBack)) {
    waiting.isAskedBack = true
    worker.process.send(encodeFrame('U', JSON.stringify({ token: waiting.token })))
  }
}

function giveBack(worker: Worker, token: string): void {
  const place = worker.ahead.findIndex((waiting) => waiting.token === token)
  const [waiting] = place < 0 ? [] : worker.ahead.splice(place, 1)
  waiting?.reject(new NotTakenError(new InvocationError('ServiceException')))
}

function failInit(worker: Worker, text: string): void {
  doom(worker)
  endCall(worker, (running) => running.reject(readFailure(text)))
}

function receiveOfCall(worker: Worker, running: Running, { kind, body }: Frame): void {
  const text = () => body.toString('utf8')
  if (kind === 'A') running.isTaken = true
  else if (kind === 'S') endCall(worker, (call) => succeed(worker, call, text()))
  else if (kind === 'E') endCall(worker, (call) => call.reject(readFailure(text())))
  else if (kind === 'X') {
    doom(worker)
    endCall(worker, (call) => call.reject(readFailure(text())))
  }
}

function succeed(worker: Worker, running: Running, text: string): void {
  const { initDurationMs } = worker
  worker.initDurationMs = undefined
  const payload = readPayload(text)
  const durationMs = performance.now() - running.sentAt
  running.resolve({
    payload,
    log: running.log.tail(),
    durationMs,
    ...(initDurationMs !== undefined && { initDurationMs }),
  })
}

/**
 * Ends the running call, if there is one, in the given way; every failure of a function carries its log. The process goes on
 * with the next.
 */
function endCall(worker: Worker, end: (running: Running) => void): void {
  const { running } = worker
  if (!running) return
  worker.running = undefined
  clearTimeout(running.timer)
  learn(worker, performance.now() - running.sentAt)
  const next = worker.isDoomed ? undefined : worker.ahead.shift()
  if (next) begin(worker, next)
  const reject = (error: unknown) => {
    if (error instanceof FunctionError) error.log = running.log.tail()
    running.reject(error as Error)
  }
  try {
    end({ ...running, reject })
  } catch (error) {
    reject(error)
  }
}

function learn(worker: Worker, durationMs: number): void {
  const { usualMs } = worker
  const isFirst = usualMs === Number.POSITIVE_INFINITY
  worker.usualMs = isFirst ? durationMs : usualMs + LAST_CALL_WEIGHT * (durationMs - usualMs)
}

function doom(worker: Worker): void {
  worker.isDoomed = true
  worker.process.kill()
}
