import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  addPoolAndUser,
  type OutboxDatabase,
  outboxDatabases,
  outboxServices,
  type TurnedTime,
} from '../../test/support/outbox.ts'
import { type Services, transaction } from '../services.ts'
import type { User } from '../storage/users.ts'
import * as codes from './codes.ts'

const HOUR_MS = 3_600_000
const request = { purpose: 'sign-up', attribute: 'email', destination: 'jane@example.com' } as const

describe.each(outboxDatabases)('codes on $name', ({ open }) => {
  let database: OutboxDatabase
  let services: Services
  let time: TurnedTime
  let user: User

  beforeEach(async () => {
    database = await open()
    time = { now: Date.UTC(2026, 0, 1) }
    services = outboxServices(database.db, { time })
    user = (await addPoolAndUser(database.db)).user
  })

  afterEach(() => database.close())

  it('are six digits, stored only as a keyed hash', async () => {
    const code = await codes.issue(services, user, request)
    expect(code).toMatch(/^[0-9]{6}$/)
    const rows = await database.db.selectFrom('verification_codes').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(code)
  })

  it('tell what they prove and work once', async () => {
    const code = await codes.issue(services, user, request)
    await codes.check(services, user, 'sign-up', code)
    const taken = await codes.take(services, user, 'sign-up', code)
    expect(taken).toMatchObject({ attribute: 'email', destination: 'jane@example.com' })
    await expect(codes.take(services, user, 'sign-up', code)).rejects.toThrow(
      'Invalid code provided, please request a code again.',
    )
  })

  it('work once also when many take them at the same time', async () => {
    const code = await codes.issue(services, user, request)
    const tries = Array.from({ length: 5 }, () => codes.take(services, user, 'sign-up', code))
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  })

  it('stay after a rollback', async () => {
    const code = await codes.issue(services, user, request)
    const failing = transaction(services, async (services) => {
      await codes.take(services, user, 'sign-up', code)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await codes.take(services, user, 'sign-up', code)
  })

  it('are refused with CodeMismatchException when wrong, also for another purpose or user', async () => {
    const code = await codes.issue(services, user, request)
    const reset = await codes.issue(services, user, { ...request, purpose: 'forgot-password' })
    const wrong = code === '000000' ? '000001' : '000000'
    const mismatch = 'Invalid verification code provided, please try again.'
    await expect(codes.check(services, user, 'sign-up', wrong)).rejects.toThrow(mismatch)
    await expect(codes.take(services, user, 'sign-up', wrong)).rejects.toThrow(mismatch)
    if (code !== reset)
      await expect(codes.take(services, user, 'forgot-password', code)).rejects.toThrow(mismatch)
    await expect(codes.take(services, { id: 'other' }, 'sign-up', code)).rejects.toThrow(
      'request a code again',
    )
  })

  it('lose their force when a new one is made', async () => {
    const former = await codes.issue(services, user, request)
    let code = former
    while (code === former) code = await codes.issue(services, user, request)
    await expect(codes.take(services, user, 'sign-up', former)).rejects.toThrow('please try again')
    await codes.take(services, user, 'sign-up', code)
  })

  it.each([
    ['sign-up', 24],
    ['verify:email', 24],
    ['verify:phone_number', 24],
    ['forgot-password', 1],
  ] as const)('for %s live %i hours', async (purpose, hours) => {
    const code = await codes.issue(services, user, { ...request, purpose })
    time.now += hours * HOUR_MS - 1
    await codes.check(services, user, purpose, code)
    time.now += 1
    const wrong = code === '000000' ? '000001' : '000000'
    await expect(codes.take(services, user, purpose, wrong)).rejects.toThrow('request a code again')
    await expect(codes.check(services, user, purpose, code)).rejects.toThrow('request a code again')
    await expect(codes.take(services, user, purpose, code)).rejects.toThrow('request a code again')
  })
})
