import type { Db } from './open.ts'

export type CodePurpose = 'sign-up' | 'forgot-password' | 'verify:email' | 'verify:phone_number'

export interface VerificationCode {
  userId: string
  purpose: CodePurpose
  /** Keyed hash: six digits could be guessed from a plain one. */
  codeHash: string
  /** The attribute whose address received it. */
  attribute?: 'email' | 'phone_number'
  /** The address that received it. */
  destination?: string
  createdAt: number
  expiresAt: number
}

/** Stores the code in place of the open one for the same user and purpose. */
export async function put(db: Db, code: VerificationCode): Promise<void> {
  const values = {
    code_hash: code.codeHash,
    attribute: code.attribute ?? null,
    destination: code.destination ?? null,
    created_at: code.createdAt,
    expires_at: code.expiresAt,
  }
  await db
    .insertInto('verification_codes')
    .values({ user_id: code.userId, purpose: code.purpose, ...values })
    .onConflict((conflict) => conflict.columns(['user_id', 'purpose']).doUpdateSet(values))
    .execute()
}

export type TakenCode = Pick<VerificationCode, 'attribute' | 'destination' | 'expiresAt'>

/** Takes the code if it is the right one. Single use holds under concurrency: only one DELETE gets the row. */
export async function take(
  db: Db,
  key: { userId: string; purpose: CodePurpose; codeHash: string },
): Promise<TakenCode | undefined> {
  const row = await db
    .deleteFrom('verification_codes')
    .where('user_id', '=', key.userId)
    .where('purpose', '=', key.purpose)
    .where('code_hash', '=', key.codeHash)
    .returning(['attribute', 'destination', 'expires_at'])
    .executeTakeFirst()
  if (!row) return undefined
  return {
    ...(row.attribute !== null && { attribute: row.attribute as 'email' | 'phone_number' }),
    ...(row.destination !== null && { destination: row.destination }),
    expiresAt: row.expires_at,
  }
}

/** Whether this is the open code and when it expires; it stays. */
export async function find(
  db: Db,
  key: { userId: string; purpose: CodePurpose; codeHash: string },
): Promise<{ expiresAt: number } | undefined> {
  const row = await db
    .selectFrom('verification_codes')
    .select('expires_at')
    .where('user_id', '=', key.userId)
    .where('purpose', '=', key.purpose)
    .where('code_hash', '=', key.codeHash)
    .executeTakeFirst()
  return row && { expiresAt: row.expires_at }
}

/** Whether a code for this purpose was asked for, not yet used, and is still good at `now`. */
export async function exists(db: Db, userId: string, purpose: CodePurpose, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('verification_codes')
    .select('user_id')
    .where('user_id', '=', userId)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

/** Withdraws the open code, when what it was sent for has changed. */
export async function remove(db: Db, userId: string, purpose: CodePurpose): Promise<void> {
  await db
    .deleteFrom('verification_codes')
    .where('user_id', '=', userId)
    .where('purpose', '=', purpose)
    .execute()
}
