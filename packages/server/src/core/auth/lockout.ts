import { NotAuthorizedException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import * as attempts from '../../storage/attempts.ts'
import type { UserPool } from '../../storage/user-pools.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html: lockout for failed sign-in attempts. */
const FREE_FAILURES = 5
const MAX_LOCK_SECONDS = 900
/** Failures are forgotten after as long without one. */
const WINDOW_MS = 15 * 60_000

/** Throws NotAuthorizedException while the subject (a user's id, or `unknownSubject`) is locked. */
export async function requireUnlocked(services: Services, subject: string): Promise<void> {
  const tried = await attempts.find(services.db, { subject, purpose: 'password' })
  if (tried && tried.lockedUntil > services.clock.now())
    throw new NotAuthorizedException('Password attempts exceeded')
}

/** Counts a wrong password; from the fifth on each one locks for twice as long, beginning with a second. */
export async function recordFailure(services: Services, subject: string): Promise<void> {
  const now = services.clock.now()
  const key = { subject, purpose: 'password' } as const
  const { count } = await attempts.increment(services.db, key, {
    now,
    windowMs: WINDOW_MS,
    window: 'since-last',
  })
  if (count < FREE_FAILURES) return
  const lockSeconds = Math.min(2 ** (count - FREE_FAILURES), MAX_LOCK_SECONDS)
  await attempts.lockUntil(services.db, key, now + lockSeconds * 1000)
}

/**
 * Ends the count after a right password, within the transaction that hands out the tokens. Looks at the lock again
 * there, since guesses that ran beside this one may have earned it meanwhile.
 */
export async function clear(services: Services, subject: string): Promise<void> {
  const key = { subject, purpose: 'password' } as const
  const tried = await attempts.find(services.db, key)
  if (!tried) return
  if (tried.lockedUntil > services.clock.now()) throw new NotAuthorizedException('Password attempts exceeded')
  await attempts.reset(services.db, key)
}

/** Under which tries for a name that nobody has are counted, so that it locks like any other. */
export function unknownSubject(services: Services, pool: UserPool, nameKey: string): string {
  return services.keyring.hmac('unknown-user', pool.id, nameKey).toString('base64url')
}
