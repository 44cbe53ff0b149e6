import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { ConfigError } from './config/error.ts'

/** Makes the folder, with mode 0700, where it is missing. Throws `ConfigError` where that cannot be. */
export async function makeDataFolder(path: string): Promise<void> {
  try {
    await makeFolder(resolve(path))
  } catch (cause) {
    const reason = (cause as Error).message
    throw new ConfigError(
      `No data folder can be made at ${path} (${reason}); choose another with --data-dir`,
      {
        cause,
      },
    )
  }
  if (!(await stat(path)).isDirectory())
    throw new ConfigError(`The data folder ${path} is a file; choose another one with --data-dir`)
}

/**
 * Each folder is tried twice at most. Node's own recursive `mkdir` never ends where a file system refuses a folder by
 * saying that none is there, as /proc does.
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path, { mode: 0o700 }).catch(ignoreExisting)
  }
}

/** Of two processes that make it at once, one comes second. */
function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
