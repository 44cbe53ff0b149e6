import type { Clock } from '../services.ts'

const MAX_ADVANCE_SECONDS = 10 * 365 * 86_400
/** Half a day before the year 10000, so that the clock may go on. */
const LATEST = Date.UTC(9999, 11, 31, 12)

/** The system's time with an offset that tests turn. */
export interface TestClock extends Clock {
  turnTo(time: number): void
}

/** A clock that tells `onTurn` whenever it was turned: then what was to come later may be due. */
export function createTestClock(onTurn: () => void): TestClock {
  let offsetMs = 0
  return {
    now: () => Date.now() + offsetMs,
    turnTo: (time) => {
      offsetMs = time - Date.now()
      onTurn()
    },
  }
}

export const systemClock: Clock = { now: () => Date.now() }

/**
 * Answers `/_poolhouse/clock`: GET reads the time, POST `{"advanceSeconds": n}` or `{"now": ISO}` turns it, within the
 * years that ISO 8601 writes with four digits. The caller has checked the operator's credentials.
 */
export function clock(testClock: TestClock, request: Request, body: Uint8Array): Response {
  if (request.method === 'POST') {
    const time = readTime(testClock, parseJson(body))
    if (time === undefined) return Response.json({ message: explanation }, { status: 400 })
    testClock.turnTo(time)
  }
  return Response.json({ now: new Date(testClock.now()).toISOString() })
}

const explanation =
  'Send {"advanceSeconds": seconds} or {"now": "ISO 8601 time"}, for a time from 1970 to 9999'

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

function readTime(testClock: TestClock, body: unknown): number | undefined {
  const time = readAnyTime(testClock, body)
  return time !== undefined && time >= 0 && time <= LATEST ? time : undefined
}

function readAnyTime(testClock: TestClock, body: unknown): number | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { advanceSeconds, now } = body as { advanceSeconds?: unknown; now?: unknown }
  if (typeof advanceSeconds === 'number' && Math.abs(advanceSeconds) <= MAX_ADVANCE_SECONDS)
    return testClock.now() + advanceSeconds * 1000
  return typeof now === 'string' ? Date.parse(now) : undefined
}
