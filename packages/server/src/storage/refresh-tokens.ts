import type { Db } from './open.ts'
import type { RefreshTokensTable, UsersTable } from './schema.ts'
import { toUser, type User } from './users.ts'

export interface RefreshToken {
  /** SHA-256 of the token. */
  hash: string
  /** The sign-in that it comes from: `origin_jti` of all its tokens. */
  familyId: string
  userPoolId: string
  appClientId: string
  userId: string
  scope: string
  /** When the user signed in, epoch milliseconds. */
  authTime: number
  createdAt: number
  expiresAt: number
  replacedAt?: number
  revokedAt?: number
}

export async function insert(db: Db, token: RefreshToken): Promise<void> {
  await db
    .insertInto('refresh_tokens')
    .values({
      token_hash: token.hash,
      family_id: token.familyId,
      user_pool_id: token.userPoolId,
      app_client_id: token.appClientId,
      user_id: token.userId,
      scope: token.scope,
      auth_time: token.authTime,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
      replaced_at: null,
      revoked_at: null,
    })
    .execute()
}

/** The token with its user. */
export async function findWithUser(
  db: Db,
  hash: string,
): Promise<{ token: RefreshToken; user: User } | undefined> {
  const row = await db
    .selectFrom('refresh_tokens as token')
    .innerJoin('users as user', 'user.id', 'token.user_id')
    .selectAll('user')
    .select([
      'token.token_hash',
      'token.family_id',
      'token.app_client_id',
      'token.user_id',
      'token.scope',
      'token.auth_time',
      'token.created_at as token_created_at',
      'token.expires_at',
      'token.replaced_at',
      'token.revoked_at',
    ])
    .where('token.token_hash', '=', hash)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    token: toRefreshToken({ ...row, created_at: row.token_created_at }),
    user: toUser(row as UsersTable),
  }
}

/** Marks the token as replaced; false when it was already. Of many at once exactly one gets true. */
export async function replace(db: Db, hash: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable('refresh_tokens')
    .set({ replaced_at: now })
    .where('token_hash', '=', hash)
    .where('replaced_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** What an access token's `origin_jti` stands for now: its user, if the sign-in is still good. */
export async function findUserOfFamily(
  db: Db,
  familyId: string,
): Promise<{ user: User; revoked: boolean } | undefined> {
  const row = await db
    .selectFrom('refresh_tokens as token')
    .innerJoin('users as user', 'user.id', 'token.user_id')
    .selectAll('user')
    .select('token.revoked_at')
    .where('token.family_id', '=', familyId)
    .limit(1)
    .executeTakeFirst()
  return row && { user: toUser(row), revoked: row.revoked_at !== null }
}

export async function revokeFamily(db: Db, familyId: string, now: number): Promise<void> {
  await db
    .updateTable('refresh_tokens')
    .set({ revoked_at: now })
    .where('family_id', '=', familyId)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Ends every sign-in of the user. */
export async function revokeAllOfUser(db: Db, userId: string, now: number): Promise<void> {
  await db
    .updateTable('refresh_tokens')
    .set({ revoked_at: now })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Forgets the tokens that expired before `time`. */
export async function removeExpired(db: Db, time: number): Promise<void> {
  await db.deleteFrom('refresh_tokens').where('expires_at', '<', time).execute()
}

function toRefreshToken(row: RefreshTokensTable): RefreshToken {
  return {
    hash: row.token_hash,
    familyId: row.family_id,
    userPoolId: row.user_pool_id,
    appClientId: row.app_client_id,
    userId: row.user_id,
    scope: row.scope,
    authTime: row.auth_time,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.replaced_at !== null && { replacedAt: row.replaced_at }),
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
  }
}
