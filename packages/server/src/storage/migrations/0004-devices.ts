import type { Kysely } from 'kysely'
import { keyText } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await db.schema
    .createTable('devices')
    .addColumn('user_id', key, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('device_key', key, (c) => c.notNull())
    .addColumn('name', 'text')
    .addColumn('remembered', 'integer', (c) => c.notNull())
    .addColumn('salt', 'text', (c) => c.notNull())
    .addColumn('sealed_verifier', 'text', (c) => c.notNull())
    .addColumn('last_ip_address', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('last_authenticated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('devices_key', ['user_id', 'device_key'])
    .execute()
  await db.schema.alterTable('refresh_tokens').addColumn('device_key', 'text').execute()
}
