import { type CodeDelivery, describeDelivery, signUpOrder } from '../delivery/destination.ts'
import { CodeMismatchException, ExpiredCodeException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import * as storedAttempts from '../storage/attempts.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import * as verificationCodes from '../storage/verification-codes.ts'
import * as attempts from './attempts.ts'
import * as codes from './codes.ts'
import { inventDestination, sendNothing } from './pretence.ts'
import { nameKey } from './usernames.ts'

/** A name that nobody has, or that of a user who waits for no code. */
interface Somebody {
  user: User | undefined
  username: string
}

/**
 * Behaves as if the code of a sign-up went out once more: the same limits, the same statements up to the commit, and a
 * masked address. Throws LimitExceededException.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export async function resend(services: Services, pool: UserPool, somebody: Somebody): Promise<CodeDelivery> {
  const { username } = somebody
  const subject = subjectOf(services, pool, somebody)
  const destination = inventDestination(services, pool, username, signUpOrder(pool))
  await attempts.count(services, subject, 'resend-code')
  await attempts.countDestination(services, pool.id, `nobody ${subject}`)
  await sendNothing(services, pool, {
    purpose: 'sign-up',
    template: 'resend-code',
    subject,
    destination,
    username,
    occasion: 'ResendCode',
  })
  return describeDelivery(destination)
}

/**
 * Refuses as a wrong code is refused, with the same statements in a transaction that is taken back. Throws
 * CodeMismatchException after a code was asked for, else ExpiredCodeException; LimitExceededException.
 */
export async function confirm(services: Services, pool: UserPool, somebody: Somebody): Promise<never> {
  const subject = subjectOf(services, pool, somebody)
  await attempts.count(services, subject, 'sign-up')
  return transaction(services, async (services) => {
    await users.lock(services.db, subject)
    await verificationCodes.take(services.db, { userId: subject, purpose: 'sign-up', codeHash: 'nobody' })
    throw await refusal(services, subject)
  })
}

async function refusal(services: Services, subject: string): Promise<Error> {
  const asked = await storedAttempts.find(services.db, { subject, purpose: 'resend-code' })
  const lifetimeMs = codes.codeLifetimes['sign-up'] * 1_000
  const open = asked !== undefined && asked.updatedAt + lifetimeMs > services.clock.now()
  return open ? new CodeMismatchException() : new ExpiredCodeException()
}

function subjectOf(services: Services, pool: UserPool, { user, username }: Somebody): string {
  return user?.id ?? attempts.unknownSubject(services, pool.id, nameKey(pool, username))
}
