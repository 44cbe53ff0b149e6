import { NotAuthorizedException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import * as attempts from '../../storage/attempts.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html: lockout for failed sign-in attempts. */
const FREE_FAILURES = 5
const MAX_LOCK_SECONDS = 900
/** Failures are forgotten after as long without one. */
const WINDOW_MS = 15 * 60_000

/** Throws NotAuthorizedException while the subject (a user's id, or a stand-in's subject) is locked. */
export async function requireUnlocked(services: Services, subject: string): Promise<void> {
  const tried = await attempts.find(services.db, { subject, purpose: 'password' })
  if (tried && tried.lockedUntil > services.clock.now()) throw exceeded()
}

/**
 * Counts a wrong password; from the fifth on each one locks for twice as long, beginning with a second. One that comes
 * to its end while the subject is locked counts for nothing and gets the text of the lock, as a right one does there, so
 * that guesses side by side learn no more than guesses one after the other.
 */
export async function recordFailure(services: Services, subject: string): Promise<void> {
  const counted = await attempts.recordFailure(
    services.db,
    { subject, purpose: 'password' },
    {
      now: services.clock.now(),
      windowMs: WINDOW_MS,
      freeFailures: FREE_FAILURES,
      maxLockMs: MAX_LOCK_SECONDS * 1000,
    },
  )
  if (!counted) throw exceeded()
}

/**
 * Ends the count after a right password, within the transaction that hands out the tokens. Looks at the lock again
 * there, since guesses that ran beside this one may have earned it meanwhile.
 */
export async function clear(services: Services, subject: string): Promise<void> {
  const key = { subject, purpose: 'password' } as const
  const tried = await attempts.find(services.db, key)
  if (!tried) return
  if (tried.lockedUntil > services.clock.now()) throw exceeded()
  await attempts.reset(services.db, key)
}

function exceeded(): NotAuthorizedException {
  return new NotAuthorizedException('Password attempts exceeded')
}
