import { inject } from 'vitest'
import { createDatabase } from './postgres.ts'
import { type ServerProcess, startProcess, temporaryFolder } from './process.ts'

/** Where the processes of a cluster say that they are. */
export const PUBLIC_URL = 'https://users.example.com'

/** Two server processes on one PostgreSQL, with one folder for their key. */
export interface Cluster {
  one: ServerProcess
  other: ServerProcess
  /** What a third process is started with. */
  flags: string[]
  /** The first for even numbers, else the other. */
  either(index: number): ServerProcess
  /** Ends the processes and forgets all. */
  release(): Promise<void>
}

/** Starts both processes on a fresh database. */
export async function startCluster(logLevel = 'error'): Promise<Cluster> {
  const folder = await temporaryFolder()
  const database = await createDatabase(inject('postgresUrl'))
  const flags = [
    `--data-dir=${folder.path}`,
    `--database-url=${database.url}`,
    `--public-url=${PUBLIC_URL}`,
    '--no-demo',
    `--log-level=${logLevel}`,
  ]
  const [one, other] = await Promise.all([startProcess(flags), startProcess(flags)])
  const release = async () => {
    await Promise.all([one.stop(), other.stop()])
    await database.drop()
    await folder.remove()
  }
  return { one, other, flags, either: (index) => (index % 2 === 0 ? one : other), release }
}
