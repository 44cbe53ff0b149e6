import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  addPoolAndUser,
  type MailSink,
  type OutboxDatabase,
  outboxDatabases,
  outboxServices,
  smtpError,
  startMailSink,
  type TurnedTime,
} from '../../test/support/outbox.ts'
import type { Services } from '../services.ts'
import * as messages from '../storage/messages.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { deliver } from './deliver.ts'
import { createSender, retryPause, type Sender } from './sender.ts'

const DAY_MS = 24 * 3_600_000

function put(services: Services, pool: UserPool, message: { to?: string; code?: string } = {}) {
  return deliver(services, pool, {
    template: 'sign-up',
    channel: 'email',
    to: message.to ?? 'jane@example.com',
    username: 'jane',
    code: message.code ?? '123456',
    occasion: 'SignUp',
  })
}

describe.each(outboxDatabases)('the sender on $name', ({ open }) => {
  let database: OutboxDatabase
  let pool: UserPool
  let time: TurnedTime
  let log: string[]
  const senders: Sender[] = []
  const sinks: MailSink[] = []

  beforeEach(async () => {
    database = await open()
    time = { now: Date.UTC(2026, 0, 1) }
    log = []
    pool = (await addPoolAndUser(database.db)).pool
  })

  afterEach(async () => {
    for (const sender of senders.splice(0)) await sender.stop()
    for (const sink of sinks.splice(0)) await sink.close()
    await database.close()
  })

  async function sink(...args: Parameters<typeof startMailSink>): Promise<MailSink> {
    const started = await startMailSink(...args)
    sinks.push(started)
    return started
  }

  function start(services: Services): Sender {
    const sender = createSender(services)
    senders.push(sender)
    return sender
  }

  function services(smtpUrl?: string, db = database.db): Services {
    return outboxServices(db, { time, log, ...(smtpUrl !== undefined && { smtpUrl }) })
  }

  const stored = async () => (await messages.list(database.db, { limit: 100 }))[0]

  it('sends what is due and notes it', async () => {
    const { url, mails, received } = await sink()
    const sender = start(services(url))
    await put(services(url), pool)
    sender.wake()
    await received(1)
    await vi.waitFor(async () => expect(await stored()).toMatchObject({ sentAt: time.now, tries: 1 }), 30_000)
    expect((await stored())?.dueAt).toBeUndefined()
    expect(mails).toMatchObject([{ from: 'no-reply@verificationemail.com', to: ['jane@example.com'] }])
    expect(mails[0]?.text).toContain('Subject: Your verification code')
    expect(mails[0]?.text).toContain('Your confirmation code is 123456.')
    expect(mails[0]?.text).toContain('Content-Type: text/html')
  })

  it('writes as the pool says: From and Reply-To', async () => {
    const { url, mails, received } = await sink()
    const emailConfiguration = {
      emailSendingAccount: 'DEVELOPER' as const,
      from: 'House <house@example.org>',
      replyToEmailAddress: 'help@example.org',
    }
    await put(services(url), { ...pool, settings: { ...pool.settings, emailConfiguration } })
    start(services(url))
    await received(1)
    expect(mails[0]?.from).toBe('house@example.org')
    expect(mails[0]?.text).toContain('From: House <house@example.org>')
    expect(mails[0]?.text).toContain('Reply-To: help@example.org')
  })

  it('tries again after a temporary refusal, not before its pause', async () => {
    const refusals = [smtpError('busy, you said 123456', 451)]
    const refuse = () => refusals.shift()
    const { url, mails, received } = await sink({ refuse })
    await put(services(url), pool)
    const sender = start(services(url))
    await vi.waitFor(async () => expect((await stored())?.lastError).toBe('EMESSAGE 451 at DATA'), 30_000)
    const { dueAt = 0 } = (await stored()) ?? {}
    expect(dueAt).toBeGreaterThanOrEqual(time.now + 5_000)
    expect(dueAt).toBeLessThanOrEqual(time.now + 10_000)
    time.now = dueAt
    sender.wake()
    await received(1)
    await vi.waitFor(async () => expect(await stored()).toMatchObject({ sentAt: time.now, tries: 2 }), 30_000)
    expect(mails).toHaveLength(1)
    expect(log.join('')).not.toContain('123456')
  })

  it('gives up a mail that the server refuses for good', async () => {
    const { url } = await sink({ onRcptTo: (_, __, done) => done(smtpError('no such mailbox', 550)) })
    await put(services(url), pool)
    start(services(url))
    await vi.waitFor(async () => expect((await stored())?.lastError).toBe('EENVELOPE 550 at RCPT TO'), 30_000)
    expect((await stored())?.dueAt).toBeUndefined()
    expect((await stored())?.sentAt).toBeUndefined()
  })

  it.each([
    ['gives up after a day', DAY_MS - 4_000, false],
    ['still tries within the day', DAY_MS - 11_000, true],
  ])('%s', async (_, age, again) => {
    const { url } = await sink({ refuse: () => smtpError('busy', 451) })
    await put(services(url), pool)
    time.now += age
    start(services(url))
    await vi.waitFor(async () => expect((await stored())?.lastError).toBeDefined(), 30_000)
    expect((await stored())?.dueAt !== undefined).toBe(again)
  })

  it('picks up what an earlier process left, as soon as its lease ends', async () => {
    const { url, mails, received } = await sink()
    await put(services(url), pool)
    const claim = { now: time.now, leaseUntil: time.now + 90_000, limit: 1, transports: ['smtp'] as const }
    expect(await messages.claimDue(database.db, claim)).toHaveLength(1)
    const sender = start(services(url))
    expect(mails).toHaveLength(0)
    time.now += 90_000
    sender.wake()
    await received(1)
  })

  it('never sends a message twice, whoever takes part', async () => {
    const { url, mails, received } = await sink()
    for (let index = 0; index < 40; index += 1)
      await put(services(url), pool, { to: `user${index}@example.com` })
    start(services(url))
    start(services(url, await database.openAgain()))
    start(services(url, await database.openAgain()))
    await received(40)
    for (const sender of senders) await sender.stop()
    expect(new Set(mails.map((mail) => mail.to[0])).size).toBe(40)
    expect(mails).toHaveLength(40)
  })

  it('sends a message once although its lease ends while it is under way', async () => {
    const waiting: (() => void)[] = []
    const { url, mails } = await sink({ onMailFrom: (_, __, done) => void waiting.push(done) })
    await put(services(url), pool)
    const sender = start(services(url))
    await vi.waitFor(() => expect(waiting).toHaveLength(1), 30_000)
    time.now += 90_000
    sender.wake()
    await vi.waitFor(async () => expect((await stored())?.tries).toBe(2), 30_000)
    await put(services(url), pool, { to: 'next@example.com' })
    sender.wake()
    await vi.waitFor(() => expect(waiting).toHaveLength(2), 30_000)
    waiting.forEach((done) => void done())
    await sender.stop()
    expect(mails).toHaveLength(2)
    expect(new Set(mails.map((mail) => mail.to[0])).size).toBe(2)
    expect((await messages.list(database.db, { limit: 2 })).map((message) => message.sentAt)).toEqual([
      time.now,
      time.now,
    ])
  })

  it('has at most five mails under way at once', async () => {
    const waiting: (() => void)[] = []
    const { url, received } = await sink({ onMailFrom: (_, __, done) => void waiting.push(done) })
    for (let index = 0; index < 8; index += 1) await put(services(url), pool)
    start(services(url))
    await vi.waitFor(() => expect(waiting).toHaveLength(5), 30_000)
    const taken = (await messages.list(database.db, { limit: 100 })).filter((message) => message.tries > 0)
    expect(taken).toHaveLength(5)
    waiting.splice(0).forEach((done) => void done())
    await vi.waitFor(() => expect(waiting).toHaveLength(3), 30_000)
    waiting.splice(0).forEach((done) => void done())
    await received(8)
  })

  it('waits for the mail under way when it stops', async () => {
    let release: (() => void) | undefined
    const { url, mails } = await sink({
      onMailFrom: (_, __, done) => {
        release = done
      },
    })
    await put(services(url), pool)
    const sender = start(services(url))
    await vi.waitFor(() => expect(release).toBeDefined(), 30_000)
    const stopped = sender.stop()
    release?.()
    await stopped
    expect(mails).toHaveLength(1)
    expect((await stored())?.sentAt).toBe(time.now)
  })

  it('stops in time although the server is silent, and leaves the message to the next process', async () => {
    let asked = false
    const { url } = await sink({
      onMailFrom: () => {
        asked = true
      },
    })
    await put(services(url), pool)
    const patient = services(url)
    const sender = start({ ...patient, config: { ...patient.config, shutdownTimeoutSeconds: 0 } })
    await vi.waitFor(() => expect(asked).toBe(true), 30_000)
    await sender.stop()
    await vi.waitFor(async () => expect((await stored())?.lastError).toBeDefined(), 30_000)
    expect((await stored())?.dueAt).toBeGreaterThan(time.now)
  })

  it('leaves e-mails in the outbox without an SMTP server, and SMS always', async () => {
    await put(services(), pool)
    const { url, mails, received } = await sink()
    const sms = {
      template: 'sign-up',
      channel: 'sms',
      to: '+15555551234',
      username: 'jane',
      code: '1',
    } as const
    await deliver(services(url), pool, { ...sms, occasion: 'SignUp' })
    await put(services(url), pool, { to: 'last@example.com' })
    start(services(url))
    await received(1)
    expect(mails.map((mail) => mail.to)).toEqual([['last@example.com']])
  })

  it('forgets messages after seven days, not before', async () => {
    await put(services(), pool)
    time.now += 7 * DAY_MS
    await start(services()).stop()
    expect(await stored()).toBeDefined()
    time.now += 1
    await start(services()).stop()
    expect(await stored()).toBeUndefined()
  })
})

