import type { Db } from './open.ts'
import type { DomainsTable } from './schema.ts'

/** A prefix is a label before the server's domain suffix, a custom domain a whole host name. */
export type DomainKind = DomainsTable['kind']

export interface DomainSettings {
  customDomainConfig?: { certificateArn: string; securityPolicy?: string }
  /** 1 is the classic hosted UI, 2 managed login. */
  managedLoginVersion: number
  routing?: Record<string, unknown>
}

export interface Domain {
  domain: string
  userPoolId: string
  kind: DomainKind
  settings: DomainSettings
  createdAt: number
}

/** The domain of this name, whatever its pool. */
export async function find(db: Db, domain: string): Promise<Domain | undefined> {
  const row = await db.selectFrom('domains').selectAll().where('domain', '=', domain).executeTakeFirst()
  return row && toDomain(row)
}

/** The pool's domains: at most one of each kind. */
export async function listOfPool(db: Db, userPoolId: string): Promise<Domain[]> {
  const rows = await db.selectFrom('domains').selectAll().where('user_pool_id', '=', userPoolId).execute()
  return rows.map(toDomain)
}

/** Adds the domain; false when its name is taken, or the pool has one of its kind. */
export async function insert(db: Db, domain: Domain): Promise<boolean> {
  const result = await db
    .insertInto('domains')
    .values(toRow(domain))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Writes the settings. */
export async function update(db: Db, domain: Domain): Promise<void> {
  await db
    .updateTable('domains')
    .set({ settings: JSON.stringify(domain.settings) })
    .where('domain', '=', domain.domain)
    .execute()
}

/** False when the pool has no such domain. */
export async function remove(db: Db, userPoolId: string, domain: string): Promise<boolean> {
  const result = await db
    .deleteFrom('domains')
    .where('domain', '=', domain)
    .where('user_pool_id', '=', userPoolId)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

function toDomain(row: DomainsTable): Domain {
  return {
    domain: row.domain,
    userPoolId: row.user_pool_id,
    kind: row.kind,
    settings: JSON.parse(row.settings) as DomainSettings,
    createdAt: row.created_at,
  }
}

function toRow(domain: Domain): DomainsTable {
  return {
    domain: domain.domain,
    user_pool_id: domain.userPoolId,
    kind: domain.kind,
    settings: JSON.stringify(domain.settings),
    created_at: domain.createdAt,
  }
}
