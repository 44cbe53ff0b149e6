import type { ExpressionBuilder } from 'kysely'
import { countRows } from './count-rows.ts'
import type { Db } from './open.ts'
import type { Schema } from './schema.ts'
import type { UserEventDeliveriesTable, UserEventsTable } from './user-event-schema.ts'
import { toUserEvent, type UserEvent } from './user-events.ts'

export type DeliveryState = UserEventDeliveriesTable['state']

/** What became of an event at one endpoint. */
export interface UserEventDelivery {
  event: UserEvent
  /** SHA-256 of the endpoint's address. */
  endpoint: string
  state: DeliveryState
  /** Counts only while the delivery is pending. */
  dueAt: number
  /** A failure from this time on is the last. */
  giveUpAt: number
  tries: number
  endedAt?: number
  lastError?: string
}

/**
 * Takes deliveries of the endpoint that are due, the oldest first, and leaves them to nobody else until `leaseUntil`.
 * Of each user only the first that is pending can be taken, so that one waits for the one before. The condition stands
 * twice on purpose: a process that waited for another's lock looks again at the outer one only.
 */
export async function claimDue(
  db: Db,
  endpoint: string,
  { now, leaseUntil, limit }: { now: number; leaseUntil: number; limit: number },
): Promise<UserEventDelivery[]> {
  const due = db
    .selectFrom('user_event_deliveries as delivery')
    .select('delivery.event_id')
    .where('delivery.endpoint', '=', endpoint)
    .where('delivery.state', '=', 'pending')
    .where('delivery.due_at', '<=', now)
    .where(isFirstOfUser)
    .orderBy('delivery.due_at')
    .orderBy('delivery.position')
    .limit(limit)
  const claimed = await db
    .updateTable('user_event_deliveries')
    .set((eb) => ({ due_at: leaseUntil, tries: eb('tries', '+', 1) }))
    .where('endpoint', '=', endpoint)
    .where('state', '=', 'pending')
    .where('due_at', '<=', now)
    .where('event_id', 'in', due)
    .returningAll()
    .execute()
  return withEvents(db, claimed)
}

function isFirstOfUser(eb: ExpressionBuilder<Schema & { delivery: UserEventDeliveriesTable }, 'delivery'>) {
  const earlier = eb
    .selectFrom('user_event_deliveries as earlier')
    .select('earlier.event_id')
    .whereRef('earlier.endpoint', '=', 'delivery.endpoint')
    .whereRef('earlier.user_id', '=', 'delivery.user_id')
    .where('earlier.state', '=', 'pending')
    .whereRef('earlier.position', '<', 'delivery.position')
  return eb.not(eb.exists(earlier))
}

async function withEvents(db: Db, rows: UserEventDeliveriesTable[]): Promise<UserEventDelivery[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.event_id)
  const events = await db.selectFrom('user_events').selectAll().where('id', 'in', ids).execute()
  const byId = new Map(events.map((row) => [row.id, row]))
  return rows.flatMap((row) => {
    const event = byId.get(row.event_id)
    return event ? [toDelivery(row, event)] : []
  })
}

/** The earliest time at which a delivery of the endpoint is due. */
export async function nextDue(db: Db, endpoint: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('user_event_deliveries as delivery')
    .select('delivery.due_at')
    .where('delivery.endpoint', '=', endpoint)
    .where('delivery.state', '=', 'pending')
    .where(isFirstOfUser)
    .orderBy('delivery.due_at')
    .limit(1)
    .executeTakeFirst()
  return row?.due_at
}

export async function markDelivered(db: Db, delivery: UserEventDelivery, now: number): Promise<void> {
  await db
    .updateTable('user_event_deliveries')
    .set({ state: 'delivered', ended_at: now, last_error: null })
    .where('event_id', '=', delivery.event.id)
    .where('endpoint', '=', delivery.endpoint)
    .execute()
}

