import { type Dirent, realpathSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunnableFunction } from '../runtime/types.ts'

/** Files of one folder whose changes are noticed; more are hardly the folder of a function. */
const MAX_FILES = 1000
/** How often a file is looked at for changes, at most: a busy sign-in would read its folder thousands of times. */
const LOOK_EVERY_MS = 200
const TIMEOUT_MS = 30_000
const MEMORY_MEGABYTES = 256

interface Look {
  at: number
  found: Promise<RunnableFunction>
}

/** Finds the function of a file on this machine, as it was at most a moment ago. Rejects where the file is not there. */
export type FindLocalFunction = (target: string) => Promise<RunnableFunction>

export function createLocalFunctions(place: { region: string; accountId: string }): FindLocalFunction {
  const looks = new Map<string, Look>()
  return (target) => {
    const now = performance.now()
    const former = looks.get(target)
    if (former && now < former.at + LOOK_EVERY_MS) return former.found
    const found = findLocalFunction(target, place)
    looks.set(target, { at: now, found })
    return found
  }
}

/**
 * The export `handler` of the file. A change to any file of its folder, but for packages, gives another key, so that it is
 * loaded anew. Throws where the file is not there.
 */
async function findLocalFunction(
  target: string,
  { region, accountId }: { region: string; accountId: string },
): Promise<RunnableFunction> {
  const path = realpathSync(fileURLToPath(target))
  const folder = dirname(path)
  const module = basename(path, extname(path))
  const name = module.replace(/[^\w-]/g, '-').slice(0, 64)
  return {
    key: `${path} ${await lastChange(folder, path)}`,
    arn: `arn:aws:lambda:${region}:${accountId}:function:${name}`,
    name,
    version: '$LATEST',
    folder,
    handler: `${module}.handler`,
    environment: {},
    timeoutMs: TIMEOUT_MS,
    memoryMegabytes: MEMORY_MEGABYTES,
  }
}

async function lastChange(folder: string, path: string): Promise<string> {
  const files = await listFiles(folder, [])
  const watched = files.length < MAX_FILES ? files : [path]
  const states = await Promise.all(watched.map(stateOf))
  return states.join(' ')
}

async function stateOf(path: string): Promise<string> {
  // An editor may put a new file in the place of the old one just now.
  const found = await stat(path).catch(() => undefined)
  return found ? `${found.mtimeMs}:${found.size}:${found.ino}` : ''
}

async function listFiles(folder: string, files: string[]): Promise<string[]> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
    if (files.length >= MAX_FILES) return files
    const path = join(folder, entry.name)
    if (entry.isFile()) files.push(path)
    else if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
      await listFiles(path, files)
  }
  return files
}
