import type { Db } from './open.ts'

export interface ProvisionedLimit {
  accountId: string
  region: string
  category: string
  requestsPerSecond: number
}

/** Every limit that was set. */
export async function listAll(db: Db): Promise<ProvisionedLimit[]> {
  const rows = await db.selectFrom('provisioned_limits').selectAll().execute()
  return rows.map((row) => ({
    accountId: row.account_id,
    region: row.region,
    category: row.category,
    requestsPerSecond: row.requests_per_second,
  }))
}

export async function put(db: Db, limit: ProvisionedLimit, now: number): Promise<void> {
  const changes = { requests_per_second: limit.requestsPerSecond, updated_at: now }
  await db
    .insertInto('provisioned_limits')
    .values({ account_id: limit.accountId, region: limit.region, category: limit.category, ...changes })
    .onConflict((conflict) => conflict.columns(['account_id', 'region', 'category']).doUpdateSet(changes))
    .execute()
}
