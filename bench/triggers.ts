import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createLambdaRuntime } from '../packages/server/src/triggers/runtime/create-runtime.ts'
import type { RunnableFunction } from '../packages/server/src/triggers/runtime/types.ts'
import { type Bench, CONNECTIONS, type Target } from './context.ts'
import { ceilingRow, format, type Row, ratioRow } from './report.ts'
import { seedFile } from './seed.ts'
import { startServerProcess } from './server-process.ts'
import { passwordJob } from './sign-ins.ts'
import { median } from './statistics.ts'

/** What must be left of the sign-ins once a function has its say in their tokens. */
const TARGET = 0.8
const MAX_WARM_MS = 1
const MAX_COLD_MS = 80
const USERS = 1000

/** Adds a claim as the guides of Cube and Hasura do. */
const source = `exports.handler = (event, context, callback) => {
  const claims = JSON.stringify({ user: event.request.userAttributes.sub, roles: ['user'] })
  event.response = { claimsOverrideDetails: { claimsToAddOrOverride: { 'https://example.com/claims': claims } } }
  callback(null, event)
}
`

/** What a function costs: one call of it, and the sign-ins that it takes part in. */
export async function measureTriggers(bench: Bench, target: Target): Promise<Row[]> {
  const folder = join(bench.folder, 'function')
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'index.js')
  await writeFile(file, source)
  return [...(await measureCalls(bench, folder)), await measureSignIns(bench, target, file)]
}

/** Warm calls one after the other, against the same function called in this process; and the first call of a process. */
async function measureCalls({ pace }: Bench, folder: string): Promise<Row[]> {
  const runtime = createLambdaRuntime({ clock: { now: Date.now } })
  const event = {
    request: { userAttributes: { sub: 'somebody', email: 'somebody@example.com' } },
    response: {},
  }
  const call = { requestId: 'bench' }
  try {
    const cold: number[] = []
    for (let start = 0; start < pace.starts; start += 1)
      cold.push(await timed(() => runtime.invoke(functionIn(folder, `cold-${start}`), event, call)))
    const warmFunction = functionIn(folder, 'warm')
    const warm: number[] = []
    for (let round = 0; round < pace.samples; round += 1)
      warm.push(await timed(() => runtime.invoke(warmFunction, event, call)))
    return [
      ceilingRow({
        name: 'warm function over an in-process call',
        value: median(warm) - inProcessMs(event, pace.samples),
        below: MAX_WARM_MS,
        unit: 'ms',
      }),
      ceilingRow({ name: 'first call of a function', value: median(cold), below: MAX_COLD_MS, unit: 'ms' }),
    ]
  } finally {
    await runtime.stop()
  }
}

function functionIn(folder: string, name: string): RunnableFunction {
  const arn = `arn:aws:lambda:us-east-1:000000000000:function:${name}`
  const limits = { timeoutMs: 5000, memoryMegabytes: 128 }
  return {
    key: name,
    arn,
    name,
    version: '$LATEST',
    folder,
    handler: 'index.handler',
    environment: {},
    ...limits,
  }
}

/** The handler's own time, with the copy that any call makes of its event. */
function inProcessMs(event: object, samples: number): number {
  const module = { exports: {} as { handler: (event: object, context: object, done: () => void) => void } }
  new Function('module', 'exports', source)(module, module.exports)
  const times = Array.from({ length: samples }, () => {
    const begun = performance.now()
    module.exports.handler(structuredClone(event), {}, () => undefined)
    return performance.now() - begun
  })
  return median(times)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

async function measureSignIns(bench: Bench, without: Target, file: string): Promise<Row> {
  const pool = await seedFile({ file: join(bench.folder, 'triggers.db'), folder: bench.folder, users: USERS })
  const flags = [`--trigger=PreTokenGeneration=${file}`]
  const server = await startServerProcess({ databaseUrl: pool.databaseUrl, folder: bench.folder, flags })
  try {
    const rates: { one: number; other: number }[] = []
    for (let round = -1; round < bench.pace.rounds; round += 1) {
      const rate = { one: await signIns(bench, { server, pool }), other: await signIns(bench, without) }
      if (round >= 0) rates.push(rate) // the first warms both up
    }
    return ratioRow({
      name: 'sign-ins with a function / without',
      measured: `${format(median(rates.map(({ one }) => one)))}/s`,
      limit: `${format(median(rates.map(({ other }) => other)))}/s`,
      ratio: median(rates.map(({ one, other }) => one / other)),
      atLeast: TARGET,
      note: 'pre token generation, warm',
    })
  } finally {
    await server.stop()
  }
}

async function signIns({ pace, generator }: Bench, { server, pool }: Target): Promise<number> {
  const load = { port: server.port, connections: CONNECTIONS, warmUpMs: 300, milliseconds: pace.loadMs }
  return (await generator.run({ ...load, job: passwordJob(pool) })).perSecond
}
