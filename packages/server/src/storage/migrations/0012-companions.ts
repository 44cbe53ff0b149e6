import type { Kysely } from 'kysely'
import { keyText } from '../dialect.ts'

/** Roles and policies of IAM, and identities of SES, as companions of user pools. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await db.schema
    .createTable('iam_roles')
    .addColumn('account_id', key, (c) => c.notNull())
    .addColumn('name_key', key, (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('path', 'text', (c) => c.notNull())
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('changes', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('iam_roles_key', ['account_id', 'name_key'])
    .execute()
  await db.schema
    .createTable('iam_policies')
    .addColumn('account_id', key, (c) => c.notNull())
    .addColumn('name_key', key, (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('path', 'text', (c) => c.notNull())
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('changes', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('iam_policies_key', ['account_id', 'name_key'])
    .execute()
  await createAttachments(db)
  await db.schema
    .createTable('ses_identities')
    .addColumn('account_id', key, (c) => c.notNull())
    .addColumn('region', key, (c) => c.notNull())
    .addColumn('identity', key, (c) => c.notNull())
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('changes', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('ses_identities_key', ['account_id', 'region', 'identity'])
    .execute()
}

async function createAttachments(db: Kysely<unknown>): Promise<void> {
  const key = keyText(db)
  await db.schema
    .createTable('iam_attachments')
    .addColumn('account_id', key, (c) => c.notNull())
    .addColumn('role_key', key, (c) => c.notNull())
    .addColumn('policy_arn', key, (c) => c.notNull())
    .addPrimaryKeyConstraint('iam_attachments_key', ['account_id', 'role_key', 'policy_arn'])
    .addForeignKeyConstraint('iam_attachments_role', ['account_id', 'role_key'], 'iam_roles', [
      'account_id',
      'name_key',
    ])
    .execute()
  await db.schema
    .createIndex('iam_attachments_by_policy')
    .on('iam_attachments')
    .columns(['account_id', 'policy_arn', 'role_key'])
    .execute()
}
