import { type Kysely, type RawBuilder, sql } from 'kysely'
import { autoIncrement, keyText } from '../dialect.ts'

export async function up(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await createKeyTables(db)
  await createResourceTables(db, key)
  await createUserTables(db, key)
  await createCredentialTables(db)
  await createMessageTable(db)
}

async function createKeyTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('data_keys')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('generation', 'integer', (c) => c.notNull().unique())
    .addColumn('master_key_id', 'text', (c) => c.notNull())
    .addColumn('wrapped', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
}

async function createResourceTables(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('user_pools')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('region', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('schema_attributes', 'text', (c) => c.notNull())
    .addColumn('tags', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('app_clients')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('app_clients_by_pool')
    .on('app_clients')
    .columns(['user_pool_id', 'id'])
    .execute()
  await db.schema
    .createTable('app_client_secrets')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('app_client_id', key, (c) => c.notNull().references('app_clients.id').onDelete('cascade'))
    .addColumn('sealed_secret', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('app_client_secrets_by_client')
    .on('app_client_secrets')
    .column('app_client_id')
    .execute()
  await db.schema
    .createTable('signing_keys')
    .addColumn('kid', 'text', (c) => c.primaryKey())
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('token_use', 'text', (c) => c.notNull())
    .addColumn('generation', 'integer', (c) => c.notNull())
    .addColumn('public_jwk', 'text', (c) => c.notNull())
    .addColumn('sealed_private_key', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('signing_keys_generation', ['user_pool_id', 'token_use', 'generation'])
    .execute()
  await db.schema
    .createTable('groups')
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('name', key, (c) => c.notNull())
    .addColumn('name_key', key, (c) => c.notNull())
    .addColumn('description', 'text')
    .addColumn('role_arn', 'text')
    .addColumn('precedence', 'integer')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('groups_key', ['user_pool_id', 'name'])
    .addUniqueConstraint('groups_name_key', ['user_pool_id', 'name_key'])
    .execute()
}

/** The attributes of a user that ListUsers can search, each with an index of its own. */
const searchKeys = [
  'email_key',
  'phone_number_key',
  'name_key',
  'given_name_key',
  'family_name_key',
  'preferred_username_key',
]

async function createUserTables(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  let users = db.schema
    .createTable('users')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('username', key, (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('enabled', 'integer', (c) => c.notNull())
    .addColumn('attributes', 'text', (c) => c.notNull())
    .addColumn('password_kind', 'text')
    .addColumn('password_salt', 'text')
    .addColumn('sealed_password', 'text')
    .addColumn('password_set_at', 'bigint')
    .addColumn('signed_out_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
  for (const column of searchKeys) users = users.addColumn(column, key)
  await users.execute()
  await createIndex(db, 'users_by_pool', ['user_pool_id', 'id'])
  await createIndex(db, 'users_by_status', ['user_pool_id', 'status', 'id'])
  await createIndex(db, 'users_by_enabled', ['user_pool_id', 'enabled', 'id'])
  for (const column of searchKeys) await createIndex(db, `users_by_${column}`, ['user_pool_id', column, 'id'])
  await db.schema
    .createTable('sign_in_names')
    .addColumn('user_pool_id', key, (c) => c.notNull())
    .addColumn('name_key', key, (c) => c.notNull())
    .addColumn('user_id', key, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('sign_in_names_key', ['user_pool_id', 'name_key'])
    .execute()
  await db.schema.createIndex('sign_in_names_by_user').on('sign_in_names').column('user_id').execute()
  await db.schema
    .createTable('group_members')
    .addColumn('user_pool_id', key, (c) => c.notNull())
    .addColumn('group_name', key, (c) => c.notNull())
    .addColumn('user_id', key, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('group_members_key', ['user_pool_id', 'group_name', 'user_id'])
    .addForeignKeyConstraint(
      'group_members_group',
      ['user_pool_id', 'group_name'],
      'groups',
      ['user_pool_id', 'name'],
      (c) => c.onDelete('cascade'),
    )
    .execute()
  await db.schema
    .createIndex('group_members_by_user')
    .on('group_members')
    .columns(['user_id', 'group_name'])
    .execute()
}

async function createIndex(db: Kysely<unknown>, name: string, columns: string[]): Promise<void> {
  await db.schema.createIndex(name).on('users').columns(columns).execute()
}

async function createCredentialTables(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await db.schema
    .createTable('password_history')
    .addColumn('id', autoIncrement(db), (c) => c.primaryKey())
    .addColumn('user_id', key, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('password_kind', 'text', (c) => c.notNull())
    .addColumn('password_salt', 'text')
    .addColumn('sealed_password', 'text', (c) => c.notNull())
    .addColumn('seal_id', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('password_history_by_user')
    .on('password_history')
    .columns(['user_id', 'id'])
    .execute()
  await db.schema
    .createTable('verification_codes')
    .addColumn('user_id', key, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('code_hash', 'text', (c) => c.notNull())
    .addColumn('attribute', 'text')
    .addColumn('destination', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('verification_codes_key', ['user_id', 'purpose'])
    .execute()
  await db.schema
    .createTable('attempts')
    .addColumn('subject', key, (c) => c.notNull())
    .addColumn('purpose', 'text', (c) => c.notNull())
    .addColumn('count', 'integer', (c) => c.notNull())
    .addColumn('window_started_at', 'bigint', (c) => c.notNull())
    .addColumn('locked_until', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('attempts_key', ['subject', 'purpose'])
    .execute()
  await db.schema.createIndex('attempts_by_age').on('attempts').column('updated_at').execute()
  await db.schema
    .createTable('used_challenge_sessions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('used_challenge_sessions_by_expiry')
    .on('used_challenge_sessions')
    .column('expires_at')
    .execute()
  await createRefreshTokens(db, key)
}

async function createRefreshTokens(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .createTable('refresh_tokens')
    .addColumn('token_hash', 'text', (c) => c.primaryKey())
    .addColumn('family_id', 'text', (c) => c.notNull())
    .addColumn('user_pool_id', key, (c) => c.notNull())
    .addColumn('app_client_id', key, (c) => c.notNull().references('app_clients.id').onDelete('cascade'))
    .addColumn('user_id', key, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('scope', 'text', (c) => c.notNull())
    .addColumn('auth_time', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('replaced_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .execute()
  for (const column of ['family_id', 'user_id', 'app_client_id', 'expires_at'])
    await db.schema.createIndex(`refresh_tokens_by_${column}`).on('refresh_tokens').column(column).execute()
}

async function createMessageTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('messages')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('user_pool_id', 'text', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('recipient', 'text', (c) => c.notNull())
    .addColumn('trigger_source', 'text', (c) => c.notNull())
    .addColumn('sealed_content', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('sent_at', 'bigint')
    .addColumn('last_error', 'text')
    .execute()
  await db.schema.createIndex('messages_by_age').on('messages').columns(['created_at', 'id']).execute()
  await db.schema
    .createIndex('messages_due')
    .on('messages')
    .column('due_at')
    .where(sql.ref('due_at'), 'is not', null)
    .execute()
}
