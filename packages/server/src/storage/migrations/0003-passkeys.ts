import type { Kysely } from 'kysely'
import { keyText } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await db.schema
    .createTable('passkeys')
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('credential_id', key, (c) => c.notNull())
    .addColumn('user_id', key, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('relying_party_id', 'text', (c) => c.notNull())
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('sign_count', 'bigint', (c) => c.notNull())
    .addColumn('transports', 'text', (c) => c.notNull())
    .addColumn('attachment', 'text')
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('passkeys_key', ['user_pool_id', 'credential_id'])
    .execute()
  await db.schema
    .createIndex('passkeys_by_user')
    .on('passkeys')
    .columns(['user_id', 'credential_id'])
    .execute()
  await db.schema
    .createTable('passkey_registrations')
    .addColumn('user_id', key, (c) => c.primaryKey().references('users.id').onDelete('cascade'))
    .addColumn('challenge_hash', 'text', (c) => c.notNull())
    .addColumn('app_client_id', key, (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute()
}
