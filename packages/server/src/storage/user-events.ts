import type { Db } from './open.ts'
import type { UserEventsTable } from './user-event-schema.ts'

/** Something that happened to a user. */
export interface UserEvent {
  /** The same for every endpoint and every try. */
  id: string
  userPoolId: string
  userId: string
  /** Grows from event to event of a user. */
  position: number
  type: string
  /** Sealed for `user_events.sealed_payload:<id>`. */
  sealedPayload: string
  createdAt: number
}

/** Rows of one statement, far below the number of values that either database takes. */
const ROWS = 200

/** Adds the events, each to be delivered at every endpoint from now until `giveUpAt`. */
export async function insert(
  db: Db,
  events: readonly UserEvent[],
  { endpoints, giveUpAt }: { endpoints: readonly string[]; giveUpAt: number },
): Promise<void> {
  for (const some of chunks(events)) await db.insertInto('user_events').values(some.map(toRow)).execute()
  const deliveries = events.flatMap((event) =>
    endpoints.map((endpoint) => toDelivery(event, endpoint, giveUpAt)),
  )
  for (const some of chunks(deliveries)) await db.insertInto('user_event_deliveries').values(some).execute()
}

/** The position of each user's last event, by the user's id; users without one are missing. */
export async function lastPositions(db: Db, userIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('user_events')
    .select((eb) => ['user_id', eb.fn.max('position').as('position')])
    .where('user_id', 'in', userIds)
    .groupBy('user_id')
    .execute()
  return new Map(rows.map((row) => [row.user_id, row.position]))
}

/** Forgets events made before `time` that wait for no endpoint and are kept for none. */
export async function removeSettled(db: Db, time: number): Promise<void> {
  await db
    .deleteFrom('user_events')
    .where('created_at', '<', time)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('user_event_deliveries as delivery')
            .select('delivery.event_id')
            .whereRef('delivery.event_id', '=', 'user_events.id'),
        ),
      ),
    )
    .execute()
}

export function toUserEvent(row: UserEventsTable): UserEvent {
  return {
    id: row.id,
    userPoolId: row.user_pool_id,
    userId: row.user_id,
    position: row.position,
    type: row.type,
    sealedPayload: row.sealed_payload,
    createdAt: row.created_at,
  }
}

function toRow(event: UserEvent): UserEventsTable {
  return {
    id: event.id,
    user_pool_id: event.userPoolId,
    user_id: event.userId,
    position: event.position,
    type: event.type,
    sealed_payload: event.sealedPayload,
    created_at: event.createdAt,
  }
}

function toDelivery(event: UserEvent, endpoint: string, giveUpAt: number) {
  return {
    event_id: event.id,
    endpoint,
    user_id: event.userId,
    position: event.position,
    state: 'pending' as const,
    due_at: event.createdAt,
    give_up_at: giveUpAt,
    tries: 0,
    created_at: event.createdAt,
    ended_at: null,
    last_error: null,
  }
}

function chunks<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / ROWS)
  return Array.from({ length: count }, (_, index) => items.slice(index * ROWS, (index + 1) * ROWS))
}
