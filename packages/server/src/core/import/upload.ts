import { randomUUID } from 'node:crypto'
import { equalsConstantTime } from '../../crypto/constant-time.ts'
import type { Services } from '../../services.ts'
import type { Upload } from '../../storage/import-files.ts'
import * as files from '../../storage/import-files.ts'
import type { ImportJob } from '../../storage/import-jobs.ts'

/** Cognito's pre-signed addresses are good for so long (user guide, "Creating a user import job"). */
const ADDRESS_MS = 15 * 60_000
/** "The maximum .csv file size is 100 MB" (user guide, "Formatting the CSV file"). */
const MAX_FILE_BYTES = 100 * 1024 * 1024
/** What is in memory of a file, sealed at once and stored in one row. */
const CHUNK_BYTES = 256 * 1024

/** The file can not be taken. */
export class UploadError extends Error {
  override readonly name = 'UploadError'
  readonly reason: 'too-large' | 'overtaken'

  constructor(reason: UploadError['reason']) {
    super(
      reason === 'too-large'
        ? 'The file is larger than 100 MB'
        : 'The job was started, or another upload began',
    )
    this.reason = reason
  }
}

/** Where the job's file is to be sent by PUT, within 15 minutes of the job's making. The same at each call. */
export function uploadAddress(services: Services, job: Pick<ImportJob, 'id' | 'createdAt'>): string {
  const expires = String(job.createdAt + ADDRESS_MS)
  const query = new URLSearchParams({ expires, signature: signatureOf(services, job.id, expires) })
  return `${services.publicUrl}/_poolhouse/imports/${job.id}?${query}`
}

/** Whether an upload to the job is allowed by this query of its address, now. */
export function isAllowed(services: Services, jobId: string, query: URLSearchParams): boolean {
  const expires = query.get('expires') ?? ''
  const isSigned = equalsConstantTime(query.get('signature') ?? '', signatureOf(services, jobId, expires))
  return isSigned && services.clock.now() < Number(expires)
}

function signatureOf(services: Services, jobId: string, expires: string): string {
  return services.keyring.hmac('import-upload', jobId, expires).toString('base64url')
}

/**
 * Stores the job's file, sealed piece by piece, so that any process can read it; an earlier one is forgotten. Throws
 * UploadError, and what reading the body throws.
 */
export async function receive(
  services: Services,
  jobId: string,
  body: AsyncIterable<Uint8Array>,
  limit: number = MAX_FILE_BYTES,
): Promise<void> {
  const upload = { jobId, uploadId: randomUUID() }
  if (!(await files.begin(services.db, upload))) throw new UploadError('overtaken')
  try {
    const bytes = await storeChunks(services, upload, limited(body, limit))
    if (!(await files.complete(services.db, upload, bytes))) throw new UploadError('overtaken')
  } catch (error) {
    await files.abandon(services.db, upload)
    throw error
  }
}

/** Whether a body that announces so many bytes is worth reading. */
export function requireSize(announcedBytes: number): void {
  if (announcedBytes > MAX_FILE_BYTES) throw new UploadError('too-large')
}

async function* limited(body: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.byteLength
    if (bytes > limit) throw new UploadError('too-large')
    yield piece
  }
}

async function storeChunks(
  services: Services,
  upload: Upload,
  body: AsyncIterable<Uint8Array>,
): Promise<number> {
  let bytes = 0
  let number = 0
  for await (const chunk of inChunks(body)) {
    const sealed = services.keyring.seal(chunk, place(upload.jobId, number))
    if (!(await files.addChunk(services.db, upload, { number, sealed }))) throw new UploadError('overtaken')
    bytes += chunk.length
    number += 1
  }
  return bytes
}

/** Pieces of exactly `CHUNK_BYTES`, the last one of what is left. */
async function* inChunks(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let heldBytes = 0
  for await (let piece of body) {
    while (heldBytes + piece.byteLength >= CHUNK_BYTES) {
      const end = CHUNK_BYTES - heldBytes
      yield Buffer.concat([...held, piece.subarray(0, end)])
      piece = piece.subarray(end)
      held = []
      heldBytes = 0
    }
    held.push(piece)
    heldBytes += piece.byteLength
  }
  if (heldBytes > 0) yield Buffer.concat(held)
}

/** The file from this byte on, piece by piece. */
export async function* readFile(services: Services, jobId: string, begin: number): AsyncGenerator<Buffer> {
  let skip = begin % CHUNK_BYTES
  for (let number = Math.floor(begin / CHUNK_BYTES); ; number += 1) {
    const sealed = await files.findChunk(services.db, jobId, number)
    if (sealed === undefined) return
    yield services.keyring.open(sealed, place(jobId, number)).subarray(skip)
    skip = 0
  }
}

function place(jobId: string, number: number): string {
  return `user_import_chunks.sealed_content:${jobId}:${number}`
}
