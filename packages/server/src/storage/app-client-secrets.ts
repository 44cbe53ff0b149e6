import type { Db } from './open.ts'

export interface AppClientSecret {
  id: string
  appClientId: string
  /** Sealed for `app_client_secrets.sealed_secret:<id>`. */
  sealedSecret: string
  createdAt: number
}

/** The client's secrets, oldest first. */
export async function list(db: Db, appClientId: string): Promise<AppClientSecret[]> {
  const rows = await db
    .selectFrom('app_client_secrets')
    .selectAll()
    .where('app_client_id', '=', appClientId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    appClientId: row.app_client_id,
    sealedSecret: row.sealed_secret,
    createdAt: row.created_at,
  }))
}

export async function insert(db: Db, secret: AppClientSecret): Promise<void> {
  await db
    .insertInto('app_client_secrets')
    .values({
      id: secret.id,
      app_client_id: secret.appClientId,
      sealed_secret: secret.sealedSecret,
      created_at: secret.createdAt,
    })
    .execute()
}

/** False when the client has no such secret. */
export async function remove(db: Db, appClientId: string, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom('app_client_secrets')
    .where('app_client_id', '=', appClientId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}
