import { type CodeDelivery, describeDelivery, recoveryOrder } from '../delivery/destination.ts'
import { CodeMismatchException, ExpiredCodeException } from '../errors.ts'
import type { Services } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import * as attempts from './attempts.ts'
import * as codes from './codes.ts'
import { inventDestination, sendNothing } from './pretence.ts'
import * as usernames from './usernames.ts'

/** A name that nobody has, or that of a user who cannot recover a password. */
interface Somebody {
  user: User | undefined
  username: string
}

/**
 * Behaves as if a code went out: the same limits, the same statements up to the commit, and a masked address that is
 * always the same for the same name. Throws LimitExceededException.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export async function start(
  services: Services,
  pool: UserPool,
  { isCounted, ...somebody }: Somebody & { isCounted: boolean },
): Promise<CodeDelivery> {
  const subject = subjectOf(services, pool, somebody)
  const destination = inventDestination(services, pool, somebody.username, recoveryOrder(pool))
  if (!isCounted) await count(services, pool, somebody)
  await attempts.countDestination(services, pool.id, pretendedAddress(subject))
  await sendNothing(services, pool, {
    purpose: 'forgot-password',
    template: 'forgot-password',
    subject,
    destination,
    username: somebody.username,
    occasion: 'ForgotPassword',
  })
  return describeDelivery(destination)
}

/**
 * The error that a wrong code would get: CodeMismatchException after a code was asked for, else ExpiredCodeException.
 * Throws LimitExceededException.
 */
export async function confirm(services: Services, pool: UserPool, somebody: Somebody): Promise<Error> {
  const subject = subjectOf(services, pool, somebody)
  await count(services, pool, somebody)
  const askedAt = await attempts.lastCodeTo(services, pool.id, pretendedAddress(subject))
  const lifetimeMs = codes.codeLifetimes['forgot-password'] * 1_000
  const open = askedAt !== undefined && askedAt + lifetimeMs > services.clock.now()
  return open ? new CodeMismatchException() : new ExpiredCodeException()
}

/** Counts a request for somebody as those of users are. Throws LimitExceededException. */
export async function count(services: Services, pool: UserPool, somebody: Somebody): Promise<void> {
  await attempts.count(services, subjectOf(services, pool, somebody), 'forgot-password')
}

function subjectOf(services: Services, pool: UserPool, { user, username }: Somebody): string {
  return user?.id ?? attempts.unknownSubject(services, pool.id, usernames.nameKey(pool, username))
}

/** Cannot be an address, so that it shares no limit with one. */
function pretendedAddress(subject: string): string {
  return `nobody ${subject}`
}
