/**
 * A process that owns one PostgreSQL server: it starts the server, prints its URL, and when its own standard input
 * ends (because the tests are done, were interrupted or were killed) it stops the server and removes every file.
 * Usage: node postgres-keeper.ts '{"durable":false}'
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { quickestFolder } from './memory-folder.ts'
import { type Account, chooseAccount, copyBinaries, findBinaries, makeFolder } from './postgres-binaries.ts'

/** The cluster may lie in memory; programs cannot be started from there on every machine. */
type Home = {
  programs: string
  cluster: string
  account: Account | undefined
  password: string
  signal: AbortSignal
}

const portAttempts = 5
const shutdownLimitMs = 5_000

const ended = new AbortController()
process.stdin.resume()
process.stdin.once('close', () => ended.abort())
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ended.abort())

await keep(JSON.parse(process.argv[2] ?? '{}') as { durable?: boolean })
process.exit()

async function keep({ durable = false }: { durable?: boolean }): Promise<void> {
  const account = chooseAccount()
  const programs = await makeFolder(account)
  const cluster = await makeFolder(account, durable ? tmpdir() : quickestFolder())
  const home = { programs, cluster, account, password: randomBytes(16).toString('hex'), signal: ended.signal }
  try {
    await initialize(home)
    await serve(home, durable)
  } catch (error) {
    if (!ended.signal.aborted) report(error)
  } finally {
    for (const folder of [cluster, programs])
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function report(error: unknown): void {
  console.error(error)
  process.exitCode = 1
}

async function initialize(home: Home): Promise<void> {
  await copyBinaries(findBinaries(), join(home.programs, 'postgres'), home.account)
  const passwordFile = join(home.programs, 'password')
  await writeFile(passwordFile, home.password, { mode: 0o644 })
  const initdb = run(home, 'initdb', [
    ...['--pgdata', join(home.cluster, 'cluster'), '--username', 'postgres', '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--locale', 'C', '--encoding', 'UTF8', '--no-sync', '--no-instructions'],
  ])
  const log = collect(initdb)
  const exit = once(initdb, 'exit')
  home.signal.addEventListener('abort', () => initdb.kill('SIGTERM'), { once: true })
  const [code] = await exit
  if (code !== 0) throw new Error(`initdb failed:\n${log()}`)
}

async function serve(home: Home, durable: boolean): Promise<void> {
  for (let attempt = 1; attempt <= portAttempts && !home.signal.aborted; attempt++) {
    const port = await findFreePort()
    const server = run(home, 'postgres', settings(home, port, durable))
    const log = collect(server)
    const exit = once(server, 'exit')
    const stop = () => stopServer(server)
    home.signal.addEventListener('abort', stop, { once: true })
    const ready = await becomesReady(server)
    if (ready) console.log(`postgres://postgres:${home.password}@127.0.0.1:${port}/postgres`)
    await exit
    if (home.signal.aborted) return
    home.signal.removeEventListener('abort', stop)
    if (ready || !log().includes('could not bind')) throw new Error(`PostgreSQL ended by itself:\n${log()}`)
  }
}

/** Fast shutdown (SIGINT) first, immediate shutdown (SIGQUIT) when a client holds it up too long. */
function stopServer(server: ChildProcess): void {
  server.kill('SIGINT')
  setTimeout(() => server.kill('SIGQUIT'), shutdownLimitMs).unref()
}

function settings(home: Home, port: number, durable: boolean): string[] {
  const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '128MB' }
  const values = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    // Keeps shared memory below the cluster's folder, so that it goes when the folder goes.
    dynamic_shared_memory_type: process.platform === 'win32' ? 'windows' : 'mmap',
    ...(durable ? {} : fast),
  }
  const flags = Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', join(home.cluster, 'cluster'), ...flags]
}

function run(home: Home, program: 'initdb' | 'postgres', args: string[]): ChildProcess {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  // Only what the programs need: a PGDATA or a locale of the machine must not steer the tests' server.
  const env = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C' }
  return spawn(join(home.programs, 'postgres/bin', program + suffix), args, {
    cwd: home.programs,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...home.account,
  })
}

function collect(child: ChildProcess): () => string {
  let text = ''
  const keepTail = (chunk: Buffer) => {
    text = (text + chunk).slice(-20_000)
  }
  child.stdout?.on('data', keepTail)
  child.stderr?.on('data', keepTail)
  child.on('error', (error) => keepTail(Buffer.from(String(error))))
  return () => text
}

function becomesReady(server: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    let seen = ''
    const look = (chunk: Buffer) => {
      seen = (seen + chunk).slice(-4_000)
      if (!seen.includes('ready to accept connections')) return
      server.stderr?.off('data', look)
      resolve(true)
    }
    server.stderr?.on('data', look)
    server.once('exit', () => resolve(false))
  })
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('The probe has no port.')
  return address.port
}
