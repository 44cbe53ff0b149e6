import { asOf } from '../core/import/jobs.ts'
import { isAllowed, receive, requireSize, UploadError } from '../core/import/upload.ts'
import type { Services } from '../services.ts'
import type { ImportJob, ImportLine } from '../storage/import-jobs.ts'
import * as importJobs from '../storage/import-jobs.ts'

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1_000
const MAX_LINE = 2_000_000_000

/**
 * Answers `PUT /_poolhouse/imports/<job id>?expires=…&signature=…`, the address that CreateUserImportJob gives for the
 * file of the job. Who has the address may send the file, as with S3; headers of S3 are ignored.
 */
export async function putImportFile(services: Services, request: Request, jobId: string): Promise<Response> {
  if (!isAllowed(services, jobId, new URL(request.url).searchParams))
    return refuse(403, 'The address is wrong or has expired')
  if (!(await importJobs.findById(services.db, jobId))) return refuse(404, 'There is no such user import job')
  try {
    requireSize(Number(request.headers.get('content-length') ?? 0))
    const body = request.body ?? new Blob([]).stream()
    await receive(services, jobId, body as AsyncIterable<Uint8Array>)
    return new Response(null, { status: 200, headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    if (!(error instanceof UploadError)) throw error
    return refuse(error.reason === 'too-large' ? 413 : 409, error.message)
  }
}

/**
 * Answers `GET /_poolhouse/imports/<job id>`: how far the job is, and the rows that made no user with line number and
 * reason, in pages by `after` (a line number) and `limit`. No value of the file is in it. The caller has checked the
 * operator's credentials.
 */
export async function showImport(services: Services, request: Request, jobId: string): Promise<Response> {
  const query = new URL(request.url).searchParams
  const after = readNumber(query.get('after'), { otherwise: 0, minimum: 0, maximum: MAX_LINE })
  const limit = readNumber(query.get('limit'), { otherwise: DEFAULT_LIMIT, minimum: 1, maximum: MAX_LIMIT })
  if (after === undefined) return refuse(400, 'after: expected a line number')
  if (limit === undefined) return refuse(400, `limit: expected a number from 1 to ${MAX_LIMIT}`)
  const job = await importJobs.findById(services.db, jobId)
  if (!job) return refuse(404, 'There is no such user import job')
  const lines = await importJobs.listLines(services.db, jobId, { after, limit })
  return json(200, present(asOf(services, job), lines))
}

function present(job: ImportJob, lines: ImportLine[]) {
  return {
    jobId: job.id,
    userPoolId: job.userPoolId,
    status: job.status,
    ...(job.completionMessage !== undefined && { completionMessage: job.completionMessage }),
    uploadedBytes: job.uploadedBytes ?? 0,
    readBytes: job.readBytes,
    readRows: job.readRows,
    importedUsers: job.imported,
    skippedUsers: job.skipped,
    failedUsers: job.failed,
    lines,
  }
}

function readNumber(
  text: string | null,
  { otherwise, minimum, maximum }: { otherwise: number; minimum: number; maximum: number },
): number | undefined {
  if (text === null) return otherwise
  const number = /^\d{1,10}$/.test(text) ? Number(text) : -1
  return number >= minimum && number <= maximum ? number : undefined
}

function refuse(status: number, message: string): Response {
  return json(status, { message })
}

function json(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}
