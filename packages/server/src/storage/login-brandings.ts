import { countRows } from './count-rows.ts'
import type { Db } from './open.ts'
import { prepared } from './prepared.ts'
import type { LoginBrandingsTable } from './schema.ts'
import { cachedSettings } from './settings-cache.ts'

export interface BrandingAsset {
  category: string
  colorMode: string
  extension: string
  resourceId?: string
  bytes: Buffer
}

/** How managed login looks for one app client. */
export interface LoginBranding {
  id: string
  userPoolId: string
  appClientId: string
  /** The document that was given; absent where Cognito's values are used. */
  settings?: Record<string, unknown>
  assets: BrandingAsset[]
  createdAt: number
  updatedAt: number
}

type StoredAsset = Omit<BrandingAsset, 'bytes'> & { bytes: string }

export async function find(db: Db, userPoolId: string, id: string): Promise<LoginBranding | undefined> {
  const row = await db
    .selectFrom('login_brandings')
    .selectAll()
    .where('id', '=', id)
    .where('user_pool_id', '=', userPoolId)
    .executeTakeFirst()
  return row && toLoginBranding(row)
}

/** The style of this id, whatever its pool. */
export async function findById(db: Db, id: string): Promise<LoginBranding | undefined> {
  const row = await db.selectFrom('login_brandings').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toLoginBranding(row)
}

/** The style of the app client, which has at most one. That there is none is kept in memory; images are not. */
export const findByClient = cachedSettings(readByClient, { keeps: (found) => found === undefined })

const selectByClient = prepared((db, { appClientId }: { appClientId: string }) =>
  db.selectFrom('login_brandings').selectAll().where('app_client_id', '=', appClientId),
)

async function readByClient(db: Db, appClientId: string): Promise<LoginBranding | undefined> {
  const [row] = (await selectByClient(db, { appClientId })).rows
  return row && toLoginBranding(row)
}

/** Adds the style; false when the app client has one. */
export async function insert(db: Db, branding: LoginBranding): Promise<boolean> {
  const result = await db
    .insertInto('login_brandings')
    .values(toRow(branding))
    .onConflict((conflict) => conflict.column('app_client_id').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Writes settings and assets. */
export async function update(db: Db, branding: LoginBranding): Promise<void> {
  const { settings, assets, updated_at } = toRow(branding)
  await db
    .updateTable('login_brandings')
    .set({ settings, assets, updated_at })
    .where('id', '=', branding.id)
    .execute()
}

/** False when the pool has no such style. */
export async function remove(db: Db, userPoolId: string, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom('login_brandings')
    .where('id', '=', id)
    .where('user_pool_id', '=', userPoolId)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** How many styles the pool has. */
export function count(db: Db, userPoolId: string): Promise<number> {
  return countRows(db.selectFrom('login_brandings').where('user_pool_id', '=', userPoolId))
}

function toLoginBranding(row: LoginBrandingsTable): LoginBranding {
  const assets = JSON.parse(row.assets) as StoredAsset[]
  return {
    id: row.id,
    userPoolId: row.user_pool_id,
    appClientId: row.app_client_id,
    ...(row.settings !== null && { settings: JSON.parse(row.settings) as Record<string, unknown> }),
    assets: assets.map((asset) => ({ ...asset, bytes: Buffer.from(asset.bytes, 'base64') })),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toRow(branding: LoginBranding): LoginBrandingsTable {
  const assets: StoredAsset[] = branding.assets.map((asset) => ({
    ...asset,
    bytes: asset.bytes.toString('base64'),
  }))
  return {
    id: branding.id,
    user_pool_id: branding.userPoolId,
    app_client_id: branding.appClientId,
    settings: branding.settings === undefined ? null : JSON.stringify(branding.settings),
    assets: JSON.stringify(assets),
    created_at: branding.createdAt,
    updated_at: branding.updatedAt,
  }
}
