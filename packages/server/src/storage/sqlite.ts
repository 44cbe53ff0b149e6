import { DatabaseSync } from 'node:sqlite'
import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { createSqliteDriver } from './sqlite-driver.ts'

/** Another process works on the same database file. */
export class DatabaseInUseError extends Error {
  override readonly name = 'DatabaseInUseError'
}

/** SQLite in WAL mode with `synchronous=FULL`: what was committed survives the loss of power. */
export function openSqlite(file: string): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createSqliteDriver(() => openConnections(file)),
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
  const writer = openConnection(file)
  const reader = openConnection(file)
  reader.exec('pragma query_only = on')
  const close = () => {
    reader.close()
    writer.close()
    lock.close()
  }
  return { writer, reader, close }
}

function openConnection(file: string): DatabaseSync {
  const connection = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5_000 })
  connection.exec('pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16000')
  return connection
}

/**
 * Holds an exclusive lock on a file beside the database for as long as the process lives. The lock is the operating
 * system's, so that it ends with the process, however that ends.
 */
function takeLock(file: string): DatabaseSync {
  const lock = new DatabaseSync(`${file}.lock`)
  try {
    lock.exec('pragma journal_mode = delete; pragma locking_mode = exclusive; begin exclusive')
    return lock
  } catch (cause) {
    lock.close()
    throw new DatabaseInUseError(`The database ${file} is in use by another Poolhouse process`, { cause })
  }
}
