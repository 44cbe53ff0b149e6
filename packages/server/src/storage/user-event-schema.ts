/** Tables of the events that other systems are told. */
export interface UserEventSchema {
  user_events: UserEventsTable
  user_event_deliveries: UserEventDeliveriesTable
}

/** Users and user pools are not referenced: their last event tells that they are gone. */
export interface UserEventsTable {
  id: string
  user_pool_id: string
  user_id: string
  /** Grows from event to event of a user; epoch milliseconds, as far as several do not share one. */
  position: number
  type: string
  sealed_payload: string
  created_at: number
}

/** One row for each event and endpoint. */
export interface UserEventDeliveriesTable {
  event_id: string
  /** SHA-256 of the address, which may hold a secret. */
  endpoint: string
  user_id: string
  position: number
  state: 'pending' | 'delivered' | 'dead'
  /** When the next try is due; while one is under way, when another process may take over. */
  due_at: number
  give_up_at: number
  tries: number
  created_at: number
  ended_at: number | null
  last_error: string | null
}
