import { createHash } from 'node:crypto'
import {
  AliasExistsException,
  InvalidParameterException,
  UserNotFoundException,
  UsernameExistsException,
} from '../errors.ts'
import type { Services } from '../services.ts'
import type { UserPool, VerifiedAttribute } from '../storage/user-pools.ts'
import type { Attributes, SignInName, User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import { refuseAliasFormat } from './alias-formats.ts'
import { isEmail, isPhoneNumber, isStorable } from './attribute-formats.ts'
import { isVerified } from './attributes.ts'
import * as userChanges from './user-changes.ts'

/** User names have at most 128 characters, which lower-casing can make 256 units; only addresses are longer. */
const MAX_PLAIN_KEY = 256

const subPattern = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/

/**
 * The name as it is compared: lower case where the pool ignores case. A pool without the setting heeds it.
 * What is too long for an index is cut and ended with its hash, and so is what no database can store, which nobody can
 * be called; the space keeps it apart from every user name.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-case-sensitivity.html
 */
export function nameKey(pool: UserPool, name: string): string {
  const caseSensitive = pool.settings.usernameConfiguration?.caseSensitive ?? true
  const folded = caseSensitive ? name : name.toLowerCase()
  if (folded.length <= MAX_PLAIN_KEY && isStorable(folded)) return folded
  const digest = createHash('sha256').update(folded).digest('hex')
  return `${folded.slice(0, MAX_PLAIN_KEY).toWellFormed().replaceAll('\0', '\ufffd')} ${digest}`
}

/** The user whom this user name, alias, e-mail address or telephone number signs in. */
export async function findBySignInName(
  services: Services,
  pool: UserPool,
  name: string,
): Promise<User | undefined> {
  return users.findBySignInName(services.db, pool.id, nameKey(pool, name))
}

/**
 * The user whom an operation means: the one with this `sub`, else the one whom the name signs in. The `sub` goes first, since
 * users may choose their names.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
 */
export async function findUser(services: Services, pool: UserPool, name: string): Promise<User | undefined> {
  return (await findBySub(services, pool, name)) ?? findBySignInName(services, pool, name)
}

async function findBySub(services: Services, pool: UserPool, name: string): Promise<User | undefined> {
  const key = nameKey(pool, name)
  return subPattern.test(key) ? users.find(services.db, pool.id, key) : undefined
}

/** As `findUser`. Throws UserNotFoundException. */
export async function requireUser(services: Services, pool: UserPool, name: string): Promise<User> {
  const user = await findUser(services, pool, name)
  if (!user) throw new UserNotFoundException()
  return user
}

/** What the operations of sign-up and recovery say where `requireUser` would say that the user does not exist. */
export function unknownUsername(): UserNotFoundException {
  return new UserNotFoundException('Username/client id combination not found.')
}

/**
 * What a new user is called. Where e-mail addresses or telephone numbers are the user names, the given name fills that
 * attribute and the user's id is the user name; elsewhere the name may not look like an alias of the pool.
 * Throws InvalidParameterException.
 */
export function newSignInNames(
  pool: UserPool,
  user: { id: string; name: string; attributes: Attributes },
): { username: string; attributes: Attributes } {
  const { usernameAttributes } = pool.settings
  if (usernameAttributes?.length) {
    const attribute = usernameAttribute(usernameAttributes, user.name)
    return { username: user.id, attributes: { ...user.attributes, [attribute]: user.name } }
  }
  refuseAliasFormat(pool, user.name)
  return { username: user.name, attributes: user.attributes }
}

function usernameAttribute(allowed: VerifiedAttribute[], name: string): VerifiedAttribute {
  if (allowed.includes('email') && isEmail(name)) return 'email'
  if (allowed.includes('phone_number') && isPhoneNumber(name)) return 'phone_number'
  if (allowed.length > 1)
    throw new InvalidParameterException('Username should be either an email or a phone number.')
  throw new InvalidParameterException(
    allowed[0] === 'email' ? 'Username should be an email.' : 'Username should be a phone number.',
  )
}

/** How names that belong to others are treated. */
export interface ClaimOptions {
  /** The operation's exception for a taken alias; creations have no AliasExistsException. */
  conflict?: 'alias' | 'username'
  /** Takes a verified alias from its owner, whose attribute is unverified then. */
  force?: boolean
}

/**
 * Claims the user name of a user that was just inserted, and the aliases. Call it in the transaction of the insert.
 * Throws UsernameExistsException, with `taken` as the text for the user name itself, which may not be another's `sub`.
 */
export async function claimNewNames(
  services: Services,
  pool: UserPool,
  user: User,
  options: { taken: string; force?: boolean },
): Promise<void> {
  const name: SignInName = { key: nameKey(pool, user.username), kind: 'username' }
  const namesake = await findBySub(services, pool, user.username)
  const isTaken = namesake !== undefined && namesake.id !== user.id
  if (isTaken || !(await users.claimName(services.db, user, name)))
    throw new UsernameExistsException(options.taken)
  await claimAliases(services, pool, user, { conflict: 'username', force: options.force ?? false })
}

/** Every name that signs a new user in, each key once, the user name first. */
export function namesOfNewUser(pool: UserPool, user: User): SignInName[] {
  const name: SignInName = { key: nameKey(pool, user.username), kind: 'username' }
  const others = aliasesOf(pool, user)
  return [name, ...others].filter(
    ({ key }, index, names) => names.findIndex((other) => other.key === key) === index,
  )
}

/**
 * Brings the names that sign the user in into step with the attributes; call it in the transaction that stores them.
 * Throws AliasExistsException, or UsernameExistsException where `conflict` says so.
 */
export async function claimAliases(
  services: Services,
  pool: UserPool,
  user: User,
  options: ClaimOptions = {},
): Promise<void> {
  const wanted = aliasesOf(pool, user)
  await releaseOthers(services, user, wanted)
  for (const name of wanted) {
    if (!(await claimAlias(services, pool, user, name, options))) throw conflictOf(name, options)
  }
}

/** Where the name was given up while it was to be taken, it is free for the claim. */
async function claimAlias(
  services: Services,
  pool: UserPool,
  user: User,
  name: SignInName,
  { force = false }: ClaimOptions,
): Promise<boolean> {
  if (await users.claimName(services.db, user, name)) return true
  if (!force || !canBeTaken(pool, name)) return false
  return (await takeAlias(services, user, name)) || users.claimName(services.db, user, name)
}

/**
 * In the order of their keys, so that two users who swap names wait for each other instead of locking up. Who comes from an
 * identity provider has none, and so takes no address from anybody.
 */
function aliasesOf(pool: UserPool, user: User): SignInName[] {
  if (user.status === 'EXTERNAL_PROVIDER') return []
  const { usernameAttributes = [], aliasAttributes = [] } = pool.settings
  const unverified = aliasAttributes.filter((name) => name === 'preferred_username')
  const verified = aliasAttributes.filter((name) => name !== 'preferred_username')
  const kinds = [
    ...usernameAttributes,
    ...unverified,
    ...verified.filter((name) => isVerified(user.attributes, name)),
  ]
  const names = kinds.flatMap((kind) => {
    const value = user.attributes[kind]
    return value ? [{ key: nameKey(pool, value), kind }] : []
  })
  return names.sort((one, other) => (one.key < other.key ? -1 : 1))
}

async function releaseOthers(services: Services, user: User, wanted: SignInName[]): Promise<void> {
  const held = await users.listNames(services.db, user.id)
  for (const name of held) {
    const kept = wanted.some(({ key, kind }) => key === name.key && kind === name.kind)
    if (name.kind !== 'username' && !kept) await users.releaseName(services.db, user.id, name.kind)
  }
}

/** Addresses are taken by who proves them, unless they are the user names. */
function canBeTaken(pool: UserPool, { kind }: SignInName): boolean {
  return (kind === 'email' || kind === 'phone_number') && !pool.settings.usernameAttributes?.length
}

/** False when nobody holds the name as an address. */
async function takeAlias(services: Services, user: User, name: SignInName): Promise<boolean> {
  const ownerId = await users.takeName(services.db, user, name)
  if (ownerId === undefined) return false
  const owner = await users.lock(services.db, ownerId)
  if (!owner) return true
  await userChanges.update(services, {
    ...owner,
    attributes: { ...owner.attributes, [`${name.kind}_verified`]: 'false' },
    updatedAt: services.clock.now(),
  })
  return true
}

function conflictOf({ kind }: SignInName, { conflict = 'alias' }: ClaimOptions): Error {
  const message = `An account with the given ${kind} already exists.`
  return conflict === 'alias' ? new AliasExistsException(message) : new UsernameExistsException(message)
}
