import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  addPoolAndUser,
  type OutboxDatabase,
  outboxDatabases,
  outboxServices,
} from '../../test/support/outbox.ts'
import { type Services, transaction } from '../services.ts'
import * as messages from '../storage/messages.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { openContent } from './content.ts'
import { deliver, type OutgoingMessage } from './deliver.ts'

const message: OutgoingMessage = {
  template: 'sign-up',
  channel: 'email',
  to: 'jane@example.com',
  username: 'jane',
  code: '123456',
  occasion: 'SignUp',
}

describe.each(outboxDatabases)('deliver on $name', ({ open }) => {
  let database: OutboxDatabase
  let services: Services
  let pool: UserPool

  beforeEach(async () => {
    database = await open()
    services = outboxServices(database.db)
    pool = (await addPoolAndUser(database.db)).pool
  })

  afterEach(() => database.close())

  const list = () => messages.list(database.db, { limit: 10 })

  it('puts the message into the outbox, its content sealed for its row', async () => {
    const id = await deliver(services, pool, message)
    await deliver(services, pool, { ...message, code: '654321' })
    const [row] = (await list()).filter((each) => each.id === id)
    expect(row).toMatchObject({
      recipient: 'jane@example.com',
      triggerSource: 'CustomMessage_SignUp',
      tries: 0,
    })
    expect(JSON.stringify(row)).not.toMatch(/123456|confirmation/)
    if (!row) throw new Error('the row is missing')
    expect(openContent(services, row)).toEqual({
      subject: 'Your verification code',
      body: 'Your confirmation code is 123456.',
      code: '123456',
    })
    expect(() => openContent(services, { ...row, id: 'another' })).toThrow('belongs to another place')
  })

  it('takes the message back when what caused it rolls back', async () => {
    const failing = transaction(services, async (services) => {
      await deliver(services, pool, message)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await list()).toEqual([])
  })

  it.each([
    'jane@example.com\r\nBcc: victim@example.com',
    'jane@example.com, victim@example.com',
    'jane@example.com; victim@example.com',
    'Jane <jane@example.com>',
    '"jane@example.com victim"@example.com',
    'jane@example.com\0',
    'jane@\u2028example.com',
    'jane@victim@example.com',
    'jane',
    '',
  ])('refuses to send an e-mail to %j', async (to) => {
    await expect(deliver(services, pool, { ...message, to })).rejects.toThrow('Invalid email address format.')
    expect(await list()).toEqual([])
  })

  it.each(['15555551234', '+1555 555', '+1555\n', ''])('refuses to send an SMS to %j', async (to) => {
    const sms = { ...message, channel: 'sms', to } as const
    await expect(deliver(services, pool, sms)).rejects.toThrow('Invalid phone number format.')
    await deliver(services, pool, { ...sms, to: '+15555551234' })
  })

  it.each(['email', 'sms'] as const)('leaves %s that a function sends to it', async (channel) => {
    const to = channel === 'sms' ? '+15555551234' : 'jane@example.com'
    const sender = {
      trigger: channel === 'sms' ? 'CustomSMSSender' : 'CustomEmailSender',
      occasion: 'SignUp',
      clientId: 'client',
      username: 'jane',
      userAttributes: {},
    } as const
    await deliver(services, pool, { ...message, channel, to, composition: { sender } })
    const [row] = await list()
    expect(row).toMatchObject({ transport: 'function', dueAt: row?.createdAt })
    expect(row && openContent(services, row)).toMatchObject({ sender, code: message.code })
  })

  it.each([
    ['arn:aws:ses:us-east-1:1:identity/house@example.org', 'house@example.org'],
    ['arn:aws:ses:us-east-1:1:identity/example.org', undefined],
  ])('reads the sender of %s', async (sourceArn, from) => {
    const emailConfiguration = { emailSendingAccount: 'DEVELOPER' as const, sourceArn }
    await deliver(services, { ...pool, settings: { ...pool.settings, emailConfiguration } }, message)
    const [row] = await list()
    expect(row && openContent(services, row).from).toBe(from)
  })
})
