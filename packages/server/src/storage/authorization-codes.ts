import type { Db } from './open.ts'
import { prepared } from './prepared.ts'
import type { AuthorizationCodesTable } from './schema.ts'

/** A code of the authorization endpoint, with all that its tokens depend on. */
export interface AuthorizationCode {
  /** SHA-256 of the code. */
  hash: string
  userPoolId: string
  appClientId: string
  userId: string
  /** The sign-in that its tokens will belong to. */
  familyId: string
  redirectUri: string
  scope: string
  nonce?: string
  /** Of PKCE, always S256. */
  codeChallenge?: string
  resource?: string
  /** When the user signed in, epoch milliseconds. */
  authTime: number
  expiresAt: number
  redeemedAt?: number
  /** The session of the browser that it was given to, where the pool tracks sessions. */
  loginSessionId?: string
}

const insertRow = prepared((db, row: AuthorizationCodesTable) =>
  db.insertInto('authorization_codes').values({
    code_hash: row.code_hash,
    user_pool_id: row.user_pool_id,
    app_client_id: row.app_client_id,
    user_id: row.user_id,
    family_id: row.family_id,
    redirect_uri: row.redirect_uri,
    scope: row.scope,
    nonce: row.nonce,
    code_challenge: row.code_challenge,
    resource: row.resource,
    auth_time: row.auth_time,
    expires_at: row.expires_at,
    redeemed_at: row.redeemed_at,
    login_session_id: row.login_session_id,
  }),
)

export async function insert(db: Db, code: AuthorizationCode): Promise<void> {
  await insertRow(db, toRow(code))
}

const select = prepared((db, { hash }: { hash: string }) =>
  db.selectFrom('authorization_codes').selectAll().where('code_hash', '=', hash),
)

export async function find(db: Db, hash: string): Promise<AuthorizationCode | undefined> {
  const [row] = (await select(db, { hash })).rows
  return row && toAuthorizationCode(row)
}

const markRedeemed = prepared((db, given: { hash: string; now: number }) =>
  db
    .updateTable('authorization_codes')
    .set({ redeemed_at: given.now })
    .where('code_hash', '=', given.hash)
    .where('redeemed_at', 'is', null),
)

/** Marks the code as redeemed; false when it was already, or is gone. Of many at once exactly one gets true. */
export async function redeem(db: Db, hash: string, now: number): Promise<boolean> {
  return (await markRedeemed(db, { hash, now })).numAffectedRows === 1n
}

/** Forgets the user's codes that this session of a browser was given and nobody has redeemed. */
export async function removeOfLoginSession(db: Db, userId: string, loginSessionId: string): Promise<void> {
  await db
    .deleteFrom('authorization_codes')
    .where('user_id', '=', userId)
    .where('login_session_id', '=', loginSessionId)
    .where('redeemed_at', 'is', null)
    .execute()
}

/** Forgets the codes that expired before `time`. */
export async function removeExpired(db: Db, time: number): Promise<void> {
  await db.deleteFrom('authorization_codes').where('expires_at', '<', time).execute()
}

function toRow(code: AuthorizationCode): AuthorizationCodesTable {
  return {
    code_hash: code.hash,
    user_pool_id: code.userPoolId,
    app_client_id: code.appClientId,
    user_id: code.userId,
    family_id: code.familyId,
    redirect_uri: code.redirectUri,
    scope: code.scope,
    nonce: code.nonce ?? null,
    code_challenge: code.codeChallenge ?? null,
    resource: code.resource ?? null,
    auth_time: code.authTime,
    expires_at: code.expiresAt,
    redeemed_at: code.redeemedAt ?? null,
    login_session_id: code.loginSessionId ?? null,
  }
}

function toAuthorizationCode(row: AuthorizationCodesTable): AuthorizationCode {
  return {
    hash: row.code_hash,
    userPoolId: row.user_pool_id,
    appClientId: row.app_client_id,
    userId: row.user_id,
    familyId: row.family_id,
    redirectUri: row.redirect_uri,
    scope: row.scope,
    ...(row.nonce !== null && { nonce: row.nonce }),
    ...(row.code_challenge !== null && { codeChallenge: row.code_challenge }),
    ...(row.resource !== null && { resource: row.resource }),
    authTime: row.auth_time,
    expiresAt: row.expires_at,
    ...(row.redeemed_at !== null && { redeemedAt: row.redeemed_at }),
    ...(row.login_session_id !== null && { loginSessionId: row.login_session_id }),
  }
}
