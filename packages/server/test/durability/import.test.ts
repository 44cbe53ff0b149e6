import { describe, expect, inject, it } from 'vitest'
import { csvFile, ended, startImport } from '../support/import.ts'
import { createPool, type Pool } from '../support/pool.ts'
import { createDatabase } from '../support/postgres.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'
import { type DatabaseKind, databases } from '../support/server.ts'

const ROWS = 1500
/** As long as a job belongs to a process that says nothing more. */
const LEASE_SECONDS = 10

/** Flags for a server whose database outlives it. */
async function lastingDatabase(kind: DatabaseKind) {
  const folder = await temporaryFolder()
  const flags = [
    `--data-dir=${folder.path}`,
    '--no-demo',
    '--test-clock',
    '--log-level=error',
    '--public-url=https://users.example.com',
  ]
  if (kind === 'sqlite') return { flags, remove: folder.remove }
  const database = await createDatabase(inject('postgresUrl'))
  const remove = async () => {
    await database.drop()
    await folder.remove()
  }
  return { flags: [...flags, `--database-url=${database.url}`], remove }
}

async function startJob(server: ServerProcess, { userPoolId }: Pool): Promise<string> {
  const rows = Array.from({ length: ROWS }, (_, index) => ({
    'cognito:username': `user-${index}`,
    email: `user-${index}@example.com`,
    email_verified: 'true',
  }))
  return (await startImport(server, userPoolId, await csvFile(server, userPoolId, rows))).JobId
}

async function endLease({ url }: ServerProcess): Promise<void> {
  const body = JSON.stringify({ advanceSeconds: LEASE_SECONDS })
  expect((await fetch(`${url}/_poolhouse/clock`, { method: 'POST', body })).ok).toBe(true)
}

/** Resolves when some of the users are there. */
async function halfway(server: ServerProcess, { userPoolId }: Pool, JobId: string): Promise<number> {
  for (;;) {
    const { UserImportJob: job } = await server.call('DescribeUserImportJob', {
      UserPoolId: userPoolId,
      JobId,
    })
    if (job.ImportedUsers >= 250 || job.Status === 'Succeeded') return job.ImportedUsers
  }
}

async function everyName(server: ServerProcess, { userPoolId }: Pool): Promise<string[]> {
  const names: string[] = []
  let PaginationToken: string | undefined
  do {
    const page = await server.call('ListUsers', { UserPoolId: userPoolId, PaginationToken })
    names.push(...page.Users.map((user: { Username: string }) => user.Username))
    PaginationToken = page.PaginationToken
  } while (PaginationToken)
  return names
}

describe.each(databases)('an import on %s', (kind) => {
  it('goes on after its server was killed, and makes each user once', async () => {
    const database = await lastingDatabase(kind)
    const first = await startProcess(database.flags)
    const pool = await createPool(first, { AutoVerifiedAttributes: ['email'] })
    const JobId = await startJob(first, pool)
    const before = await halfway(first, pool, JobId)
    await first.kill()
    expect(before).toBeLessThan(ROWS)

    const second = await startProcess(database.flags)
    await endLease(second)
    const job = await ended(second, { UserPoolId: pool.userPoolId, JobId }, 60_000)
    expect(job).toMatchObject({ Status: 'Succeeded', ImportedUsers: ROWS, SkippedUsers: 0, FailedUsers: 0 })
    const names = await everyName(second, pool)
    expect(names).toHaveLength(ROWS)
    expect(new Set(names).size).toBe(ROWS)
    await second.stop()
    await database.remove()
  }, 120_000)

  it('is left at once by a server that is asked to stop', async () => {
    const database = await lastingDatabase(kind)
    const first = await startProcess(database.flags)
    const pool = await createPool(first, { AutoVerifiedAttributes: ['email'] })
    const JobId = await startJob(first, pool)
    await halfway(first, pool, JobId)
    expect(await first.stop()).toBe(0)
    const second = await startProcess(database.flags)
    const job = await ended(second, { UserPoolId: pool.userPoolId, JobId }, 60_000)
    expect(job).toMatchObject({ Status: 'Succeeded', ImportedUsers: ROWS, SkippedUsers: 0, FailedUsers: 0 })
    await second.stop()
    await database.remove()
  }, 120_000)
})

describe('an import on a PostgreSQL that two processes share', () => {
  it('is done by one of them, and by the other when that is killed', async () => {
    const database = await lastingDatabase('postgres')
    const one = await startProcess(database.flags)
    const pool = await createPool(one, { AutoVerifiedAttributes: ['email'] })
    const other = await startProcess(database.flags)
    const JobId = await startJob(one, pool)
    await halfway(other, pool, JobId)
    await one.kill()
    await endLease(other)
    const job = await ended(other, { UserPoolId: pool.userPoolId, JobId }, 60_000)
    expect(job).toMatchObject({ Status: 'Succeeded', ImportedUsers: ROWS, SkippedUsers: 0, FailedUsers: 0 })
    expect(new Set(await everyName(other, pool)).size).toBe(ROWS)
    await other.stop()
    await database.remove()
  }, 120_000)
})
