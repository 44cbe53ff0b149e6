import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCaller } from './caller.ts'

const program = fileURLToPath(new URL('../packages/server/bin/poolhouse.js', import.meta.url))

/** What every server of the benchmarks seals with, so that seeded rows can be sealed beforehand. */
export const encryptionKey: Buffer = Buffer.alloc(32, 7)

/** A server in a process of its own, as an operator would start it. */
export interface ServerProcess {
  port: number
  pid: number
  /** From the start of the process to its first answer. */
  startMs: number
  /** Calls an operation as the operator. */
  call(operation: string, input: object): Promise<Record<string, unknown>>
  /** Ends the process; nothing when it has ended. */
  stop(): Promise<void>
}

/** Starts `poolhouse start` on the database and waits for its first answer; its log goes to a file in `folder`. */
export async function startServerProcess(options: {
  databaseUrl: string
  folder: string
  /** Added to the command line. */
  flags?: readonly string[]
}): Promise<ServerProcess> {
  const port = await findFreePort()
  const log = openSync(join(options.folder, `server-${port}.log`), 'a')
  const flags = [
    `--port=${port}`,
    `--database-url=${options.databaseUrl}`,
    `--data-dir=${options.folder}`,
    `--encryption-key=${encryptionKey.toString('base64')}`,
    '--no-demo',
    ...(options.flags ?? []),
  ]
  const begun = performance.now()
  const child = spawn(process.execPath, [program, 'start', ...flags], { stdio: ['ignore', log, log] })
  // Nothing stays behind when a measurement fails.
  process.once('exit', () => child.kill())
  await firstAnswer(child, port)
  const startMs = performance.now() - begun
  const caller = createCaller(port)
  return {
    port,
    pid: child.pid ?? 0,
    startMs,
    call: caller.call,
    stop: async () => {
      caller.close()
      if (child.exitCode !== null) return
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
    },
  }
}

/** Asks for the health every few milliseconds. Throws when the process ends instead. */
async function firstAnswer(child: ChildProcess, port: number): Promise<void> {
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with ${child.exitCode} instead of starting.`)
    if (await isHealthy(port)) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/_poolhouse/health`)).ok
  } catch {
    return false // not listening yet
  }
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

/** Memory of a process in MiB: resident, and the share of it that belongs to this process alone (Linux only). */
export function memoryOf(pid: number): { residentMiB: number; proportionalMiB: number } | undefined {
  if (process.platform !== 'linux') return undefined
  return {
    residentMiB: readKiB(`/proc/${pid}/status`, 'VmRSS') / 1024,
    proportionalMiB: readKiB(`/proc/${pid}/smaps_rollup`, 'Pss') / 1024,
  }
}

function readKiB(file: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))?.[1])
}
