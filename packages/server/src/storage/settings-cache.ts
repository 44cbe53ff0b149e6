import { type LocalDatabase, localDatabase } from './local-database.ts'
import type { Db } from './open.ts'

const MAX_VALUES = 1_000
/** Names of what is not there may have any length. */
const MAX_KEY_LENGTH = 300

interface Kept<Value> {
  version: number
  values: Map<string, Value>
}

export interface CachedOptions<Value> {
  /** Whether a value is to be kept: not what is large, and not that an id which anyone may make up is unknown. */
  keeps(value: Value): boolean
}

/**
 * Reads settings out of memory while they are the same, on a database that this process has to itself; elsewhere every
 * time. `read` must read tables of settings alone. What it answers is frozen, since everyone shares it.
 */
export function cachedSettings<Given extends readonly (string | undefined)[], Value>(
  read: (db: Db, ...given: Given) => Promise<Value>,
  { keeps }: CachedOptions<Value>,
): (db: Db, ...given: Given) => Promise<Value> {
  const keptFor = new WeakMap<LocalDatabase, Kept<Value>>()
  return async (db, ...given) => {
    const local = localDatabase(db)
    if (!local) return read(db, ...given)
    const { values } = current(keptFor, local)
    const key = given.join('\0')
    const known = values.get(key)
    if (known !== undefined || values.has(key)) return known as Value
    const value = await read(db, ...given)
    if (!keeps(value) || key.length > MAX_KEY_LENGTH) return value
    if (values.size >= MAX_VALUES) values.clear()
    values.set(key, Object.freeze(value))
    return value
  }
}

/** Values of this version alone: what was being read when the version changed goes where nobody looks any more. */
function current<Value>(keptFor: WeakMap<LocalDatabase, Kept<Value>>, local: LocalDatabase): Kept<Value> {
  const version = local.settingsVersion()
  const kept = keptFor.get(local)
  if (kept?.version === version) return kept
  const fresh: Kept<Value> = { version, values: new Map() }
  keptFor.set(local, fresh)
  return fresh
}
