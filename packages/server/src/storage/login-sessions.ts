import type { Db } from './open.ts'
import { prepared } from './prepared.ts'
import type { LoginSessionsTable } from './schema.ts'
import type { SessionUse } from './user-sessions.ts'
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
  /** Where the pool tracks sessions. */
  tracked?: Tracked
}

/** What is listed of a session. */
export interface Tracked extends SessionUse {
  /** As the API shows it: `sso` and 25 lower-case letters and digits. */
  id: string
  /** Where the user signed in. */
  appClientId: string
}

export type TrackedLoginSession = LoginSession & { tracked: Tracked }

const insertRow = prepared((db, row: LoginSessionsTable) =>
  db.insertInto('login_sessions').values({
    token_hash: row.token_hash,
    user_pool_id: row.user_pool_id,
    user_id: row.user_id,
    auth_time: row.auth_time,
    provider_name: row.provider_name,
    sealed_provider_session: row.sealed_provider_session,
    id: row.id,
    app_client_id: row.app_client_id,
    ip_address: row.ip_address,
    device_type: row.device_type,
    last_active_at: row.last_active_at,
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
    id: session.tracked?.id ?? null,
    app_client_id: session.tracked?.appClientId ?? null,
    ip_address: session.tracked?.ipAddress ?? null,
    device_type: session.tracked?.deviceType ?? null,
    last_active_at: session.tracked?.lastActiveAt ?? null,
  })
}

const selectWithUser = prepared((db, given: { userPoolId: string; hash: string }) =>
  db
    .selectFrom('login_sessions as session')
    .innerJoin('users as user', 'user.id', 'session.user_id')
    .selectAll('user')
    .select(['session.auth_time', 'session.provider_name', 'session.id as login_session_id'])
    .where('session.token_hash', '=', given.hash)
    .where('session.user_pool_id', '=', given.userPoolId),
)

/** The session with its user, and its id where the pool tracks sessions. */
export async function findWithUser(
  db: Db,
  userPoolId: string,
  hash: string,
): Promise<
  (Pick<LoginSession, 'authTime' | 'providerName'> & { user: User; loginSessionId?: string }) | undefined
> {
  const [row] = (await selectWithUser(db, { userPoolId, hash })).rows
  if (!row) return undefined
  const { auth_time: authTime, provider_name: providerName, login_session_id: loginSessionId } = row
  return {
    authTime,
    user: toUser(row),
    ...(providerName !== null && { providerName }),
    ...(loginSessionId !== null && { loginSessionId }),
  }
}

/** The user's sessions that are tracked, the most recently used first. */
export async function listTracked(db: Db, userId: string): Promise<TrackedLoginSession[]> {
  const rows = await db
    .selectFrom('login_sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('id', 'is not', null)
    .orderBy('last_active_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...toLoginSession(row), tracked: toTracked(row) }))
}

/** Notes where the session's browser is now; false when the session is over. */
export async function markUsed(db: Db, id: string, use: SessionUse): Promise<boolean> {
  const result = await db
    .updateTable('login_sessions')
    .set({
      ip_address: use.ipAddress ?? null,
      device_type: use.deviceType ?? null,
      last_active_at: use.lastActiveAt,
    })
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Notes that tokens were issued which come from the session that this family of tokens came through. */
export async function markGranted(db: Db, familyId: string, now: number): Promise<void> {
  await db
    .updateTable('login_sessions')
    .set({ last_active_at: now })
    .where('id', 'in', (eb) =>
      eb.selectFrom('user_sessions').select('origin_session_id').where('family_id', '=', familyId),
    )
    .execute()
}

/** Ends the session of this id, if it is one of the user. */
export async function removeById(db: Db, userId: string, id: string): Promise<boolean> {
  const row = await db
    .deleteFrom('login_sessions')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Ends the session that this family of tokens came through. */
export async function removeOfFamily(db: Db, familyId: string): Promise<void> {
  await db
    .deleteFrom('login_sessions')
    .where('id', 'in', (eb) =>
      eb.selectFrom('user_sessions').select('origin_session_id').where('family_id', '=', familyId),
    )
    .execute()
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

/** Of a row that has an id, and all that comes with it. */
function toTracked(row: LoginSessionsTable): Tracked {
  return {
    id: row.id ?? '',
    appClientId: row.app_client_id ?? '',
    ...(row.ip_address !== null && { ipAddress: row.ip_address }),
    ...(row.device_type !== null && { deviceType: row.device_type }),
    lastActiveAt: row.last_active_at ?? row.auth_time,
  }
}
