import { randomUUID } from 'node:crypto'
import { redactCall } from './redact-call.ts'
import type { TriggerName } from './targets.ts'

export type TriggerOutcome =
  | 'success'
  | 'function-error'
  | 'invalid-answer'
  | 'timeout'
  | 'unavailable'
  | 'invocation-error'

/** One call of a function by a trigger. */
export interface FinishedCall {
  userPoolId: string
  trigger: TriggerName
  triggerSource: string
  target: string
  /** Epoch milliseconds. */
  startedAt: number
  /** Of all attempts together. */
  durationMs: number
  attempts: number
  outcome: TriggerOutcome
  error?: string
  event: unknown
  /** Absent where there was none. */
  answer?: unknown
}

export type RecordedCall = FinishedCall & { id: string }

export interface CallFilter {
  userPoolId?: string
  trigger?: string
  limit: number
}

/** The calls of functions that were made lately, without secrets. */
export interface TriggerCalls {
  add(call: FinishedCall): void
  /** Newest first. */
  list(filter: CallFilter): RecordedCall[]
}

export interface TriggerCallsOptions {
  /** Is told of every call, for the metrics. */
  onCall?(call: Pick<FinishedCall, 'trigger' | 'outcome' | 'durationMs'>): void
  maxCalls?: number
  /** Of all events and answers together, as JSON. */
  maxBytes?: number
}

interface Kept {
  facts: Omit<RecordedCall, 'event' | 'answer'>
  /** JSON. */
  event: string
  answer?: string
}

/** The longest event or answer that is kept, in characters of its JSON. */
const MAX_VALUE_LENGTH = 64 * 1024

/** Keeps calls in memory, the newest and not too many. */
export function createTriggerCalls({
  onCall,
  maxCalls = 500,
  maxBytes = 8 * 1024 * 1024,
}: TriggerCallsOptions = {}): TriggerCalls {
  const kept: Kept[] = []
  let size = 0
  return {
    add: (call) => {
      onCall?.(call)
      const entry = toKept(call)
      kept.push(entry)
      size += lengthOf(entry)
      while (kept.length > maxCalls || size > maxBytes) size -= lengthOf(kept.shift())
    },
    list: ({ userPoolId, trigger, limit }) =>
      kept
        .filter(({ facts }) => userPoolId === undefined || facts.userPoolId === userPoolId)
        .filter(({ facts }) => trigger === undefined || facts.trigger === trigger)
        .slice(-limit)
        .reverse()
        .map(toRecorded),
  }
}

function toKept(call: FinishedCall): Kept {
  const { event: _event, answer: _answer, ...facts } = call
  const { event, answer, error } = redactCall(call)
  return {
    facts: { id: randomUUID(), ...facts, ...(error !== undefined && { error: error.slice(0, 1000) }) },
    event: boundedJson(event),
    ...(answer !== undefined && { answer: boundedJson(answer) }),
  }
}

function lengthOf(kept: Kept | undefined): number {
  return (kept?.event.length ?? 0) + (kept?.answer?.length ?? 0)
}

function toRecorded({ facts, event, answer }: Kept): RecordedCall {
  return { ...facts, event: JSON.parse(event), ...(answer !== undefined && { answer: JSON.parse(answer) }) }
}

/** Written once, though both its length and its text are needed. */
function boundedJson(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null'
  if (json.length <= MAX_VALUE_LENGTH) return json
  return JSON.stringify(`(${json.length} characters of JSON, which are too many to keep)`)
}
