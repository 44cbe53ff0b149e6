import { countRows } from './count-rows.ts'
import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'
import { prepared } from './prepared.ts'
import type { TermsTable } from './schema.ts'
import { cachedSettings } from './settings-cache.ts'

export type TermsName = TermsTable['name']

/** One of the documents that the sign-up page of an app client links to. */
export interface Terms {
  id: string
  userPoolId: string
  appClientId: string
  name: TermsName
  /** Address by language (`cognito:default`, `cognito:french`, …). */
  links: Record<string, string>
  createdAt: number
  updatedAt: number
}

export async function find(db: Db, userPoolId: string, id: string): Promise<Terms | undefined> {
  const row = await db
    .selectFrom('terms')
    .selectAll()
    .where('id', '=', id)
    .where('user_pool_id', '=', userPoolId)
    .executeTakeFirst()
  return row && toTerms(row)
}

/** The app client's document of this name, of which there is at most one. */
export const findByClient = cachedSettings(readByClient, { keeps: () => true })

const selectByClient = prepared((db, given: { appClientId: string; name: TermsName }) =>
  db
    .selectFrom('terms')
    .selectAll()
    .where('app_client_id', '=', given.appClientId)
    .where('name', '=', given.name),
)

async function readByClient(db: Db, appClientId: string, name: TermsName): Promise<Terms | undefined> {
  const [row] = (await selectByClient(db, { appClientId, name })).rows
  return row && toTerms(row)
}

/** Adds the document; false when the app client has one of this name. */
export async function insert(db: Db, terms: Terms): Promise<boolean> {
  const result = await db
    .insertInto('terms')
    .values(toRow(terms))
    .onConflict((conflict) => conflict.columns(['app_client_id', 'name']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Writes name and links. */
export async function update(db: Db, terms: Terms): Promise<void> {
  const { name, links, updated_at } = toRow(terms)
  await db.updateTable('terms').set({ name, links, updated_at }).where('id', '=', terms.id).execute()
}

/** False when the pool has no such document. */
export async function remove(db: Db, userPoolId: string, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom('terms')
    .where('id', '=', id)
    .where('user_pool_id', '=', userPoolId)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** How many documents the pool has. */
export function count(db: Db, userPoolId: string): Promise<number> {
  return countRows(db.selectFrom('terms').where('user_pool_id', '=', userPoolId))
}

/** The pool's documents in the order of their ids. */
export async function list(db: Db, userPoolId: string, page: PageRequest): Promise<Page<Terms>> {
  const query = db.selectFrom('terms').selectAll().where('user_pool_id', '=', userPoolId)
  const rows = await readPage(query, 'id', page)
  return toPage(rows.map(toTerms), page.limit, (terms) => terms.id)
}

function toTerms(row: TermsTable): Terms {
  return {
    id: row.id,
    userPoolId: row.user_pool_id,
    appClientId: row.app_client_id,
    name: row.name,
    links: JSON.parse(row.links) as Record<string, string>,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toRow(terms: Terms): TermsTable {
  return {
    id: terms.id,
    user_pool_id: terms.userPoolId,
    app_client_id: terms.appClientId,
    name: terms.name,
    links: JSON.stringify(terms.links),
    created_at: terms.createdAt,
    updated_at: terms.updatedAt,
  }
}
