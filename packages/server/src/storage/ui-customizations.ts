import type { Db } from './open.ts'
import { prepared } from './prepared.ts'
import type { UiCustomizationsTable } from './schema.ts'
import { cachedSettings } from './settings-cache.ts'

/** How the classic pages look for one app client, or for all that have no look of their own. */
export interface UiCustomization {
  userPoolId: string
  /** Absent for all app clients. */
  appClientId?: string
  css?: string
  image?: Buffer
  /** Changes with each change. */
  version: string
  createdAt: number
  updatedAt: number
}

/** As the API calls the look of all app clients, where others are called by their ids. */
export const ALL = 'ALL'

const select = prepared((db, given: { userPoolId: string; scope: string }) =>
  db
    .selectFrom('ui_customizations')
    .selectAll()
    .where('user_pool_id', '=', given.userPoolId)
    .where('scope', '=', given.scope),
)

/** That there is none, which is the usual, is kept in memory; images are not. */
export const find = cachedSettings(read, { keeps: (found) => found === undefined })

async function read(db: Db, userPoolId: string, appClientId?: string): Promise<UiCustomization | undefined> {
  const [row] = (await select(db, { userPoolId, scope: appClientId ?? ALL })).rows
  return row && toUiCustomization(row)
}

/** Writes the look, in the place of a former one, whose time of creation stays. */
export async function save(db: Db, customization: UiCustomization): Promise<UiCustomization> {
  const row = toRow(customization)
  const { css, image, version, updated_at } = row
  const saved = await db
    .insertInto('ui_customizations')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['user_pool_id', 'scope']).doUpdateSet({ css, image, version, updated_at }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  return toUiCustomization(saved)
}

export async function remove(db: Db, userPoolId: string, appClientId?: string): Promise<void> {
  await db
    .deleteFrom('ui_customizations')
    .where('user_pool_id', '=', userPoolId)
    .where('scope', '=', appClientId ?? ALL)
    .execute()
}

/** Removes the looks of all app clients of the pool. */
export async function removeAll(db: Db, userPoolId: string): Promise<void> {
  await db.deleteFrom('ui_customizations').where('user_pool_id', '=', userPoolId).execute()
}

function toUiCustomization(row: UiCustomizationsTable): UiCustomization {
  return {
    userPoolId: row.user_pool_id,
    ...(row.app_client_id !== null && { appClientId: row.app_client_id }),
    ...(row.css !== null && { css: row.css }),
    ...(row.image !== null && { image: Buffer.from(row.image, 'base64') }),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toRow(customization: UiCustomization): UiCustomizationsTable {
  return {
    user_pool_id: customization.userPoolId,
    scope: customization.appClientId ?? ALL,
    app_client_id: customization.appClientId ?? null,
    css: customization.css ?? null,
    image: customization.image?.toString('base64') ?? null,
    version: customization.version,
    created_at: customization.createdAt,
    updated_at: customization.updatedAt,
  }
}
