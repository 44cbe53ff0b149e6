import type { Kysely, RawBuilder } from 'kysely'
import { keyText } from '../dialect.ts'

/** Deployed functions with their code, versions, aliases and policies. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await db.schema
    .createTable('function_codes')
    .addColumn('sha256', key, (c) => c.primaryKey())
    .addColumn('zip', 'text', (c) => c.notNull())
    .addColumn('stored_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('functions')
    .addColumn('account_id', key, (c) => c.notNull())
    .addColumn('region', key, (c) => c.notNull())
    .addColumn('name', key, (c) => c.notNull())
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('last_version', 'integer', (c) => c.notNull())
    .addColumn('changes', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('functions_key', ['account_id', 'region', 'name'])
    .execute()
  await createVersions(db, key)
  await ofFunction(db, 'function_aliases', 'alias')
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('revision_id', 'text', (c) => c.notNull())
    .execute()
  await ofFunction(db, 'function_policies', 'qualifier')
    .addColumn('statements', 'text', (c) => c.notNull())
    .addColumn('revision_id', 'text', (c) => c.notNull())
    .execute()
}

async function createVersions(db: Kysely<unknown>, key: RawBuilder<unknown>): Promise<void> {
  await ofFunction(db, 'function_versions', 'version')
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('configuration', 'text', (c) => c.notNull())
    .addColumn('sealed_environment', 'text')
    .addColumn('code_sha256', key, (c) => c.notNull().references('function_codes.sha256'))
    .addColumn('code_size', 'integer', (c) => c.notNull())
    .addColumn('revision_id', 'text', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('function_versions_by_code')
    .on('function_versions')
    .column('code_sha256')
    .execute()
}

/** A table whose rows belong to a function and have a name of their own within it. */
function ofFunction(db: Kysely<unknown>, table: string, name: string) {
  const key = keyText(db)
  return db.schema
    .createTable(table)
    .addColumn('account_id', key, (c) => c.notNull())
    .addColumn('region', key, (c) => c.notNull())
    .addColumn('function_name', key, (c) => c.notNull())
    .addColumn(name, key, (c) => c.notNull())
    .addPrimaryKeyConstraint(`${table}_key`, ['account_id', 'region', 'function_name', name])
    .addForeignKeyConstraint(
      `${table}_function`,
      ['account_id', 'region', 'function_name'],
      'functions',
      ['account_id', 'region', 'name'],
      (c) => c.onDelete('cascade'),
    )
}
