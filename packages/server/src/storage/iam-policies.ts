import { sql } from 'kysely'
import type { IamPoliciesTable } from './companion-schema.ts'
import { keyOf, type Tag } from './iam-roles.ts'
import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'

/** What tells one policy from all others of the account; case does not. */
export interface PolicyKey {
  accountId: string
  name: string
}

export interface PolicyVersion {
  number: number
  /** JSON as it was given. */
  document: string
  createdAt: number
}

export interface PolicySettings {
  description?: string
  tags: Tag[]
  /** Newest first; never empty. */
  versions: PolicyVersion[]
  defaultVersion: number
  /** The number of the version that was made last. */
  lastVersion: number
}

/** A managed policy of the account's own. */
export interface Policy extends PolicyKey {
  /** `ANPA…`. */
  id: string
  /** Begins and ends with a slash. */
  path: string
  settings: PolicySettings
  createdAt: number
  updatedAt: number
}

/** Adds the policy; false when there is one of that name. */
export async function add(db: Db, policy: Policy): Promise<boolean> {
  const result = await db
    .insertInto('iam_policies')
    .values({
      account_id: policy.accountId,
      name_key: keyOf(policy.name),
      name: policy.name,
      id: policy.id,
      path: policy.path,
      settings: JSON.stringify(policy.settings),
      changes: 0,
      created_at: policy.createdAt,
      updated_at: policy.updatedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function find(db: Db, { accountId, name }: PolicyKey): Promise<Policy | undefined> {
  const row = await db
    .selectFrom('iam_policies')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('name_key', '=', keyOf(name))
    .executeTakeFirst()
  return row && toPolicy(row)
}

/** Finds the policy and lets nobody else change it before the end of the transaction. */
export async function lock(db: Db, { accountId, name }: PolicyKey): Promise<Policy | undefined> {
  const row = await db
    .updateTable('iam_policies')
    .set(({ eb }) => ({ changes: eb('changes', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('name_key', '=', keyOf(name))
    .returningAll()
    .executeTakeFirst()
  return row && toPolicy(row)
}

/** Writes the settings and the time of the change. */
export async function save(db: Db, policy: Policy): Promise<void> {
  await db
    .updateTable('iam_policies')
    .set({ settings: JSON.stringify(policy.settings), updated_at: policy.updatedAt })
    .where('account_id', '=', policy.accountId)
    .where('name_key', '=', keyOf(policy.name))
    .execute()
}

export async function remove(db: Db, { accountId, name }: PolicyKey): Promise<void> {
  await db
    .deleteFrom('iam_policies')
    .where('account_id', '=', accountId)
    .where('name_key', '=', keyOf(name))
    .execute()
}

/** The policies of the account whose path begins so, by name. */
export async function list(
  db: Db,
  { accountId, pathPrefix }: { accountId: string; pathPrefix: string },
  page: PageRequest,
): Promise<Page<Policy>> {
  const query = db
    .selectFrom('iam_policies')
    .selectAll()
    .where('account_id', '=', accountId)
    .where(sql<boolean>`substr(path, 1, ${sql.lit(pathPrefix.length)}) = ${pathPrefix}`)
  const rows = await readPage(query, 'name_key', page)
  return toPage(rows.map(toPolicy), page.limit, ({ name }) => keyOf(name))
}

function toPolicy(row: IamPoliciesTable): Policy {
  return {
    accountId: row.account_id,
    name: row.name,
    id: row.id,
    path: row.path,
    settings: JSON.parse(row.settings) as PolicySettings,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
