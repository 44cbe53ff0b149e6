import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { inject } from 'vitest'
import { root } from '../docs/markdown.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

/** The folder of the example. */
export const example = join(root, 'examples/hasura')

/** A database as Hasura finds it, and a connection to it. */
export interface HasuraTables {
  database: TestDatabase
  client: Client
  remove(): Promise<void>
}

/** Makes a database with the tables of the migration. */
export async function createTables(): Promise<HasuraTables> {
  const database = await createDatabase(inject('postgresUrl'))
  const client = new Client({ connectionString: database.url })
  await client.connect()
  const migration = join(example, 'migrations/default/1700000000000_users/up.sql')
  await client.query(await readFile(migration, 'utf8'))
  const remove = async () => {
    await client.end()
    await database.drop()
  }
  return { database, client, remove }
}
