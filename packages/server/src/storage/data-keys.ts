import type { Db } from './open.ts'

export interface DataKey {
  id: string
  masterKeyId: string
  wrapped: string
  createdAt: number
}

/** All data keys, oldest first. */
export async function list(db: Db): Promise<DataKey[]> {
  const rows = await db.selectFrom('data_keys').selectAll().orderBy('generation').execute()
  return rows.map((row) => ({
    id: row.id,
    masterKeyId: row.master_key_id,
    wrapped: row.wrapped,
    createdAt: row.created_at,
  }))
}

/** Stores the database's first data key, unless another process was faster. */
export async function insertFirst(db: Db, key: DataKey): Promise<void> {
  await db
    .insertInto('data_keys')
    .values({
      id: key.id,
      generation: 1,
      master_key_id: key.masterKeyId,
      wrapped: key.wrapped,
      created_at: key.createdAt,
    })
    .onConflict((conflict) => conflict.column('generation').doNothing())
    .execute()
}

/** Writes the key as it is wrapped under another master key. */
export async function rewrap(db: Db, key: DataKey): Promise<void> {
  await db
    .updateTable('data_keys')
    .set({ master_key_id: key.masterKeyId, wrapped: key.wrapped })
    .where('id', '=', key.id)
    .execute()
}
