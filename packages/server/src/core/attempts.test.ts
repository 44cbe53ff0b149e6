import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type OutboxDatabase,
  outboxDatabases,
  outboxServices,
  type TurnedTime,
} from '../../test/support/outbox.ts'
import { type Services, transaction } from '../services.ts'
import * as attempts from './attempts.ts'

const HOUR_MS = 3_600_000
const refusal = 'Attempt limit exceeded, please try after some time.'

describe.each(outboxDatabases)('attempts on $name', ({ open }) => {
  let database: OutboxDatabase
  let services: Services
  let time: TurnedTime

  beforeEach(async () => {
    database = await open()
    time = { now: Date.UTC(2026, 0, 1) }
    services = outboxServices(database.db, { time })
  })

  afterEach(() => database.close())

  async function tryTimes(count: number, purpose: 'sign-up' | 'resend-code' = 'resend-code'): Promise<void> {
    for (let index = 0; index < count; index += 1) await attempts.count(services, 'jane', purpose)
  }

  it.each([
    ['sign-up', 15],
    ['resend-code', 5],
    ['send-attribute-code', 5],
    ['verify-attribute', 15],
    ['forgot-password', 20],
    ['change-password', 5],
    ['destination', 30],
  ] as const)('of %s are %i in an hour', async (purpose, limit) => {
    for (let index = 0; index < limit; index += 1) await attempts.count(services, 'jane', purpose)
    await expect(attempts.count(services, 'jane', purpose)).rejects.toThrow(refusal)
    await attempts.count(services, 'john', purpose)
  })

  it('begin anew an hour after the first, and not by waiting since the last', async () => {
    await tryTimes(5)
    time.now += HOUR_MS - 1
    await expect(tryTimes(1)).rejects.toThrow(refusal)
    time.now += 1
    await tryTimes(5)
    await expect(tryTimes(1)).rejects.toThrow(refusal)
  })

  it('are counted apart by purpose', async () => {
    await tryTimes(5)
    await tryTimes(15, 'sign-up')
  })

  it('are counted exactly when they come at once', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, () => attempts.count(services, 'jane', 'resend-code')),
    )
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(5)
  })

  it('refuse to be counted where a rollback would forget them', async () => {
    const counting = transaction(services, (services) => attempts.count(services, 'jane', 'sign-up'))
    await expect(counting).rejects.toThrow('Attempts are counted outside of transactions')
  })

  it('to one address are counted whoever asks and however it is spelled, apart by pool', async () => {
    for (let index = 0; index < 30; index += 1)
      await attempts.countDestination(services, 'pool', index % 2 ? 'Jane@example.com' : 'jane@example.com')
    await expect(attempts.countDestination(services, 'pool', 'jane@example.com')).rejects.toThrow(refusal)
    await attempts.countDestination(services, 'other pool', 'jane@example.com')
  })

  it('tell when a code to an address was last counted', async () => {
    expect(await attempts.lastCodeTo(services, 'pool', 'jane@example.com')).toBeUndefined()
    await attempts.countDestination(services, 'pool', 'jane@example.com')
    expect(await attempts.lastCodeTo(services, 'pool', 'jane@example.com')).toBe(time.now)
  })

  it('keep no name and no address', async () => {
    await attempts.countDestination(services, 'pool', 'jane@example.com')
    await attempts.count(services, attempts.unknownSubject(services, 'pool', 'nobody'), 'sign-up')
    const rows = JSON.stringify(await database.db.selectFrom('attempts').selectAll().execute())
    expect(rows).not.toMatch(/jane|nobody/)
  })
})
