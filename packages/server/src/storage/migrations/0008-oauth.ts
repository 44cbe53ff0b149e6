import type { Kysely, RawBuilder } from 'kysely'
import { keyText } from '../dialect.ts'

/** Authorization codes, the sessions of browsers, and what refresh tokens of the OAuth endpoints remember. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await createAuthorizationCodes(db, key)
  await createLoginSessions(db, key)
  await db.schema
    .alterTable('refresh_tokens')
    .addColumn('issued_by', 'text', (c) => c.notNull().defaultTo('api'))
    .execute()
  await db.schema.alterTable('refresh_tokens').addColumn('resource', 'text').execute()
}

async function createAuthorizationCodes(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('authorization_codes')
    .addColumn('code_hash', key, (c) => c.primaryKey())
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('app_client_id', key, (c) => c.notNull().references('app_clients.id').onDelete('cascade'))
    .addColumn('user_id', key, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('family_id', key, (c) => c.notNull())
    .addColumn('redirect_uri', 'text', (c) => c.notNull())
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('nonce', 'text')
    .addColumn('code_challenge', 'text')
    .addColumn('resource', 'text')
    .addColumn('auth_time', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('redeemed_at', 'bigint')
    .execute()
  for (const column of ['user_pool_id', 'app_client_id', 'user_id', 'expires_at'])
    await db.schema
      .createIndex(`authorization_codes_${column}`)
      .on('authorization_codes')
      .column(column)
      .execute()
}

async function createLoginSessions(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('login_sessions')
    .addColumn('token_hash', key, (c) => c.primaryKey())
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('user_id', key, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('auth_time', 'bigint', (c) => c.notNull())
    .execute()
  for (const column of ['user_pool_id', 'user_id', 'auth_time'])
    await db.schema.createIndex(`login_sessions_${column}`).on('login_sessions').column(column).execute()
}
