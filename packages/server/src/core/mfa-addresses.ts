import { AliasExistsException, NotAuthorizedException } from '../errors.ts'
import type { Services } from '../services.ts'
import type { UserPool, VerifiedAttribute } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import * as userChanges from './user-changes.ts'
import { claimAliases } from './usernames.ts'

/** The address to which a code went that came back. */
export interface ProvenAddress {
  attribute: VerifiedAttribute
  to: string
}

/**
 * Gives a user without an e-mail address the one that a code proved, and makes it the preferred factor, in the
 * transaction that uses the code up. Throws NotAuthorizedException where one was added meanwhile, AliasExistsException.
 */
export async function setUpEmail(
  services: Services,
  pool: UserPool,
  userId: string,
  email: string,
): Promise<User> {
  const user = await lock(services, userId)
  if (user.attributes.email) throw invalidSession()
  const enabled = [...(user.mfa?.enabled ?? []), 'EMAIL_OTP' as const]
  return store(services, pool, {
    ...user,
    attributes: { ...user.attributes, email, email_verified: 'true' },
    mfa: { ...user.mfa, enabled, preferred: 'EMAIL_OTP' },
  })
}

/**
 * Marks the address that a code proved as verified and confirms a user who signed up, in the transaction that uses the
 * code up. Throws NotAuthorizedException where the address changed meanwhile, AliasExistsException.
 */
export async function proveAddress(
  services: Services,
  pool: UserPool,
  userId: string,
  proven: ProvenAddress,
): Promise<User> {
  const user = await lockWithAddress(services, userId, proven)
  const isNew = user.status === 'UNCONFIRMED'
  return store(services, pool, { ...verified(user, proven), ...(isNew && { status: 'CONFIRMED' }) })
}

/**
 * Marks the address that a code of MFA proved as verified, in the transaction that uses the code up; where it signs
 * somebody else in, it stays as it is. Throws NotAuthorizedException where the address changed meanwhile.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-sms-email-message.html
 */
export async function proveSecondFactor(
  services: Services,
  pool: UserPool,
  userId: string,
  proven: ProvenAddress,
): Promise<User> {
  const user = await lockWithAddress(services, userId, proven)
  try {
    return await store(services, pool, verified(user, proven))
  } catch (error) {
    if (error instanceof AliasExistsException) return user
    throw error
  }
}

function verified(user: User, { attribute }: ProvenAddress): User {
  return { ...user, attributes: { ...user.attributes, [`${attribute}_verified`]: 'true' } }
}

async function lockWithAddress(
  services: Services,
  userId: string,
  { attribute, to }: ProvenAddress,
): Promise<User> {
  const user = await lock(services, userId)
  if (user.attributes[attribute] !== to) throw invalidSession()
  return user
}

/** Throws AliasExistsException before anything of the user is stored. */
async function store(services: Services, pool: UserPool, changed: User): Promise<User> {
  const user = { ...changed, updatedAt: services.clock.now() }
  await claimAliases(services, pool, user)
  await userChanges.update(services, user)
  return user
}

async function lock(services: Services, id: string): Promise<User> {
  const user = await users.lock(services.db, id)
  if (!user) throw invalidSession()
  return user
}

function invalidSession(): NotAuthorizedException {
  return new NotAuthorizedException('Invalid session for the user.')
}
