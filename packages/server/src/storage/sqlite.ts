import { closeSync, fchmodSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { type LocalDatabase, registerLocalDatabase } from './local-database.ts'
import { createSqliteDriver } from './sqlite-driver.ts'

/** Another process works on the same database file. */
export class DatabaseInUseError extends Error {
  override readonly name = 'DatabaseInUseError'
}

/** SQLite in WAL mode with `synchronous=FULL`: what was committed survives the loss of power. */
export function openSqlite(file: string): Dialect {
  const adapter = new SqliteAdapter()
  const opened = (database: LocalDatabase) => registerLocalDatabase(adapter, database)
  return {
    createAdapter: () => adapter,
    createDriver: () => createSqliteDriver(() => openConnections(file), opened),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

function openConnections(file: string) {
  if (file === ':memory:') {
    const memory = openConnection(file)
    return { writer: memory, reader: memory, close: () => memory.close() }
  }
  const lock = takeLock(file)
  const { writer, reader } = openPair(file, lock)
  const close = () => {
    reader.close()
    writer.close()
    lock.close()
  }
  return { writer, reader, close }
}

/** Lets the lock go when the file cannot be opened. */
function openPair(file: string, lock: DatabaseSync) {
  try {
    createPrivately(file)
    const writer = openConnection(file)
    const reader = openConnection(file)
    reader.exec('pragma query_only = on')
    return { writer, reader }
  } catch (error) {
    lock.close()
    throw error
  }
}

function openConnection(file: string): DatabaseSync {
  const connection = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5_000 })
  connection.exec('pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16000')
  return connection
}

/**
 * Makes the file, if it is missing, for its owner alone, whatever the umask; SQLite gives its own files beside it the
 * same mode. What is wrong with the path, SQLite says when it opens it.
 */
function createPrivately(file: string): void {
  try {
    const descriptor = openSync(file, 'wx', 0o600)
    fchmodSync(descriptor, 0o600)
    closeSync(descriptor)
  } catch {
    // It is there already, or SQLite cannot open it either.
  }
}

const SQLITE_BUSY = 5

/**
 * Holds an exclusive lock on a file beside the database for as long as the process lives. The lock is the operating
 * system's, so that it ends with the process, however that ends.
 */
function takeLock(file: string): DatabaseSync {
  createPrivately(`${file}.lock`)
  const lock = new DatabaseSync(`${file}.lock`)
  try {
    lock.exec('pragma journal_mode = delete; pragma locking_mode = exclusive; begin exclusive')
    return lock
  } catch (cause) {
    lock.close()
    if ((cause as { errcode?: number }).errcode !== SQLITE_BUSY) throw cause
    throw new DatabaseInUseError(`The database ${file} is in use by another Poolhouse process`, { cause })
  }
}
