import type { FunctionsTable } from './function-schema.ts'
import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'

/** What tells one function from all others. */
export interface FunctionKey {
  accountId: string
  region: string
  name: string
}

/** When the runtime of a function would be renewed; kept as it was set. */
export interface RuntimeManagement {
  updateRuntimeOn: 'Auto' | 'Manual' | 'FunctionUpdate'
  runtimeVersionArn?: string
}

/** What belongs to a function as a whole. */
export interface FunctionSettings {
  tags: Record<string, string>
  reservedConcurrency?: number
  /** By version. */
  runtimeManagement?: Record<string, RuntimeManagement>
}

export interface DeployedFunction extends FunctionKey {
  settings: FunctionSettings
  /** The number of the version that was published last; 0 before the first. */
  lastVersion: number
  createdAt: number
}

/** Adds the function; false when there is one of that name. */
export async function add(db: Db, fn: DeployedFunction): Promise<boolean> {
  const result = await db
    .insertInto('functions')
    .values({
      account_id: fn.accountId,
      region: fn.region,
      name: fn.name,
      settings: JSON.stringify(fn.settings),
      last_version: fn.lastVersion,
      changes: 0,
      created_at: fn.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function find(db: Db, key: FunctionKey): Promise<DeployedFunction | undefined> {
  const row = await db
    .selectFrom('functions')
    .selectAll()
    .where('account_id', '=', key.accountId)
    .where('region', '=', key.region)
    .where('name', '=', key.name)
    .executeTakeFirst()
  return row && toFunction(row)
}

/** Finds the function and lets nobody else change it before the end of the transaction. */
export async function lock(db: Db, key: FunctionKey): Promise<DeployedFunction | undefined> {
  const row = await db
    .updateTable('functions')
    .set(({ eb }) => ({ changes: eb('changes', '+', 1) }))
    .where('account_id', '=', key.accountId)
    .where('region', '=', key.region)
    .where('name', '=', key.name)
    .returningAll()
    .executeTakeFirst()
  return row && toFunction(row)
}

/** Writes settings and the number of the last version. */
export async function save(db: Db, fn: DeployedFunction): Promise<void> {
  await db
    .updateTable('functions')
    .set({ settings: JSON.stringify(fn.settings), last_version: fn.lastVersion })
    .where('account_id', '=', fn.accountId)
    .where('region', '=', fn.region)
    .where('name', '=', fn.name)
    .execute()
}

/** The functions of one account and region by name. */
export async function list(
  db: Db,
  { accountId, region }: Omit<FunctionKey, 'name'>,
  page: PageRequest,
): Promise<Page<DeployedFunction>> {
  const query = db
    .selectFrom('functions')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
  const rows = await readPage(query, 'name', page)
  return toPage(rows.map(toFunction), page.limit, ({ name }) => name)
}

/** How many functions the account has in the region. */
export async function count(db: Db, { accountId, region }: Omit<FunctionKey, 'name'>): Promise<number> {
  const { functions } = await db
    .selectFrom('functions')
    .select((eb) => eb.fn.countAll().as('functions'))
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .executeTakeFirstOrThrow()
  return Number(functions)
}

/** Removes the function with everything that belongs to it but its code. */
export async function remove(db: Db, key: FunctionKey): Promise<void> {
  await db
    .deleteFrom('functions')
    .where('account_id', '=', key.accountId)
    .where('region', '=', key.region)
    .where('name', '=', key.name)
    .execute()
}

function toFunction(row: FunctionsTable): DeployedFunction {
  return {
    accountId: row.account_id,
    region: row.region,
    name: row.name,
    settings: JSON.parse(row.settings) as FunctionSettings,
    lastVersion: row.last_version,
    createdAt: row.created_at,
  }
}
