import { type Bench, CONNECTIONS, generatorShare, type Target } from './context.ts'
import type { Work } from './cryptography.ts'
import type { Job, LoadResult } from './load.ts'
import { format, type Row, ratioRow } from './report.ts'
import { PASSWORD, type SeededPool } from './seed.ts'
import { median } from './statistics.ts'

/** The share of the machine's cryptography that must come through. */
const TARGET = 0.7

/** Password sign-ins, SRP sign-ins and refreshes per second, each against the cryptography that it cannot do without. */
export async function measureSignIns(bench: Bench, target: Target): Promise<Row[]> {
  const refresh = await refreshJob(target)
  return [
    await compare(bench, target, {
      name: 'password sign-ins',
      job: passwordJob(target.pool),
      work: { powers: 1, signatures: 2 },
    }),
    await compare(bench, target, {
      name: 'SRP sign-ins',
      job: srpJob(target.pool),
      work: { powers: 3, signatures: 2 },
    }),
    await compare(bench, target, { name: 'refreshes', job: refresh, work: { powers: 0, signatures: 2 } }),
  ]
}

/** Sign-ins by USER_PASSWORD_AUTH. */
export function passwordJob({ clientId, usernames }: SeededPool): Job {
  const bodies = usernames.map((username) => passwordSignIn(clientId, username))
  return { kind: 'calls', operation: 'InitiateAuth', bodies }
}

export function passwordSignIn(clientId: string, username: string) {
  const AuthParameters = { USERNAME: username, PASSWORD }
  return { ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
}

function srpJob({ userPoolId, clientId, srpUsernames }: SeededPool): Job {
  return { kind: 'srp', userPoolId, clientId, usernames: srpUsernames }
}

async function refreshJob({ server, pool }: Target): Promise<Job> {
  const tokens = await Promise.all(
    pool.usernames.slice(0, CONNECTIONS).map(async (username) => {
      const { AuthenticationResult } = await server.call(
        'InitiateAuth',
        passwordSignIn(pool.clientId, username),
      )
      return (AuthenticationResult as { RefreshToken: string }).RefreshToken
    }),
  )
  const bodies = tokens.map((REFRESH_TOKEN) => ({
    ClientId: pool.clientId,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: { REFRESH_TOKEN },
  }))
  return { kind: 'calls', operation: 'InitiateAuth', bodies }
}

/** Runs the job and the cryptography in turns. */
export async function compare(
  bench: Bench,
  { server }: Target,
  figure: { name: string; job: Job; work: Work; atLeast?: number },
): Promise<Row> {
  const { pace, cryptography, generator } = bench
  const load = { port: server.port, connections: CONNECTIONS, job: figure.job, milliseconds: pace.loadMs }
  await generator.run({ ...load, warmUpMs: pace.loadMs / 2 })
  const limits: number[] = []
  const results: LoadResult[] = []
  for (let round = 0; round < pace.rounds; round += 1) {
    limits.push(await cryptography.measure(figure.work, pace.limitMs))
    results.push(await generator.run({ ...load, warmUpMs: 200 }))
    limits.push(await cryptography.measure(figure.work, pace.limitMs))
  }
  const ratios = results.map(
    ({ perSecond }, round) => perSecond / median(limits.slice(2 * round, 2 * round + 2)),
  )
  return ratioRow({
    name: figure.name,
    measured: `${format(median(results.map(({ perSecond }) => perSecond)))}/s`,
    limit: `${format(median(limits))}/s`,
    ratio: median(ratios),
    atLeast: figure.atLeast ?? TARGET,
    note: generatorShare(results),
  })
}
