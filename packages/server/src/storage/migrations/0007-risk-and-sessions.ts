import type { Kysely, RawBuilder } from 'kysely'
import { keyText } from '../dialect.ts'

/** The log of sign-ins, risk configurations, tracked sessions, provisioned limits, certificates; messages by recipient. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await createAuthEvents(db, key)
  await createRiskConfigurations(db, key)
  await createUserSessions(db, key)
  await createProvisionedLimits(db, key)
  await createSigningCertificates(db, key)
  await db.schema.createIndex('messages_to').on('messages').columns(['user_pool_id', 'recipient']).execute()
}

async function createAuthEvents(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('auth_events')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('user_id', key, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('details', 'text', (c) => c.notNull())
    .addColumn('feedback', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('auth_events_of_user')
    .on('auth_events')
    .columns(['user_id', 'created_at', 'id'])
    .execute()
  await db.schema.createIndex('auth_events_of_pool').on('auth_events').column('user_pool_id').execute()
  await db.schema.createIndex('auth_events_by_age').on('auth_events').column('created_at').execute()
}

async function createRiskConfigurations(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('risk_configurations')
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('scope', key, (c) => c.notNull())
    .addColumn('app_client_id', key, (c) => c.references('app_clients.id').onDelete('cascade'))
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('risk_configurations_key', ['user_pool_id', 'scope'])
    .execute()
  await db.schema
    .createIndex('risk_configurations_of_client')
    .on('risk_configurations')
    .column('app_client_id')
    .execute()
}

async function createUserSessions(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('user_sessions')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('family_id', key, (c) => c.notNull().unique())
    .addColumn('user_id', key, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('app_client_id', key, (c) => c.notNull().references('app_clients.id').onDelete('cascade'))
    .addColumn('ip_address', 'text')
    .addColumn('device_type', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('last_active_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('user_sessions_of_user').on('user_sessions').column('user_id').execute()
  await db.schema.createIndex('user_sessions_of_client').on('user_sessions').column('app_client_id').execute()
}

async function createProvisionedLimits(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('provisioned_limits')
    .addColumn('account_id', key, (c) => c.notNull())
    .addColumn('region', key, (c) => c.notNull())
    .addColumn('category', key, (c) => c.notNull())
    .addColumn('requests_per_second', 'integer', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('provisioned_limits_key', ['account_id', 'region', 'category'])
    .execute()
}

async function createSigningCertificates(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('signing_certificates')
    .addColumn('user_pool_id', key, (c) => c.primaryKey().references('user_pools.id').onDelete('cascade'))
    .addColumn('certificate', 'text', (c) => c.notNull())
    .addColumn('sealed_private_key', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
}
