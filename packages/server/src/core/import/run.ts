import { setImmediate } from 'node:timers/promises'
import { type Services, transaction } from '../../services.ts'
import type { ImportJob, ImportProgress } from '../../storage/import-jobs.ts'
import * as importJobs from '../../storage/import-jobs.ts'
import type { Lease } from '../../storage/import-slots.ts'
import * as slots from '../../storage/import-slots.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import * as userPools from '../../storage/user-pools.ts'
import { type Batch, storeBatch } from './batch.ts'
import { CsvError, type CsvPosition, type CsvRecord, createSplitter } from './csv.ts'
import { end } from './jobs.ts'
import { csvHeader, prepareRow, type RowContext, readHeader } from './rows.ts'
import { readFile } from './upload.ts'

/** A process that is gone leaves its job to others after so long. */
export const LEASE_MS = 10_000
/** Few enough that other requests wait for some milliseconds only (`npm run bench`); more make an import no faster. */
const BATCH_ROWS = 25
/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool-csv-header.html */
const MAX_ROWS = 500_000

/** The file can not be imported; the message says why, without any of its content. Our wordings. */
class FileError extends Error {
  override readonly name = 'FileError'
}

/** The right to work on a job, and whether the process wants to end. */
export interface Turn {
  jobId: string
  leaseId: string
  isStopping(): boolean
}

/**
 * Works on a job from where it was left until it ends, is stopped, or the process wants to end; between two batches
 * everyone else has a turn.
 */
export async function run(services: Services, turn: Turn): Promise<void> {
  const job = await importJobs.findById(services.db, turn.jobId)
  const pool = job && (await userPools.find(services.db, job.userPoolId))
  if (!job || !pool) return
  try {
    const progress = await importRows(services, turn, { job, pool })
    if (progress) await finish(services, turn, progress)
  } catch (error) {
    if (!(error instanceof FileError || error instanceof CsvError)) throw error
    await endHeld(services, turn, 'Failed', `${error.message}.`)
  }
}

/** How far the job came at the end of the file; undefined when it is not this process's any more. */
async function importRows(
  services: Services,
  turn: Turn,
  { job, pool }: { job: ImportJob; pool: UserPool },
): Promise<ImportProgress | undefined> {
  const header = await readFirstRecord(services, job.id)
  const columns = header?.text === undefined ? undefined : readHeader(pool, job, header.text)
  if (!header || !columns) throw new FileError(`The first line is not the header ${expectedHeader(pool)}`)
  let progress: ImportProgress = job.readBytes > 0 ? job : { ...job, ...positionOf(header) }
  for await (const batch of readBatches(services, { pool, job, columns }, progress)) {
    if (turn.isStopping()) return release(services, turn)
    if (progress.readRows + batch.rows.length > MAX_ROWS)
      throw new FileError(`The file has more than ${MAX_ROWS} rows`)
    const stored = await storeBatch(
      services,
      { userPoolId: pool.id, lease: leaseOf(services, turn), progress },
      batch,
    )
    if (!stored) return undefined
    progress = stored
    await setImmediate()
  }
  return progress
}

function expectedHeader(pool: UserPool): string {
  return `of ${csvHeader(pool).length} columns that GetCSVHeader gives`
}

function positionOf({ readBytes, readLines }: CsvPosition): CsvPosition {
  return { readBytes, readLines }
}

async function readFirstRecord(services: Services, jobId: string): Promise<CsvRecord | undefined> {
  for await (const record of readRecords(services, jobId, { readBytes: 0, readLines: 0 })) return record
  return undefined
}

async function* readRecords(
  services: Services,
  jobId: string,
  start: CsvPosition,
): AsyncGenerator<CsvRecord> {
  const splitter = createSplitter(positionOf(start))
  for await (const piece of readFile(services, jobId, start.readBytes)) yield* splitter.push(piece)
  yield* splitter.finish()
}

/** Prepared rows by the batch; empty lines are none. */
async function* readBatches(
  services: Services,
  context: RowContext,
  start: CsvPosition,
): AsyncGenerator<Batch> {
  let rows: Batch['rows'][number][] = []
  let position = positionOf(start)
  for await (const record of readRecords(services, context.job.id, start)) {
    position = positionOf(record)
    if (record.text === '') continue
    rows.push(prepareRow(services, context, record))
    if (rows.length < BATCH_ROWS) continue
    yield { rows, position }
    rows = []
  }
  if (rows.length > 0) yield { rows, position }
}

function leaseOf(services: Services, { jobId, leaseId }: Turn): Lease {
  return { jobId, leaseId, leaseUntil: services.clock.now() + LEASE_MS }
}

/** Leaves the job to whoever comes next, at once. */
async function release(services: Services, turn: Turn): Promise<undefined> {
  await slots.hold(services.db, { ...leaseOf(services, turn), leaseUntil: 0 })
}

/**
 * Cognito calls a job failed when too many rows made no user; how many that are is unconfirmed, here more than half.
 * The first text is Cognito's (user guide, "Listing your user import jobs"), the other one ours.
 */
async function finish(services: Services, turn: Turn, progress: ImportProgress): Promise<void> {
  if (progress.skipped + progress.failed > progress.imported) {
    const message = 'Too many users have failed or been skipped during the import.'
    await endHeld(services, turn, 'Failed', message)
  } else await endHeld(services, turn, 'Succeeded', 'Import Job Completed Successfully.')
}

/** Ends the job, unless it was stopped or another process works on it. */
export async function endHeld(
  services: Services,
  turn: Pick<Turn, 'jobId' | 'leaseId'>,
  status: 'Failed' | 'Succeeded',
  message: string,
): Promise<void> {
  await transaction(services, async (services) => {
    const lease = { ...turn, leaseUntil: services.clock.now() }
    if (await slots.hold(services.db, lease)) await end(services, turn.jobId, status, message)
  })
}
