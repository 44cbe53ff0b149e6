import type { TestProject } from 'vitest/node'
import { migrate, openDatabase } from '../../src/storage/open.ts'
import { createDatabase, startPostgres, type TestDatabase } from './postgres.ts'
import { makeStock } from './signing-keys.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the run's PostgreSQL; give it to `createDatabase`. */
    postgresUrl: string
    /** URL of a database with our tables and nothing in them, for `createDatabase` to copy; connect to it never. */
    migratedUrl: string
    /** For `createKeyDealer`. */
    signingKeys: string[]
  }
}

/** Starts one PostgreSQL for the whole run, makes signing keys, tells the tests of both, and gives back how to stop it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [server, signingKeys] = await Promise.all([startPostgres(), makeStock()])
  const migrated = await createMigratedDatabase(server.url)
  project.provide('postgresUrl', server.url)
  project.provide('migratedUrl', migrated.url)
  project.provide('signingKeys', signingKeys)
  return async () => {
    await migrated.drop()
    await server.stop()
  }
}

async function createMigratedDatabase(baseUrl: string): Promise<TestDatabase> {
  const database = await createDatabase(baseUrl)
  const db = await openDatabase({ url: database.url })
  await migrate(db)
  await db.destroy()
  return database
}
