import { randomInt } from 'node:crypto'
import { CodeMismatchException, ExpiredCodeException } from '../errors.ts'
import type { Services } from '../services.ts'
import type { User } from '../storage/users.ts'
import type { CodePurpose, TakenCode } from '../storage/verification-codes.ts'
import * as verificationCodes from '../storage/verification-codes.ts'

const HOUR_SECONDS = 3_600

/**
 * How long a code lives, in seconds.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html (code validity)
 */
export const codeLifetimes: Record<CodePurpose, number> = {
  'sign-up': 24 * HOUR_SECONDS,
  'verify:email': 24 * HOUR_SECONDS,
  'verify:phone_number': 24 * HOUR_SECONDS,
  'forgot-password': HOUR_SECONDS,
}

export interface CodeRequest {
  purpose: CodePurpose
  /** The attribute whose address gets the code. */
  attribute: 'email' | 'phone_number'
  /** The address itself: proof of it verifies no other. */
  destination: string
  /** Cognito's own lifetime unless given. */
  expiresInSeconds?: number
}

/** Makes six random digits in place of the open code for the same user and purpose; only their HMAC is stored. */
export async function issue(
  services: Services,
  user: Pick<User, 'id'>,
  request: CodeRequest,
): Promise<string> {
  const { purpose, attribute, destination } = request
  const code = randomInt(1_000_000).toString().padStart(6, '0')
  const now = services.clock.now()
  const lifetimeSeconds = request.expiresInSeconds ?? codeLifetimes[purpose]
  await verificationCodes.put(services.db, {
    userId: user.id,
    purpose,
    codeHash: hashCode(services, user, purpose, code),
    attribute,
    destination,
    createdAt: now,
    expiresAt: now + lifetimeSeconds * 1_000,
  })
  return code
}

/**
 * Takes the code, which works once. The caller counts the try first, outside of the transaction. Throws
 * CodeMismatchException for a wrong code, ExpiredCodeException for an old one or when none was asked for.
 */
export async function take(
  services: Services,
  user: Pick<User, 'id'>,
  purpose: CodePurpose,
  code: string,
): Promise<TakenCode> {
  const codeHash = hashCode(services, user, purpose, code)
  const taken = await verificationCodes.take(services.db, { userId: user.id, purpose, codeHash })
  if (!taken) throw await whyNotTaken(services, user, purpose)
  if (taken.expiresAt <= services.clock.now()) throw new ExpiredCodeException()
  return taken
}

/**
 * Throws as `take` does but leaves the code in force, for work between proof and change that no transaction may hold up.
 */
export async function check(
  services: Services,
  user: Pick<User, 'id'>,
  purpose: CodePurpose,
  code: string,
): Promise<void> {
  const codeHash = hashCode(services, user, purpose, code)
  const found = await verificationCodes.find(services.db, { userId: user.id, purpose, codeHash })
  if (!found) throw await whyNotTaken(services, user, purpose)
  if (found.expiresAt <= services.clock.now()) throw new ExpiredCodeException()
}

async function whyNotTaken(services: Services, user: Pick<User, 'id'>, purpose: CodePurpose): Promise<Error> {
  const open = await verificationCodes.exists(services.db, user.id, purpose, services.clock.now())
  return open ? new CodeMismatchException() : new ExpiredCodeException()
}

function hashCode(services: Services, user: Pick<User, 'id'>, purpose: CodePurpose, code: string): string {
  return services.keyring.hmac('verification code', user.id, purpose, code).toString('base64url')
}
