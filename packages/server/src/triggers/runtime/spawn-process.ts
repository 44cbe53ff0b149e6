import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import type { Duplex, Readable } from 'node:stream'
import { InvocationError } from '../invoker.ts'
import type { Ending } from './failures.ts'
import { createFrameReader, type Frame } from './frames.ts'
import type { Launcher } from './launcher.ts'
import { type Permissions, processArguments, processEnvironment } from './settings.ts'
import type { RunnableFunction } from './types.ts'

/** A process with a connection of frames. */
export interface SpawnedProcess {
  readonly id: number | undefined
  send(frame: Buffer): void
  /** Lets it send again as much as one call may. */
  refill(): void
  kill(): void
  /** When it is gone and all that it wrote has been read. */
  readonly ended: Promise<Ending | { error: InvocationError }>
}

interface Listeners {
  frame(frame: Frame): void
  /** What was written past the connection, by native code or Node itself. */
  output(text: string): void
}

// The largest answer, 6 291 556 bytes, and its token.
const maximumFrame = 6_400_000
// All frames of a call: the answer, and a log of half a million characters of up to three bytes.
const bytesPerCall = maximumFrame + 2_000_000
// Beside the connection, as some loggers write: read that far, though only the log's limit is kept.
const outputPerCall = 8 * 1024 * 1024
// How long after its end a process that left others behind is waited for.
const closeTimeoutMs = 100
// How long a process may take to end that has closed its connection.
const exitTimeoutMs = 500
const isWindows = process.platform === 'win32'

/**
 * Starts Node for the function, with nothing of the server's environment, in its own process group. Failures show in
 * `ended`.
 */
export function spawnProcess(
  fn: RunnableFunction,
  host: { launcher: Launcher; permissions: Permissions },
  listeners: Listeners,
): SpawnedProcess {
  const child = spawnNode(fn, host)
  const kill = () => {
    if (child.exitCode === null && child.signalCode === null) killGroup(child)
  }
  const room = { frames: bytesPerCall, output: outputPerCall }
  const connection = child.stdio[3] as Duplex | undefined
  if (connection) readFrames(connection, { room, kill, frame: listeners.frame })
  const outputs = [child.stdout, child.stderr].filter((stream) => stream !== null)
  for (const stream of outputs) readOutput(stream, room, listeners.output)
  return {
    id: child.pid,
    send: (frame) => connection?.write(frame),
    refill: () => {
      Object.assign(room, { frames: bytesPerCall, output: outputPerCall })
      for (const stream of outputs) stream.resume()
    },
    kill,
    ended: endOf(child, outputs),
  }
}

/** The true path of the function's folder: the permission model knows no other. Throws InvocationError. */
export function findFolder({ folder }: RunnableFunction): string {
  try {
    return realpathSync(folder)
  } catch (cause) {
    throw Object.assign(new InvocationError('ServiceException'), { cause })
  }
}

function spawnNode(
  fn: RunnableFunction,
  { launcher, permissions }: { launcher: Launcher; permissions: Permissions },
): ChildProcess {
  const [command = process.execPath, ...rest] = [
    ...launcher,
    process.execPath,
    ...processArguments(fn, permissions),
  ]
  const options: SpawnOptions = {
    cwd: fn.folder,
    env: processEnvironment(fn),
    // 'overlapped' is what lets Node read and write one pipe on Windows; elsewhere it is 'pipe'.
    stdio: ['ignore', 'pipe', 'pipe', 'overlapped'],
    // A group of its own, which can be killed as a whole and gets no Ctrl-C of the server's terminal.
    detached: !isWindows,
    windowsHide: true,
  }
  return spawn(command, rest, options)
}

function readFrames(
  connection: Duplex,
  { room, kill, frame }: { room: { frames: number }; kill(): void; frame(frame: Frame): void },
): void {
  const read = createFrameReader(maximumFrame, frame)
  connection.on('data', (chunk: Buffer) => {
    room.frames -= chunk.length
    if (room.frames < 0 || !isRead(read, chunk)) kill()
  })
  connection.on('error', kill)
  // A process that ends by itself closes it too, and is to tell how it ended.
  connection.on('close', () => setTimeout(kill, exitTimeoutMs).unref())
}

function isRead(read: (chunk: Buffer) => void, chunk: Buffer): boolean {
  try {
    read(chunk)
    return true
  } catch {
    return false
  }
}

/** What is more than a call may write stays unread, so that who floods has to wait. */
function readOutput(stream: Readable, room: { output: number }, output: (text: string) => void): void {
  stream.on('data', (chunk: Buffer) => {
    room.output -= chunk.length
    output(chunk.toString('utf8'))
    if (room.output < 0) stream.pause()
  })
  stream.on('error', () => stream.destroy())
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (isWindows) child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

function endOf(child: ChildProcess, outputs: Readable[]): SpawnedProcess['ended'] {
  return new Promise((resolve) => {
    child.on('error', (cause) => {
      resolve({ error: Object.assign(new InvocationError('ServiceException'), { cause }) })
    })
    child.on('exit', (exitCode, signal) => {
      killGroup(child)
      for (const stream of outputs) stream.resume()
      const timer = setTimeout(() => resolve({ exitCode, signal }), closeTimeoutMs)
      child.on('close', () => {
        clearTimeout(timer)
        resolve({ exitCode, signal })
      })
    })
  })
}
