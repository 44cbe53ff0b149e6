import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'

/** A PostgreSQL server for tests. */
export type PostgresServer = { url: string; stop(): Promise<void> }

/** A database of its own for one test file. */
export type TestDatabase = { url: string; drop(): Promise<void> }

const keeper = fileURLToPath(new URL('postgres-keeper.ts', import.meta.url))

/**
 * Gives a real PostgreSQL: the one that POOLHOUSE_TEST_POSTGRES_URL names, else one from npm's binaries, started here.
 * `durable` leaves PostgreSQL's own flushing on; without it commits are fast and lost with the machine's power.
 * Nothing is left when the calling process ends, however it ends. Throws when the server does not come up.
 */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<PostgresServer> {
  const given = process.env.POOLHOUSE_TEST_POSTGRES_URL
  if (given) return { url: given, stop: async () => undefined }
  return startKeeper(options)
}

async function startKeeper(options: { durable?: boolean }): Promise<PostgresServer> {
  // Detached: Ctrl-C in the terminal must reach the tests only, the keeper cleans up when they are gone.
  const child = spawn(process.execPath, [keeper, JSON.stringify(options)], {
    detached: true,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const first = await lines.next()
  if (first.done) throw new Error('PostgreSQL did not start; the reason is printed above.')
  const stop = async () => {
    child.stdin.end()
    await exit
  }
  return { url: first.value, stop }
}

/**
 * Creates a database with a unique name, UTF-8 and locale C: empty, or a copy of the one with the URL `model`, to which
 * nobody may be connected. `drop` also ends connections left open.
 */
export async function createDatabase(baseUrl: string, model?: string): Promise<TestDatabase> {
  const name = `poolhouse_test_${randomBytes(8).toString('hex')}`
  const template = model === undefined ? 'template0' : new URL(model).pathname.slice(1)
  await execute(baseUrl, `CREATE DATABASE ${name} TEMPLATE ${template} ENCODING 'UTF8' LOCALE 'C'`)
  const url = new URL(baseUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => execute(baseUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
