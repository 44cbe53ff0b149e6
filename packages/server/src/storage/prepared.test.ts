import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createDatabase } from '../../test/support/postgres.ts'
import * as attempts from './attempts.ts'
import { type Db, inTransaction, migrate, openDatabase } from './open.ts'
import { prepared } from './prepared.ts'

const find = prepared((db, given: { subject: string; lockedUntil: number | null }) =>
  db
    .selectFrom('attempts')
    .select(['subject', 'count'])
    .where('subject', '=', given.subject)
    .where('locked_until', '=', given.lockedUntil)
    .limit(1),
)

describe.each(['sqlite', 'postgres'] as const)('a prepared query on %s', (kind) => {
  let db: Db
  let release: () => Promise<void>

  beforeEach(async () => {
    const database = kind === 'postgres' ? await createDatabase(inject('postgresUrl')) : undefined
    db = await openDatabase({ url: database?.url ?? 'sqlite::memory:' })
    release = async () => {
      await db.destroy()
      await database?.drop()
    }
    await migrate(db)
    for (const subject of ['one', 'other'])
      await attempts.increment(
        db,
        { subject, purpose: 'password' },
        { now: 1, windowMs: 1, window: 'since-first' },
      )
  })
  afterEach(() => release())

  it('takes other values each time, null among them', async () => {
    expect((await find(db, { subject: 'one', lockedUntil: 0 })).rows).toEqual([{ subject: 'one', count: 1 }])
    expect((await find(db, { subject: 'other', lockedUntil: 0 })).rows).toEqual([
      { subject: 'other', count: 1 },
    ])
    expect((await find(db, { subject: 'one', lockedUntil: null })).rows).toEqual([])
  })

  it('sees in a transaction what the transaction wrote', async () => {
    await inTransaction(db, async (db) => {
      await attempts.reset(db, { subject: 'one', purpose: 'password' })
      expect((await find(db, { subject: 'one', lockedUntil: 0 })).rows).toEqual([])
    })
  })
})
