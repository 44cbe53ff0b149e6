import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  addPoolAndUser,
  type OutboxDatabase,
  outboxDatabases,
  outboxServices,
  type TurnedTime,
} from '../../test/support/outbox.ts'
import { deliver } from '../delivery/deliver.ts'
import { confirmationLink } from '../delivery/templates.ts'
import type { Services } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { listMessages } from './messages.ts'

describe.each(outboxDatabases)('/_poolhouse/messages on $name', ({ open }) => {
  let database: OutboxDatabase
  let services: Services
  let pool: UserPool
  let time: TurnedTime

  beforeEach(async () => {
    database = await open()
    time = { now: Date.UTC(2026, 0, 1) }
    services = outboxServices(database.db, { time })
    pool = (await addPoolAndUser(database.db)).pool
  })

  afterEach(() => database.close())

  async function get(query = ''): Promise<{ status: number; body: unknown }> {
    const request = new Request(`http://localhost:4100/_poolhouse/messages${query}`)
    const response = await listMessages(services, request)
    return { status: response.status, body: await response.json() }
  }

  async function put(to: string, code: string): Promise<void> {
    time.now += 1_000
    await deliver(services, pool, {
      template: 'resend-code',
      channel: to.startsWith('+') ? 'sms' : 'email',
      to,
      username: 'jane',
      code,
      occasion: 'ResendCode',
    })
  }

  it('lists messages, the newest first, in full', async () => {
    await put('jane@example.com', '111111')
    await put('+15555551234', '222222')
    const { status, body } = await get()
    expect(status).toBe(200)
    expect(body).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        channel: 'sms',
        to: '+15555551234',
        subject: '',
        body: 'Your confirmation code is 222222',
        code: '222222',
        createdAt: '2026-01-01T00:00:02.000Z',
        triggerSource: 'CustomMessage_ResendCode',
      },
      expect.objectContaining({
        channel: 'email',
        to: 'jane@example.com',
        subject: 'Your verification code',
      }),
    ])
  })

  it('tells the link of a message that has one', async () => {
    const verificationMessageTemplate = { defaultEmailOption: 'CONFIRM_WITH_LINK' as const }
    const values = { clientId: 'abc', username: 'jane', code: '111111' }
    await deliver(
      services,
      { ...pool, settings: { ...pool.settings, verificationMessageTemplate } },
      {
        template: 'sign-up',
        channel: 'email',
        to: 'jane@example.com',
        ...values,
        link: confirmationLink(services.publicUrl, values),
        occasion: 'SignUp',
      },
    )
    const { body } = await get()
    const link = 'https://auth.example.com/confirmUser?client_id=abc&user_name=jane&confirmation_code=111111'
    expect(body).toMatchObject([{ code: '111111', link }])
  })

  it('filters by recipient, pool and number', async () => {
    await put('jane@example.com', '111111')
    await put('john@example.com', '222222')
    await put('jane@example.com', '333333')
    const codesOf = async (query: string) =>
      ((await get(query)).body as { code: string }[]).map(({ code }) => code)
    expect(await codesOf('?to=jane@example.com')).toEqual(['333333', '111111'])
    expect(await codesOf('?to=jane@example.com&limit=1')).toEqual(['333333'])
    expect(await codesOf(`?userPoolId=${pool.id}&limit=1000`)).toHaveLength(3)
    expect(await codesOf('?userPoolId=us-east-1_other')).toEqual([])
  })

  it.each(['+15555551234', 'jane+test@example.com'])('finds %s, its plus encoded or not', async (to) => {
    await put(to, '111111')
    for (const written of [to, encodeURIComponent(to)])
      expect((await get(`?to=${written}`)).body).toEqual([expect.objectContaining({ to })])
  })

  it('lists a hundred unless told', async () => {
    for (let index = 0; index < 101; index += 1) await put('jane@example.com', '111111')
    expect((await get()).body).toHaveLength(100)
    expect((await get('?limit=101')).body).toHaveLength(101)
  })

  it.each([
    ['?limit=0', 'limit: expected a number from 1 to 1000'],
    ['?limit=1001', 'limit: expected a number from 1 to 1000'],
    ['?limit=-1', 'limit: expected a number from 1 to 1000'],
    ['?limit=1e2', 'limit: expected a number from 1 to 1000'],
    ['?limit=', 'limit: expected a number from 1 to 1000'],
    ['?to=', 'to: expected a value'],
    ['?to=%00', 'to: expected a value'],
    ['?userPoolId=', 'userPoolId: expected a value'],
    ['?limit=1&limit=2', 'limit: expected once'],
    ['?userpoolid=x', 'userpoolid: expected one of the filters to, userPoolId, limit'],
  ])('refuses %s', async (query, message) => {
    expect(await get(query)).toEqual({ status: 400, body: { message } })
  })

  it('answers GET only', async () => {
    const request = new Request('http://localhost:4100/_poolhouse/messages', { method: 'POST' })
    const response = await listMessages(services, request)
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET')
  })
})
