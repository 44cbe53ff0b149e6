import { randomPassword, userSub } from '../crypto/random.ts'
import { deliver } from '../delivery/deliver.ts'
import { UnsupportedUserStateException, UserNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { Attributes, User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import { refuseTrigger } from '../triggers/require-runnable.ts'
import { checkAttributes, type GivenAttribute, newAttributes } from './attributes.ts'
import * as passwords from './passwords.ts'
import { claimNewNames, newSignInNames, requireUser } from './usernames.ts'

export type Medium = 'EMAIL' | 'SMS'

export interface Invitation {
  /** The name that the caller gave: where addresses are user names, it is what the user signs in with. */
  name: string
  temporaryPassword?: string | undefined
  /** No medium: nothing is sent. */
  media: readonly Medium[]
}

export interface NewUser extends Invitation {
  attributes: readonly GivenAttribute[]
  /** Takes a verified e-mail address or telephone number from the user who holds it as an alias. */
  forceAliasCreation: boolean
}

/**
 * Creates a user with a temporary password and puts the invitation into the outbox, both or neither. Required
 * attributes may be missing: the user gives them with the new password. Throws InvalidParameterException,
 * InvalidPasswordException, UsernameExistsException, UnexpectedLambdaException.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
 */
export async function createUser(services: Services, pool: UserPool, input: NewUser): Promise<User> {
  refuseTrigger(services, pool, 'PreSignUp')
  const id = userSub()
  const attributes = newAttributes(checkAttributes(pool, input.attributes, 'create'))
  const named = newSignInNames(pool, { id, name: input.name, attributes })
  const given = input.temporaryPassword
  const text =
    given === undefined && isPasswordless(pool, named.attributes) ? undefined : temporaryPassword(pool, given)
  const password =
    text === undefined ? undefined : await passwords.hash(services, pool, { id, ...named }, text)
  const now = services.clock.now()
  const user: User = {
    id,
    userPoolId: pool.id,
    ...named,
    status: password ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED',
    enabled: true,
    ...(password && { password }),
    createdAt: now,
    updatedAt: now,
  }
  await transaction(services, async (services) => {
    await users.insert(services.db, user)
    const force = input.forceAliasCreation
    await claimNewNames(services, pool, user, { taken: 'User account already exists', force })
    if (text !== undefined) await invite(services, pool, user, { ...input, temporaryPassword: text })
  })
  services.wakeSender()
  return user
}

/**
 * Sends the invitation once more, with a new temporary password. Throws UserNotFoundException,
 * UnsupportedUserStateException for a user who has chosen a password already, InvalidPasswordException.
 */
export async function resendInvitation(services: Services, pool: UserPool, input: Invitation): Promise<User> {
  const found = await requireUser(services, pool, input.name)
  const text = temporaryPassword(pool, input.temporaryPassword)
  const password = await passwords.hash(services, pool, found, text)
  const user = await transaction(services, async (services) => {
    const user = await users.lock(services.db, found.id)
    if (!user) throw new UserNotFoundException()
    requireInvited(user)
    const changed = await passwords.replace(services, pool, user, {
      password,
      status: 'FORCE_CHANGE_PASSWORD',
    })
    await invite(services, pool, changed, { ...input, temporaryPassword: text })
    return changed
  })
  services.wakeSender()
  return user
}

function requireInvited(user: User): void {
  if (user.status === 'FORCE_CHANGE_PASSWORD') return
  throw new UnsupportedUserStateException(
    `Resend not possible. ${user.username} status is not FORCE_CHANGE_PASSWORD`,
  )
}

/** Whoever can get a code that stands for the password needs none, so none is made up for them. */
function isPasswordless(pool: UserPool, attributes: Attributes): boolean {
  const factors = pool.settings.policies.signInPolicy?.allowedFirstAuthFactors ?? []
  const byEmail = factors.includes('EMAIL_OTP') && attributes.email !== undefined
  return byEmail || (factors.includes('SMS_OTP') && attributes.phone_number !== undefined)
}

function temporaryPassword(pool: UserPool, given: string | undefined): string {
  if (given === undefined) return randomPassword(pool.settings.policies.passwordPolicy)
  passwords.requirePolicy(pool, given, 'did not conform with password')
  return given
}

/** A medium whose address the user lacks gets nothing, as on Cognito. */
async function invite(
  services: Services,
  pool: UserPool,
  user: User,
  invitation: Invitation & { temporaryPassword: string },
): Promise<void> {
  for (const medium of new Set(invitation.media)) {
    const channel = medium === 'EMAIL' ? 'email' : 'sms'
    const to = user.attributes[medium === 'EMAIL' ? 'email' : 'phone_number']
    if (to === undefined) continue
    await deliver(services, pool, {
      template: 'invitation',
      channel,
      to,
      username: shownName(pool, user),
      code: invitation.temporaryPassword,
      triggerSource: 'CustomMessage_AdminCreateUser',
    })
  }
}

/** Where addresses are user names, nobody knows the one that is a UUID. */
function shownName(pool: UserPool, user: User): string {
  const [first, second] = pool.settings.usernameAttributes ?? []
  return (first && user.attributes[first]) ?? (second && user.attributes[second]) ?? user.username
}
