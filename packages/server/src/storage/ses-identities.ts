import type { SesIdentitiesTable } from './companion-schema.ts'
import type { Tag } from './iam-roles.ts'
import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'

/** What tells one identity from all others. */
export interface IdentityKey {
  accountId: string
  region: string
  /** An address, or a domain in lower case. */
  identity: string
}

/** What happens to mail where the MAIL FROM domain has no MX record. */
export type MxFailureBehavior = 'UseDefaultValue' | 'RejectMessage'

export interface MailFromDomain {
  domain: string
  onMxFailure: MxFailureBehavior
}

export interface IdentityPolicy {
  name: string
  /** JSON as it was given. */
  document: string
}

export interface IdentitySettings {
  tags: Tag[]
  /** Whether tokens for DKIM were asked for, and mail is signed with them. */
  dkim: { asked: boolean; enabled: boolean }
  mailFrom?: MailFromDomain
  configurationSet?: string
  policies: IdentityPolicy[]
}

/** An address or a domain that mail may come from. */
export interface SesIdentity extends IdentityKey {
  settings: IdentitySettings
  createdAt: number
}

/** Adds the identity; false when it is there. */
export async function add(db: Db, identity: SesIdentity): Promise<boolean> {
  const result = await db
    .insertInto('ses_identities')
    .values({
      account_id: identity.accountId,
      region: identity.region,
      identity: identity.identity,
      settings: JSON.stringify(identity.settings),
      changes: 0,
      created_at: identity.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function find(db: Db, key: IdentityKey): Promise<SesIdentity | undefined> {
  const row = await db
    .selectFrom('ses_identities')
    .selectAll()
    .where('account_id', '=', key.accountId)
    .where('region', '=', key.region)
    .where('identity', '=', key.identity)
    .executeTakeFirst()
  return row && toIdentity(row)
}

/** Finds the identity and lets nobody else change it before the end of the transaction. */
export async function lock(db: Db, key: IdentityKey): Promise<SesIdentity | undefined> {
  const row = await db
    .updateTable('ses_identities')
    .set(({ eb }) => ({ changes: eb('changes', '+', 1) }))
    .where('account_id', '=', key.accountId)
    .where('region', '=', key.region)
    .where('identity', '=', key.identity)
    .returningAll()
    .executeTakeFirst()
  return row && toIdentity(row)
}

/** Writes the settings. */
export async function save(db: Db, identity: SesIdentity): Promise<void> {
  await db
    .updateTable('ses_identities')
    .set({ settings: JSON.stringify(identity.settings) })
    .where('account_id', '=', identity.accountId)
    .where('region', '=', identity.region)
    .where('identity', '=', identity.identity)
    .execute()
}

/** Removes the identity; false when it was not there. */
export async function remove(db: Db, key: IdentityKey): Promise<boolean> {
  const result = await db
    .deleteFrom('ses_identities')
    .where('account_id', '=', key.accountId)
    .where('region', '=', key.region)
    .where('identity', '=', key.identity)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

export interface IdentityFilter extends Omit<IdentityKey, 'identity'> {
  /** Both where it is absent. */
  kind?: 'address' | 'domain' | undefined
}

/** The identities of one account and region, sorted. */
export async function list(
  db: Db,
  { accountId, region, kind }: IdentityFilter,
  page: PageRequest,
): Promise<Page<SesIdentity>> {
  const all = db
    .selectFrom('ses_identities')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('region', '=', region)
  const query = kind ? all.where('identity', kind === 'address' ? 'like' : 'not like', '%@%') : all
  const rows = await readPage(query, 'identity', page)
  return toPage(rows.map(toIdentity), page.limit, ({ identity }) => identity)
}

/** Whether the account has any identity in the region. */
export async function hasAny(db: Db, { accountId, region }: Omit<IdentityKey, 'identity'>): Promise<boolean> {
  const row = await db
    .selectFrom('ses_identities')
    .select('identity')
    .where('account_id', '=', accountId)
    .where('region', '=', region)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

function toIdentity(row: SesIdentitiesTable): SesIdentity {
  return {
    accountId: row.account_id,
    region: row.region,
    identity: row.identity,
    settings: JSON.parse(row.settings) as IdentitySettings,
    createdAt: row.created_at,
  }
}
