import { sql } from 'kysely'
import type { IamRolesTable } from './companion-schema.ts'
import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'

/** What tells one role from all others; case does not. */
export interface RoleKey {
  accountId: string
  name: string
}

export interface Tag {
  key: string
  value: string
}

/** A policy that is part of its role. */
export interface InlinePolicy {
  name: string
  /** JSON as it was given. */
  document: string
}

export interface RoleSettings {
  /** JSON as it was given. */
  trustPolicy: string
  description?: string
  maxSessionSeconds: number
  permissionsBoundary?: string
  tags: Tag[]
  inlinePolicies: InlinePolicy[]
}

export interface Role extends RoleKey {
  /** `AROA…`. */
  id: string
  /** Begins and ends with a slash. */
  path: string
  settings: RoleSettings
  createdAt: number
}

/** Names that differ only in case are the same. */
export function keyOf(name: string): string {
  return name.toLowerCase()
}

/** Adds the role; false when there is one of that name. */
export async function add(db: Db, role: Role): Promise<boolean> {
  const result = await db
    .insertInto('iam_roles')
    .values({
      account_id: role.accountId,
      name_key: keyOf(role.name),
      name: role.name,
      id: role.id,
      path: role.path,
      settings: JSON.stringify(role.settings),
      changes: 0,
      created_at: role.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function find(db: Db, { accountId, name }: RoleKey): Promise<Role | undefined> {
  const row = await db
    .selectFrom('iam_roles')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('name_key', '=', keyOf(name))
    .executeTakeFirst()
  return row && toRole(row)
}

/** Finds the role and lets nobody else change it before the end of the transaction. */
export async function lock(db: Db, { accountId, name }: RoleKey): Promise<Role | undefined> {
  const row = await db
    .updateTable('iam_roles')
    .set(({ eb }) => ({ changes: eb('changes', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('name_key', '=', keyOf(name))
    .returningAll()
    .executeTakeFirst()
  return row && toRole(row)
}

/** Writes the settings. */
export async function save(db: Db, role: Role): Promise<void> {
  await db
    .updateTable('iam_roles')
    .set({ settings: JSON.stringify(role.settings) })
    .where('account_id', '=', role.accountId)
    .where('name_key', '=', keyOf(role.name))
    .execute()
}

export async function remove(db: Db, { accountId, name }: RoleKey): Promise<void> {
  await db
    .deleteFrom('iam_roles')
    .where('account_id', '=', accountId)
    .where('name_key', '=', keyOf(name))
    .execute()
}

/** The roles of the account whose path begins so, by name. */
export async function list(
  db: Db,
  { accountId, pathPrefix }: { accountId: string; pathPrefix: string },
  page: PageRequest,
): Promise<Page<Role>> {
  const query = db
    .selectFrom('iam_roles')
    .selectAll()
    .where('account_id', '=', accountId)
    .where(sql<boolean>`substr(path, 1, ${sql.lit(pathPrefix.length)}) = ${pathPrefix}`)
  const rows = await readPage(query, 'name_key', page)
  return toPage(rows.map(toRole), page.limit, ({ name }) => keyOf(name))
}

function toRole(row: IamRolesTable): Role {
  return {
    accountId: row.account_id,
    name: row.name,
    id: row.id,
    path: row.path,
    settings: JSON.parse(row.settings) as RoleSettings,
    createdAt: row.created_at,
  }
}
