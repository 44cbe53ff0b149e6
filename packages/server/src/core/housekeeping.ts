import type { Services } from '../services.ts'
import * as attempts from '../storage/attempts.ts'
import * as authEvents from '../storage/auth-events.ts'
import * as authorizationCodes from '../storage/authorization-codes.ts'
import * as challengeSessions from '../storage/challenge-sessions.ts'
import * as federationAttempts from '../storage/federation-attempts.ts'
import * as loginSessions from '../storage/login-sessions.ts'
import * as refreshTokens from '../storage/refresh-tokens.ts'
import * as usedAssertions from '../storage/used-assertions.ts'
import * as userSessions from '../storage/user-sessions.ts'
import { loadLimits } from './provisioned-limits.ts'
import { MAX_SSO_SESSION_MINUTES } from './session-configuration.ts'
import * as userEvents from './user-events.ts'

const INTERVAL_MS = 10 * 60_000
/** Other processes set limits without a word to this one. */
const LIMITS_INTERVAL_MS = 10_000
const DAY_MS = 86_400_000
/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-adaptive-authentication.html */
const KEEP_EVENTS_MS = 2 * 365 * DAY_MS

/** Removes now and then what has expired. Returns a function that ends it. */
export function startHousekeeping(services: Services): () => void {
  const timer = setInterval(() => {
    tidy(services).catch((error: unknown) => services.log.warn({ err: error }, 'housekeeping failed'))
  }, INTERVAL_MS).unref()
  const limits = setInterval(() => {
    loadLimits(services).catch((error: unknown) =>
      services.log.warn({ err: error }, 'the limits of requests could not be read'),
    )
  }, LIMITS_INTERVAL_MS).unref()
  return () => {
    clearInterval(timer)
    clearInterval(limits)
  }
}

/** A day of grace keeps the better error texts for what has only just expired. */
export async function tidy(services: Services): Promise<void> {
  const before = services.clock.now() - DAY_MS
  await refreshTokens.removeExpired(services.db, before)
  await challengeSessions.removeExpired(services.db, before)
  await authorizationCodes.removeExpired(services.db, before)
  await federationAttempts.removeExpired(services.db, services.clock.now())
  await usedAssertions.removeExpired(services.db, services.clock.now())
  await loginSessions.removeOlder(services.db, before - MAX_SSO_SESSION_MINUTES * 60_000)
  await attempts.removeOlder(services.db, before)
  await userSessions.removeEnded(services.db)
  await userEvents.tidy(services)
  await authEvents.removeOlder(services.db, services.clock.now() - KEEP_EVENTS_MS)
}
