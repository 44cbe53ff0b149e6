import type { Kysely } from 'kysely'
import { keyText } from '../dialect.ts'

/** What happened to users, for other systems, and what became of each event at each endpoint. Users may be gone by then. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await db.schema
    .createTable('user_events')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('user_pool_id', key, (c) => c.notNull())
    .addColumn('user_id', key, (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('sealed_payload', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('user_events_by_user')
    .on('user_events')
    .columns(['user_id', 'position'])
    .execute()
  await db.schema.createIndex('user_events_by_age').on('user_events').column('created_at').execute()
  await createDeliveries(db)
}

async function createDeliveries(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await db.schema
    .createTable('user_event_deliveries')
    .addColumn('event_id', key, (c) => c.notNull().references('user_events.id').onDelete('cascade'))
    .addColumn('endpoint', key, (c) => c.notNull())
    .addColumn('user_id', key, (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('give_up_at', 'bigint', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('last_error', 'text')
    .addPrimaryKeyConstraint('user_event_deliveries_key', ['event_id', 'endpoint'])
    .execute()
  await db.schema
    .createIndex('user_event_deliveries_due')
    .on('user_event_deliveries')
    .columns(['endpoint', 'state', 'due_at'])
    .execute()
  await db.schema
    .createIndex('user_event_deliveries_of_user')
    .on('user_event_deliveries')
    .columns(['endpoint', 'user_id', 'state', 'position'])
    .execute()
  await db.schema
    .createIndex('user_event_deliveries_by_age')
    .on('user_event_deliveries')
    .columns(['state', 'created_at'])
    .execute()
}
