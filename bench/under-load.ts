import { type Bench, CONNECTIONS, type Target } from './context.ts'
import { startLoadGenerator } from './load.ts'
import { ceilingRow, format, type Row } from './report.ts'
import { passwordJob, passwordSignIn } from './sign-ins.ts'
import { median, quantile } from './statistics.ts'

const CEILING_MS = 50

/** How long GetUser takes on one connection while sign-ins on others keep the machine busy. */
export async function measureUnderLoad(bench: Bench, { server, pool }: Target): Promise<Row[]> {
  const username = pool.usernames[0] ?? ''
  const { AuthenticationResult } = await server.call('InitiateAuth', passwordSignIn(pool.clientId, username))
  const { AccessToken } = AuthenticationResult as { AccessToken: string }
  const other = startLoadGenerator()
  const times = { port: server.port, warmUpMs: 500, milliseconds: bench.pace.loadMs * 2 }
  const [asked] = await Promise.all([
    other.run({
      ...times,
      connections: 1,
      job: { kind: 'calls', operation: 'GetUser', bodies: [{ AccessToken }] },
    }),
    bench.generator.run({ ...times, connections: CONNECTIONS, job: passwordJob(pool) }),
  ])
  await other.stop()
  return [
    ceilingRow({
      name: 'GetUser under sign-ins, p99',
      value: quantile(asked.latenciesMs, 0.99),
      below: CEILING_MS,
      unit: 'ms',
      note: `median ${format(median(asked.latenciesMs))} ms of ${asked.latenciesMs.length}`,
    }),
  ]
}
