import type { Db } from './open.ts'

/** Uses the session up; false when it was used before. Of many at once exactly one gets true. */
export async function use(db: Db, id: string, expiresAt: number): Promise<boolean> {
  const result = await db
    .insertInto('used_challenge_sessions')
    .values({ id, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Forgets sessions that expired before `time` and so can't be used again. */
export async function removeExpired(db: Db, time: number): Promise<void> {
  await db.deleteFrom('used_challenge_sessions').where('expires_at', '<', time).execute()
}

export async function wasUsed(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('used_challenge_sessions')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}
