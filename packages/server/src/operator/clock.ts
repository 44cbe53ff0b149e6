import type { Clock } from '../services.ts'

const MAX_ADVANCE_SECONDS = 10 * 365 * 86_400

/** The system's time with an offset that tests turn. */
export interface TestClock extends Clock {
  turnTo(time: number): void
}

export function createTestClock(): TestClock {
  let offsetMs = 0
  return {
    now: () => Date.now() + offsetMs,
    turnTo: (time) => {
      offsetMs = time - Date.now()
    },
  }
}

export const systemClock: Clock = { now: () => Date.now() }

/** Answers the clock: GET reads it, POST `{"advanceSeconds": n}` or `{"now": ISO}` turns it. */
export async function clock(testClock: TestClock, request: Request): Promise<Response> {
  if (request.method === 'POST') {
    const time = readTime(testClock, await request.json().catch(() => undefined))
    if (time === undefined) return Response.json({ message: explanation }, { status: 400 })
    testClock.turnTo(time)
  }
  return Response.json({ now: new Date(testClock.now()).toISOString() })
}

const explanation = 'Send {"advanceSeconds": seconds} or {"now": "ISO 8601 time"}'

function readTime(testClock: TestClock, body: unknown): number | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { advanceSeconds, now } = body as { advanceSeconds?: unknown; now?: unknown }
  if (typeof advanceSeconds === 'number' && Math.abs(advanceSeconds) <= MAX_ADVANCE_SECONDS)
    return testClock.now() + advanceSeconds * 1000
  const time = typeof now === 'string' ? Date.parse(now) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
