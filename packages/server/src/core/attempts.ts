import { LimitExceededException, TooManyRequestsException } from '../errors.ts'
import type { Services } from '../services.ts'
import type { AttemptPurpose } from '../storage/attempts.ts'
import * as attempts from '../storage/attempts.ts'

const WINDOW_MS = 3_600_000

/**
 * Requests an hour for one user. The window begins with the first of them. Every request counts, also a successful one,
 * as the documented quotas do. ForgotPassword and ConfirmForgotPassword share one count, which Cognito sets between 5 and
 * 20 by an assessment of risk; there is none here, so it is the documented maximum: twenty guesses at six digits.
 * Deviation: `destination` is our own, for all codes to one address whoever asks; it is what one user's three ways to
 * ask for a code (5 + 5 + 20) add up to, so that no single user meets it first. `register-client` is our own as well, for all
 * of a pool that register without a token, so that nobody fills it with clients.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html (code request and verification limits)
 */
const hourlyLimits: Record<Exclude<AttemptPurpose, 'password' | 'mfa'>, number> = {
  'sign-up': 15,
  'resend-code': 5,
  'send-attribute-code': 5,
  'verify-attribute': 15,
  'forgot-password': 20,
  'change-password': 5,
  destination: 30,
  'register-client': 100,
}

/**
 * Counts a request before it is tried; throws LimitExceededException past the hourly limit. `subject` is a user's id,
 * what `unknownSubject` gives, or a pool's id. Throws an Error inside a transaction, whose rollback would forget the count.
 */
export async function count(
  services: Services,
  subject: string,
  purpose: keyof typeof hourlyLimits,
): Promise<void> {
  if (services.db.isTransaction) throw new Error('Attempts are counted outside of transactions')
  const now = services.clock.now()
  const options = { now, windowMs: WINDOW_MS, window: 'since-first' } as const
  const counted = await attempts.increment(services.db, { subject, purpose }, options)
  if (counted.count > hourlyLimits[purpose]) throw new LimitExceededException()
}

/** Counts a code to this address, so that many users cannot flood it together; throws as `count` does. */
export async function countDestination(
  services: Services,
  userPoolId: string,
  address: string,
): Promise<void> {
  await count(services, destinationSubject(services, userPoolId, address), 'destination')
}

/** As `countDestination`, for operations that declare no LimitExceededException: throws TooManyRequestsException. */
export async function countDestinationAsRate(
  services: Services,
  userPoolId: string,
  address: string,
): Promise<void> {
  try {
    await countDestination(services, userPoolId, address)
  } catch (error) {
    if (!(error instanceof LimitExceededException)) throw error
    throw new TooManyRequestsException(error.message, { cause: error })
  }
}

/** When a code to this address was last counted. */
export async function lastCodeTo(
  services: Services,
  userPoolId: string,
  address: string,
): Promise<number | undefined> {
  const subject = destinationSubject(services, userPoolId, address)
  return (await attempts.find(services.db, { subject, purpose: 'destination' }))?.updatedAt
}

function destinationSubject(services: Services, userPoolId: string, address: string): string {
  return services.keyring
    .hmac('attempts destination', userPoolId, address.toLowerCase())
    .toString('base64url')
}

/** Stands for a user who does not exist, so that limits do not tell unknown names from known ones. */
export function unknownSubject(services: Services, userPoolId: string, nameKey: string): string {
  return services.keyring.hmac('attempts unknown user', userPoolId, nameKey).toString('base64url')
}
