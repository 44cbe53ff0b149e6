import type { Logger } from 'pino'
import { TooManyRequestsException } from './errors.ts'

/** An invocation that nobody waits for. */
export interface FunctionEvent {
  /** For the log. */
  name: string
  /** Rejects when the invocation failed. */
  run(): Promise<unknown>
}

export interface FunctionEvents {
  /** Runs it soon, and again where it fails. Throws TooManyRequestsException when too many wait already. */
  add(event: FunctionEvent): void
  /** Resolves when nothing runs and nothing is to run at once. */
  settled(): Promise<void>
  /** Takes nothing more, forgets those that wait, and waits for those that run. */
  stop(): Promise<void>
}

export interface FunctionEventOptions {
  log: Logger
  /** What is waited before each further try; Lambda tries twice again, after one minute and after two more. */
  delaysMs?: readonly number[]
  /** At a time. */
  maxRunning?: number
  /** With those that run and those that wait for another try. */
  maxHeld?: number
}

interface Held {
  event: FunctionEvent
  tries: number
}

interface State {
  waiting: Held[]
  running: Set<Promise<void>>
  timers: Map<NodeJS.Timeout, Held>
  stopped: boolean
  options: Required<FunctionEventOptions>
}

/**
 * Events for functions, kept in memory alone: those that have not run when the server stops are lost. Source for the tries:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function createFunctionEvents(options: FunctionEventOptions): FunctionEvents {
  const defaults = { delaysMs: [60_000, 120_000], maxRunning: 8, maxHeld: 1000 }
  const state: State = {
    waiting: [],
    running: new Set(),
    timers: new Map(),
    stopped: false,
    options: { ...defaults, ...options },
  }
  return {
    add: (event) => add(state, event),
    settled: () => settle(state),
    stop: () => stop(state),
  }
}

function add(state: State, event: FunctionEvent): void {
  const held = state.waiting.length + state.running.size + state.timers.size
  if (state.stopped || held >= state.options.maxHeld)
    throw new TooManyRequestsException('CallerRateLimitExceeded')
  state.waiting.push({ event, tries: 0 })
  runNext(state)
}

function runNext(state: State): void {
  while (!state.stopped && state.running.size < state.options.maxRunning) {
    const next = state.waiting.shift()
    if (!next) return
    const running: Promise<void> = tryOnce(state, next).finally(() => {
      state.running.delete(running)
      runNext(state)
    })
    state.running.add(running)
  }
}

async function tryOnce(state: State, held: Held): Promise<void> {
  try {
    await held.event.run()
  } catch (error) {
    const delayMs = state.options.delaysMs[held.tries]
    const { name } = held.event
    state.options.log.warn({ err: error, function: name, tries: held.tries + 1 }, 'an event failed')
    if (delayMs !== undefined && !state.stopped) tryLater(state, { ...held, tries: held.tries + 1 }, delayMs)
  }
}

function tryLater(state: State, held: Held, delayMs: number): void {
  const timer = setTimeout(() => {
    state.timers.delete(timer)
    state.waiting.push(held)
    runNext(state)
  }, delayMs).unref()
  state.timers.set(timer, held)
}

async function settle(state: State): Promise<void> {
  while (state.running.size > 0) await Promise.all(state.running)
}

async function stop(state: State): Promise<void> {
  state.stopped = true
  const lost = state.waiting.length + state.timers.size
  if (lost > 0) state.options.log.warn({ events: lost }, 'events for functions are lost with the stop')
  for (const timer of state.timers.keys()) clearTimeout(timer)
  state.timers.clear()
  state.waiting = []
  await settle(state)
}
