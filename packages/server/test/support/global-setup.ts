import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'
import { makeStock } from './signing-keys.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the run's PostgreSQL; give it to `createDatabase`. */
    postgresUrl: string
    /** For `createKeyDealer`. */
    signingKeys: string[]
  }
}

/** Starts one PostgreSQL for the whole run, makes signing keys, tells the tests of both, and gives back how to stop it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  project.provide('signingKeys', await makeStock())
  return server.stop
}
