import type { Kysely } from 'kysely'
import { keyText } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('users').addColumn('mfa', 'text').execute()
  await db.schema
    .createTable('software_tokens')
    .addColumn('user_id', keyText(db), (c) => c.primaryKey().references('users.id').onDelete('cascade'))
    .addColumn('sealed_secret', 'text')
    .addColumn('sealed_pending_secret', 'text')
    .addColumn('friendly_device_name', 'text')
    .addColumn('last_used_step', 'bigint')
    .execute()
}
