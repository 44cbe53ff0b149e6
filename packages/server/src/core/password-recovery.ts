import { deliver } from '../delivery/deliver.ts'
import {
  type CodeDelivery,
  chooseRecovery,
  type Destination,
  describeDelivery,
  isAdminOnly,
} from '../delivery/destination.ts'
import {
  AliasExistsException,
  InvalidParameterException,
  NotAuthorizedException,
  UserNotFoundException,
} from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { StoredPassword, User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import type { TakenCode } from '../storage/verification-codes.ts'
import { refuseTrigger } from '../triggers/require-runnable.ts'
import * as attempts from './attempts.ts'
import { secondFactorOf } from './auth/mfa.ts'
import type { ClientAndPool } from './client-authentication.ts'
import * as codes from './codes.ts'
import * as pretence from './password-recovery-pretence.ts'
import * as passwords from './passwords.ts'
import { requireUncompromised } from './risk/enforcement.ts'
import { requireEnabled } from './user-status.ts'
import * as usernames from './usernames.ts'

/**
 * Sends the code of a forgotten password to the user's first verified address and tells where it went, masked. Where the
 * client hides who exists, it tells of an invented address instead of saying that there is no such user, that the user is
 * disabled, or has no address. Throws UserNotFoundException, NotAuthorizedException, InvalidParameterException,
 * LimitExceededException.
 */
export async function start(
  services: Services,
  { client, pool }: ClientAndPool,
  username: string,
): Promise<CodeDelivery> {
  refuseAdminOnly(pool)
  const user = await usernames.findUser(services, pool, username)
  const hidden = client.settings.preventUserExistenceErrors === 'ENABLED'
  if (hidden && !(user && isRecoverable(pool, user)))
    return pretence.start(services, pool, { user, username })
  if (!user) throw notFound(services, pool)
  const destination = requireRecoverable(pool, user)
  await attempts.count(services, user.id, 'forgot-password')
  await attempts.countDestination(services, pool.id, destination.to)
  const sent = await transaction(services, (services) => sendCodeIfSame(services, pool, user, destination))
  if (!sent) return start(services, { client, pool }, username)
  services.wakeSender()
  return describeDelivery(destination)
}

/** False, and nothing is sent, when the user was deleted or the address is no longer the one to use. */
async function sendCodeIfSame(
  services: Services,
  pool: UserPool,
  user: User,
  destination: Destination,
): Promise<boolean> {
  const current = await users.lock(services.db, user.id)
  if (!current || !canBeReset(current) || recoveryOf(pool, current)?.to !== destination.to) return false
  await sendCode(services, pool, current, destination)
  return true
}

/** What an administrator starts: as `start`, and the user cannot sign in until the password is a new one. */
export async function reset(services: Services, pool: UserPool, username: string): Promise<void> {
  const user = await usernames.requireUser(services, pool, username)
  refuseAdminOnly(pool)
  if (user.status === 'UNCONFIRMED') throw cannotBeReset()
  const destination = requireRecoverable(pool, user)
  await attempts.countDestination(services, pool.id, destination.to)
  await transaction(services, async (services) => {
    const current = await users.lock(services.db, user.id)
    if (!current) throw new UserNotFoundException()
    await users.update(services.db, { ...current, status: 'RESET_REQUIRED', updatedAt: services.clock.now() })
    await sendCode(services, pool, user, destination)
  })
  services.wakeSender()
}

/**
 * Sets a new password by the code that was sent. This also confirms a user who never was, and verifies the address that
 * got the code. Throws InvalidPasswordException, CodeMismatchException, ExpiredCodeException, LimitExceededException,
 * PasswordHistoryPolicyViolationException, and as `start` does.
 */
export async function confirm(
  services: Services,
  { client, pool }: ClientAndPool,
  input: { username: string; code: string; password: string },
): Promise<void> {
  passwords.requirePolicy(pool, input.password, 'does not conform to')
  await requireUncompromised(services, { pool, client }, 'PASSWORD_CHANGE', input.password)
  refuseTrigger(services, pool, 'PostConfirmation')
  const user = await usernames.findUser(services, pool, input.username)
  const hidden = client.settings.preventUserExistenceErrors === 'ENABLED'
  if (hidden && !(user && isRecoverable(pool, user)))
    throw await pretence.confirm(services, pool, { user, username: input.username })
  if (!user) throw new UserNotFoundException()
  await attempts.count(services, user.id, 'forgot-password')
  requireState(user)
  await codes.check(services, user, 'forgot-password', input.code)
  await passwords.requireNew(services, pool, user, input.password)
  const password = await passwords.hash(services, pool, user, input.password)
  await transaction(services, (services) => setPassword(services, pool, user, { code: input.code, password }))
}

async function sendCode(
  services: Services,
  pool: UserPool,
  user: User,
  destination: Destination,
): Promise<void> {
  const { attribute, channel, to } = destination
  const code = await codes.issue(services, user, { purpose: 'forgot-password', attribute, destination: to })
  await deliver(services, pool, {
    template: 'forgot-password',
    channel,
    to,
    username: user.username,
    code,
    triggerSource: 'CustomMessage_ForgotPassword',
  })
}

async function setPassword(
  services: Services,
  pool: UserPool,
  user: User,
  { code, password }: { code: string; password: StoredPassword },
): Promise<void> {
  const current = await users.lock(services.db, user.id)
  if (!current) throw new UserNotFoundException()
  requireState(current)
  const taken = await codes.take(services, user, 'forgot-password', code)
  const proven = await verifyAddress(services, pool, current, taken)
  await passwords.replace(services, pool, proven, { password, status: 'CONFIRMED' })
}

/** Only the address that got the code is verified, and not where it became somebody else's alias meanwhile. */
async function verifyAddress(
  services: Services,
  pool: UserPool,
  user: User,
  { attribute, destination }: TakenCode,
): Promise<User> {
  if (!attribute || user.attributes[attribute] !== destination) return user
  const proven = { ...user, attributes: { ...user.attributes, [`${attribute}_verified`]: 'true' } }
  try {
    await usernames.claimAliases(services, pool, proven)
    return proven
  } catch (error) {
    if (!(error instanceof AliasExistsException)) throw error
    await usernames.claimAliases(services, pool, user)
    return user
  }
}

function refuseAdminOnly(pool: UserPool): void {
  if (isAdminOnly(pool)) throw new NotAuthorizedException('Contact administrator to reset password.')
}

/** Where the client hides who exists, a migration that fails shows as nobody; elsewhere it is said. */
function notFound(services: Services, pool: UserPool): UserNotFoundException {
  refuseTrigger(services, pool, 'UserMigration')
  return usernames.unknownUsername()
}

function isRecoverable(pool: UserPool, user: User): boolean {
  return canBeReset(user) && recoveryOf(pool, user) !== undefined
}

/**
 * The address that proves the second factor does not recover the first: whoever holds it would need nothing else.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
function recoveryOf(pool: UserPool, user: User): Destination | undefined {
  const secondFactor = secondFactorOf(pool, user)
  const factor = secondFactor?.kind === 'ask' ? secondFactor.factor : undefined
  const { email, phone_number, ...attributes } = user.attributes
  return chooseRecovery(pool, {
    ...attributes,
    ...(email && factor !== 'EMAIL_OTP' && { email }),
    ...(phone_number && factor !== 'SMS_MFA' && { phone_number }),
  })
}

function requireRecoverable(pool: UserPool, user: User): Destination {
  requireState(user)
  const destination = recoveryOf(pool, user)
  if (destination) return destination
  throw new InvalidParameterException(
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  )
}

/** Whoever holds a temporary password has an invitation, and a federated user's password is elsewhere. */
function canBeReset(user: User): boolean {
  return user.enabled && user.status !== 'FORCE_CHANGE_PASSWORD' && user.status !== 'EXTERNAL_PROVIDER'
}

function requireState(user: User): void {
  requireEnabled(user)
  if (!canBeReset(user)) throw cannotBeReset()
}

function cannotBeReset(): NotAuthorizedException {
  return new NotAuthorizedException('User password cannot be reset in the current state.')
}
