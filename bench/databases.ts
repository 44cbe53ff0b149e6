import { createDatabase, startPostgres } from '../packages/server/test/support/postgres.ts'
import { type Bench, CONNECTIONS, type Target } from './context.ts'
import { format, type Row } from './report.ts'
import { type SeededPool, seedByApi } from './seed.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { passwordJob } from './sign-ins.ts'
import { median } from './statistics.ts'

/** Fewer than in the files, since each is made by two calls; enough that no two connections ask for the same one. */
const USERS = 2 * CONNECTIONS

type Candidate = { server: ServerProcess; pool: SeededPool }

/** Sign-ins per second on a file against memory (the price of durability), and on PostgreSQL against the file. */
export async function measureDatabases(bench: Bench, file: Target): Promise<Row[]> {
  const memory = await startCandidate(bench, 'sqlite::memory:')
  const postgres = await startPostgres({ durable: true })
  const database = await createDatabase(postgres.url)
  const onPostgres = await startCandidate(bench, database.url)
  try {
    return [
      await compare(bench, 'SQLite file / memory', [file, memory]),
      await compare(bench, 'PostgreSQL / SQLite file', [onPostgres, file]),
    ]
  } finally {
    await Promise.all([memory.server.stop(), onPostgres.server.stop()])
    await database.drop()
    await postgres.stop()
  }
}

async function startCandidate(bench: Bench, databaseUrl: string): Promise<Candidate> {
  const server = await startServerProcess({ databaseUrl, folder: bench.folder })
  return { server, pool: await seedByApi(server, USERS) }
}

async function compare(bench: Bench, name: string, [one, other]: [Candidate, Candidate]): Promise<Row> {
  const rates: { one: number; other: number }[] = []
  await signIns(bench, one)
  await signIns(bench, other)
  for (let round = 0; round < bench.pace.rounds; round += 1) {
    rates.push({ one: await signIns(bench, one), other: await signIns(bench, other) })
  }
  return {
    name,
    measured: `${format(median(rates.map((rate) => rate.one)))}/s`,
    limit: `${format(median(rates.map((rate) => rate.other)))}/s`,
    ratio: median(rates.map((rate) => rate.one / rate.other)),
    note: 'password sign-ins',
  }
}

async function signIns({ pace, generator }: Bench, { server, pool }: Candidate): Promise<number> {
  const load = { port: server.port, connections: CONNECTIONS, warmUpMs: 200, milliseconds: pace.loadMs }
  return (await generator.run({ ...load, job: passwordJob(pool) })).perSecond
}
