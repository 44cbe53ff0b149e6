import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

const INT8 = 20

/** PostgreSQL over a pool of connections. Counts and times fit a JavaScript number, so `bigint` is read as one. */
export function openPostgres(connectionString: string, poolSize: number): Dialect {
  const pool = new pg.Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    application_name: 'poolhouse',
    types: { getTypeParser: parserFor },
  })
  pool.on('error', outlive)
  pool.on('connect', (connection) => connection.on('error', outlive))
  return new PostgresDialect({ pool })
}

/**
 * A connection that breaks fails the query that it runs, and is replaced afterwards. Without a listener of ours it would
 * end the process: the pool's own covers connections only while nobody uses them.
 */
const outlive = (): undefined => undefined

const parserFor: pg.CustomTypesConfig['getTypeParser'] = (type, format) => {
  if (type === INT8) return Number
  return pg.types.getTypeParser(type, format as 'text')
}
