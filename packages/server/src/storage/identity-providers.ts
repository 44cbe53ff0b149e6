import { countRows } from './count-rows.ts'
import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'
import type { IdentityProvidersTable } from './schema.ts'

export type IdentityProviderType = IdentityProvidersTable['type']

/** What of a provider is no secret; absent means not given. */
export interface IdentityProviderSettings {
  /** Attribute of the pool to claim of the provider. */
  attributeMapping?: Record<string, string>
  idpIdentifiers?: string[]
  acrMapping?: Record<string, string>
}

export interface IdentityProvider {
  userPoolId: string
  name: string
  type: IdentityProviderType
  settings: IdentityProviderSettings
  /** JSON of ProviderDetails, sealed for `identity_providers.sealed_details:<user pool id>/<name>`. */
  sealedDetails: string
  createdAt: number
  updatedAt: number
}

export async function find(db: Db, userPoolId: string, name: string): Promise<IdentityProvider | undefined> {
  const row = await db
    .selectFrom('identity_providers')
    .selectAll()
    .where('user_pool_id', '=', userPoolId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row && toIdentityProvider(row)
}

/** The provider that has this text, an e-mail domain say, among its identifiers. */
export async function findByIdentifier(
  db: Db,
  userPoolId: string,
  identifier: string,
): Promise<IdentityProvider | undefined> {
  const row = await db
    .selectFrom('identity_provider_identifiers as known')
    .innerJoin('identity_providers as provider', (join) =>
      join
        .onRef('provider.user_pool_id', '=', 'known.user_pool_id')
        .onRef('provider.name', '=', 'known.provider_name'),
    )
    .selectAll('provider')
    .where('known.user_pool_id', '=', userPoolId)
    .where('known.identifier', '=', identifier)
    .executeTakeFirst()
  return row && toIdentityProvider(row)
}

/** The names among these that the pool has providers of. */
export async function existingNames(
  db: Db,
  userPoolId: string,
  names: readonly string[],
): Promise<Set<string>> {
  if (names.length === 0) return new Set()
  const rows = await db
    .selectFrom('identity_providers')
    .select('name')
    .where('user_pool_id', '=', userPoolId)
    .where('name', 'in', names)
    .execute()
  return new Set(rows.map((row) => row.name))
}

/** Adds the provider without its identifiers; false when its name is taken. */
export async function insert(db: Db, provider: IdentityProvider): Promise<boolean> {
  const result = await db
    .insertInto('identity_providers')
    .values(toRow(provider))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Writes settings and details. */
export async function update(db: Db, provider: IdentityProvider): Promise<void> {
  const { user_pool_id, name, type, created_at, ...changes } = toRow(provider)
  await db
    .updateTable('identity_providers')
    .set(changes)
    .where('user_pool_id', '=', user_pool_id)
    .where('name', '=', name)
    .execute()
}

/** Brings the index of identifiers into step with the settings. Returns the first one that another provider has. */
export async function claimIdentifiers(db: Db, provider: IdentityProvider): Promise<string | undefined> {
  const { userPoolId, name, settings } = provider
  await db
    .deleteFrom('identity_provider_identifiers')
    .where('user_pool_id', '=', userPoolId)
    .where('provider_name', '=', name)
    .execute()
  for (const identifier of settings.idpIdentifiers ?? []) {
    const result = await db
      .insertInto('identity_provider_identifiers')
      .values({ user_pool_id: userPoolId, identifier, provider_name: name })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (result.numInsertedOrUpdatedRows !== 1n) return identifier
  }
  return undefined
}

/** Removes the provider with its identifiers; false when it is not there. */
export async function remove(db: Db, userPoolId: string, name: string): Promise<boolean> {
  const result = await db
    .deleteFrom('identity_providers')
    .where('user_pool_id', '=', userPoolId)
    .where('name', '=', name)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** How many identity providers the pool has. */
export function count(db: Db, userPoolId: string): Promise<number> {
  return countRows(db.selectFrom('identity_providers').where('user_pool_id', '=', userPoolId))
}

/** The pool's providers in the order of their names. */
export async function list(db: Db, userPoolId: string, page: PageRequest): Promise<Page<IdentityProvider>> {
  const query = db.selectFrom('identity_providers').selectAll().where('user_pool_id', '=', userPoolId)
  const rows = await readPage(query, 'name', page)
  return toPage(rows.map(toIdentityProvider), page.limit, (provider) => provider.name)
}

function toIdentityProvider(row: IdentityProvidersTable): IdentityProvider {
  return {
    userPoolId: row.user_pool_id,
    name: row.name,
    type: row.type,
    settings: JSON.parse(row.settings) as IdentityProviderSettings,
    sealedDetails: row.sealed_details,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toRow(provider: IdentityProvider): IdentityProvidersTable {
  return {
    user_pool_id: provider.userPoolId,
    name: provider.name,
    type: provider.type,
    settings: JSON.stringify(provider.settings),
    sealed_details: provider.sealedDetails,
    created_at: provider.createdAt,
    updated_at: provider.updatedAt,
  }
}
