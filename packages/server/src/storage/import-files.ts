import { type Db, inTransaction } from './open.ts'

/** One upload of a job's file. A later one takes its place at once, so that a job never holds two. */
export interface Upload {
  jobId: string
  uploadId: string
}

/** Begins an upload, forgetting what was there; false when the job was started or ended. */
export async function begin(db: Db, { jobId, uploadId }: Upload): Promise<boolean> {
  return inTransaction(db, async (db) => {
    const result = await db
      .updateTable('user_import_jobs')
      .set({ upload_id: uploadId, uploaded_bytes: null })
      .where('id', '=', jobId)
      .where('status', '=', 'Created')
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) return false
    await remove(db, jobId)
    return true
  })
}

/** Adds a piece of the file; false when another upload or the start of the job has overtaken this one. */
export async function addChunk(
  db: Db,
  upload: Upload,
  chunk: { number: number; sealed: string },
): Promise<boolean> {
  return inTransaction(db, async (db) => {
    if (!(await mark(db, upload, null))) return false
    await db
      .insertInto('user_import_chunks')
      .values({ job_id: upload.jobId, number: chunk.number, sealed_content: chunk.sealed })
      .execute()
    return true
  })
}

/** The file is there as a whole; false when another upload has overtaken this one. */
export function complete(db: Db, upload: Upload, bytes: number): Promise<boolean> {
  return mark(db, upload, bytes)
}

/** Forgets an upload that broke off, unless another one has taken its place. */
export async function abandon(db: Db, upload: Upload): Promise<void> {
  await inTransaction(db, async (db) => {
    if (await mark(db, upload, null)) await remove(db, upload.jobId)
  })
}

/** The sealed piece with this number, counted from 0. */
export async function findChunk(db: Db, jobId: string, number: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('user_import_chunks')
    .select('sealed_content')
    .where('job_id', '=', jobId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.sealed_content
}

/** Forgets the job's file. */
export async function remove(db: Db, jobId: string): Promise<void> {
  await db.deleteFrom('user_import_chunks').where('job_id', '=', jobId).execute()
}

async function mark(db: Db, { jobId, uploadId }: Upload, bytes: number | null): Promise<boolean> {
  const result = await db
    .updateTable('user_import_jobs')
    .set({ uploaded_bytes: bytes })
    .where('id', '=', jobId)
    .where('upload_id', '=', uploadId)
    .where('status', '=', 'Created')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
