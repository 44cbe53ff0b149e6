import type { FunctionAliasesTable } from './function-schema.ts'
import type { FunctionKey } from './functions.ts'
import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'

export interface AliasSettings {
  version: string
  description: string
  /** Which share of the invocations goes to another version. */
  additionalVersionWeights?: Record<string, number>
}

export interface FunctionAlias extends FunctionKey {
  alias: string
  settings: AliasSettings
  revisionId: string
}

/** Adds the alias; false when the function has one of that name. */
export async function add(db: Db, alias: FunctionAlias): Promise<boolean> {
  const result = await db
    .insertInto('function_aliases')
    .values(toRow(alias))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function save(db: Db, { alias, settings, revisionId, ...key }: FunctionAlias): Promise<void> {
  await db
    .updateTable('function_aliases')
    .set({ settings: JSON.stringify(settings), revision_id: revisionId })
    .where('account_id', '=', key.accountId)
    .where('region', '=', key.region)
    .where('function_name', '=', key.name)
    .where('alias', '=', alias)
    .execute()
}

export async function find(db: Db, key: FunctionKey, alias: string): Promise<FunctionAlias | undefined> {
  const row = await ofFunction(db, key).where('alias', '=', alias).executeTakeFirst()
  return row && toAlias(row)
}

export async function list(db: Db, key: FunctionKey, page: PageRequest): Promise<Page<FunctionAlias>> {
  const rows = await readPage(ofFunction(db, key), 'alias', page)
  return toPage(rows.map(toAlias), page.limit, ({ alias }) => alias)
}

/** All of them: nobody has more than a few. */
export async function listAll(db: Db, key: FunctionKey): Promise<FunctionAlias[]> {
  return (await ofFunction(db, key).execute()).map(toAlias)
}

export async function remove(db: Db, key: FunctionKey, alias: string): Promise<void> {
  await db
    .deleteFrom('function_aliases')
    .where('account_id', '=', key.accountId)
    .where('region', '=', key.region)
    .where('function_name', '=', key.name)
    .where('alias', '=', alias)
    .execute()
}

function ofFunction(db: Db, key: FunctionKey) {
  return db
    .selectFrom('function_aliases')
    .selectAll()
    .where('account_id', '=', key.accountId)
    .where('region', '=', key.region)
    .where('function_name', '=', key.name)
}

function toAlias(row: FunctionAliasesTable): FunctionAlias {
  return {
    accountId: row.account_id,
    region: row.region,
    name: row.function_name,
    alias: row.alias,
    settings: JSON.parse(row.settings) as AliasSettings,
    revisionId: row.revision_id,
  }
}

function toRow(alias: FunctionAlias): FunctionAliasesTable {
  return {
    account_id: alias.accountId,
    region: alias.region,
    function_name: alias.name,
    alias: alias.alias,
    settings: JSON.stringify(alias.settings),
    revision_id: alias.revisionId,
  }
}
