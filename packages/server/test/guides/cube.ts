import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** A Cube in a process of its own. */
export interface Cube {
  url: string
  /** All that it has written so far. */
  log(): string
  stop(): Promise<void>
}

export interface CubeAnswer {
  status: number
  body: Record<string, unknown>
}

/** Starts what `npm start` starts in the folder, on a free port, and waits until it listens. Rejects when it ends instead. */
export async function startCube(folder: string, environment: NodeJS.ProcessEnv = {}): Promise<Cube> {
  const port = await freePort()
  const program = join(folder, 'node_modules/.bin/cubejs-server')
  const env = { ...ownEnvironment(), PORT: String(port), ...environment }
  const child = spawn(process.execPath, [program, 'server'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log: string[] = []
  await listening(child, log)
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    // It waits for half a minute before it ends by itself.
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return { url: `http://localhost:${port}`, log: () => log.join(''), stop }
}

/** Without what this machine says about Cube and the mode of programs. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(CUBEJS_|VITEST|NODE_|CI$|TEST$)/.test(name))
  return Object.fromEntries(kept)
}

function listening(child: ChildProcess, log: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      log.push(chunk.toString())
      if (log.join('').includes('is listening on')) resolve()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`Cube ended with ${code}: ${log.join('')}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await once(server.close(), 'close')
  return port
}

/** What Cube answers to a query, as soon as it has an answer. */
export async function ask(cube: Cube, token: string | undefined, query: object): Promise<CubeAnswer> {
  const response = await fetch(
    `${cube.url}/cubejs-api/v1/load?query=${encodeURIComponent(JSON.stringify(query))}`,
    { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } },
  )
  const body = (await response.json()) as Record<string, unknown>
  return body['error'] === 'Continue wait' ? ask(cube, token, query) : { status: response.status, body }
}
