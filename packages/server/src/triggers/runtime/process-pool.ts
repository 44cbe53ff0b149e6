import { InvocationError } from '../invoker.ts'
import type { WorkerProcess } from './worker-process.ts'

/** How much may go on at once. */
export interface PoolLimits {
  /** Of all functions; idle ones make room, the least recently used first. */
  processes: number
  processesPerFunction: number
  /** Calls that wait for a process; more are refused. */
  queuedPerFunction: number
  /** How long a call waits for a busy process before it gets another one: most functions are done sooner than one starts. */
  patienceMs: number
  /** A process whose calls usually take less is quick: to ask for each costs more than to work on it. */
  quickMs: number
  /** Calls that a quick process may have at once. It works on one and need not ask for the next. */
  callsPerProcess: number
  /** How long a process is kept without a call. */
  idleMs: number
}

/** A place that asks for a process: of which function, and until when (on the clock of `performance.now()`). */
export interface PlaceRequest {
  key: string
  giveUpAt: number
  /** Starts a process when there is none to be had. */
  start(): WorkerProcess
}

/** A place in a process, for one call. */
export interface Lease {
  readonly worker: WorkerProcess
  /** Whether the process has had calls before. */
  readonly isWarm: boolean
  release(): void
}

export interface ProcessPool {
  /** Rejects with InvocationError `TooManyRequestsException` when the queue is full, or the time over. */
  acquire(request: PlaceRequest): Promise<Lease>
  retire(key: string): void
  /** All processes, for the watch over their memory. */
  workers(): Iterable<WorkerProcess>
  stop(): Promise<void>
}

interface Member {
  key: string
  worker: WorkerProcess
  /** How many calls it has; it works on the first. */
  calls: number
  isRetired: boolean
  /** Counts up with each call that ended; the lowest was used longest ago. */
  usedAt: number
  idleTimer?: NodeJS.Timeout
  /** Looks whether the calls behind the first have to wait for too long. */
  watch?: NodeJS.Timeout
}

interface Waiting extends PlaceRequest {
  /** When it is worth another process, on the clock of `performance.now()`. */
  patientUntil: number
  grant(lease: Lease): void
  refuse(error: Error): void
}

interface Pool {
  limits: PoolLimits
  members: Set<Member>
  /** Oldest first. */
  waiting: Set<Waiting>
  uses: number
  isStopped: boolean
}

/**
 * Keeps processes warm, as few for each function as keep its calls from waiting long, and shares the places fairly among
 * functions.
 */
export function createProcessPool(limits: PoolLimits): ProcessPool {
  const pool: Pool = { limits, members: new Set(), waiting: new Set(), uses: 0, isStopped: false }
  return {
    acquire: (request) => acquire(pool, request),
    retire: (key) => retire(pool, key),
    workers: () => Array.from(pool.members, (member) => member.worker),
    stop: () => stop(pool),
  }
}

function acquire(pool: Pool, request: PlaceRequest): Promise<Lease> {
  return new Promise((resolve, reject) => {
    if (pool.isStopped) return reject(new InvocationError('ServiceException'))
    const queued = count(pool.waiting, ({ key }) => key === request.key)
    if (queued >= pool.limits.queuedPerFunction) return reject(tooMany())
    // Nearly every call: one that need not wait needs no timers.
    const warm = queued === 0 ? findWarm(pool, request) : undefined
    if (warm) return resolve(warm)
    const patientUntil = performance.now() + pool.limits.patienceMs
    wait(pool, { ...request, patientUntil, grant: resolve, refuse: reject })
    dispatch(pool)
  })
}

function wait(pool: Pool, waiting: Waiting): void {
  const { grant, refuse, giveUpAt } = waiting
  const leave = () => {
    clearTimeout(timer)
    clearTimeout(impatience)
    pool.waiting.delete(waiting)
  }
  const expire = () => waiting.refuse(tooMany())
  const remainingMs = giveUpAt - performance.now()
  const timer = Number.isFinite(remainingMs) ? setTimeout(expire, Math.max(0, remainingMs)) : undefined
  const impatience = setTimeout(() => dispatch(pool), pool.limits.patienceMs + 1)
  waiting.grant = (lease) => {
    leave()
    grant(lease)
  }
  waiting.refuse = (error) => {
    leave()
    refuse(error)
  }
  pool.waiting.add(waiting)
}

/** AWS Lambda answers so (429) when a function has no concurrency left. */
function tooMany(): InvocationError {
  return new InvocationError('TooManyRequestsException')
}

function dispatch(pool: Pool): void {
  for (let next = chooseNext(pool); next; next = chooseNext(pool)) serve(pool, next)
}

