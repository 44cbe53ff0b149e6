import type { Db } from './open.ts'
import type { UserSessionsTable } from './schema.ts'

/** A sign-in of a pool that tracks sessions. */
export interface UserSession {
  /** As the API shows it: `tkn` and 25 lower-case letters and digits. */
  id: string
  /** `origin_jti` of its tokens. */
  familyId: string
  userId: string
  appClientId: string
  ipAddress?: string
  deviceType?: string
  createdAt: number
  lastActiveAt: number
  /** The session of the browser that it came through, which may be over. */
  originSessionId?: string
}

/** Where and by what the session was used last. */
export type SessionUse = Pick<UserSession, 'ipAddress' | 'deviceType' | 'lastActiveAt'>

export async function insert(db: Db, session: UserSession): Promise<void> {
  await db
    .insertInto('user_sessions')
    .values({
      id: session.id,
      family_id: session.familyId,
      user_id: session.userId,
      app_client_id: session.appClientId,
      ip_address: session.ipAddress ?? null,
      device_type: session.deviceType ?? null,
      created_at: session.createdAt,
      last_active_at: session.lastActiveAt,
      origin_session_id: session.originSessionId ?? null,
    })
    .execute()
}

/** Notes that a token of the session was refreshed. */
export async function markActive(db: Db, familyId: string, use: SessionUse): Promise<void> {
  await db
    .updateTable('user_sessions')
    .set({
      ip_address: use.ipAddress ?? null,
      device_type: use.deviceType ?? null,
      last_active_at: use.lastActiveAt,
    })
    .where('family_id', '=', familyId)
    .execute()
}

/** The user's sessions that have a refresh token that is still good, the most recently used first. */
export async function listActive(db: Db, userId: string, now: number): Promise<UserSession[]> {
  const rows = await db
    .selectFrom('user_sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('family_id', 'in', (eb) =>
      eb
        .selectFrom('refresh_tokens')
        .select('family_id')
        .where('refresh_tokens.user_id', '=', userId)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now),
    )
    .orderBy('last_active_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(toUserSession)
}

export async function remove(db: Db, id: string): Promise<void> {
  await db.deleteFrom('user_sessions').where('id', '=', id).execute()
}

/** Forgets the sessions of which no refresh token is left. */
export async function removeEnded(db: Db): Promise<void> {
  await db
    .deleteFrom('user_sessions')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('refresh_tokens')
            .select('refresh_tokens.family_id')
            .whereRef('refresh_tokens.family_id', '=', 'user_sessions.family_id'),
        ),
      ),
    )
    .execute()
}

function toUserSession(row: UserSessionsTable): UserSession {
  return {
    id: row.id,
    familyId: row.family_id,
    userId: row.user_id,
    appClientId: row.app_client_id,
    ...(row.ip_address !== null && { ipAddress: row.ip_address }),
    ...(row.device_type !== null && { deviceType: row.device_type }),
    createdAt: row.created_at,
    lastActiveAt: row.last_active_at,
    ...(row.origin_session_id !== null && { originSessionId: row.origin_session_id }),
  }
}
