import { NotAuthorizedException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import * as attempts from '../../storage/attempts.ts'

/**
 * Deviation: Cognito was observed to take any number of wrong codes while a session lasts. Here the tenth try in a row
 * and every one after it lock codes for a quarter of an hour, whatever session they come with; an hour without a try,
 * or a right code, ends the count. Whoever knows the password and nothing else gets some hundred tries a day at codes
 * of which three in a million are right.
 */
const FREE_TRIES = 10
const LOCK_MS = 15 * 60_000
const WINDOW_MS = 60 * 60_000

/** Counts a try before it is looked at. Throws NotAuthorizedException while the user's codes are locked. */
export async function claim(services: Services, userId: string): Promise<void> {
  if (services.db.isTransaction) throw new Error('Tries are counted outside of transactions')
  const now = services.clock.now()
  const limits = { now, windowMs: WINDOW_MS, freeTries: FREE_TRIES, lockMs: LOCK_MS }
  const key = { subject: userId, purpose: 'mfa' } as const
  if (!(await attempts.claimTry(services.db, key, limits)))
    throw new NotAuthorizedException('Code attempts exceeded') // our wording
}

/** Ends the count after a right code, in the transaction that uses it up. */
export function clear(services: Services, userId: string): Promise<void> {
  return attempts.reset(services.db, { subject: userId, purpose: 'mfa' })
}
