import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'
import { parseCached } from './parse-cached.ts'
import { prepared } from './prepared.ts'
import type { AppClientsTable } from './schema.ts'
import { cachedSettings } from './settings-cache.ts'
import { toUserPool, type UserPool } from './user-pools.ts'

export type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days'

/** The settings of CreateUserPoolClient, in camel case; absent means not set. */
export interface AppClientSettings {
  refreshTokenValidity?: number
  accessTokenValidity?: number
  idTokenValidity?: number
  tokenValidityUnits?: { accessToken?: TimeUnit; idToken?: TimeUnit; refreshToken?: TimeUnit }
  readAttributes?: string[]
  writeAttributes?: string[]
  explicitAuthFlows?: string[]
  supportedIdentityProviders?: string[]
  callbackURLs?: string[]
  logoutURLs?: string[]
  defaultRedirectURI?: string
  allowedOAuthFlows?: string[]
  allowedOAuthScopes?: string[]
  allowedOAuthFlowsUserPoolClient: boolean
  analyticsConfiguration?: Record<string, unknown>
  preventUserExistenceErrors?: 'LEGACY' | 'ENABLED'
  enableTokenRevocation: boolean
  enablePropagateAdditionalUserContextData: boolean
  /** Minutes. */
  authSessionValidity: number
  /** Whether app_client_secrets has rows for it; kept here so that public clients cost no query. */
  hasSecret?: boolean
  refreshTokenRotation?: { feature: 'ENABLED' | 'DISABLED'; retryGracePeriodSeconds?: number }
  /** The client registered itself (RFC 7591); absent for those that the operator made. */
  clientType?: 'DCR'
  /** What SetUserPoolClientSessionConfiguration set, minutes. */
  ssoSessionMinutes?: number
}

export interface AppClient {
  id: string
  userPoolId: string
  name: string
  settings: AppClientSettings
  createdAt: number
  updatedAt: number
}

export async function find(db: Db, userPoolId: string, id: string): Promise<AppClient | undefined> {
  const row = await db
    .selectFrom('app_clients')
    .selectAll()
    .where('id', '=', id)
    .where('user_pool_id', '=', userPoolId)
    .executeTakeFirst()
  return row && toAppClient(row)
}

const selectWithPool = prepared((db, { id }: { id: string }) =>
  db
    .selectFrom('app_clients as client')
    .innerJoin('user_pools as pool', 'pool.id', 'client.user_pool_id')
    .selectAll('pool')
    .select([
      'client.id as client_id',
      'client.name as client_name',
      'client.settings as client_settings',
      'client.created_at as client_created_at',
      'client.updated_at as client_updated_at',
    ])
    .where('client.id', '=', id),
)

/** The client with its pool, in one query: this is where every request without credentials begins. */
export const findWithPool = cachedSettings(readWithPool, { keeps: (found) => found !== undefined })

async function readWithPool(db: Db, id: string): Promise<{ client: AppClient; pool: UserPool } | undefined> {
  const [row] = (await selectWithPool(db, { id })).rows
  if (!row) return undefined
  const client = toAppClient({
    id: row.client_id,
    user_pool_id: row.id,
    name: row.client_name,
    settings: row.client_settings,
    created_at: row.client_created_at,
    updated_at: row.client_updated_at,
  })
  return { client: Object.freeze(client), pool: Object.freeze(toUserPool(row)) }
}

/** Holds the client's row until the end of the transaction and reads it. */
export async function lock(db: Db, userPoolId: string, id: string): Promise<AppClient | undefined> {
  const row = await db
    .updateTable('app_clients')
    .set((eb) => ({ updated_at: eb.ref('updated_at') }))
    .where('id', '=', id)
    .where('user_pool_id', '=', userPoolId)
    .returningAll()
    .executeTakeFirst()
  return row && toAppClient(row)
}

/** Adds the client; false when its id is taken. */
export async function insert(db: Db, client: AppClient): Promise<boolean> {
  const result = await db
    .insertInto('app_clients')
    .values(toRow(client))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function update(db: Db, client: AppClient): Promise<void> {
  const { id, user_pool_id, created_at, ...changes } = toRow(client)
  await db.updateTable('app_clients').set(changes).where('id', '=', id).execute()
}

/** Removes the client with its secrets and refresh tokens; false when it is not there. */
export async function remove(db: Db, userPoolId: string, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom('app_clients')
    .where('id', '=', id)
    .where('user_pool_id', '=', userPoolId)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** The pool's clients in the order of their ids. */
export async function list(db: Db, userPoolId: string, page: PageRequest): Promise<Page<AppClient>> {
  const query = db.selectFrom('app_clients').selectAll().where('user_pool_id', '=', userPoolId)
  const rows = await readPage(query, 'id', page)
  return toPage(rows.map(toAppClient), page.limit, (client) => client.id)
}

function toAppClient(row: AppClientsTable): AppClient {
  return {
    id: row.id,
    userPoolId: row.user_pool_id,
    name: row.name,
    settings: parseCached<AppClientSettings>(row.settings),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toRow(client: AppClient): AppClientsTable {
  return {
    id: client.id,
    user_pool_id: client.userPoolId,
    name: client.name,
    settings: JSON.stringify(client.settings),
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  }
}
