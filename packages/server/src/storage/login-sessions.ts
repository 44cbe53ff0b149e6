import type { Db } from './open.ts'
import { prepared } from './prepared.ts'
import type { LoginSessionsTable } from './schema.ts'
import { toUser, type User } from './users.ts'

/** A browser that signed in on the hosted pages. */
export interface LoginSession {
  /** SHA-256 of the cookie's value. */
  hash: string
  userPoolId: string
  userId: string
  /** When the user signed in, epoch milliseconds. */
  authTime: number
  /** The identity provider that signed the user in. */
  providerName?: string
  /** What ends the session there, sealed for `login_sessions.sealed_provider_session:<hash>`. */
  sealedProviderSession?: string
}

const insertRow = prepared((db, row: LoginSessionsTable) =>
  db.insertInto('login_sessions').values({
    token_hash: row.token_hash,
    user_pool_id: row.user_pool_id,
    user_id: row.user_id,
    auth_time: row.auth_time,
    provider_name: row.provider_name,
    sealed_provider_session: row.sealed_provider_session,
  }),
)

export async function insert(db: Db, session: LoginSession): Promise<void> {
  await insertRow(db, {
    token_hash: session.hash,
    user_pool_id: session.userPoolId,
    user_id: session.userId,
    auth_time: session.authTime,
    provider_name: session.providerName ?? null,
    sealed_provider_session: session.sealedProviderSession ?? null,
  })
}

const selectWithUser = prepared((db, given: { userPoolId: string; hash: string }) =>
  db
    .selectFrom('login_sessions as session')
    .innerJoin('users as user', 'user.id', 'session.user_id')
    .selectAll('user')
    .select(['session.auth_time', 'session.provider_name'])
    .where('session.token_hash', '=', given.hash)
    .where('session.user_pool_id', '=', given.userPoolId),
)

/** The session with its user. */
export async function findWithUser(
  db: Db,
  userPoolId: string,
  hash: string,
): Promise<{ authTime: number; user: User; providerName?: string } | undefined> {
  const [row] = (await selectWithUser(db, { userPoolId, hash })).rows
  if (!row) return undefined
  const { auth_time: authTime, provider_name: providerName } = row
  return { authTime, user: toUser(row), ...(providerName !== null && { providerName }) }
}

/** Takes the session out of the table. */
export async function take(db: Db, hash: string): Promise<LoginSession | undefined> {
  const row = await db
    .deleteFrom('login_sessions')
    .where('token_hash', '=', hash)
    .returningAll()
    .executeTakeFirst()
  return row && toLoginSession(row)
}

/** Forgets the sessions of the user that the provider began. */
export async function removeOfProvider(db: Db, userId: string, providerName: string): Promise<void> {
  await db
    .deleteFrom('login_sessions')
    .where('user_id', '=', userId)
    .where('provider_name', '=', providerName)
    .execute()
}

/** Forgets the sessions that began before `time`. */
export async function removeOlder(db: Db, time: number): Promise<void> {
  await db.deleteFrom('login_sessions').where('auth_time', '<', time).execute()
}

function toLoginSession(row: LoginSessionsTable): LoginSession {
  const { provider_name: providerName, sealed_provider_session: sealedProviderSession } = row
  return {
    hash: row.token_hash,
    userPoolId: row.user_pool_id,
    userId: row.user_id,
    authTime: row.auth_time,
    ...(providerName !== null && { providerName }),
    ...(sealedProviderSession !== null && { sealedProviderSession }),
  }
}
