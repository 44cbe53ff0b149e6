import type { Db } from './open.ts'
import { prepared } from './prepared.ts'
import { toUser, type User } from './users.ts'

/** A browser that signed in on the hosted pages. */
export interface LoginSession {
  /** SHA-256 of the cookie's value. */
  hash: string
  userPoolId: string
  userId: string
  /** When the user signed in, epoch milliseconds. */
  authTime: number
}

const insertRow = prepared((db, session: LoginSession) =>
  db.insertInto('login_sessions').values({
    token_hash: session.hash,
    user_pool_id: session.userPoolId,
    user_id: session.userId,
    auth_time: session.authTime,
  }),
)

export async function insert(db: Db, session: LoginSession): Promise<void> {
  await insertRow(db, session)
}

const selectWithUser = prepared((db, given: { userPoolId: string; hash: string }) =>
  db
    .selectFrom('login_sessions as session')
    .innerJoin('users as user', 'user.id', 'session.user_id')
    .selectAll('user')
    .select('session.auth_time')
    .where('session.token_hash', '=', given.hash)
    .where('session.user_pool_id', '=', given.userPoolId),
)

/** The session with its user. */
export async function findWithUser(
  db: Db,
  userPoolId: string,
  hash: string,
): Promise<{ authTime: number; user: User } | undefined> {
  const [row] = (await selectWithUser(db, { userPoolId, hash })).rows
  return row && { authTime: row.auth_time, user: toUser(row) }
}

export async function remove(db: Db, hash: string): Promise<void> {
  await db.deleteFrom('login_sessions').where('token_hash', '=', hash).execute()
}

/** Forgets the sessions that began before `time`. */
export async function removeOlder(db: Db, time: number): Promise<void> {
  await db.deleteFrom('login_sessions').where('auth_time', '<', time).execute()
}
