import { afterEach, describe, expect, inject, it, vi } from 'vitest'
import { type EventReceiver, startEventReceiver } from '../support/event-receiver.ts'
import { createPool, PASSWORD, type Pool } from '../support/pool.ts'
import { createDatabase } from '../support/postgres.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'
import { type DatabaseKind, databases } from '../support/server.ts'

const WRITERS = 6
const TAKEN_BEFORE_KILL = 25
const LEASE_SECONDS = 60

const closers: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function receive(): Promise<EventReceiver> {
  const receiver = await startEventReceiver()
  closers.push(receiver.close)
  return receiver
}

/** Flags for servers whose database outlives them. */
async function lastingDatabase(kind: DatabaseKind): Promise<string[]> {
  const folder = await temporaryFolder()
  closers.push(folder.remove)
  const flags = [
    `--data-dir=${folder.path}`,
    '--public-url=https://users.example.com',
    '--no-demo',
    '--test-clock',
    '--log-level=error',
  ]
  if (kind === 'sqlite') return flags
  const database = await createDatabase(inject('postgresUrl'))
  closers.push(database.drop)
  return [...flags, `--database-url=${database.url}`]
}

async function start(flags: string[]): Promise<ServerProcess> {
  const server = await startProcess(flags)
  closers.push(server.stop)
  return server
}

async function advance({ url }: ServerProcess, advanceSeconds: number): Promise<void> {
  const body = JSON.stringify({ advanceSeconds })
  expect((await fetch(`${url}/_poolhouse/clock`, { method: 'POST', body })).ok).toBe(true)
}

/** What was acknowledged, by the user's id. */
type Acknowledged = Map<string, string[]>

/** Signs users up, confirms and disables them, one after the other, until the server does not answer any more. */
async function write(
  server: ServerProcess,
  { userPoolId, clientId }: Pool,
  { name, count, acknowledged }: { name: string; count: number; acknowledged: Acknowledged },
): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const Username = `${name}-${index}`
    const user = { UserPoolId: userPoolId, Username }
    const { UserSub } = await server.call('SignUp', { ClientId: clientId, Username, Password: PASSWORD })
    const types = ['user.created']
    acknowledged.set(UserSub, types)
    await server.call('AdminConfirmSignUp', user)
    types.push('user.confirmed')
    await server.call('AdminDisableUser', user)
    types.push('user.disabled')
  }
}

describe.each(databases)('events of users on %s', (kind) => {
  it('all come, in their order, from servers of which one is killed while it delivers', async () => {
    const receiver = await receive()
    const flags = [...(await lastingDatabase(kind)), ...receiver.flags]
    const first = await startProcess(flags)
    const pool = await createPool(first)
    const acknowledged: Acknowledged = new Map()
    let cutOff: string | undefined
    receiver.answer = async ({ id }) => {
      if (receiver.events.length < TAKEN_BEFORE_KILL || cutOff !== undefined) return 204
      cutOff = id
      await first.kill()
      return 204
    }
    const writers = Array.from({ length: WRITERS }, (_, index) =>
      write(first, pool, { name: `writer${index}`, count: 100, acknowledged }),
    )
    await Promise.allSettled(writers)
    expect(acknowledged.size).toBeGreaterThan(5)

    const second = await start(flags)
    await advance(second, LEASE_SECONDS)
    await vi.waitFor(
      () => {
        for (const [sub, types] of acknowledged)
          expect(receiver.taken(sub).slice(0, types.length)).toEqual(types)
        expect(receiver.events.filter(({ id }) => id === cutOff).length).toBeGreaterThan(1)
      },
      { timeout: 30_000 },
    )
  })
})

describe('two server processes on one PostgreSQL', () => {
  it('share the events, and never tell two of one user at once', async () => {
    const receiver = await receive()
    const underWay = new Set<string>()
    const overlaps: string[] = []
    receiver.answer = async ({ data }) => {
      if (underWay.has(data.sub)) overlaps.push(data.sub)
      underWay.add(data.sub)
      await new Promise((resolve) => setImmediate(resolve))
      underWay.delete(data.sub)
      return 204
    }
    const flags = [...(await lastingDatabase('postgres')), ...receiver.flags]
    const servers = await Promise.all([start(flags), start(flags)])
    const pool = await createPool(servers[0])
    const acknowledged: Acknowledged = new Map()
    const writers = Array.from({ length: WRITERS }, (_, index) => {
      const server = servers[index % 2] ?? servers[0]
      return write(server, pool, { name: `writer${index}`, count: 5, acknowledged })
    })
    await Promise.all(writers)
    await vi.waitFor(
      () => {
        for (const [sub, types] of acknowledged) expect(receiver.taken(sub)).toEqual(types)
      },
      { timeout: 30_000 },
    )
    expect(overlaps).toEqual([])
    expect(receiver.events).toHaveLength(WRITERS * 5 * 3)
    for (const { url } of servers) {
      const metrics = await (await fetch(`${url}/_poolhouse/metrics`)).text()
      expect(metrics).toMatch(/poolhouse_user_events_delivered_total [1-9]/)
    }
  })
})
