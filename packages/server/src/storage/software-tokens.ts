import type { Db } from './open.ts'

/** The secret of an authenticator app; both secrets are sealed for `software_tokens.sealed_secret:<user id>`. */
export interface SoftwareToken {
  /** Proven by a code. */
  sealedSecret?: string
  /** Handed out and not proven yet. */
  sealedPendingSecret?: string
  friendlyDeviceName?: string
}

/** A secret that a code proved; `step` is the code's, which is used now. */
export interface ProvenToken {
  userId: string
  sealedSecret: string
  friendlyDeviceName?: string | undefined
  step: number
}

export async function find(db: Db, userId: string): Promise<SoftwareToken | undefined> {
  const row = await db
    .selectFrom('software_tokens')
    .selectAll()
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    ...(row.sealed_secret !== null && { sealedSecret: row.sealed_secret }),
    ...(row.sealed_pending_secret !== null && { sealedPendingSecret: row.sealed_pending_secret }),
    ...(row.friendly_device_name !== null && { friendlyDeviceName: row.friendly_device_name }),
  }
}

/** Keeps a secret until a code proves it; the one in force stays in force. */
export async function putPending(db: Db, userId: string, sealedPendingSecret: string): Promise<void> {
  await db
    .insertInto('software_tokens')
    .values({
      user_id: userId,
      sealed_secret: null,
      sealed_pending_secret: sealedPendingSecret,
      friendly_device_name: null,
      last_used_step: null,
    })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({ sealed_pending_secret: sealedPendingSecret }),
    )
    .execute()
}

/** Puts the pending secret in force, once; false when it is no longer pending. */
export async function promotePending(db: Db, proven: ProvenToken): Promise<boolean> {
  const result = await db
    .updateTable('software_tokens')
    .set(inForce(proven))
    .where('user_id', '=', proven.userId)
    .where('sealed_pending_secret', '=', proven.sealedSecret)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Puts a secret in force that was never pending here. */
export async function put(db: Db, proven: ProvenToken): Promise<void> {
  await db
    .insertInto('software_tokens')
    .values({ user_id: proven.userId, ...inForce(proven) })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(inForce(proven)))
    .execute()
}

/** Uses the step up with all before it; false when it was used. Of many at once exactly one gets true. */
export async function useStep(
  db: Db,
  used: { userId: string; sealedSecret: string; step: number },
): Promise<boolean> {
  const result = await db
    .updateTable('software_tokens')
    .set({ last_used_step: used.step })
    .where('user_id', '=', used.userId)
    .where('sealed_secret', '=', used.sealedSecret)
    .where((eb) => eb.or([eb('last_used_step', 'is', null), eb('last_used_step', '<', used.step)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function remove(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('software_tokens').where('user_id', '=', userId).execute()
}

function inForce({ sealedSecret, friendlyDeviceName, step }: ProvenToken) {
  return {
    sealed_secret: sealedSecret,
    sealed_pending_secret: null,
    friendly_device_name: friendlyDeviceName ?? null,
    last_used_step: step,
  }
}
