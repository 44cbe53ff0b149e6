import { UserNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import * as verificationCodes from '../storage/verification-codes.ts'
import { postConfirmation } from '../triggers/post-confirmation.ts'
import { type ClientMetadata, userSubject } from './event-subject.ts'
import * as passwords from './passwords.ts'
import { signOutEverywhere } from './revocation.ts'
import * as userChanges from './user-changes.ts'
import { removeUser } from './user-removal.ts'
import { requireUnconfirmed } from './user-status.ts'
import { requireUser } from './usernames.ts'

/**
 * Confirms a new user without a code. Addresses stay unverified. What the pool's function refuses then stays confirmed.
 * Throws NotAuthorizedException in another status, UserLambdaValidationException, UnexpectedLambdaException.
 */
export async function confirm(
  services: Services,
  pool: UserPool,
  { name, clientMetadata }: { name: string; clientMetadata?: ClientMetadata },
): Promise<void> {
  const confirmed = await change(services, pool, name, async (services, user) => {
    requireUnconfirmed(user)
    await verificationCodes.remove(services.db, user.id, 'sign-up')
    return store(services, { ...user, status: 'CONFIRMED' })
  })
  await postConfirmation(services, userSubject({ pool }, confirmed, clientMetadata), 'ConfirmSignUp')
}

/** Lets the user sign in again. */
export async function enable(services: Services, pool: UserPool, name: string): Promise<void> {
  await change(services, pool, name, (services, user) => store(services, { ...user, enabled: true }))
}

/** Keeps the user from signing in, and ends all sign-ins. */
export async function disable(services: Services, pool: UserPool, name: string): Promise<void> {
  await change(services, pool, name, async (services, user) => {
    await store(services, { ...user, enabled: false })
    await signOutEverywhere(services, user)
  })
}

/** Ends all sign-ins of the user. */
export async function signOut(services: Services, pool: UserPool, name: string): Promise<void> {
  await change(services, pool, name, signOutEverywhere)
}

/** Removes the user with everything that is theirs: names, memberships, codes, former passwords and tokens. */
export async function remove(services: Services, pool: UserPool, name: string): Promise<void> {
  const user = await requireUser(services, pool, name)
  await removeUser(services, user)
}

/**
 * Gives the user a password: one for good, or one to be changed at the next sign-in. An open code to reset the former
 * one is withdrawn. Throws InvalidPasswordException, PasswordHistoryPolicyViolationException.
 */
export async function setPassword(
  services: Services,
  pool: UserPool,
  input: { name: string; password: string; permanent: boolean },
): Promise<void> {
  const found = await requireUser(services, pool, input.name)
  passwords.requirePolicy(pool, input.password, 'does not conform to')
  await passwords.requireNew(services, pool, found, input.password)
  const password = await passwords.hash(services, pool, found, input.password)
  const status = input.permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD'
  await transaction(services, async (services) => {
    const user = await lock(services, found)
    await verificationCodes.remove(services.db, user.id, 'forgot-password')
    await passwords.replace(services, pool, user, { password, status })
  })
}

/** Changes to one user follow one another: each works on the user as the one before left it. */
async function change<Result>(
  services: Services,
  pool: UserPool,
  name: string,
  work: (services: Services, user: User) => Promise<Result>,
): Promise<Result> {
  const found = await requireUser(services, pool, name)
  return transaction(services, async (services) => work(services, await lock(services, found)))
}

async function lock(services: Services, found: User): Promise<User> {
  const user = await users.lock(services.db, found.id)
  if (!user) throw new UserNotFoundException()
  return user
}

async function store(services: Services, user: User): Promise<User> {
  const stored = { ...user, updatedAt: services.clock.now() }
  await userChanges.update(services, stored)
  return stored
}
