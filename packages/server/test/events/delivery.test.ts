import { afterEach, describe, expect, it, vi } from 'vitest'
import { addMember } from '../../src/core/user-changes.ts'
import { tidy } from '../../src/core/user-events.ts'
import { transaction } from '../../src/services.ts'
import { toUser } from '../../src/storage/users.ts'
import { EVENT_SECRET, type EventReceiver, isSigned, startEventReceiver } from '../support/event-receiver.ts'
import { createPool, createUser, type Pool, signIn } from '../support/pool.ts'
import { type DatabaseKind, databases, startTestServer, type TestServer } from '../support/server.ts'

const HOUR = 3_600
const NEW_USER = ['user.created', 'user.confirmed', 'user.password_changed']

const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function receive(options: { port?: number } = {}): Promise<EventReceiver> {
  const receiver = await startEventReceiver(options)
  closers.push(receiver.close)
  return receiver
}

async function start(kind: DatabaseKind, flags: string[]): Promise<{ server: TestServer; pool: Pool }> {
  const server = await startTestServer(kind, flags)
  closers.push(server.stop)
  return { server, pool: await createPool(server) }
}

interface Listed {
  id: string
  type: string
  sub: string
  state: string
  tries: number
  endpoint: string
  lastError?: string
}

async function list(server: TestServer, query = ''): Promise<Listed[]> {
  const response = await fetch(`${server.url}/_poolhouse/events${query}`)
  return (await response.json()) as Listed[]
}

async function replay(server: TestServer, body: unknown): Promise<unknown> {
  const init = { method: 'POST', body: JSON.stringify(body) }
  return (await fetch(`${server.url}/_poolhouse/events/replay`, init)).json()
}

/** The rows, whatever the operator's address shows. */
async function rowCount({ services }: TestServer): Promise<number> {
  const rows = await services.db.selectFrom('user_events').select('id').execute()
  return rows.length
}

async function subOf(server: TestServer, { userPoolId }: Pool, Username: string): Promise<string> {
  const { UserAttributes } = await server.call('AdminGetUser', { UserPoolId: userPoolId, Username })
  return UserAttributes.find(({ Name }: { Name: string }) => Name === 'sub').Value
}

async function rename(server: TestServer, { userPoolId }: Pool, Username: string, name: string) {
  const UserAttributes = [{ Name: 'name', Value: name }]
  await server.call('AdminUpdateUserAttributes', { UserPoolId: userPoolId, Username, UserAttributes })
}

const soon = { timeout: 30_000, interval: 10 }

