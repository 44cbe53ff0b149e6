import type { Db } from './open.ts'
import type { StoredPassword } from './users.ts'

export interface FormerPassword {
  userId: string
  /** `password.sealed` is sealed for `password_history.sealed_password:<sealId>`. */
  sealId: string
  password: StoredPassword
}

/** The user's former passwords, latest first. */
export async function list(db: Db, userId: string, limit: number): Promise<FormerPassword[]> {
  if (limit < 1) return []
  const rows = await db
    .selectFrom('password_history')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    userId: row.user_id,
    sealId: row.seal_id,
    password: {
      kind: row.password_kind,
      ...(row.password_salt !== null && { salt: row.password_salt }),
      sealed: row.sealed_password,
      setAt: row.created_at,
    },
  }))
}

export async function insert(db: Db, former: FormerPassword): Promise<void> {
  await db
    .insertInto('password_history')
    .values({
      user_id: former.userId,
      seal_id: former.sealId,
      password_kind: former.password.kind,
      password_salt: former.password.salt ?? null,
      sealed_password: former.password.sealed,
      created_at: former.password.setAt,
    })
    .execute()
}

/** Forgets all but the newest `count`. */
export async function keepNewest(db: Db, userId: string, count: number): Promise<void> {
  await db
    .deleteFrom('password_history')
    .where('user_id', '=', userId)
    .where('id', 'not in', (eb) =>
      eb
        .selectFrom('password_history')
        .select('id')
        .where('user_id', '=', userId)
        .orderBy('id', 'desc')
        .limit(count),
    )
    .execute()
}
