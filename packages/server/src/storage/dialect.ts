import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

function isPostgres(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}

/** Text compared byte by byte on both databases, so that keysets and prefixes mean the same and use the index. */
export function keyText(db: Kysely<unknown>): RawBuilder<unknown> {
  return isPostgres(db) ? sql`text collate "C"` : sql`text`
}

/** An integer key that counts up by itself. */
export function autoIncrement(db: Kysely<unknown>): RawBuilder<unknown> {
  return isPostgres(db) ? sql`bigint generated always as identity` : sql`integer`
}
