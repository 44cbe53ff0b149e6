import type { Kysely, RawBuilder } from 'kysely'
import { keyText } from '../dialect.ts'

/** What a pool's sign-in pages are made of: resource servers, identity providers, domains, branding and terms. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await createResourceServers(db, key)
  await createIdentityProviders(db, key)
  await createDomains(db, key)
  await createBranding(db, key)
}

async function createResourceServers(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('resource_servers')
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('identifier', key, (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('scopes', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('resource_servers_key', ['user_pool_id', 'identifier'])
    .execute()
}

async function createIdentityProviders(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('identity_providers')
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('name', key, (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('sealed_details', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('identity_providers_key', ['user_pool_id', 'name'])
    .execute()
  await db.schema
    .createTable('identity_provider_identifiers')
    .addColumn('user_pool_id', key, (c) => c.notNull())
    .addColumn('identifier', key, (c) => c.notNull())
    .addColumn('provider_name', key, (c) => c.notNull())
    .addPrimaryKeyConstraint('identity_provider_identifiers_key', ['user_pool_id', 'identifier'])
    .addForeignKeyConstraint(
      'identity_provider_identifiers_provider',
      ['user_pool_id', 'provider_name'],
      'identity_providers',
      ['user_pool_id', 'name'],
      (c) => c.onDelete('cascade'),
    )
    .execute()
  await db.schema
    .createTable('linked_identities')
    .addColumn('user_pool_id', key, (c) => c.notNull())
    .addColumn('provider_name', key, (c) => c.notNull())
    .addColumn('identity_key', key, (c) => c.notNull())
    .addColumn('user_id', key, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('linked_identities_key', ['user_pool_id', 'provider_name', 'identity_key'])
    .execute()
  await db.schema.createIndex('linked_identities_by_user').on('linked_identities').column('user_id').execute()
}

async function createDomains(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('domains')
    .addColumn('domain', key, (c) => c.primaryKey())
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('domains_of_pool', ['user_pool_id', 'kind'])
    .execute()
}

async function createBranding(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('ui_customizations')
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('scope', key, (c) => c.notNull())
    .addColumn('app_client_id', key, (c) => c.references('app_clients.id').onDelete('cascade'))
    .addColumn('css', 'text')
    .addColumn('image', 'text')
    .addColumn('version', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('ui_customizations_key', ['user_pool_id', 'scope'])
    .execute()
  await db.schema
    .createIndex('ui_customizations_by_client')
    .on('ui_customizations')
    .column('app_client_id')
    .execute()
  await db.schema
    .createTable('login_brandings')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('app_client_id', key, (c) =>
      c.notNull().unique().references('app_clients.id').onDelete('cascade'),
    )
    .addColumn('settings', 'text')
    .addColumn('assets', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('login_brandings_by_pool')
    .on('login_brandings')
    .column('user_pool_id')
    .execute()
  await db.schema
    .createTable('terms')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('app_client_id', key, (c) => c.notNull().references('app_clients.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('links', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('terms_of_client', ['app_client_id', 'name'])
    .execute()
  await db.schema.createIndex('terms_by_pool').on('terms').columns(['user_pool_id', 'id']).execute()
}
