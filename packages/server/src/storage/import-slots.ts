import type { Db } from './open.ts'

/** A process's right to work on a job: only the holder of the latest lease can store anything. */
export interface Lease {
  jobId: string
  leaseId: string
  /** Epoch milliseconds. */
  leaseUntil: number
}

/** Takes the account's only place for a running job; false when another job has it. */
export async function take(db: Db, slot: { accountId: string; jobId: string }): Promise<boolean> {
  const result = await db
    .insertInto('user_import_slots')
    .values({ account_id: slot.accountId, job_id: slot.jobId, lease_id: '', lease_until: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Ids of running jobs that no process works on. */
export async function listDue(db: Db, now: number): Promise<string[]> {
  const rows = await db
    .selectFrom('user_import_slots')
    .select('job_id')
    .where('lease_until', '<=', now)
    .execute()
  return rows.map((row) => row.job_id)
}

/** Takes over a job that no process works on; false when another process was faster. */
export async function claim(db: Db, lease: Lease, now: number): Promise<boolean> {
  const result = await db
    .updateTable('user_import_slots')
    .set({ lease_id: lease.leaseId, lease_until: lease.leaseUntil })
    .where('job_id', '=', lease.jobId)
    .where('lease_until', '<=', now)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/**
 * Extends the lease and holds the slot until the end of the transaction; false when the job was stopped or another
 * process has taken it over.
 */
export async function hold(db: Db, lease: Lease): Promise<boolean> {
  const result = await db
    .updateTable('user_import_slots')
    .set({ lease_until: lease.leaseUntil })
    .where('job_id', '=', lease.jobId)
    .where('lease_id', '=', lease.leaseId)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Frees the place, as the end of the job does. */
export async function free(db: Db, jobId: string): Promise<void> {
  await db.deleteFrom('user_import_slots').where('job_id', '=', jobId).execute()
}

/** Whether a job of this pool runs. */
export async function isTaken(db: Db, userPoolId: string): Promise<boolean> {
  const row = await db
    .selectFrom('user_import_slots as slot')
    .innerJoin('user_import_jobs as job', 'job.id', 'slot.job_id')
    .select('slot.job_id')
    .where('job.user_pool_id', '=', userPoolId)
    .executeTakeFirst()
  return row !== undefined
}