// Side by side: each waits until the sender looks again by itself.
describe.concurrent.each(outboxDatabases)('the sender on $name, while nobody listens', ({ open }) => {
  it('tries again by itself', async () => {
    const database = await open()
    const { pool } = await addPoolAndUser(database.db)
    const gone = await startMailSink()
    await gone.close()
    const time = { now: Date.UTC(2026, 0, 1) }
    const services = outboxServices(database.db, { time, smtpUrl: gone.url })
    await put(services, pool)
    const sender = createSender(services)
    const lastError = async () => (await messages.list(database.db, { limit: 1 }))[0]?.lastError
    await vi.waitFor(async () => expect(await lastError()).toMatch(/^ESOCKET|^ECONN/), 30_000)
    const back = await startMailSink({ port: Number(new URL(gone.url).port) })
    time.now += 10_000
    await back.received(1)
    await sender.stop()
    await back.close()
    await database.close()
  })
})

describe('the pause before the next try', () => {
  it.each([
    [1, 5_000, 10_000],
    [2, 10_000, 20_000],
    [9, 1_280_000, 2_560_000],
    [10, 1_800_000, 3_600_000],
    [200, 1_800_000, 3_600_000],
  ])('after try %i is between %i and %i ms', (tries, shortest, longest) => {
    expect(retryPause(tries, () => 0)).toBe(shortest)
    expect(retryPause(tries, () => 1)).toBe(longest)
  })
})
