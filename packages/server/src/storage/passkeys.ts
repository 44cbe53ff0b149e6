import type { Db } from './open.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'
import type { PasskeysTable } from './schema.ts'

/** A public key that an authenticator made for a user. */
export interface Passkey {
  userPoolId: string
  /** base64url; unique in its pool. */
  credentialId: string
  userId: string
  relyingPartyId: string
  /** The COSE key. */
  publicKey: Uint8Array<ArrayBuffer>
  /** How often the authenticator says that it signed; 0 where it does not count. */
  signCount: number
  transports: string[]
  attachment?: string
  name: string
  createdAt: number
}

/** Adds the passkey; false when its credential is registered in the pool already. */
export async function insert(db: Db, passkey: Passkey): Promise<boolean> {
  const result = await db
    .insertInto('passkeys')
    .values(toRow(passkey))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The user's own passkey of this id. */
export async function find(db: Db, userId: string, credentialId: string): Promise<Passkey | undefined> {
  const row = await db
    .selectFrom('passkeys')
    .selectAll()
    .where('user_id', '=', userId)
    .where('credential_id', '=', credentialId)
    .executeTakeFirst()
  return row && toPasskey(row)
}

/** All of the user's passkeys, at most twenty. */
export async function listAll(db: Db, userId: string): Promise<Passkey[]> {
  const rows = await db
    .selectFrom('passkeys')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('credential_id')
    .execute()
  return rows.map(toPasskey)
}

/** The user's passkeys in the order of their ids, from the one after `after`. */
export async function list(db: Db, userId: string, page: PageRequest): Promise<Page<Passkey>> {
  const query = db.selectFrom('passkeys').selectAll().where('user_id', '=', userId)
  const rows = await readPage(query, 'credential_id', page)
  return toPage(rows.map(toPasskey), page.limit, (passkey) => passkey.credentialId)
}

/** False when the user has no such passkey. */
export async function remove(db: Db, userId: string, credentialId: string): Promise<boolean> {
  const result = await db
    .deleteFrom('passkeys')
    .where('user_id', '=', userId)
    .where('credential_id', '=', credentialId)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/**
 * Moves the count on; false when another sign-in moved it as far already, or the passkey is gone. A count that stays 0
 * is that of an authenticator which does not count.
 */
export async function advance(
  db: Db,
  passkey: Pick<Passkey, 'userId' | 'credentialId'>,
  signCount: number,
): Promise<boolean> {
  const result = await db
    .updateTable('passkeys')
    .set({ sign_count: signCount })
    .where('user_id', '=', passkey.userId)
    .where('credential_id', '=', passkey.credentialId)
    .where('sign_count', signCount === 0 ? '=' : '<', signCount)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** A registration that was begun and not completed; a user has one at most. */
export interface PasskeyRegistration {
  userId: string
  /** SHA-256 of the challenge. */
  challengeHash: string
  appClientId: string
  expiresAt: number
}

/** Stores the registration in place of the user's former one. */
export async function putRegistration(db: Db, registration: PasskeyRegistration): Promise<void> {
  const values = {
    challenge_hash: registration.challengeHash,
    app_client_id: registration.appClientId,
    expires_at: registration.expiresAt,
  }
  await db
    .insertInto('passkey_registrations')
    .values({ user_id: registration.userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute()
}

/** Takes the registration with this challenge. Single use holds under concurrency: only one DELETE gets the row. */
export async function takeRegistration(
  db: Db,
  key: Pick<PasskeyRegistration, 'userId' | 'challengeHash'>,
): Promise<Pick<PasskeyRegistration, 'appClientId' | 'expiresAt'> | undefined> {
  const row = await db
    .deleteFrom('passkey_registrations')
    .where('user_id', '=', key.userId)
    .where('challenge_hash', '=', key.challengeHash)
    .returning(['app_client_id', 'expires_at'])
    .executeTakeFirst()
  return row && { appClientId: row.app_client_id, expiresAt: row.expires_at }
}

function toPasskey(row: PasskeysTable): Passkey {
  return {
    userPoolId: row.user_pool_id,
    credentialId: row.credential_id,
    userId: row.user_id,
    relyingPartyId: row.relying_party_id,
    publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')),
    signCount: Number(row.sign_count),
    transports: JSON.parse(row.transports) as string[],
    ...(row.attachment !== null && { attachment: row.attachment }),
    name: row.name,
    createdAt: row.created_at,
  }
}

function toRow(passkey: Passkey): PasskeysTable {
  return {
    user_pool_id: passkey.userPoolId,
    credential_id: passkey.credentialId,
    user_id: passkey.userId,
    relying_party_id: passkey.relyingPartyId,
    public_key: Buffer.from(passkey.publicKey).toString('base64url'),
    sign_count: passkey.signCount,
    transports: JSON.stringify(passkey.transports),
    attachment: passkey.attachment ?? null,
    name: passkey.name,
    created_at: passkey.createdAt,
  }
}
