import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, inject, it, vi } from 'vitest'
import { readPages } from '../docs/markdown.ts'
import { prepareFolder } from '../docs/run-block.ts'
import { EVENT_SECRET } from '../support/event-receiver.ts'
import { createPool, createUser } from '../support/pool.ts'
import { createDatabase } from '../support/postgres.ts'
import { temporaryFolder } from '../support/process.ts'
import { startTestServer } from '../support/server.ts'

const closers: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** The block of the page docs/user-events.md in this language. */
async function blockOf(language: string): Promise<string> {
  const page = (await readPages()).find(({ name }) => name === 'docs/user-events.md')
  const block = page?.blocks.find((block) => block.language === language)
  if (!block) throw new Error(`The page has no block in ${language}`)
  return block.code
}

async function openDatabase(): Promise<{ url: string; db: pg.Client }> {
  const { url, drop } = await createDatabase(inject('postgresUrl'))
  closers.push(drop)
  const db = new pg.Client(url)
  await db.connect()
  closers.push(() => db.end())
  await db.query(await blockOf('sql'))
  return { url, db }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** The receiver of the page in a process of its own. */
async function startReceiver(databaseUrl: string): Promise<string> {
  const folder = await temporaryFolder()
  closers.push(folder.remove)
  await prepareFolder(folder.path)
  const file = join(folder.path, 'receiver.mjs')
  await writeFile(file, await blockOf('js'))
  const port = await freePort()
  const env = { ...process.env, DATABASE_URL: databaseUrl, WEBHOOK_SECRET: EVENT_SECRET, PORT: String(port) }
  const child = spawn(process.execPath, [file], { cwd: folder.path, env, stdio: 'inherit' })
  closers.push(async () => {
    const exited = once(child, 'exit')
    child.kill()
    await exited
  })
  return `http://127.0.0.1:${port}/`
}

it('keeps the table of the page in step, to the deletion of what belongs to a user', async () => {
  const { url, db } = await openDatabase()
  const endpoint = await startReceiver(url)
  const server = await startTestServer('sqlite', [
    `--event-endpoint=${endpoint}`,
    `--event-secret=${EVENT_SECRET}`,
  ])
  closers.push(server.stop)
  const pool = await createPool(server)
  const ada = { UserPoolId: pool.userPoolId, Username: 'ada' }
  const rows = async () =>
    (await db.query('select username, email, groups, enabled, deleted from users order by username')).rows
  const become = (expected: unknown[]) =>
    vi.waitFor(
      async () => {
        server.services.wakeEventSender()
        expect(await rows()).toEqual(expected)
      },
      { timeout: 30_000 },
    )

  await createUser(server, pool, 'ada', { email: 'ada@example.com' })
  await server.call('CreateGroup', { UserPoolId: pool.userPoolId, GroupName: 'editors' })
  await server.call('AdminAddUserToGroup', { ...ada, GroupName: 'editors' })
  await server.call('AdminDisableUser', ada)
  const row = {
    username: 'ada',
    email: 'ada@example.com',
    groups: ['editors'],
    enabled: false,
    deleted: false,
  }
  await become([row])
  await db.query("insert into notes select sub, 'of Ada' from users")

  const events = (await (await fetch(`${server.url}/_poolhouse/events?limit=100`)).json()) as { id: string }[]
  const oldest = events.at(-1)?.id
  const replay = { method: 'POST', body: JSON.stringify({ id: oldest }) }
  expect(await (await fetch(`${server.url}/_poolhouse/events/replay`, replay)).json()).toEqual({
    replayed: 1,
  })
  await vi.waitFor(async () => {
    const pending = await fetch(`${server.url}/_poolhouse/events?state=pending`)
    expect(await pending.json()).toEqual([])
  })
  await become([row])

  await server.call('AdminDeleteUser', ada)
  await become([{ username: null, email: null, groups: [], enabled: false, deleted: true }])
  expect((await db.query('select * from notes')).rows).toEqual([])
  expect((await fetch(endpoint, { method: 'POST', body: '{}' })).status).toBe(401)
})