describe.each(databases)('events of users on %s', (kind) => {
  it('come in the order of each user, whichever fail, each with one id and payload at every try', async () => {
    const receiver = await receive()
    const { server, pool } = await start(kind, receiver.flags)
    const seen = new Map<string, number>()
    receiver.answer = ({ id }) => {
      const tries = (seen.get(id) ?? 0) + 1
      seen.set(id, tries)
      return tries > id.charCodeAt(4) % 3 ? 204 : 503
    }
    const names = ['ann', 'bob', 'cyd', 'dan']
    for (const name of names) await createUser(server, pool, name)
    for (const value of ['1', '2', '3']) for (const name of names) await rename(server, pool, name, value)
    const types = [...NEW_USER, 'user.updated', 'user.updated', 'user.updated']
    for (const name of names) {
      const sub = await subOf(server, pool, name)
      await vi.waitFor(() => {
        server.advance(60)
        expect(receiver.taken(sub)).toEqual(types)
      }, soon)
      const values = receiver.events.filter(
        ({ data, status, type }) => data.sub === sub && status < 300 && type === 'user.updated',
      )
      expect(values.map(({ data }) => data.attributes.name)).toEqual(['1', '2', '3'])
    }
    const byId = Map.groupBy(receiver.events, ({ id }) => id)
    for (const tries of byId.values()) expect(new Set(tries.map(({ text }) => text)).size).toBe(1)
    expect(receiver.events.some(({ status }) => status === 503)).toBe(true)
  })

  it('all come, in their order, after the endpoint was down for an hour', async () => {
    const first = await receive()
    const port = Number(new URL(first.url).port)
    await first.close()
    const { server, pool } = await start(kind, first.flags)
    for (const name of ['ann', 'bob']) await createUser(server, pool, name)
    for (let minute = 0; minute < 60; minute += 5) {
      server.advance(5 * 60)
      await rename(server, pool, 'ann', `at ${minute}`)
    }
    await vi.waitFor(async () => expect((await list(server)).some(({ tries }) => tries > 1)).toBe(true), soon)
    const second = await receive({ port })
    const ann = await subOf(server, pool, 'ann')
    const updates = Array.from({ length: 12 }, () => 'user.updated')
    // A try that is under way when the clock is turned fails after it, and has its pause from then on.
    const turnAndLook = () => {
      server.advance(HOUR)
      expect(second.taken(ann)).toEqual([...NEW_USER, ...updates])
    }
    await vi.waitFor(turnAndLook, { timeout: 30_000, interval: 250 })
    await vi.waitFor(async () => expect(await list(server, '?state=pending')).toEqual([]), soon)
    expect(second.taken(await subOf(server, pool, 'bob'))).toEqual(NEW_USER)
    const names = second.events.filter(({ type }) => type === 'user.updated')
    expect(names.map(({ data }) => data.attributes.name)).toEqual(
      Array.from({ length: 12 }, (_, index) => `at ${index * 5}`),
    )
  })

  it('are given up after three days without holding up those after them, and come when they are replayed', async () => {
    const receiver = await receive()
    const { server, pool } = await start(kind, receiver.flags)
    receiver.answer = ({ type }) => (type === 'user.confirmed' ? 500 : 204)
    await createUser(server, pool, 'ann')
    const sub = await subOf(server, pool, 'ann')
    await vi.waitFor(async () => {
      server.advance(4 * HOUR)
      expect(await list(server, '?state=dead')).toMatchObject([
        { type: 'user.confirmed', lastError: 'HTTP 500' },
      ])
    }, soon)
    await vi.waitFor(
      () => expect(receiver.taken(sub)).toEqual(['user.created', 'user.password_changed']),
      soon,
    )
    const [dead] = await list(server, '?state=dead')
    expect(dead?.tries).toBeGreaterThan(10)
    const metrics = await (await fetch(`${server.url}/_poolhouse/metrics`)).text()
    for (const number of ['pending 0', 'dead 1', 'delivered_total 2'])
      expect(metrics).toContain(`\npoolhouse_user_events_${number}\n`)
    receiver.answer = () => 204
    expect(await replay(server, { state: 'dead' })).toEqual({ replayed: 1 })
    await vi.waitFor(() => expect(receiver.taken(sub)).toContain('user.confirmed'), soon)
    await vi.waitFor(async () => expect(await list(server, '?state=delivered')).toHaveLength(3), soon)
    expect(await replay(server, { id: dead?.id })).toEqual({ replayed: 1 })
    await vi.waitFor(
      () =>
        expect(receiver.events.filter(({ id, status }) => id === dead?.id && status < 300)).toHaveLength(2),
      soon,
    )
    expect(await replay(server, { id: 'evt_of-nobody' })).toEqual({ replayed: 0 })
  })

  it('are given up at once where the endpoint says 410, and not followed to where 307 leads', async () => {
    const receiver = await receive()
    const { server, pool } = await start(kind, receiver.flags)
    receiver.answer = ({ type }) => ({ 'user.created': 410, 'user.confirmed': 307 })[type] ?? 204
    await createUser(server, pool, 'ann')
    await vi.waitFor(async () => {
      expect(await list(server, '?state=dead')).toMatchObject([{ type: 'user.created', tries: 1 }])
      const pending = await list(server, '?state=pending')
      expect(pending.find(({ type }) => type === 'user.confirmed')).toMatchObject({ lastError: 'HTTP 307' })
    }, soon)
    expect(receiver.taken(await subOf(server, pool, 'ann'))).toEqual([])
  })

  it('go to every endpoint, and one that hangs holds up no other', async () => {
    const [one, other] = [await receive(), await receive()]
    const { server, pool } = await start(kind, [...one.flags, `--event-endpoint=${other.url}`])
    one.answer = () => undefined
    await createUser(server, pool, 'ann')
    const sub = await subOf(server, pool, 'ann')
    await vi.waitFor(() => expect(other.taken(sub)).toEqual(NEW_USER), soon)
    expect(one.events.map(({ type }) => type)).toEqual(['user.created'])
    const [event] = other.events
    expect(one.events[0]?.id).toBe(event?.id)
    expect((await list(server, '?state=delivered')).map(({ endpoint }) => endpoint)).toContain(other.url)
    await one.close()
  })

  it('are signed by every secret while one takes the place of another', async () => {
    const next = Buffer.alloc(24, 3)
    const receiver = await receive()
    const flags = [...receiver.flags, `--event-secret=whsec_${next.toString('base64')}`]
    const { server, pool } = await start(kind, flags)
    await createUser(server, pool, 'ann')
    await vi.waitFor(() => expect(receiver.events).toHaveLength(3), soon)
    for (const { headers, text } of receiver.events) {
      expect(isSigned(headers, text, next)).toBe(true)
      expect(isSigned(headers, `${text} `, next)).toBe(false)
      expect(String(headers['webhook-signature']).split(' ')).toHaveLength(2)
    }
    expect(JSON.stringify(await list(server))).not.toContain(EVENT_SECRET)
  })

  it('are only those of the types and user pools that are asked for', async () => {
    const receiver = await receive()
    const wanted = 'us-east-1_Wanted'
    const { server, pool } = await start(kind, [...receiver.flags, '--event-types=group.*,user.created'])
    await createUser(server, pool, 'ann')
    await vi.waitFor(() => expect(receiver.events).toHaveLength(1), soon)
    expect(await rowCount(server)).toBe(1)
    const other = await start(kind, [...receiver.flags, `--event-user-pools=${wanted}`])
    await createUser(other.server, other.pool, 'ann')
    expect(await rowCount(other.server)).toBe(0)
  })

  it('are not written where there is no endpoint, nor where the change is undone', async () => {
    const bare = await start(kind, [])
    await createUser(bare.server, bare.pool, 'ann')
    await signIn(bare.server, bare.pool, 'ann')
    expect(await rowCount(bare.server)).toBe(0)

    const receiver = await receive()
    const { server, pool } = await start(kind, receiver.flags)
    const { call } = server
    const user = { UserPoolId: pool.userPoolId, Username: 'twice', MessageAction: 'SUPPRESS' }
    await call('AdminCreateUser', user)
    await expect(call('AdminCreateUser', user)).rejects.toMatchObject({ name: 'UsernameExistsException' })
    const { services } = server
    const found = await services.db.selectFrom('users').selectAll().executeTakeFirstOrThrow()
    await call('CreateGroup', { UserPoolId: pool.userPoolId, GroupName: 'some' })
    const group = { userPoolId: pool.userPoolId, name: 'some', createdAt: 0, updatedAt: 0 }
    const undone = transaction(services, async (services) => {
      await addMember(services, group, toUser(found))
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await rowCount(server)).toBe(1)
  })

  it('are forgotten a week after they were delivered, and a month after they were given up', async () => {
    const receiver = await receive()
    const { server, pool } = await start(kind, receiver.flags)
    receiver.answer = ({ type }) => (type === 'user.created' ? 410 : 204)
    await createUser(server, pool, 'ann')
    await vi.waitFor(async () => expect(await list(server, '?state=delivered')).toHaveLength(2), soon)
    const statesLater = async (days: number) => {
      server.advance(days * 24 * HOUR)
      await tidy(server.services)
      return (await list(server)).map(({ state }) => state)
    }
    expect(await statesLater(6)).toHaveLength(3)
    expect(await statesLater(1)).toEqual(['dead'])
    expect(await statesLater(22)).toEqual(['dead'])
    expect(await statesLater(1)).toEqual([])
    expect(await rowCount(server)).toBe(0)
  })

  it('refuse what the operator asks wrongly', async () => {
    const { server } = await start(kind, [])
    expect(await list(server)).toEqual([])
    for (const query of ['state=lost', 'limit=0', 'limit=1001', 'limit=x', 'limit=1&limit=1', 'to=x']) {
      const response = await fetch(`${server.url}/_poolhouse/events?${query}`)
      expect(response.status, query).toBe(400)
    }
    for (const body of [{}, [], { state: 'pending' }, { id: 7 }, { id: 'x' }, { id: 'evt_a', state: 'dead' }])
      expect(await replay(server, body)).toEqual({ message: 'Send {"id": "evt_…"} or {"state": "dead"}' })
    expect((await fetch(`${server.url}/_poolhouse/events`, { method: 'POST' })).status).toBe(405)
    expect((await fetch(`${server.url}/_poolhouse/events/replay`)).status).toBe(405)
  })
})

describe('the operator with credentials', () => {
  it('is the only one who sees events and replays them', async () => {
    const guarded = await startTestServer('sqlite', [
      '--access-key-id=operator',
      '--secret-access-key=secret',
    ])
    closers.push(guarded.stop)
    expect((await fetch(`${guarded.url}/_poolhouse/events`)).status).toBe(403)
    const init = { method: 'POST', body: '{"state":"dead"}' }
    expect((await fetch(`${guarded.url}/_poolhouse/events/replay`, init)).status).toBe(403)
  })
})
