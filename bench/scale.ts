import { join } from 'node:path'
import type { Bench, Target } from './context.ts'
import { format, type Row } from './report.ts'
import { seedFile } from './seed.ts'
import { startServerProcess } from './server-process.ts'
import { passwordSignIn } from './sign-ins.ts'
import { median } from './statistics.ts'

/** How much longer an answer may take with two hundred times the users. */
const TARGET = 1.15
const PAGE = 60

/** One request of each kind; each time it is called the next one. */
interface Probe {
  name: string
  send(target: Target, index: number): Promise<unknown>
}

/** Latencies with many users against those with a thousand, both servers running and asked by turns. */
export async function measureScale(bench: Bench, few: Target): Promise<Row[]> {
  const file = join(bench.folder, 'many.db')
  const pool = await seedFile({ file, folder: bench.folder, users: bench.pace.manyUsers })
  const server = await startServerProcess({ databaseUrl: pool.databaseUrl, folder: bench.folder })
  const many = { server, pool }
  const lastPages = new Map([
    [few, await findLastPage(few)],
    [many, await findLastPage(many)],
  ])
  const rows: Row[] = []
  for (const probe of probes(lastPages)) rows.push(await compare(bench, { few, many, probe }))
  await server.stop()
  return rows
}

function probes(lastPages: Map<Target, string>): Probe[] {
  const list = ({ server, pool }: Target, input: object) =>
    server.call('ListUsers', { UserPoolId: pool.userPoolId, Limit: PAGE, ...input })
  return [
    { name: 'sign-in', send: ({ server, pool }, index) => server.call('InitiateAuth', signIn(pool, index)) },
    { name: 'first page of users', send: (target) => list(target, {}) },
    { name: 'filtered page of users', send: (target) => list(target, { Filter: 'email ^= "user-0000"' }) },
    {
      name: 'last page of users',
      send: (target) => list(target, { PaginationToken: lastPages.get(target) }),
    },
  ]
}

function signIn({ clientId, usernames }: Target['pool'], index: number) {
  return passwordSignIn(clientId, usernames[index % usernames.length] ?? '')
}

/** The token of the last page, found as a client finds it: page by page. */
async function findLastPage({ server, pool }: Target): Promise<string> {
  let last = ''
  let next: string | undefined
  do {
    last = next ?? last
    const page = { UserPoolId: pool.userPoolId, Limit: PAGE, ...(next && { PaginationToken: next }) }
    const { PaginationToken } = await server.call('ListUsers', page)
    next = PaginationToken as string | undefined
  } while (next !== undefined)
  return last
}

async function compare(
  bench: Bench,
  { few, many, probe }: { few: Target; many: Target; probe: Probe },
): Promise<Row> {
  const timesFew: number[] = []
  const timesMany: number[] = []
  const warmUp = bench.pace.samples / 4
  for (let index = -warmUp; index < bench.pace.samples; index += 1) {
    const fewMs = await time(() => probe.send(few, index + warmUp))
    const manyMs = await time(() => probe.send(many, index + warmUp))
    if (index < 0) continue
    timesFew.push(fewMs)
    timesMany.push(manyMs)
  }
  const ratio = median(timesMany) / median(timesFew)
  return {
    name: `${probe.name}, ${bench.pace.manyUsers} users`,
    measured: `${format(median(timesMany))} ms`,
    limit: `${format(median(timesFew))} ms`,
    ratio,
    target: `≤ ${TARGET}`,
    passed: ratio <= TARGET,
    note: 'limit: the same with 1000 users',
  }
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
