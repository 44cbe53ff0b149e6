import type { Compilable, CompiledQuery, QueryResult } from 'kysely'
import { localDatabase } from './local-database.ts'
import type { Db } from './open.ts'

/** Stands in a compiled query for the value of this name. */
class Placeholder {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * A query that is built and compiled once for each database, for those that every sign-in makes: Kysely takes longer to
 * write such a query than SQLite to answer it. `build` must pass the values on as they are and decide nothing by them.
 */
export function prepared<Given extends object, Row>(
  build: (db: Db, given: Given) => Compilable<Row>,
): (db: Db, given: Given) => Promise<QueryResult<Row>> {
  const byAdapter = new WeakMap<object, CompiledQuery<Row>>()
  return async (db, given) => {
    const { adapter } = db.getExecutor()
    const compiled = byAdapter.get(adapter) ?? build(db, placeholders<Given>()).compile()
    byAdapter.set(adapter, compiled)
    const query = { ...compiled, parameters: bind(compiled.parameters, given) }
    const local = compiled.query.kind === 'SelectQueryNode' ? localDatabase(db) : undefined
    return local ? local.read(query) : db.executeQuery(query)
  }
}

function placeholders<Given extends object>(): Given {
  return new Proxy({} as Given, { get: (_, name) => new Placeholder(String(name)) })
}

function bind(parameters: readonly unknown[], given: object): unknown[] {
  const values = given as Record<string, unknown>
  return parameters.map((parameter) =>
    parameter instanceof Placeholder ? values[parameter.name] : parameter,
  )
}
