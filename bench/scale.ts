import { type Bench, CONNECTIONS, startTarget, type Target } from './context.ts'
import type { Job } from './load.ts'
import { format, type Row } from './report.ts'
import { passwordJob, passwordSignIn } from './sign-ins.ts'
import { median } from './statistics.ts'

const FEW_USERS = 1000
/** How much longer an answer may take with two hundred times the users. */
const TARGET = 1.15
/** The users of both databases fill their last page. */
const PAGE = 50

/** One request of each kind; each time it is called the next one. */
interface Probe {
  name: string
  send(target: Target, index: number): Promise<unknown>
}

/** Latencies with many users against those with a thousand: two fresh servers, warmed up alike and asked by turns. */
export async function measureScale(bench: Bench): Promise<Row[]> {
  const few = await startTarget(bench, 'scale-few.db', FEW_USERS)
  const many = await startTarget(bench, 'scale-many.db', bench.pace.manyUsers)
  for (const { server, pool } of [few, many]) await warmUp(bench, server.port, passwordJob(pool))
  const lastPages = new Map([
    [few, await findLastPage(few)],
    [many, await findLastPage(many)],
  ])
  const rows: Row[] = []
  for (const probe of probes(lastPages)) rows.push(await compare(bench, { few, many, probe }))
  await Promise.all([few.server.stop(), many.server.stop()])
  return rows
}

async function warmUp({ generator, pace }: Bench, port: number, job: Job): Promise<void> {
  await generator.run({ port, connections: CONNECTIONS, job, warmUpMs: 0, milliseconds: pace.loadMs })
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
  const unmeasured = bench.pace.samples / 4
  for (let index = -unmeasured; index < bench.pace.samples; index += 1) {
    const fewMs = await time(() => probe.send(few, index + unmeasured))
    const manyMs = await time(() => probe.send(many, index + unmeasured))
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
    note: `limit: the same with ${FEW_USERS} users`,
  }
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
