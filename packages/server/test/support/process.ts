import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { quickestFolder } from './memory-folder.ts'
import { clientOf } from './server.ts'

const executable = fileURLToPath(new URL('../../bin/poolhouse.js', import.meta.url))

/** A server in a process of its own, started as anyone would start it. */
export type ServerProcess = Awaited<ReturnType<typeof startProcess>>

export interface ProcessOptions {
  cwd?: string
  /** In place of the environment of the tests. */
  env?: NodeJS.ProcessEnv
  /** How far behind other processes it goes, as of `nice`. */
  niceness?: number
}

/** Starts `poolhouse start` with these flags on a free port and waits until it is ready. Rejects when it ends instead. */
export async function startProcess(flags: string[], { niceness = 0, ...options }: ProcessOptions = {}) {
  const behind = niceness === 0 ? [] : ['nice', '-n', String(niceness)]
  const [program = '', ...line] = [...behind, process.execPath, executable, 'start', '--port=0', ...flags]
  const child = spawn(program, line, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  const url = await readyUrl(child)
  return {
    /** Everything that it has written so far. */
    output: () => output.join(''),
    ...clientOf({ url }),
    url,
    pid: child.pid ?? 0,
    /** Ends it at once, as the loss of power would. */
    kill: () => end(child, 'SIGKILL'),
    /** Asks it to end, and resolves with its exit code. */
    stop: () => end(child, 'SIGTERM'),
  }
}

/** A folder that is removed when the test is done with it. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(quickestFolder({ programs: true }), 'poolhouse-test-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      if (!output.includes('Ctrl-C stops the server')) return
      const url = /Listening on +(\S+)/.exec(output) ?? /is ready at (\S+)/.exec(output)
      if (url?.[1]) resolve(url[1])
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${output}`)))
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exited = once(child, 'exit')
  child.kill(signal)
  const [code] = (await exited) as [number | null]
  return code
}
