import type { Db } from './open.ts'
import type { AuthEventsTable } from './schema.ts'

export type AuthEventType = 'SignIn' | 'SignUp' | 'ForgotPassword' | 'PasswordChange' | 'ResendCode'

export interface AuthEventRisk {
  riskDecision: 'NoRisk' | 'AccountTakeover' | 'Block'
  riskLevel?: 'Low' | 'Medium' | 'High'
  compromisedCredentialsDetected?: boolean
}

export interface AuthEventDetails {
  type: AuthEventType
  response: 'Pass' | 'Fail' | 'InProgress'
  risk: AuthEventRisk
  challengeResponses: { challengeName: 'Password' | 'Mfa'; challengeResponse: 'Success' | 'Failure' }[]
  ipAddress?: string
  deviceName?: string
}

export interface AuthEventFeedback {
  value: 'Valid' | 'Invalid'
  provider: 'Admin' | 'User'
  at: number
}

export interface AuthEvent {
  id: string
  userPoolId: string
  userId: string
  details: AuthEventDetails
  feedback?: AuthEventFeedback
  createdAt: number
}

/** Adds the events of users who are still there. */
export async function insertAll(db: Db, events: readonly AuthEvent[]): Promise<void> {
  if (events.length === 0) return
  const ids = [...new Set(events.map(({ userId }) => userId))]
  const users = await db.selectFrom('users').select('id').where('id', 'in', ids).execute()
  const known = new Set(users.map(({ id }) => id))
  const rows = events.filter(({ userId }) => known.has(userId)).map(toRow)
  if (rows.length > 0) await db.insertInto('auth_events').values(rows).execute()
}

/** The user's events before this position, newest first. */
export async function list(
  db: Db,
  userId: string,
  page: { before?: { createdAt: number; id: string } | undefined; limit: number },
): Promise<AuthEvent[]> {
  const { before } = page
  let query = db.selectFrom('auth_events').selectAll().where('user_id', '=', userId)
  if (before)
    query = query.where((eb) =>
      eb.or([
        eb('created_at', '<', before.createdAt),
        eb.and([eb('created_at', '=', before.createdAt), eb('id', '<', before.id)]),
      ]),
    )
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute()
  return rows.map(toAuthEvent)
}

/** Notes what somebody thinks of the event; false when the user has no such event. */
export async function setFeedback(
  db: Db,
  key: { id: string; userId: string },
  feedback: AuthEventFeedback,
): Promise<boolean> {
  const result = await db
    .updateTable('auth_events')
    .set({ feedback: JSON.stringify(feedback) })
    .where('id', '=', key.id)
    .where('user_id', '=', key.userId)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Forgets the events from before `time`. */
export async function removeOlder(db: Db, time: number): Promise<void> {
  await db.deleteFrom('auth_events').where('created_at', '<', time).execute()
}

function toAuthEvent(row: AuthEventsTable): AuthEvent {
  return {
    id: row.id,
    userPoolId: row.user_pool_id,
    userId: row.user_id,
    details: JSON.parse(row.details) as AuthEventDetails,
    ...(row.feedback !== null && { feedback: JSON.parse(row.feedback) as AuthEventFeedback }),
    createdAt: row.created_at,
  }
}

function toRow(event: AuthEvent): AuthEventsTable {
  return {
    id: event.id,
    user_pool_id: event.userPoolId,
    user_id: event.userId,
    details: JSON.stringify(event.details),
    feedback: event.feedback ? JSON.stringify(event.feedback) : null,
    created_at: event.createdAt,
  }
}
