import type { CompiledQuery, QueryResult } from 'kysely'
import type { Db } from './open.ts'

/** A database that this process has to itself: reads need no waiting, and nobody else changes settings. */
export interface LocalDatabase {
  /** Reads what is durable. */
  read<Row>(query: CompiledQuery<Row>): QueryResult<Row>
  /** Another number as soon as other settings can be read. */
  settingsVersion(): number
}

const localDatabases = new WeakMap<object, LocalDatabase>()

/** Makes the database known by the adapter that Kysely was given for it. */
export function registerLocalDatabase(adapter: object, database: LocalDatabase): void {
  localDatabases.set(adapter, database)
}

/** Undefined for a database of several processes, and inside a transaction, which sees what it wrote. */
export function localDatabase(db: Db): LocalDatabase | undefined {
  return db.isTransaction ? undefined : localDatabases.get(db.getExecutor().adapter)
}
