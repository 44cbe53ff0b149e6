import type { Kysely } from 'kysely'
import { keyText } from '../dialect.ts'

/** Sign-ins at identity providers: those that are under way, the assertions that were used, and whose a session is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await db.schema
    .createTable('federation_attempts')
    .addColumn('state_hash', key, (c) => c.primaryKey())
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('provider_name', key, (c) => c.notNull())
    .addColumn('browser_hash', key, (c) => c.notNull())
    .addColumn('sealed', 'text', (c) => c.notNull())
    .addColumn('sealed_answer', 'text')
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('used_assertions')
    .addColumn('assertion_hash', key, (c) => c.primaryKey())
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute()
  for (const table of ['federation_attempts', 'used_assertions'])
    for (const column of ['user_pool_id', 'expires_at'])
      await db.schema.createIndex(`${table}_${column}`).on(table).column(column).execute()
  await db.schema.alterTable('login_sessions').addColumn('provider_name', 'text').execute()
  await db.schema.alterTable('login_sessions').addColumn('sealed_provider_session', 'text').execute()
}
