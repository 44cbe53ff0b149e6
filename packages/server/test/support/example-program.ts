import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A program of an example that serves until it is stopped. */
export interface ExampleProgram {
  /** Where it says that it can be reached. */
  url: string
  output(): string
  stop(): Promise<void>
}

export interface ExampleOutcome {
  exitCode: number
  output: string
}

interface Surroundings {
  cwd: string
  env: Record<string, string>
}

/** Starts `node <file>` and waits for the address that it prints. Rejects with its output when it ends instead. */
export async function startExample(file: string, surroundings: Surroundings): Promise<ExampleProgram> {
  const child = spawnNode(file, surroundings)
  const output: string[] = []
  const exited = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output.push(chunk.toString())
        const [address] = /http:\/\/localhost:\d+\S*/.exec(output.join('')) ?? []
        if (address) resolve(address)
      })
    child.once('exit', () => reject(new Error(`${file} ended: ${output.join('')}`)))
  })
  const stop = async () => {
    child.kill()
    await exited
  }
  return { url, output: () => output.join(''), stop }
}

/** Runs `node <file>` to its end. */
export async function runExample(file: string, surroundings: Surroundings): Promise<ExampleOutcome> {
  const child = spawnNode(file, surroundings)
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  const [exitCode] = await once(child, 'close')
  return { exitCode: Number(exitCode), output: output.join('') }
}

/** With nothing of this machine's settings but the path and what is given. */
function spawnNode(file: string, { cwd, env }: Surroundings) {
  return spawn(process.execPath, [file], {
    cwd,
    env: { PATH: process.env.PATH, SystemRoot: process.env['SystemRoot'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
