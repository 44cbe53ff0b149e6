import { type Compositions, compose } from '../delivery/compose.ts'
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
import type { UserSubject } from '../triggers/invoke.ts'
import { postConfirmation } from '../triggers/post-confirmation.ts'
import { isConfigured } from '../triggers/targets.ts'
import * as attempts from './attempts.ts'
import { secondFactorOf } from './auth/mfa.ts'
import type { ClientAndPool } from './client-authentication.ts'
import * as codes from './codes.ts'
import { type ClientMetadata, userSubject } from './event-subject.ts'
import * as pretence from './password-recovery-pretence.ts'
import * as passwords from './passwords.ts'
import { requireUncompromised } from './risk/enforcement.ts'
import * as userChanges from './user-changes.ts'
import { migrate } from './user-migration.ts'
import { requireEnabled } from './user-status.ts'
import * as usernames from './usernames.ts'

/** Whether users of the pool may set a forgotten password anew by themselves. */
export function isOpen(pool: UserPool): boolean {
  return !isAdminOnly(pool)
}

/**
 * Sends the code of a forgotten password to the user's first verified address and tells where it went, masked. Where the
 * client hides who exists, it tells of an invented address instead of saying that there is no such user, that the user is
 * disabled, or has no address. Throws UserNotFoundException, NotAuthorizedException, InvalidParameterException,
 * LimitExceededException.
 */
export async function start(
  services: Services,
  clientAndPool: ClientAndPool,
  asked: { username: string; clientMetadata?: ClientMetadata },
): Promise<CodeDelivery> {
  const { client, pool } = clientAndPool
  const { username } = asked
  if (isAdminOnly(pool)) throw new NotAuthorizedException('Contact administrator to reset password.')
  const { user, isCounted } = await findOrMigrate(services, clientAndPool, asked)
  const hidden = client.settings.preventUserExistenceErrors === 'ENABLED'
  if (hidden && !(user && isRecoverable(pool, user)))
    return pretence.start(services, pool, { user, username, isCounted })
  if (!user) throw usernames.unknownUsername()
  const destination = requireRecoverable(pool, user)
  await attempts.count(services, user.id, 'forgot-password')
  await attempts.countDestination(services, pool.id, destination.to)
  const compositions = await composeCode(
    services,
    userSubject(clientAndPool, user, asked.clientMetadata),
    destination,
  )
  const sending = { destination, compositions }
  const sent = await transaction(services, (services) => sendCodeIfSame(services, pool, user, sending))
  if (!sent) return start(services, clientAndPool, asked)
  services.wakeSender()
  return describeDelivery(destination)
}

/** False, and nothing is sent, when the user was deleted or the address is no longer the one to use. */
async function sendCodeIfSame(
  services: Services,
  pool: UserPool,
  user: User,
  sending: Sending,
): Promise<boolean> {
  const current = await users.lock(services.db, user.id)
  if (!current || !canBeReset(current) || recoveryOf(pool, current)?.to !== sending.destination.to)
    return false
  await sendCode(services, pool, current, sending)
  return true
}

/** What an administrator starts: as `start`, and the user cannot sign in until the password is a new one. */
export async function reset(
  services: Services,
  pool: UserPool,
  { username, clientMetadata }: { username: string; clientMetadata?: ClientMetadata },
): Promise<void> {
  const user = await usernames.requireUser(services, pool, username)
  if (isAdminOnly(pool)) throw nothingToRecoverBy()
  if (user.status === 'UNCONFIRMED') throw cannotBeReset()
  const destination = requireRecoverable(pool, user)
  await attempts.countDestination(services, pool.id, destination.to)
  const compositions = await composeCode(services, userSubject({ pool }, user, clientMetadata), destination)
  await transaction(services, async (services) => {
    const current = await users.lock(services.db, user.id)
    if (!current) throw new UserNotFoundException()
    await userChanges.update(services, {
      ...current,
      status: 'RESET_REQUIRED',
      updatedAt: services.clock.now(),
    })
    await sendCode(services, pool, user, { destination, compositions })
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
  input: { username: string; code: string; password: string; clientMetadata?: ClientMetadata },
): Promise<void> {
  passwords.requirePolicy(pool, input.password, 'does not conform to')
  await requireUncompromised(services, { pool, client }, 'PASSWORD_CHANGE', input.password)
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
  const changed = await transaction(services, (services) =>
    setPassword(services, pool, user, { code: input.code, password }),
  )
  const subject = userSubject({ client, pool }, changed, input.clientMetadata)
  await postConfirmation(services, subject, 'ConfirmForgotPassword')
}

/**
 * The user of this name, brought over from elsewhere by the pool's function where nobody here has it. The function is asked
 * no more often than a user here could be: that request is counted already.
 */
async function findOrMigrate(
  services: Services,
  clientAndPool: ClientAndPool,
  { username, clientMetadata }: { username: string; clientMetadata?: ClientMetadata },
): Promise<{ user: User | undefined; isCounted: boolean }> {
  const { pool } = clientAndPool
  const found = await usernames.findUser(services, pool, username)
  if (found || !isConfigured(services, pool, 'UserMigration')) return { user: found, isCounted: false }
  await pretence.count(services, pool, { user: undefined, username })
  const asked = { name: username, occasion: 'ForgotPassword', clientMetadata } as const
  return { user: await migrate(services, clientAndPool, asked), isCounted: true }
}

/** A code on its way. */
interface Sending {
  destination: Destination
  compositions: Compositions
}

function composeCode(
  services: Services,
  subject: UserSubject,
  { channel }: Destination,
): Promise<Compositions> {
  return compose(services, subject, { occasion: 'ForgotPassword', channels: [channel] })
}

async function sendCode(
  services: Services,
  pool: UserPool,
  user: User,
  { destination, compositions }: Sending,
): Promise<void> {
  const { attribute, channel, to } = destination
  const code = await codes.issue(services, user, { purpose: 'forgot-password', attribute, destination: to })
  await deliver(services, pool, {
    template: 'forgot-password',
    channel,
    to,
    username: user.username,
    code,
    occasion: 'ForgotPassword',
    composition: compositions.get(channel),
  })
}

async function setPassword(
  services: Services,
  pool: UserPool,
  user: User,
  { code, password }: { code: string; password: StoredPassword },
): Promise<User> {
  const current = await users.lock(services.db, user.id)
  if (!current) throw new UserNotFoundException()
  requireState(current)
  const taken = await codes.take(services, user, 'forgot-password', code)
  const proven = await verifyAddress(services, pool, current, taken)
  return passwords.replace(services, pool, proven, { password, status: 'CONFIRMED' })
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

/** As public code that met this error quotes it. */
function nothingToRecoverBy(): NotAuthorizedException {
  return new NotAuthorizedException('This userpool does not have password recovery mechanism')
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
