import { randomUUID } from 'node:crypto'
import { hashArgon2id, verifyArgon2id } from '../crypto/argon2.ts'
import { verifyImportedHash } from '../crypto/imported-hashes.ts'
import * as srp from '../crypto/srp.ts'
import { InvalidPasswordException, PasswordHistoryPolicyViolationException } from '../errors.ts'
import type { Services } from '../services.ts'
import * as importedUsers from '../storage/imported-users.ts'
import * as history from '../storage/password-history.ts'
import type { PasswordPolicy, UserPool } from '../storage/user-pools.ts'
import type { StoredPassword, User, UserStatus } from '../storage/users.ts'
import * as userChanges from './user-changes.ts'

/** Cognito words a refused password in two ways, by operation. */
export type PolicyWording = 'did not conform with' | 'did not conform with password' | 'does not conform to'

/** A rule of a password policy that the text of a password keeps or breaks. */
export type PasswordRule = 'minimumLength' | 'uppercase' | 'lowercase' | 'number' | 'symbol'

/** What Cognito says of a password that breaks the rule. */
const ruleTexts: Readonly<Record<PasswordRule, string>> = {
  minimumLength: 'Password not long enough',
  uppercase: 'Password must have uppercase characters',
  lowercase: 'Password must have lowercase characters',
  number: 'Password must have numeric characters',
  symbol: 'Password must have symbol characters',
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html: symbols, inner spaces too. */
const symbols = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/

/**
 * Throws InvalidPasswordException with the first rule of the pool's policy that the password breaks, or where half a
 * surrogate pair is in it: UTF-8 has none, so that passwords which differ in such halves alone would be one.
 */
export function requirePolicy(pool: UserPool, password: string, wording: PolicyWording): void {
  const refuse = (broken: string) => new InvalidPasswordException(`Password ${wording} policy: ${broken}`)
  if (!password.isWellFormed()) throw refuse('Password must not have half a character')
  const [broken] = brokenRules(pool.settings.policies.passwordPolicy, password)
  if (broken) throw refuse(ruleTexts[broken])
}

/** Every rule of the policy that the password breaks, in the order in which Cognito looks at them. */
export function brokenRules(policy: PasswordPolicy, password: string): PasswordRule[] {
  const broken: [PasswordRule, isBroken: boolean][] = [
    ['minimumLength', password.length < policy.minimumLength],
    ['uppercase', policy.requireUppercase && !/[A-Z]/.test(password)],
    ['lowercase', policy.requireLowercase && !/[a-z]/.test(password)],
    ['number', policy.requireNumbers && !/[0-9]/.test(password)],
    ['symbol', policy.requireSymbols && !symbols.test(password)],
  ]
  return broken.filter(([, isBroken]) => isBroken).map(([rule]) => rule)
}

/** Whether the pool keeps passwords as Argon2id alone, which SRP clients cannot use. A setting of ours, by a tag. */
export function usesArgon2id(pool: UserPool): boolean {
  return pool.tags['_password_hash_'] === 'argon2id'
}

type PasswordOwner = Pick<User, 'id' | 'username'>

/** The password as it is stored: nothing that signs in anywhere, and sealed besides. Takes milliseconds, off the event loop. */
export async function hash(
  services: Services,
  pool: UserPool,
  owner: PasswordOwner,
  password: string,
): Promise<StoredPassword> {
  const setAt = services.clock.now()
  if (usesArgon2id(pool)) {
    const phc = await hashArgon2id(password)
    return { kind: 'argon2id', sealed: services.keyring.seal(phc, place(owner)), setAt }
  }
  const identity = { poolName: poolName(pool), userId: owner.username }
  const { salt, verifier } = await srp.createVerifier(services.modexp, { ...identity, password })
  return {
    kind: 'srp',
    salt: salt.toString('hex'),
    sealed: services.keyring.seal(verifier, place(owner)),
    setAt,
  }
}

/** Whether the password is the user's. A user without one costs the same time. */
export async function matches(
  services: Services,
  pool: UserPool,
  user: PasswordOwner & Pick<User, 'password'>,
  password: string,
): Promise<boolean> {
  if (!user.password) return matchesNobody(services, pool, user.username, password)
  return matchesStored(services, pool, { ...user, password: user.password, place: place(user) }, password)
}

/** The work of `matches` for a name that nobody has; always false. */
export async function matchesNobody(
  services: Services,
  pool: UserPool,
  username: string,
  password: string,
): Promise<false> {
  if (usesArgon2id(pool)) await hashArgon2id(password)
  else await srp.createVerifier(services.modexp, { poolName: poolName(pool), userId: username, password })
  return false
}

interface StoredWithPlace {
  username: string
  password: StoredPassword
  place: string
}

async function matchesStored(
  services: Services,
  pool: UserPool,
  stored: StoredWithPlace,
  password: string,
): Promise<boolean> {
  const secret = services.keyring.open(stored.password.sealed, stored.place)
  if (stored.password.kind === 'argon2id') return verifyArgon2id(secret.toString('utf8'), password)
  if (stored.password.kind === 'imported') return verifyImportedHash(secret.toString('utf8'), password)
  return srp.matchesVerifier(services.modexp, {
    poolName: poolName(pool),
    userId: stored.username,
    password,
    salt: Buffer.from(stored.password.salt ?? '', 'hex'),
    verifier: secret,
  })
}

/** A hash that an import brought (`writeImportedHash` of crypto/imported-hashes.ts) as it is stored. */
export function storeImported(services: Services, owner: Pick<User, 'id'>, hash: string): StoredPassword {
  return {
    kind: 'imported',
    sealed: services.keyring.seal(hash, place(owner)),
    setAt: services.clock.now(),
  }
}

/**
 * Brings an imported password, which was just found to be right, into the form that the pool's others have. Before that
 * SRP takes every password for a wrong one, since its verifier can be made only of the password itself; how Cognito
 * treats SRP sign-ins of such users is unconfirmed.
 */
export async function upgradeImported(
  services: Services,
  pool: UserPool,
  user: User,
  password: string,
): Promise<User> {
  if (user.password?.kind !== 'imported') return user
  const hashed = await hash(services, pool, user, password)
  await importedUsers.replaceForm(services.db, user.id, { former: user.password, password: hashed })
  return { ...user, password: { ...hashed, setAt: user.password.setAt } }
}

/** Throws PasswordHistoryPolicyViolationException when the pool forbids the reuse of this password. */
export async function requireNew(
  services: Services,
  pool: UserPool,
  user: User,
  password: string,
): Promise<void> {
  const size = pool.settings.policies.passwordPolicy.passwordHistorySize ?? 0
  if (size === 0 || !user.password) return
  const earlier = await history.list(services.db, user.id, size - 1)
  const candidates = [
    { username: user.username, password: user.password, place: place(user) },
    ...earlier.map((entry) => ({
      username: user.username,
      password: entry.password,
      place: historyPlace(entry.sealId),
    })),
  ]
  const used = await Promise.all(candidates.map((stored) => matchesStored(services, pool, stored, password)))
  if (used.includes(true)) throw new PasswordHistoryPolicyViolationException()
}

/** Moves the user's password to the history, within the transaction that sets a new one. */
async function remember(services: Services, pool: UserPool, user: User): Promise<void> {
  const size = pool.settings.policies.passwordPolicy.passwordHistorySize ?? 0
  if (size === 0 || !user.password) return
  const sealId = randomUUID()
  const secret = services.keyring.open(user.password.sealed, place(user))
  const password = { ...user.password, sealed: services.keyring.seal(secret, historyPlace(sealId)) }
  await history.insert(services.db, { userId: user.id, sealId, password })
  await history.keepNewest(services.db, user.id, size)
}

/**
 * Gives the user a password that was hashed before, keeping the former one in the history, and sets the status.
 * Call it within a transaction, with the user as that transaction read it.
 */
export async function replace(
  services: Services,
  pool: UserPool,
  user: User,
  change: { password: StoredPassword; status: UserStatus },
): Promise<User> {
  await remember(services, pool, user)
  const changed = { ...user, ...change, updatedAt: services.clock.now() }
  await userChanges.update(services, changed)
  return changed
}

/** The part of the pool's id that SRP hashes with the user name. */
export function poolName(pool: UserPool): string {
  return pool.id.slice(pool.id.indexOf('_') + 1)
}

/** The verifier that answers an SRP sign-in, opened; undefined where the user has none. */
export function srpVerifier(services: Services, user: User): { salt: Buffer; verifier: Buffer } | undefined {
  if (user.password?.kind !== 'srp') return undefined
  return {
    salt: Buffer.from(user.password.salt ?? '', 'hex'),
    verifier: services.keyring.open(user.password.sealed, place(user)),
  }
}

function place(owner: Pick<User, 'id'>): string {
  return `users.sealed_password:${owner.id}`
}

function historyPlace(sealId: string): string {
  return `password_history.sealed_password:${sealId}`
}
