import type { Kysely } from 'kysely'
import { keyText } from '../dialect.ts'

/** Jobs that import users, their files in sealed pieces, what became of rows, and the one job that runs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createJobs(db)
  const key = keyText(db)
  const job = { type: key, references: 'user_import_jobs.id' }
  await db.schema
    .createTable('user_import_chunks')
    .addColumn('job_id', job.type, (c) => c.notNull().references(job.references).onDelete('cascade'))
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('sealed_content', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('user_import_chunks_key', ['job_id', 'number'])
    .execute()
  await db.schema
    .createTable('user_import_lines')
    .addColumn('job_id', job.type, (c) => c.notNull().references(job.references).onDelete('cascade'))
    .addColumn('line_number', 'integer', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('user_import_lines_key', ['job_id', 'line_number'])
    .execute()
  await db.schema
    .createTable('user_import_slots')
    .addColumn('account_id', 'text', (c) => c.primaryKey())
    .addColumn('job_id', job.type, (c) => c.notNull().unique().references(job.references).onDelete('cascade'))
    .addColumn('lease_id', 'text', (c) => c.notNull())
    .addColumn('lease_until', 'bigint', (c) => c.notNull())
    .execute()
}

async function createJobs(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await db.schema
    .createTable('user_import_jobs')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('user_pool_id', key, (c) => c.notNull().references('user_pools.id').onDelete('cascade'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('role_arn', 'text', (c) => c.notNull())
    .addColumn('hashing_algorithm', 'text')
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('upload_id', 'text')
    .addColumn('uploaded_bytes', 'bigint')
    .addColumn('read_bytes', 'bigint', (c) => c.notNull())
    .addColumn('read_lines', 'bigint', (c) => c.notNull())
    .addColumn('read_rows', 'bigint', (c) => c.notNull())
    .addColumn('imported_users', 'bigint', (c) => c.notNull())
    .addColumn('skipped_users', 'bigint', (c) => c.notNull())
    .addColumn('failed_users', 'bigint', (c) => c.notNull())
    .addColumn('completion_message', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('started_at', 'bigint')
    .addColumn('completed_at', 'bigint')
    .execute()
  await db.schema
    .createIndex('user_import_jobs_by_age')
    .on('user_import_jobs')
    .columns(['user_pool_id', 'created_at', 'id'])
    .execute()
}
