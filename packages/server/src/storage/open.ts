import { type Dialect, Kysely, Migrator, sql } from 'kysely'
import * as initial from './migrations/0001-initial.ts'
import * as mfa from './migrations/0002-mfa.ts'
import * as passkeys from './migrations/0003-passkeys.ts'
import * as devices from './migrations/0004-devices.ts'
import * as signInPages from './migrations/0005-sign-in-pages.ts'
import * as importJobs from './migrations/0006-import-jobs.ts'
import * as riskAndSessions from './migrations/0007-risk-and-sessions.ts'
import * as oauth from './migrations/0008-oauth.ts'
import * as functions from './migrations/0009-functions.ts'
import * as functionSenders from './migrations/0010-function-senders.ts'
import * as userEvents from './migrations/0011-user-events.ts'
import * as companions from './migrations/0012-companions.ts'
import * as federation from './migrations/0013-federation.ts'
import * as loginSessions from './migrations/0014-login-sessions.ts'
import type { Schema } from './schema.ts'
import { openSqlite } from './sqlite.ts'

/** The database, or an open transaction on it. */
export type Db = Kysely<Schema>

export interface DatabaseOptions {
  /** `sqlite::memory:`, `sqlite:FILE` or `postgres://…`. */
  url: string
  /** Connections kept to PostgreSQL. */
  poolSize?: number
}

const DEFAULT_POOL_SIZE = 10

const migrations = {
  '0001-initial': initial,
  '0002-mfa': mfa,
  '0003-passkeys': passkeys,
  '0004-devices': devices,
  '0005-sign-in-pages': signInPages,
  '0006-import-jobs': importJobs,
  '0007-risk-and-sessions': riskAndSessions,
  '0008-oauth': oauth,
  '0009-functions': functions,
  '0010-function-senders': functionSenders,
  '0011-user-events': userEvents,
  '0012-companions': companions,
  '0013-federation': federation,
  '0014-login-sessions': loginSessions,
}

/** Connects to the database without touching its tables. Throws `DatabaseInUseError` when another process holds the file. */
export async function openDatabase(options: DatabaseOptions): Promise<Db> {
  const db = new Kysely<Schema>({ dialect: await openDialect(options) })
  try {
    await sql`select 1`.execute(db)
    return db
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** The PostgreSQL driver is loaded only where it is used. */
async function openDialect({ url, poolSize }: DatabaseOptions): Promise<Dialect> {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length))
  const { openPostgres } = await import('./postgres.ts')
  return openPostgres(url, poolSize ?? DEFAULT_POOL_SIZE)
}

/** Brings the tables to the newest version; several processes may try at once. Returns the migrations that ran. */
export async function migrate(db: Db): Promise<string[]> {
  const { error, results } = await createMigrator(db).migrateToLatest()
  if (error) throw new Error('The database could not be migrated', { cause: error })
  return (results ?? []).map((result) => result.migrationName)
}

/** Names of the migrations that the database still lacks. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const all = await createMigrator(db).getMigrations()
  return all.filter((migration) => !migration.executedAt).map((migration) => migration.name)
}

function createMigrator(db: Db): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => migrations } })
}

/** Runs `work` in one transaction, joining the one that is open already; a throw rolls it back. */
export async function inTransaction<Result>(db: Db, work: (db: Db) => Promise<Result>): Promise<Result> {
  if (db.isTransaction) return work(db)
  return db.transaction().execute(work)
}
