import { countRows } from './count-rows.ts'
import { type Db, inTransaction } from './open.ts'
import { prepared } from './prepared.ts'
import type { SignInNamesTable, UsersTable } from './schema.ts'

export type UserStatus =
  | 'UNCONFIRMED'
  | 'CONFIRMED'
  | 'FORCE_CHANGE_PASSWORD'
  | 'RESET_REQUIRED'
  | 'EXTERNAL_PROVIDER'

/** Attribute names as on the wire (`email`, `custom:plan`) to their values; `sub` is the user's id and not among them. */
export type Attributes = Record<string, string>

/** A password at rest: an SRP verifier with its salt, an Argon2id text, or an imported hash; all sealed. */
export interface StoredPassword {
  kind: PasswordKind
  /** Hexadecimal; for SRP only. */
  salt?: string
  /** Sealed for `users.sealed_password:<user id>`. */
  sealed: string
  setAt: number
}

/** What can prove a user beside the first factor, by the name of its challenge. */
export type MfaFactor = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP'

/** What the user, or an administrator for them, chose. */
export interface UserMfa {
  enabled: MfaFactor[]
  preferred?: MfaFactor
  /** An authenticator app was proven, whether it is chosen or not. */
  softwareToken?: boolean
  /** SMS were chosen by SetUserSettings, whose `MFAOptions` are shown still. */
  bySettings?: boolean
  /** A passkey with user verification counts as both factors. */
  webAuthn?: boolean
}

export interface User {
  /** The user's `sub`. */
  id: string
  userPoolId: string
  username: string
  status: UserStatus
  enabled: boolean
  attributes: Attributes
  password?: StoredPassword
  signedOutAt?: number
  mfa?: UserMfa
  createdAt: number
  updatedAt: number
}

export type PasswordKind = NonNullable<UsersTable['password_kind']>
export type SignInNameKind = SignInNamesTable['kind']

/** A name that signs a user in; `key` is the name as it is compared (folded where the pool ignores case). */
export interface SignInName {
  key: string
  kind: SignInNameKind
}

const selectOfPool = prepared((db, given: { userPoolId: string; id: string }) =>
  db.selectFrom('users').selectAll().where('id', '=', given.id).where('user_pool_id', '=', given.userPoolId),
)

export async function find(db: Db, userPoolId: string, id: string): Promise<User | undefined> {
  const [row] = (await selectOfPool(db, { userPoolId, id })).rows
  return row && toUser(row)
}

/** The user with this id, whatever the pool. */
export async function findById(db: Db, id: string): Promise<User | undefined> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toUser(row)
}

const selectBySignInName = prepared((db, given: { userPoolId: string; key: string }) =>
  db
    .selectFrom('sign_in_names as name')
    .innerJoin('users as user', 'user.id', 'name.user_id')
    .selectAll('user')
    .where('name.user_pool_id', '=', given.userPoolId)
    .where('name.name_key', '=', given.key),
)

/** The user whom this name signs in, whatever its kind. */
export async function findBySignInName(db: Db, userPoolId: string, key: string): Promise<User | undefined> {
  const [row] = (await selectBySignInName(db, { userPoolId, key })).rows
  return row && toUser(row)
}

export async function insert(db: Db, user: User): Promise<void> {
  await db.insertInto('users').values(toRow(user)).execute()
}

/** Writes everything of the user but id, pool, and creation time. */
export async function update(db: Db, user: User): Promise<void> {
  const { id, user_pool_id, created_at, ...changes } = toRow(user)
  await db.updateTable('users').set(changes).where('id', '=', id).execute()
}

/**
 * Refuses from now on the access tokens that can't be traced to a sign-in. Tokens tell whole seconds, and those between two
 * sign-outs of one second carry the next, so that the later one moves on by a second.
 */
export async function markSignedOut(db: Db, id: string, now: number): Promise<void> {
  const thisSecond = Math.floor(now / 1000) * 1000
  await db
    .updateTable('users')
    .set((eb) => ({
      signed_out_at: eb
        .case()
        .when('signed_out_at', '>=', thisSecond)
        .then(eb('signed_out_at', '+', 1000))
        .else(now)
        .end(),
    }))
    .where('id', '=', id)
    .execute()
}

/** False when the user is gone already. */
export async function remove(db: Db, id: string): Promise<boolean> {
  return inTransaction(db, async (db) => {
    for (const table of heldBeforeUsers) await db.deleteFrom(table).where('user_id', '=', id).execute()
    const result = await db.deleteFrom('users').where('id', '=', id).executeTakeFirst()
    return result.numDeletedRows === 1n
  })
}

/** Of what goes with a user, what sign-ins hold when they come to the user's row: taken in their order, nobody waits in a ring. */
const heldBeforeUsers = ['login_sessions', 'authorization_codes', 'refresh_tokens'] as const

