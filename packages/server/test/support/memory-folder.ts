import { accessSync, constants, readFileSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const MEMORY = '/dev/shm'
const ROOM_BYTES = 2 ** 30

/**
 * The folder for files that no test needs after the machine's own end: in memory on a Linux machine that has a gibibyte
 * of it to spare, because databases flush all the time; else the temporary folder. With `programs` it is one from which
 * programs can be started.
 */
export function quickestFolder(options: { programs?: boolean } = {}): string {
  return hasRoom() && (!options.programs || startsPrograms()) ? MEMORY : tmpdir()
}

function hasRoom(): boolean {
  if (process.platform !== 'linux' || process.availableMemory() < ROOM_BYTES) return false
  try {
    accessSync(MEMORY, constants.W_OK | constants.X_OK)
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= ROOM_BYTES
  } catch {
    // A container may have no such folder, or keep it for others.
    return false
  }
}

/** Docker forbids it there. */
function startsPrograms(): boolean {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n')
  const [, , , flags = ''] = mounts.map((line) => line.split(' ')).find(([, at]) => at === MEMORY) ?? []
  return !flags.split(',').includes('noexec')
}
