import { type Db, inTransaction } from './open.ts'

/**
 * Commits a transaction that writes and leaves nothing behind; `id` is used by nobody else. Throws what the database
 * says when it cannot be written, as with a full disk: a rolled-back one would not get as far as the disk.
 */
export async function tryWrite(db: Db, id: string): Promise<void> {
  await inTransaction(db, async (db) => {
    await db.insertInto('used_challenge_sessions').values({ id, expires_at: 0 }).execute()
    await db.deleteFrom('used_challenge_sessions').where('id', '=', id).execute()
  })
}