/** Of the functions that can have a process now, the one with the fewest busy ones; of its calls, the oldest. */
function chooseNext(pool: Pool): Waiting | undefined {
  const oldest = new Map<string, Waiting>()
  for (const waiting of pool.waiting) if (!oldest.has(waiting.key)) oldest.set(waiting.key, waiting)
  const ready = [...oldest.values()].filter((waiting) => canServe(pool, waiting))
  return ready.sort((a, b) => countBusy(pool, a.key) - countBusy(pool, b.key))[0]
}

function canServe(pool: Pool, { key, patientUntil }: Waiting): boolean {
  if (findOpen(pool, key)) return true
  const mayStart = countBusy(pool, key) === 0 || performance.now() >= patientUntil
  if (!mayStart) return false
  const hasRoom = pool.members.size < pool.limits.processes || findIdle(pool) !== undefined
  return hasRoom && countBusy(pool, key) < pool.limits.processesPerFunction
}

function serve(pool: Pool, waiting: Waiting): void {
  try {
    waiting.grant(findWarm(pool, waiting) ?? startMember(pool, waiting))
  } catch (error) {
    waiting.refuse(error as Error)
  }
}

function findWarm(pool: Pool, { key }: PlaceRequest): Lease | undefined {
  const open = findOpen(pool, key)
  return open && lend(pool, open, true)
}

function startMember(pool: Pool, waiting: Waiting): Lease {
  if (pool.members.size >= pool.limits.processes) evict(pool)
  return lend(pool, addMember(pool, waiting), false)
}

function lend(pool: Pool, member: Member, isWarm: boolean): Lease {
  clearTimeout(member.idleTimer)
  member.calls += 1
  if (member.calls > 1) watchOver(pool, member)
  const release = () => {
    pool.uses += 1
    Object.assign(member, { calls: member.calls - 1, usedAt: pool.uses })
    if (member.calls === 0) {
      if (member.isRetired || !member.worker.isAlive()) end(pool, member)
      else keep(pool, member)
    }
    dispatch(pool)
  }
  return { worker: member.worker, isWarm, release }
}

/** Takes the other calls from a process that works on one for too long, though it used to be quick. */
function watchOver(pool: Pool, member: Member): void {
  if (member.watch) return
  const { usedAt } = member
  member.watch = setTimeout(() => {
    delete member.watch
    if (member.calls < 2) return
    if (member.usedAt === usedAt) member.worker.takeBack()
    watchOver(pool, member)
  }, pool.limits.patienceMs)
}

function addMember(pool: Pool, { key, start }: Waiting): Member {
  const worker = start()
  const member: Member = { key, worker, calls: 0, isRetired: false, usedAt: pool.uses }
  pool.members.add(member)
  worker.ended
    .then(() => {
      forget(pool, member)
      dispatch(pool)
    })
    .catch(() => undefined)
  return member
}

function keep(pool: Pool, member: Member): void {
  member.idleTimer = setTimeout(() => end(pool, member), pool.limits.idleMs)
  member.idleTimer.unref()
}

function end(pool: Pool, member: Member): void {
  forget(pool, member)
  member.worker.kill()
}

function forget(pool: Pool, member: Member): void {
  clearTimeout(member.idleTimer)
  clearTimeout(member.watch)
  pool.members.delete(member)
}

function evict(pool: Pool): void {
  const member = findIdle(pool)
  if (member) end(pool, member)
}

/** The process, of those that can take a call of the function, that was used last. */
function findOpen(pool: Pool, key: string): Member | undefined {
  let found: Member | undefined
  for (const member of pool.members)
    if (member.key === key && isOpen(pool, member) && (!found || member.usedAt > found.usedAt)) found = member
  return found
}

function isOpen({ limits }: Pool, { calls, isRetired, worker }: Member): boolean {
  if (!worker.isAlive()) return false
  return calls === 0 || (!isRetired && calls < limits.callsPerProcess && worker.usualMs() < limits.quickMs)
}

/** The idle process that was used longest ago. */
function findIdle(pool: Pool): Member | undefined {
  let found: Member | undefined
  for (const member of pool.members) {
    if (member.calls > 0 || !member.worker.isAlive()) continue
    if (!found || member.usedAt < found.usedAt) found = member
  }
  return found
}

function countBusy(pool: Pool, key: string): number {
  return count(pool.members, (member) => member.calls > 0 && member.key === key)
}

function count<T>(items: Iterable<T>, matches: (item: T) => boolean): number {
  let found = 0
  for (const item of items) if (matches(item)) found += 1
  return found
}

function retire(pool: Pool, key: string): void {
  for (const member of [...pool.members]) {
    if (member.key !== key) continue
    member.isRetired = true
    if (member.calls === 0) end(pool, member)
  }
  dispatch(pool)
}

async function stop(pool: Pool): Promise<void> {
  pool.isStopped = true
  for (const waiting of [...pool.waiting]) waiting.refuse(new InvocationError('ServiceException'))
  const members = [...pool.members]
  for (const { worker } of members) worker.kill(new InvocationError('ServiceException'))
  await Promise.all(members.map(({ worker }) => worker.ended))
}
