import { randomPassword, userSub } from '../crypto/random.ts'
import { type Compositions, compose } from '../delivery/compose.ts'
import { deliver } from '../delivery/deliver.ts'
import type { Channel } from '../delivery/destination.ts'
import { InvalidParameterException, UnsupportedUserStateException, UserNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { Attributes, User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import { preSignUp } from '../triggers/pre-sign-up.ts'
import { checkAttributes, type GivenAttribute, newAttributes } from './attributes.ts'
import { type ClientMetadata, NO_CLIENT, userSubject } from './event-subject.ts'
import * as passwords from './passwords.ts'
import * as userChanges from './user-changes.ts'
import { claimNewNames, newSignInNames, requireUser } from './usernames.ts'

export type Medium = 'EMAIL' | 'SMS'

export interface Invitation {
  /** The name that the caller gave: where addresses are user names, it is what the user signs in with. */
  name: string
  temporaryPassword?: string | undefined
  /** No medium: nothing is sent. */
  media: readonly Medium[]
  clientMetadata?: ClientMetadata
}

export interface NewUser extends Invitation {
  attributes: readonly GivenAttribute[]
  /** Takes a verified e-mail address or telephone number from the user who holds it as an alias. */
  forceAliasCreation: boolean
  /** For the pool's function that looks at new users, and for no other. */
  validationData?: Readonly<Record<string, string>> | undefined
}

/**
 * Creates a user with a temporary password and puts the invitation into the outbox, both or neither. Required
 * attributes may be missing: the user gives them with the new password. Throws InvalidParameterException,
 * InvalidPasswordException, UsernameExistsException, UnexpectedLambdaException.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
 */
export async function createUser(services: Services, pool: UserPool, input: NewUser): Promise<User> {
  const id = userSub()
  const attributes = newAttributes(checkAttributes(pool, input.attributes, 'create'))
  const named = newSignInNames(pool, { id, name: input.name, attributes })
  requireWhatIsVerified(named.attributes)
  await lookAt(services, pool, named, input)
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
  const compositions = text === undefined ? undefined : await composeInvitation(services, pool, user, input)
  await transaction(services, async (services) => {
    await userChanges.insert(services, user)
    const force = input.forceAliasCreation
    await claimNewNames(services, pool, user, { taken: 'User account already exists', force })
    if (text !== undefined)
      await invite(services, pool, user, { ...input, temporaryPassword: text, compositions })
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
  const compositions = await composeInvitation(services, pool, found, input)
  const user = await transaction(services, async (services) => {
    const user = await users.lock(services.db, found.id)
    if (!user) throw new UserNotFoundException()
    requireInvited(user)
    const changed = await passwords.replace(services, pool, user, {
      password,
      status: 'FORCE_CHANGE_PASSWORD',
    })
    await invite(services, pool, changed, { ...input, temporaryPassword: text, compositions })
    return changed
  })
  services.wakeSender()
  return user
}

/** That Cognito refuses it is documented; the text follows what a test against Cognito notes of its beginning. */
function requireWhatIsVerified(attributes: Attributes): void {
  for (const [name, what] of [
    ['email', 'email'],
    ['phone_number', 'phone number'],
  ] as const)
    if (attributes[name] === undefined && attributes[`${name}_verified`]?.toLowerCase() === 'true')
      throw new InvalidParameterException(`No ${what} provided but ${name}_verified was true`)
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

/** Lets the pool's function look at the new user, where it can only refuse. */
async function lookAt(
  services: Services,
  pool: UserPool,
  named: { username: string; attributes: Attributes },
  { validationData, clientMetadata }: NewUser,
): Promise<void> {
  const subject = { pool, clientId: NO_CLIENT, username: named.username, user: undefined, clientMetadata }
  const given = { occasion: 'AdminCreateUser', attributes: named.attributes, validationData } as const
  await preSignUp(services, subject, given)
}

function composeInvitation(
  services: Services,
  pool: UserPool,
  user: User,
  { media, clientMetadata }: Invitation,
): Promise<Compositions> {
  const channels = addressesOf(user, media).map(({ channel }) => channel)
  const subject = userSubject({ pool }, user, clientMetadata)
  return compose(services, subject, { occasion: 'AdminCreateUser', channels })
}

/** A medium whose address the user lacks gets nothing, as on Cognito. */
function addressesOf(user: User, media: readonly Medium[]): { channel: Channel; to: string }[] {
  return [...new Set(media)].flatMap((medium) => {
    const to = user.attributes[medium === 'EMAIL' ? 'email' : 'phone_number']
    return to === undefined ? [] : [{ channel: medium === 'EMAIL' ? 'email' : 'sms', to } as const]
  })
}

async function invite(
  services: Services,
  pool: UserPool,
  user: User,
  invitation: Invitation & { temporaryPassword: string; compositions: Compositions | undefined },
): Promise<void> {
  for (const { channel, to } of addressesOf(user, invitation.media)) {
    await deliver(services, pool, {
      template: 'invitation',
      channel,
      to,
      username: shownName(pool, user),
      code: invitation.temporaryPassword,
      occasion: 'AdminCreateUser',
      composition: invitation.compositions?.get(channel),
    })
  }
}

/** Where addresses are user names, nobody knows the one that is a UUID. */
function shownName(pool: UserPool, user: User): string {
  const [first, second] = pool.settings.usernameAttributes ?? []
  return (first && user.attributes[first]) ?? (second && user.attributes[second]) ?? user.username
}
