import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the run's PostgreSQL; give it to `createDatabase`. */
    postgresUrl: string
  }
}

/** Starts one PostgreSQL for the whole run, tells the tests its URL, and gives back how to stop it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  return server.stop
}
