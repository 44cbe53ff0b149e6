import { countRows } from './count-rows.ts'
import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'
import type { ResourceServersTable } from './schema.ts'

export interface ResourceServerScope {
  scopeName: string
  scopeDescription: string
}

export interface ResourceServer {
  userPoolId: string
  identifier: string
  name: string
  scopes: ResourceServerScope[]
  createdAt: number
  updatedAt: number
}

export async function find(
  db: Db,
  userPoolId: string,
  identifier: string,
): Promise<ResourceServer | undefined> {
  const row = await db
    .selectFrom('resource_servers')
    .selectAll()
    .where('user_pool_id', '=', userPoolId)
    .where('identifier', '=', identifier)
    .executeTakeFirst()
  return row && toResourceServer(row)
}

/** Those of the pool's resource servers that have one of these identifiers. */
export async function findAll(
  db: Db,
  userPoolId: string,
  identifiers: readonly string[],
): Promise<ResourceServer[]> {
  if (identifiers.length === 0) return []
  const rows = await db
    .selectFrom('resource_servers')
    .selectAll()
    .where('user_pool_id', '=', userPoolId)
    .where('identifier', 'in', identifiers)
    .execute()
  return rows.map(toResourceServer)
}

/** Adds the resource server; false when its identifier is taken. */
export async function insert(db: Db, server: ResourceServer): Promise<boolean> {
  const result = await db
    .insertInto('resource_servers')
    .values(toRow(server))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Writes name and scopes; undefined when the resource server is not there. */
export async function update(
  db: Db,
  server: Omit<ResourceServer, 'createdAt'>,
): Promise<ResourceServer | undefined> {
  const row = await db
    .updateTable('resource_servers')
    .set({ name: server.name, scopes: JSON.stringify(server.scopes), updated_at: server.updatedAt })
    .where('user_pool_id', '=', server.userPoolId)
    .where('identifier', '=', server.identifier)
    .returningAll()
    .executeTakeFirst()
  return row && toResourceServer(row)
}

/** False when the resource server is not there. */
export async function remove(db: Db, userPoolId: string, identifier: string): Promise<boolean> {
  const result = await db
    .deleteFrom('resource_servers')
    .where('user_pool_id', '=', userPoolId)
    .where('identifier', '=', identifier)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** How many resource servers the pool has. */
export function count(db: Db, userPoolId: string): Promise<number> {
  return countRows(db.selectFrom('resource_servers').where('user_pool_id', '=', userPoolId))
}

/** The pool's resource servers in the order of their identifiers. */
export async function list(db: Db, userPoolId: string, page: PageRequest): Promise<Page<ResourceServer>> {
  const query = db.selectFrom('resource_servers').selectAll().where('user_pool_id', '=', userPoolId)
  const rows = await readPage(query, 'identifier', page)
  return toPage(rows.map(toResourceServer), page.limit, (server) => server.identifier)
}

function toResourceServer(row: ResourceServersTable): ResourceServer {
  return {
    userPoolId: row.user_pool_id,
    identifier: row.identifier,
    name: row.name,
    scopes: JSON.parse(row.scopes) as ResourceServerScope[],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toRow(server: ResourceServer): ResourceServersTable {
  return {
    user_pool_id: server.userPoolId,
    identifier: server.identifier,
    name: server.name,
    scopes: JSON.stringify(server.scopes),
    created_at: server.createdAt,
    updated_at: server.updatedAt,
  }
}
