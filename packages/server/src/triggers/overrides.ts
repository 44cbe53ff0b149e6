import { realpathSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Config } from '../config.ts'
import type { TriggerName } from './targets.ts'

/** What runs for a trigger in the place of what a user pool names. */
export interface TriggerOverride {
  /** A `file:` or `https:` address. */
  target: string
  version?: string | undefined
}

/** By `<pool id> <trigger>`, and ` <trigger>` for all pools. */
export type TriggerOverrides = ReadonlyMap<string, TriggerOverride>

/** A file of `--trigger` that cannot be run; the message says what to change. */
export class UnusableFileError extends Error {
  override readonly name = 'UnusableFileError'
}

/** Reads `--trigger`. Throws UnusableFileError for files that are not there, or lie beside the server's secrets. */
export function readOverrides({ triggers, dataDir }: Pick<Config, 'triggers' | 'dataDir'>): TriggerOverrides {
  return new Map(
    triggers.map(({ userPoolId = '', trigger, version, target }) => [
      keyOf(userPoolId, trigger),
      { target: /^https?:/i.test(target) ? target : addressOfFile(trigger, target, dataDir), version },
    ]),
  )
}

/** What `--trigger` says for the pool, or else for all. */
export function findOverride(
  overrides: TriggerOverrides,
  userPoolId: string,
  trigger: TriggerName,
): TriggerOverride | undefined {
  return overrides.get(keyOf(userPoolId, trigger)) ?? overrides.get(keyOf('', trigger))
}

function keyOf(userPoolId: string, trigger: TriggerName): string {
  return `${userPoolId} ${trigger}`
}

/** A function may read its folder, and so must not be where the server keeps its keys. */
function addressOfFile(trigger: TriggerName, path: string, dataDir: string): string {
  const file = existing(path)
  if (!file) throw new UnusableFileError(`--trigger ${trigger}: there is no file ${path}`)
  const data = `${existing(dataDir) ?? resolve(dataDir)}${sep}`
  if (data.startsWith(`${dirname(file)}${sep}`))
    throw new UnusableFileError(
      `--trigger ${trigger}: ${path} lies beside the data folder, and a function may read its whole folder; put it into one of its own`,
    )
  return pathToFileURL(resolve(path)).href
}

function existing(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}
