import type { Db } from './open.ts'
import type { SignInName, StoredPassword, User } from './users.ts'
import { toRow } from './users.ts'

/** Of these keys those that sign somebody in already, or are somebody's `sub`, which operations take for that user. */
export async function takenKeys(db: Db, userPoolId: string, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await db
    .selectFrom('sign_in_names')
    .select('name_key')
    .where('user_pool_id', '=', userPoolId)
    .where('name_key', 'in', keys)
    .union((query) =>
      query
        .selectFrom('users')
        .select('id as name_key')
        .where('user_pool_id', '=', userPoolId)
        .where('id', 'in', keys),
    )
    .execute()
  return new Set(rows.map((row) => row.name_key))
}

/** A user with the names that sign them in, no key twice. */
export interface NamedUser {
  user: User
  names: SignInName[]
}

/**
 * Inserts users with their names. False when a name was taken meanwhile: the transaction must then be rolled back.
 */
export async function insertAll(db: Db, users: readonly NamedUser[]): Promise<boolean> {
  if (users.length === 0) return true
  await db
    .insertInto('users')
    .values(users.map(({ user }) => toRow(user)))
    .execute()
  const names = users.flatMap(({ user, names }) =>
    names.map(({ key, kind }) => ({ user_pool_id: user.userPoolId, name_key: key, user_id: user.id, kind })),
  )
  // In the order of their keys, so that two processes that insert the same names wait for each other.
  names.sort((one, other) => (one.name_key < other.name_key ? -1 : 1))
  const result = await db
    .insertInto('sign_in_names')
    .values(names)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows) === names.length
}

/** Puts the same password in another form in the place of `former`; nothing when that was replaced meanwhile. */
export async function replaceForm(
  db: Db,
  userId: string,
  { former, password }: { former: StoredPassword; password: StoredPassword },
): Promise<void> {
  await db
    .updateTable('users')
    .set({
      password_kind: password.kind,
      password_salt: password.salt ?? null,
      sealed_password: password.sealed,
    })
    .where('id', '=', userId)
    .where('sealed_password', '=', former.sealed)
    .execute()
}
