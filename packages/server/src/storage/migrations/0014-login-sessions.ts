import type { Kysely } from 'kysely'
import { keyText } from '../dialect.ts'

/** What is listed of the sessions of browsers, and which tokens come from which. Earlier sessions stay unlisted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await db.schema.alterTable('login_sessions').addColumn('id', key).execute()
  await db.schema.alterTable('login_sessions').addColumn('app_client_id', key).execute()
  await db.schema.alterTable('login_sessions').addColumn('ip_address', 'text').execute()
  await db.schema.alterTable('login_sessions').addColumn('device_type', 'text').execute()
  await db.schema.alterTable('login_sessions').addColumn('last_active_at', 'bigint').execute()
  await db.schema.createIndex('login_sessions_id').on('login_sessions').column('id').unique().execute()
  await db.schema.alterTable('authorization_codes').addColumn('login_session_id', key).execute()
  await db.schema.alterTable('user_sessions').addColumn('origin_session_id', key).execute()
}
