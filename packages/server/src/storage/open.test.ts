import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createDatabase } from '../../test/support/postgres.ts'
import * as attempts from './attempts.ts'
import * as challengeSessions from './challenge-sessions.ts'
import { type Db, inTransaction, migrate, openDatabase, pendingMigrations } from './open.ts'
import { DatabaseInUseError } from './sqlite.ts'

const FUTURE = 4_000_000_000_000

describe.each(['sqlite file', 'sqlite memory', 'postgres'] as const)('a database on %s', (kind) => {
  let db: Db
  let release: () => Promise<void>

  beforeEach(async () => {
    const opened = await open(kind)
    db = opened.db
    release = opened.release
  })
  afterEach(() => release())

  it('has nothing pending after its migration, and a second migration does nothing', async () => {
    expect(await pendingMigrations(db)).toEqual([])
    expect(await migrate(db)).toEqual([])
  })

  it('keeps what a transaction wrote and reads it after the commit', async () => {
    await inTransaction(db, async (db) => {
      await challengeSessions.use(db, 'one', FUTURE)
      await challengeSessions.use(db, 'two', FUTURE)
    })
    expect(await challengeSessions.wasUsed(db, 'one')).toBe(true)
    expect(await challengeSessions.wasUsed(db, 'two')).toBe(true)
  })

  it('forgets everything of a transaction that throws, and nothing of those beside it', async () => {
    const failing = inTransaction(db, async (db) => {
      await challengeSessions.use(db, 'failed', FUTURE)
      throw new Error('changed my mind')
    })
    const good = inTransaction(db, (db) => challengeSessions.use(db, 'good', FUTURE))
    await expect(failing).rejects.toThrow('changed my mind')
    await good
    expect(await challengeSessions.wasUsed(db, 'failed')).toBe(false)
    expect(await challengeSessions.wasUsed(db, 'good')).toBe(true)
  })

  it('joins an open transaction, so that a throw outside rolls back what was joined', async () => {
    const failing = inTransaction(db, async (db) => {
      await inTransaction(db, (db) => challengeSessions.use(db, 'inner', FUTURE))
      throw new Error('too late')
    })
    await expect(failing).rejects.toThrow('too late')
    expect(await challengeSessions.wasUsed(db, 'inner')).toBe(false)
  })

  it('rejects a statement that breaks a constraint without harm to the transactions beside it', async () => {
    const orphan = db
      .insertInto('app_client_secrets')
      .values({ id: 's', app_client_id: 'nobody', sealed_secret: 'x', created_at: 0 })
      .execute()
    const good = challengeSessions.use(db, 'beside', FUTURE)
    await expect(orphan).rejects.toThrow(/foreign key/i)
    expect(await good).toBe(true)
    expect(await challengeSessions.wasUsed(db, 'beside')).toBe(true)
  })

  it('lets exactly one of a hundred take what can be used once', async () => {
    const tries = Array.from({ length: 100 }, () => challengeSessions.use(db, 'once', FUTURE))
    const won = (await Promise.all(tries)).filter(Boolean)
    expect(won).toHaveLength(1)
  })

  it('counts every one of fifty increments that run at the same time', async () => {
    const key = { subject: 'someone', purpose: 'password' } as const
    const options = { now: 1_000, windowMs: 60_000, window: 'since-last' } as const
    const counted = Array.from({ length: 50 }, () => attempts.increment(db, key, options))
    const counts = (await Promise.all(counted)).map(({ count }) => count)
    expect(counts.sort((one, other) => one - other)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    )
  })
})

describe('a database file', () => {
  it('is refused to a second process with a sentence that names it', async () => {
    const { db, release, file } = await openFile()
    const second = openDatabase({ url: `sqlite:${file}` })
    await expect(second).rejects.toThrow(DatabaseInUseError)
    await expect(second).rejects.toThrow(file)
    expect(await pendingMigrations(db)).toEqual([])
    await release()
  })

  it.each(['000', '022', '077'])(
    'belongs to its owner alone under the umask %s, like all beside it',
    async (umask) => {
      const before = process.umask(umask)
      const { folder, release } = await openFile()
      process.umask(before)
      const names = await readdir(folder)
      const modes = await Promise.all(
        names.map(async (name) => (await stat(join(folder, name))).mode & 0o777),
      )
      expect(names).toEqual(expect.arrayContaining(['test.db', 'test.db-shm', 'test.db-wal', 'test.db.lock']))
      expect(modes).toEqual(names.map(() => 0o600))
      await release()
    },
  )

  it('keeps what was acknowledged when it is opened again', async () => {
    const first = await openFile()
    await challengeSessions.use(first.db, 'kept', FUTURE)
    await first.db.destroy()
    const again = await openDatabase({ url: `sqlite:${first.file}` })
    expect(await challengeSessions.wasUsed(again, 'kept')).toBe(true)
    await again.destroy()
    await first.removeFolder()
  })

  it('shows a reader nothing that is not yet durable', async () => {
    const { db, release } = await openFile()
    let seen: boolean | undefined
    await inTransaction(db, async (writing) => {
      await challengeSessions.use(writing, 'unfinished', FUTURE)
      seen = await challengeSessions.wasUsed(db, 'unfinished')
    })
    expect(seen).toBe(false)
    await release()
  })
})

async function open(kind: 'sqlite file' | 'sqlite memory' | 'postgres') {
  if (kind === 'sqlite file') return openFile()
  if (kind === 'sqlite memory') {
    const db = await openDatabase({ url: 'sqlite::memory:' })
    await migrate(db)
    return { db, release: () => db.destroy() }
  }
  const database = await createDatabase(inject('postgresUrl'))
  const db = await openDatabase({ url: database.url })
  await migrate(db)
  const release = async () => {
    await db.destroy()
    await database.drop()
  }
  return { db, release }
}

async function openFile() {
  const folder = await mkdtemp(join(tmpdir(), 'poolhouse-storage-'))
  const file = join(folder, 'test.db')
  const db = await openDatabase({ url: `sqlite:${file}` })
  await migrate(db)
  const removeFolder = () => rm(folder, { recursive: true })
  const release = async () => {
    await db.destroy()
    await removeFolder()
  }
  return { db, file, folder, release, removeFolder }
}
