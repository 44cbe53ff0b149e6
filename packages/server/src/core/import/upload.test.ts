import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importRole } from '../../../test/support/import.ts'
import { databases, startTestServer, type TestServer } from '../../../test/support/server.ts'
import { createTestPool } from '../../../test/support/user-pool.ts'
import * as importJobs from '../../storage/import-jobs.ts'
import { readFile, receive, requireSize, UploadError } from './upload.ts'

const MEBIBYTE = 1024 * 1024

/** The answer to the head of an upload whose body never comes. */
async function answerTo(job: { PreSignedUrl: string }, length: number): Promise<number | undefined> {
  const outgoing = request(job.PreSignedUrl, { method: 'PUT', headers: { 'content-length': length } })
  outgoing.flushHeaders()
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
  outgoing.on('error', () => undefined).destroy()
  return answer.statusCode
}

async function* pieces(...parts: Buffer[]): AsyncGenerator<Buffer> {
  yield* parts
}

describe.each(databases)('an upload on %s', (kind) => {
  let server: TestServer
  let job: { JobId: string; PreSignedUrl: string }
  beforeAll(async () => {
    server = await startTestServer(kind)
    const pool = await createTestPool(server)
    const input = { JobName: 'job', CloudWatchLogsRoleArn: importRole }
    job = (await pool.call('CreateUserImportJob', input)).UserImportJob
  })
  afterAll(() => server.stop())

  async function stored(begin = 0): Promise<Buffer> {
    const read: Buffer[] = []
    for await (const piece of readFile(server.services, job.JobId, begin)) read.push(piece)
    return Buffer.concat(read)
  }

  const sizeOf = async () => (await importJobs.findById(server.services.db, job.JobId))?.uploadedBytes

  it('is read back from any byte, however it came', async () => {
    const file = Buffer.alloc(MEBIBYTE + 5, 'abcdefg')
    await receive(server.services, job.JobId, pieces(file.subarray(0, 3), file.subarray(3)))
    expect(await sizeOf()).toBe(file.length)
    for (const begin of [0, 1, 262_143, 262_144, MEBIBYTE, MEBIBYTE + 5])
      expect((await stored(begin)).equals(file.subarray(begin))).toBe(true)
  })

  it('is sealed', async () => {
    await receive(server.services, job.JobId, pieces(Buffer.from('name,email\nAda,ada@example.com')))
    const rows = await server.services.db.selectFrom('user_import_chunks').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('ada@example.com')
    expect(Buffer.from(JSON.stringify(rows), 'base64').toString('latin1')).not.toContain('ada@example.com')
  })

  it('of the most that is allowed is taken, of one byte more leaves nothing', async () => {
    const file = Buffer.alloc(1000)
    await receive(server.services, job.JobId, pieces(file, file), 2000)
    expect(await sizeOf()).toBe(2000)
    const larger = receive(server.services, job.JobId, pieces(file, file, Buffer.alloc(1)), 2000)
    await expect(larger).rejects.toMatchObject({ name: 'UploadError', reason: 'too-large' })
    expect(await sizeOf()).toBeUndefined()
    expect(await stored()).toHaveLength(0)
  })

  it('that announces more than 100 MB is refused before it came', async () => {
    expect(() => requireSize(100 * MEBIBYTE)).not.toThrow()
    expect(() => requireSize(100 * MEBIBYTE + 1)).toThrow(UploadError)
    expect(await answerTo(job, 100 * MEBIBYTE + 1)).toBe(413)
  })

  it('that breaks off leaves nothing', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(MEBIBYTE)
      throw new Error('the connection broke')
    }
    await expect(receive(server.services, job.JobId, broken())).rejects.toThrow('the connection broke')
    expect(await sizeOf()).toBeUndefined()
    expect(await stored()).toHaveLength(0)
  })

  it('gives way to a later one', async () => {
    async function* overtaken(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(MEBIBYTE)
      await receive(server.services, job.JobId, pieces(Buffer.from('later')))
      yield Buffer.alloc(MEBIBYTE)
    }
    await expect(receive(server.services, job.JobId, overtaken())).rejects.toThrow(UploadError)
    expect((await stored()).toString()).toBe('later')
    expect(await sizeOf()).toBe(5)
  })
})
