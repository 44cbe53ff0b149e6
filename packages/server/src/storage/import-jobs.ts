import { countRows } from './count-rows.ts'
import type { UserImportJobsTable } from './import-schema.ts'
import type { Db } from './open.ts'

export type ImportStatus =
  | 'Created'
  | 'Pending'
  | 'InProgress'
  | 'Expired'
  | 'Stopped'
  | 'Failed'
  | 'Succeeded'

export type HashingAlgorithm = 'BCRYPT' | 'SCRYPT' | 'ARGON2ID' | 'PBKDF2_SHA256'

/** How far a job has come; stored together with the users of the rows it counts. */
export interface ImportProgress {
  /** Bytes of the file that are done with, the header among them. */
  readBytes: number
  readLines: number
  readRows: number
  imported: number
  skipped: number
  failed: number
}

export interface ImportJob extends ImportProgress {
  id: string
  userPoolId: string
  name: string
  roleArn: string
  hashingAlgorithm?: HashingAlgorithm
  status: ImportStatus
  /** Size of the file, once it is there as a whole. */
  uploadedBytes?: number
  completionMessage?: string
  createdAt: number
  startedAt?: number
  completedAt?: number
}

/** How a job ended. */
export interface ImportEnd {
  status: 'Expired' | 'Stopped' | 'Failed' | 'Succeeded'
  completionMessage: string
  completedAt: number
}

/** What became of a row that made no user. */
export interface ImportLine {
  lineNumber: number
  outcome: 'SKIPPED' | 'FAILED'
  /** Names no value of the row. */
  reason: string
}

export async function insert(db: Db, job: ImportJob): Promise<void> {
  await db
    .insertInto('user_import_jobs')
    .values({
      id: job.id,
      user_pool_id: job.userPoolId,
      name: job.name,
      role_arn: job.roleArn,
      hashing_algorithm: job.hashingAlgorithm ?? null,
      status: job.status,
      upload_id: null,
      uploaded_bytes: null,
      ...toProgressRow(job),
      completion_message: null,
      created_at: job.createdAt,
      started_at: null,
      completed_at: null,
    })
    .execute()
}

/** The job, if it is the pool's. */
export async function find(db: Db, userPoolId: string, id: string): Promise<ImportJob | undefined> {
  const job = await findById(db, id)
  return job?.userPoolId === userPoolId ? job : undefined
}

/** What no id can be is not looked up: addresses bring texts that PostgreSQL refuses. */
const idShape = /^[\w-]+$/

/** The job with this id, whatever the pool. */
export async function findById(db: Db, id: string): Promise<ImportJob | undefined> {
  if (!idShape.test(id)) return undefined
  const row = await db.selectFrom('user_import_jobs').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toJob(row)
}

/** A position in the list of a pool's jobs. */
export interface JobPosition {
  createdAt: number
  id: string
}

/** The pool's jobs, newest first, and where the next page begins. */
export async function list(
  db: Db,
  userPoolId: string,
  { after, limit }: { after?: JobPosition | undefined; limit: number },
): Promise<{ items: ImportJob[]; next?: JobPosition }> {
  let query = db.selectFrom('user_import_jobs').selectAll().where('user_pool_id', '=', userPoolId)
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('created_at', '<', after.createdAt),
        eb.and([eb('created_at', '=', after.createdAt), eb('id', '<', after.id)]),
      ]),
    )
  }
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit).map(toJob)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, next: { createdAt: last.createdAt, id: last.id } } : { items }
}

/** How many import jobs the pool has. */
export function count(db: Db, userPoolId: string): Promise<number> {
  return countRows(db.selectFrom('user_import_jobs').where('user_pool_id', '=', userPoolId))
}

/** Marks a job as started; false when it was started or ended before. */
export async function start(db: Db, id: string, startedAt: number): Promise<boolean> {
  const result = await db
    .updateTable('user_import_jobs')
    .set({ status: 'Pending', started_at: startedAt })
    .where('id', '=', id)
    .where('status', '=', 'Created')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Notes how far the job has come, which is then in progress. */
export async function advance(db: Db, id: string, progress: ImportProgress): Promise<void> {
  await db
    .updateTable('user_import_jobs')
    .set({ status: 'InProgress', ...toProgressRow(progress) })
    .where('id', '=', id)
    .execute()
}

/** Ends a job for good; false when it had ended before. */
export async function end(db: Db, id: string, how: ImportEnd): Promise<boolean> {
  const result = await db
    .updateTable('user_import_jobs')
    .set({
      status: how.status,
      completion_message: how.completionMessage,
      completed_at: how.completedAt,
    })
    .where('id', '=', id)
    .where('status', 'in', ['Created', 'Pending', 'InProgress'])
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Ids of jobs made before `time` that nobody started. */
export async function listUnstarted(db: Db, time: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('user_import_jobs')
    .select('id')
    .where('status', '=', 'Created')
    .where('created_at', '<=', time)
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export async function addLines(db: Db, jobId: string, lines: readonly ImportLine[]): Promise<void> {
  if (lines.length === 0) return
  const rows = lines.map(({ lineNumber, outcome, reason }) => ({
    job_id: jobId,
    line_number: lineNumber,
    outcome,
    reason,
  }))
  await db.insertInto('user_import_lines').values(rows).execute()
}

/** Rows that made no user, in the order of the file. */
export async function listLines(
  db: Db,
  jobId: string,
  { after, limit }: { after: number; limit: number },
): Promise<ImportLine[]> {
  const rows = await db
    .selectFrom('user_import_lines')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('line_number', '>', after)
    .orderBy('line_number')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ lineNumber: row.line_number, outcome: row.outcome, reason: row.reason }))
}

function toProgressRow(progress: ImportProgress) {
  return {
    read_bytes: progress.readBytes,
    read_lines: progress.readLines,
    read_rows: progress.readRows,
    imported_users: progress.imported,
    skipped_users: progress.skipped,
    failed_users: progress.failed,
  }
}

function toJob(row: UserImportJobsTable): ImportJob {
  return {
    id: row.id,
    userPoolId: row.user_pool_id,
    name: row.name,
    roleArn: row.role_arn,
    ...(row.hashing_algorithm !== null && { hashingAlgorithm: row.hashing_algorithm }),
    status: row.status,
    ...(row.uploaded_bytes !== null && { uploadedBytes: row.uploaded_bytes }),
    readBytes: row.read_bytes,
    readLines: row.read_lines,
    readRows: row.read_rows,
    imported: row.imported_users,
    skipped: row.skipped_users,
    failed: row.failed_users,
    ...(row.completion_message !== null && { completionMessage: row.completion_message }),
    createdAt: row.created_at,
    ...(row.started_at !== null && { startedAt: row.started_at }),
    ...(row.completed_at !== null && { completedAt: row.completed_at }),
  }
}
