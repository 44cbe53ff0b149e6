import type { UpdateResult } from 'kysely'
import type { Db } from './open.ts'
import { prepared } from './prepared.ts'
import type { RefreshTokensTable, UsersTable } from './schema.ts'
import { toUser, type User } from './users.ts'

/** The key of a token whose device was forgotten. */
export const FORGOTTEN_DEVICE = ''

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
  /** The device that the sign-in belongs to, where the pool tracked devices; `FORGOTTEN_DEVICE` once it is forgotten. */
  deviceKey?: string
  /** Which door issued it: tokens of the OAuth endpoints have another shape than those of the API. */
  issuedBy: 'api' | 'oauth'
  /** What the access tokens are for (RFC 8707). */
  resource?: string
}

const insertRow = prepared((db, row: RefreshTokensTable) =>
  db.insertInto('refresh_tokens').values({
    token_hash: row.token_hash,
    family_id: row.family_id,
    user_pool_id: row.user_pool_id,
    app_client_id: row.app_client_id,
    user_id: row.user_id,
    scope: row.scope,
    auth_time: row.auth_time,
    created_at: row.created_at,
    expires_at: row.expires_at,
    replaced_at: row.replaced_at,
    revoked_at: row.revoked_at,
    device_key: row.device_key,
    issued_by: row.issued_by,
    resource: row.resource,
  }),
)

export async function insert(db: Db, token: RefreshToken): Promise<void> {
  await insertRow(db, toRow(token))
}

const selectWithUser = prepared((db, { hash }: { hash: string }) =>
  db
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
      'token.device_key',
      'token.issued_by',
      'token.resource',
    ])
    .where('token.token_hash', '=', hash),
)

/** The token with its user. */
export async function findWithUser(
  db: Db,
  hash: string,
): Promise<{ token: RefreshToken; user: User } | undefined> {
  const [row] = (await selectWithUser(db, { hash })).rows
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

/** Holds the token until the end of the transaction, and tells when it was replaced or revoked. */
export async function lock(
  db: Db,
  hash: string,
): Promise<Pick<RefreshToken, 'replacedAt' | 'revokedAt'> | undefined> {
  const row = await db
    .updateTable('refresh_tokens')
    .set((eb) => ({ replaced_at: eb.ref('replaced_at') }))
    .where('token_hash', '=', hash)
    .returningAll()
    .executeTakeFirst()
  return row && toRefreshToken(row)
}

const selectOfFamily = prepared((db, { familyId }: { familyId: string }) =>
  db
    .selectFrom('refresh_tokens as token')
    .innerJoin('users as user', 'user.id', 'token.user_id')
    .selectAll('user')
    .select('token.revoked_at')
    .where('token.family_id', '=', familyId)
    .limit(1),
)

/** What an access token's `origin_jti` stands for now: its user, if the sign-in is still good. */
export async function findUserOfFamily(
  db: Db,
  familyId: string,
): Promise<{ user: User; revoked: boolean } | undefined> {
  const [row] = (await selectOfFamily(db, { familyId })).rows
  return row && { user: toUser(row), revoked: row.revoked_at !== null }
}

/** Ends a sign-in: every token of the family, also those that were rotated. */
export async function revokeFamily(db: Db, familyId: string, now: number): Promise<void> {
  await untilNoneIsLeft(
    db
      .updateTable('refresh_tokens')
      .set({ revoked_at: now })
      .where('family_id', '=', familyId)
      .where('revoked_at', 'is', null),
  )
}

/** Ends every sign-in of the user. */
export async function revokeAllOfUser(db: Db, userId: string, now: number): Promise<void> {
  await untilNoneIsLeft(
    db
      .updateTable('refresh_tokens')
      .set({ revoked_at: now })
      .where('user_id', '=', userId)
      .where('revoked_at', 'is', null),
  )
}

/**
 * Writes to tokens until there are no more: on PostgreSQL a statement that waits for a token which is being replaced does
 * not see the one that takes its place.
 */
async function untilNoneIsLeft(write: { executeTakeFirst(): Promise<UpdateResult> }): Promise<void> {
  const { numUpdatedRows } = await write.executeTakeFirst()
  if (numUpdatedRows > 0n) await untilNoneIsLeft(write)
}

/** Whether the user has a refresh token of this device that is still good. */
export async function hasOfDevice(
  db: Db,
  device: { userId: string; key: string },
  now: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('refresh_tokens')
    .select('family_id')
    .where('user_id', '=', device.userId)
    .where('device_key', '=', device.key)
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Makes the user's refresh tokens of this device good for nothing; access tokens stay good for as long as they last. */
export async function endOfDevice(db: Db, device: { userId: string; key: string }): Promise<void> {
  await untilNoneIsLeft(
    db
      .updateTable('refresh_tokens')
      .set({ device_key: FORGOTTEN_DEVICE })
      .where('user_id', '=', device.userId)
      .where('device_key', '=', device.key),
  )
}

/** Forgets the tokens that expired before `time`. */
export async function removeExpired(db: Db, time: number): Promise<void> {
  await db.deleteFrom('refresh_tokens').where('expires_at', '<', time).execute()
}

function toRow(token: RefreshToken): RefreshTokensTable {
  return {
    token_hash: token.hash,
    family_id: token.familyId,
    user_pool_id: token.userPoolId,
    app_client_id: token.appClientId,
    user_id: token.userId,
    scope: token.scope,
    auth_time: token.authTime,
    created_at: token.createdAt,
    expires_at: token.expiresAt,
    replaced_at: token.replacedAt ?? null,
    revoked_at: token.revokedAt ?? null,
    device_key: token.deviceKey ?? null,
    issued_by: token.issuedBy,
    resource: token.resource ?? null,
  }
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
    ...(row.device_key !== null && { deviceKey: row.device_key }),
    issuedBy: row.issued_by,
    ...(row.resource !== null && { resource: row.resource }),
  }
}
