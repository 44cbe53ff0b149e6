import type { Db } from './open.ts'
import type { SigningKeysTable } from './schema.ts'

export type TokenUse = 'id' | 'access'

export interface StoredSigningKey {
  kid: string
  userPoolId: string
  tokenUse: TokenUse
  /** Counts the pool's keys for this use; the highest one signs. */
  generation: number
  publicJwk: Record<string, string>
  /** PKCS #8, sealed for `signing_keys.sealed_private_key:<kid>`. */
  sealedPrivateKey: string
  createdAt: number
}

/** The key that signs now. */
export async function findNewest(
  db: Db,
  userPoolId: string,
  tokenUse: TokenUse,
): Promise<StoredSigningKey | undefined> {
  const row = await db
    .selectFrom('signing_keys')
    .selectAll()
    .where('user_pool_id', '=', userPoolId)
    .where('token_use', '=', tokenUse)
    .orderBy('generation', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toStoredSigningKey(row)
}

/** Adds the key unless the pool has one of its generation; of several processes the first one wins. */
export async function insertIfFirst(db: Db, key: StoredSigningKey): Promise<void> {
  await db
    .insertInto('signing_keys')
    .values({
      kid: key.kid,
      user_pool_id: key.userPoolId,
      token_use: key.tokenUse,
      generation: key.generation,
      public_jwk: JSON.stringify(key.publicJwk),
      sealed_private_key: key.sealedPrivateKey,
      created_at: key.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function toStoredSigningKey(row: SigningKeysTable): StoredSigningKey {
  return {
    kid: row.kid,
    userPoolId: row.user_pool_id,
    tokenUse: row.token_use,
    generation: row.generation,
    publicJwk: JSON.parse(row.public_jwk) as Record<string, string>,
    sealedPrivateKey: row.sealed_private_key,
    createdAt: row.created_at,
  }
}
