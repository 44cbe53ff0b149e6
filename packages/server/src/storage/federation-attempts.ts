import type { Db } from './open.ts'
import type { FederationAttemptsTable } from './schema.ts'

/** A browser that was sent to an identity provider. */
export interface FederationAttempt {
  /** SHA-256 of the state. */
  stateHash: string
  userPoolId: string
  providerName: string
  /** SHA-256 of the cookie of the browser that may go on. */
  browserHash: string
  /** What it needs to go on, sealed for `federation_attempts.sealed:<state hash>`. */
  sealed: string
  /** What the provider answered, until the browser proves that it is the one. Sealed likewise. */
  sealedAnswer?: string
  expiresAt: number
}

export async function insert(db: Db, attempt: FederationAttempt): Promise<void> {
  await db.insertInto('federation_attempts').values(toRow(attempt)).execute()
}

/** Keeps the provider's answer; false when there is no such attempt, or it has one already. */
export async function keepAnswer(db: Db, stateHash: string, sealedAnswer: string): Promise<boolean> {
  const result = await db
    .updateTable('federation_attempts')
    .set({ sealed_answer: sealedAnswer })
    .where('state_hash', '=', stateHash)
    .where('sealed_answer', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Takes the attempt out of the table, for the browser that began it alone. Of many at once exactly one gets it. */
export async function take(
  db: Db,
  key: { stateHash: string; browserHash: string },
): Promise<FederationAttempt | undefined> {
  const row = await db
    .deleteFrom('federation_attempts')
    .where('state_hash', '=', key.stateHash)
    .where('browser_hash', '=', key.browserHash)
    .returningAll()
    .executeTakeFirst()
  return row && toAttempt(row)
}

/** Forgets the attempts that expired before `time`. */
export async function removeExpired(db: Db, time: number): Promise<void> {
  await db.deleteFrom('federation_attempts').where('expires_at', '<', time).execute()
}

function toRow(attempt: FederationAttempt): FederationAttemptsTable {
  return {
    state_hash: attempt.stateHash,
    user_pool_id: attempt.userPoolId,
    provider_name: attempt.providerName,
    browser_hash: attempt.browserHash,
    sealed: attempt.sealed,
    sealed_answer: attempt.sealedAnswer ?? null,
    expires_at: attempt.expiresAt,
  }
}

function toAttempt(row: FederationAttemptsTable): FederationAttempt {
  return {
    stateHash: row.state_hash,
    userPoolId: row.user_pool_id,
    providerName: row.provider_name,
    browserHash: row.browser_hash,
    sealed: row.sealed,
    ...(row.sealed_answer !== null && { sealedAnswer: row.sealed_answer }),
    expiresAt: row.expires_at,
  }
}
