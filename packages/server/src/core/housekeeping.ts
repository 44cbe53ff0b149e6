import type { Services } from '../services.ts'
import * as attempts from '../storage/attempts.ts'
import * as challengeSessions from '../storage/challenge-sessions.ts'
import * as refreshTokens from '../storage/refresh-tokens.ts'

const INTERVAL_MS = 10 * 60_000
const DAY_MS = 86_400_000

/** Removes now and then what has expired. Returns a function that ends it. */
export function startHousekeeping(services: Services): () => void {
  const timer = setInterval(() => {
    tidy(services).catch((error: unknown) => services.log.warn({ err: error }, 'housekeeping failed'))
  }, INTERVAL_MS).unref()
  return () => clearInterval(timer)
}

/** A day of grace keeps the better error texts for what has only just expired. */
export async function tidy(services: Services): Promise<void> {
  const before = services.clock.now() - DAY_MS
  await refreshTokens.removeExpired(services.db, before)
  await challengeSessions.removeExpired(services.db, before)
  await attempts.removeOlder(services.db, before)
}