/** Holds the user's row until the end of the transaction and reads it, so that changes to one user follow one another. */
export async function lock(db: Db, id: string): Promise<User | undefined> {
  const row = await db
    .updateTable('users')
    .set((eb) => ({ updated_at: eb.ref('updated_at') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row && toUser(row)
}

/** As `lock`, of several users at once; those who are gone are missing. */
export async function lockAll(db: Db, ids: readonly string[]): Promise<User[]> {
  if (ids.length === 0) return []
  const rows = await db
    .updateTable('users')
    .set((eb) => ({ updated_at: eb.ref('updated_at') }))
    .where('id', 'in', ids)
    .returningAll()
    .execute()
  return rows.map(toUser)
}

/** Some users of the pool in the order of their ids. */
export async function listOfPool(db: Db, userPoolId: string, limit: number): Promise<User[]> {
  const query = db.selectFrom('users').selectAll().where('user_pool_id', '=', userPoolId)
  return (await query.orderBy('id').limit(limit).execute()).map(toUser)
}

/** Removes these users, and returns those who were not gone already, as they were last. */
export async function removeAll(db: Db, ids: readonly string[]): Promise<User[]> {
  return (await db.deleteFrom('users').where('id', 'in', ids).returningAll().execute()).map(toUser)
}

/** Claims the name for the user; false when it signs in another one. */
export async function claimName(db: Db, user: User, name: SignInName): Promise<boolean> {
  const result = await db
    .insertInto('sign_in_names')
    .values({ user_pool_id: user.userPoolId, name_key: name.key, user_id: user.id, kind: name.kind })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (result.numInsertedOrUpdatedRows === 1n) return true
  const owner = await findBySignInName(db, user.userPoolId, name.key)
  return owner?.id === user.id
}

/** Gives up the user's name of this kind. */
export async function releaseName(db: Db, userId: string, kind: SignInNameKind): Promise<void> {
  await db.deleteFrom('sign_in_names').where('user_id', '=', userId).where('kind', '=', kind).execute()
}

/** The names that sign the user in. */
export async function listNames(db: Db, userId: string): Promise<SignInName[]> {
  const rows = await db
    .selectFrom('sign_in_names')
    .select(['name_key', 'kind'])
    .where('user_id', '=', userId)
    .execute()
  return rows.map((row) => ({ key: row.name_key, kind: row.kind }))
}

/**
 * Gives the user a name of this kind whoever holds it, as a forced alias does. Returns the former owner's id. The row
 * stays and changes hands, so that whoever waits for it takes it from its latest owner.
 */
export async function takeName(
  db: Db,
  user: Pick<User, 'id' | 'userPoolId'>,
  name: SignInName,
): Promise<string | undefined> {
  const update = db
    .updateTable('sign_in_names')
    .where('user_pool_id', '=', user.userPoolId)
    .where('name_key', '=', name.key)
    .where('kind', '=', name.kind)
  const held = update.set((eb) => ({ user_id: eb.ref('user_id') })).returning('user_id')
  const row = await held.executeTakeFirst()
  if (row) await update.set({ user_id: user.id }).execute()
  return row?.user_id
}

/** How many users the pool has. */
export function count(db: Db, userPoolId: string): Promise<number> {
  return countRows(db.selectFrom('users').where('user_pool_id', '=', userPoolId))
}

export function toUser(row: UsersTable): User {
  return {
    id: row.id,
    userPoolId: row.user_pool_id,
    username: row.username,
    status: row.status as UserStatus,
    enabled: row.enabled === 1,
    attributes: JSON.parse(row.attributes) as Attributes,
    ...(row.password_kind && { password: toPassword(row) }),
    ...(row.signed_out_at !== null && { signedOutAt: row.signed_out_at }),
    ...(row.mfa !== null && { mfa: JSON.parse(row.mfa) as UserMfa }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toPassword(row: UsersTable): StoredPassword {
  return {
    kind: row.password_kind ?? 'srp',
    ...(row.password_salt !== null && { salt: row.password_salt }),
    sealed: row.sealed_password ?? '',
    setAt: row.password_set_at ?? 0,
  }
}

export function toRow(user: User): UsersTable {
  return {
    id: user.id,
    user_pool_id: user.userPoolId,
    username: user.username,
    status: user.status,
    enabled: user.enabled ? 1 : 0,
    attributes: JSON.stringify(user.attributes),
    email_key: searchKey(user.attributes.email),
    phone_number_key: searchKey(user.attributes.phone_number),
    name_key: searchKey(user.attributes.name),
    given_name_key: searchKey(user.attributes.given_name),
    family_name_key: searchKey(user.attributes.family_name),
    preferred_username_key: searchKey(user.attributes.preferred_username),
    password_kind: user.password?.kind ?? null,
    password_salt: user.password?.salt ?? null,
    sealed_password: user.password?.sealed ?? null,
    password_set_at: user.password?.setAt ?? null,
    signed_out_at: user.signedOutAt ?? null,
    mfa: user.mfa ? JSON.stringify(user.mfa) : null,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  }
}

/** Longer than any value that a filter of 256 characters can hold, and short enough for PostgreSQL's indexes. */
const MAX_SEARCH_KEY = 512

/** Searches ignore case. A longer value is cut, which no search can notice. */
export function searchKey(value: string | undefined): string | null {
  return value === undefined ? null : value.toLowerCase().slice(0, MAX_SEARCH_KEY).toWellFormed()
}
