import type { Db } from './open.ts'

/** Notes that the assertion was used; false when it was already. Of many at once exactly one gets true. */
export async function use(
  db: Db,
  assertion: { hash: string; userPoolId: string; expiresAt: number },
): Promise<boolean> {
  const result = await db
    .insertInto('used_assertions')
    .values({
      assertion_hash: assertion.hash,
      user_pool_id: assertion.userPoolId,
      expires_at: assertion.expiresAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Forgets the assertions that expired before `time`. */
export async function removeExpired(db: Db, time: number): Promise<void> {
  await db.deleteFrom('used_assertions').where('expires_at', '<', time).execute()
}
