import type { Db } from './open.ts'

/** An identity at a provider; `identityKey` is a hash of the attribute and the value that name it there. */
export interface IdentityKey {
  userPoolId: string
  providerName: string
  identityKey: string
}

/** Links the identity to the user. Returns the id of the user whom it is linked to already, else undefined. */
export async function insert(
  db: Db,
  key: IdentityKey,
  userId: string,
  now: number,
): Promise<string | undefined> {
  const result = await db
    .insertInto('linked_identities')
    .values({
      user_pool_id: key.userPoolId,
      provider_name: key.providerName,
      identity_key: key.identityKey,
      user_id: userId,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n ? undefined : findUserId(db, key)
}

/** The id of the user whom the identity is linked to. */
export async function findUserId(db: Db, key: IdentityKey): Promise<string | undefined> {
  const row = await db
    .selectFrom('linked_identities')
    .select('user_id')
    .where('user_pool_id', '=', key.userPoolId)
    .where('provider_name', '=', key.providerName)
    .where('identity_key', '=', key.identityKey)
    .executeTakeFirst()
  return row?.user_id
}

/** The ids of the users whom identities of the provider are linked to, by their keys. */
export async function findUserIds(
  db: Db,
  { userPoolId, providerName }: Omit<IdentityKey, 'identityKey'>,
  identityKeys: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('linked_identities')
    .select(['identity_key', 'user_id'])
    .where('user_pool_id', '=', userPoolId)
    .where('provider_name', '=', providerName)
    .where('identity_key', 'in', identityKeys)
    .execute()
  return new Map(rows.map((row) => [row.identity_key, row.user_id]))
}

/** False when there is no such link. */
export async function remove(db: Db, key: IdentityKey): Promise<boolean> {
  const result = await db
    .deleteFrom('linked_identities')
    .where('user_pool_id', '=', key.userPoolId)
    .where('provider_name', '=', key.providerName)
    .where('identity_key', '=', key.identityKey)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}