/** Notes a failure and when the next try is due, before which the user's later events are not looked at. */
export async function markFailed(
  db: Db,
  delivery: UserEventDelivery,
  { lastError, dueAt }: { lastError: string; dueAt: number },
): Promise<void> {
  await ofTry(db, delivery).set({ last_error: lastError, due_at: dueAt }).execute()
  await db
    .updateTable('user_event_deliveries')
    .set({ due_at: dueAt })
    .where('endpoint', '=', delivery.endpoint)
    .where('user_id', '=', delivery.event.userId)
    .where('state', '=', 'pending')
    .where('position', '>', delivery.event.position)
    .where('due_at', '<', dueAt)
    .execute()
}

/** Gives the delivery up. */
export async function markDead(
  db: Db,
  delivery: UserEventDelivery,
  { lastError, now }: { lastError: string; now: number },
): Promise<void> {
  await ofTry(db, delivery).set({ state: 'dead', ended_at: now, last_error: lastError }).execute()
}

/** The delivery, unless another process took it over or it was delivered. */
function ofTry(db: Db, { event, endpoint, tries }: UserEventDelivery) {
  return db
    .updateTable('user_event_deliveries')
    .where('event_id', '=', event.id)
    .where('endpoint', '=', endpoint)
    .where('tries', '=', tries)
    .where('state', '=', 'pending')
}

/** Gives up what nobody delivers since its endpoint is not configured any more. */
export async function giveUpOthers(
  db: Db,
  { endpoints, now, lastError }: { endpoints: readonly string[]; now: number; lastError: string },
): Promise<void> {
  let update = db
    .updateTable('user_event_deliveries')
    .set({ state: 'dead', ended_at: now, last_error: lastError })
    .where('state', '=', 'pending')
    .where('give_up_at', '<', now)
  if (endpoints.length > 0) update = update.where('endpoint', 'not in', endpoints)
  await update.execute()
}

export interface DeliveryFilter {
  state?: DeliveryState
  limit: number
}

/** Deliveries in this state or any, of the newest events first. */
export async function list(db: Db, { state, limit }: DeliveryFilter): Promise<UserEventDelivery[]> {
  let query = db.selectFrom('user_event_deliveries').selectAll()
  if (state !== undefined) query = query.where('state', '=', state)
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('position', 'desc')
    .orderBy('event_id')
    .orderBy('endpoint')
    .limit(limit)
    .execute()
  return withEvents(db, rows)
}

/**
 * Lets what has ended, delivered or given up, be delivered once more from now on: one event, or all that is dead.
 * Returns how many deliveries that are.
 */
export async function replay(
  db: Db,
  which: { id: string } | { state: 'dead' },
  { now, giveUpAt, endpoints }: { now: number; giveUpAt: number; endpoints: readonly string[] },
): Promise<number> {
  if (endpoints.length === 0) return 0
  const update = db
    .updateTable('user_event_deliveries')
    .set({ state: 'pending', due_at: now, give_up_at: giveUpAt, tries: 0, ended_at: null })
    .where('endpoint', 'in', endpoints)
  const chosen =
    'id' in which
      ? update.where('event_id', '=', which.id).where('state', '!=', 'pending')
      : update.where('state', '=', 'dead')
  return Number((await chosen.executeTakeFirst()).numUpdatedRows)
}

/** How many deliveries are in this state. */
export function count(db: Db, state: DeliveryState): Promise<number> {
  return countRows(db.selectFrom('user_event_deliveries').where('state', '=', state))
}

/** Forgets deliveries in this state that ended before `time`. */
export async function removeEnded(db: Db, state: DeliveryState, time: number): Promise<void> {
  await db
    .deleteFrom('user_event_deliveries')
    .where('state', '=', state)
    .where('ended_at', '<', time)
    .execute()
}

function toDelivery(row: UserEventDeliveriesTable, event: UserEventsTable): UserEventDelivery {
  return {
    event: toUserEvent(event),
    endpoint: row.endpoint,
    state: row.state,
    dueAt: row.due_at,
    giveUpAt: row.give_up_at,
    tries: row.tries,
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.last_error !== null && { lastError: row.last_error }),
  }
}
