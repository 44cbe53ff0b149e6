import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import type { LocalDatabase } from './local-database.ts'
import { createSettingsWrites, type SettingsWrites } from './settings-writes.ts'

export interface SqliteConnections {
  writer: DatabaseSync
  /** Sees only what is durable; the writer itself for a database in memory. */
  reader: DatabaseSync
  close(): void
}

interface Connection extends DatabaseConnection {
  /** Ends the logical transaction; set while one is open. */
  release?: () => void
}

/** Statements kept ready per connection; the queries of the server are far fewer. */
const MAX_PREPARED = 500

/**
 * Kysely's driver over one writing and one reading connection, with group commit: logical transactions that are ready
 * at the same time become savepoints of one SQLite transaction, are made durable by one `fsync`, and are
 * acknowledged only after it. Reads outside a transaction see durable data alone.
 */
export function createSqliteDriver(
  open: () => SqliteConnections,
  opened: (database: LocalDatabase) => void,
): Driver {
  let connections: SqliteConnections
  let writing: WritingGroup
  return {
    init: async () => {
      connections = open()
      const settingsWrites = createSettingsWrites()
      writing = createWritingGroup(connections.writer, settingsWrites)
      const read = <Row>(query: CompiledQuery) => readDurable<Row>(connections, query)
      opened({ read, settingsVersion: settingsWrites.version })
    },
    acquireConnection: async () => createConnection(connections, writing),
    releaseConnection: async () => undefined,
    beginTransaction: async (connection: Connection) => {
      connection.release = await writing.enter()
      writing.guard(() => connections.writer.exec('savepoint logical'))
    },
    commitTransaction: async (connection: Connection) => {
      connections.writer.exec('release logical')
      connection.release?.()
      delete connection.release
      await writing.durable()
    },
    rollbackTransaction: async (connection: Connection) => {
      if (connections.writer.isTransaction) connections.writer.exec('rollback to logical; release logical')
      connection.release?.()
      delete connection.release
    },
    destroy: async () => {
      await writing?.durable()
      connections?.close()
    },
  }
}

function createConnection(connections: SqliteConnections, writing: WritingGroup): Connection {
  const connection: Connection = {
    executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
      if (connection.release) return writing.run<Row>(query)
      if (isSelect(query)) return readDurable<Row>(connections, query)
      const release = await writing.enter()
      try {
        return writing.run<Row>(query)
      } finally {
        release()
        await writing.durable()
      }
    },
    streamQuery: () => {
      throw new Error('Results are read in pages, never streamed')
    },
  }
  return connection
}

/**
 * Reads on the writing connection while nothing on it waits for its `fsync`: its cache knows the pages that were just
 * written, where another connection reads them all anew after each commit.
 */
function readDurable<Row>({ writer, reader }: SqliteConnections, query: CompiledQuery): QueryResult<Row> {
  return run<Row>(writer.isTransaction ? reader : writer, query)
}

interface WritingGroup {
  /** Waits for the turn to write, inside the open group; the answer ends the turn. */
  enter(): Promise<() => void>
  /** Waits until all that was written in the open group is durable. Throws when it could not be. */
  durable(): Promise<void>
  /** Runs a statement in the open group. */
  run<Row>(query: CompiledQuery): QueryResult<Row>
  /** Does work in the open group; when SQLite itself rolled everything back, the whole group fails. */
  guard<Result>(work: () => Result): Result
}

function createWritingGroup(writer: DatabaseSync, settingsWrites: SettingsWrites): WritingGroup {
  let lastTurn: Promise<void> = Promise.resolve()
  let group: PromiseWithResolvers<void> | undefined

  async function takeTurn(): Promise<() => void> {
    const turn = Promise.withResolvers<void>()
    const before = lastTurn
    lastTurn = turn.promise
    await before
    return turn.resolve
  }

  function openGroup(): void {
    if (group && writer.isTransaction) return
    writer.exec('begin immediate')
    group = Promise.withResolvers<void>()
    group.promise.catch(() => undefined) // everyone who wrote in it awaits it too
    setImmediate(() => void commitGroup())
  }

  /** Takes a turn like any writer, so that it never cuts a logical transaction in two. */
  async function commitGroup(): Promise<void> {
    const release = await takeTurn()
    const committed = group
    group = undefined
    try {
      if (committed && writer.isTransaction) writer.exec('commit')
      committed?.resolve()
    } catch (error) {
      if (writer.isTransaction) writer.exec('rollback')
      committed?.reject(error)
    } finally {
      settingsWrites.settle()
      release()
    }
  }

  function guard<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      if (!writer.isTransaction && group) group.reject(error)
      throw error
    }
  }

  return {
    enter: async () => {
      const release = await takeTurn()
      try {
        openGroup()
        return release
      } catch (error) {
        release()
        throw error
      }
    },
    durable: () => group?.promise ?? Promise.resolve(),
    run: <Row>(query: CompiledQuery) => {
      if (!isSelect(query)) settingsWrites.note(query)
      return guard(() => run<Row>(writer, query))
    },
    guard,
  }
}

function isSelect({ query }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode'
}

interface Prepared {
  statement: StatementSync
  returnsRows: boolean
}

const preparedStatements = new WeakMap<DatabaseSync, Map<string, Prepared>>()

function prepare(connection: DatabaseSync, text: string): Prepared {
  const statements = preparedStatements.get(connection) ?? new Map<string, Prepared>()
  preparedStatements.set(connection, statements)
  const known = statements.get(text)
  if (known) return known
  if (statements.size >= MAX_PREPARED) statements.clear()
  const statement = connection.prepare(text)
  const prepared = { statement, returnsRows: statement.columns().length > 0 }
  statements.set(text, prepared)
  return prepared
}

function run<Row>(connection: DatabaseSync, query: CompiledQuery): QueryResult<Row> {
  const { statement, returnsRows } = prepare(connection, query.sql)
  const parameters = query.parameters as SQLInputValue[]
  if (returnsRows) {
    const rows = statement.all(...parameters) as Row[]
    return { rows, numAffectedRows: BigInt(rows.length) }
  }
  const { changes, lastInsertRowid } = statement.run(...parameters)
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
}
