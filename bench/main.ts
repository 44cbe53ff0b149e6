/**
 * What `npm run bench` runs: figures of the server as ratios against limits that are measured in the same run.
 * `--quick` takes under a minute and shows the order of magnitude. README.md says what each figure means.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bench, fullPace, quickPace, startTarget } from './context.ts'
import { startCryptography } from './cryptography.ts'
import { measureDatabases } from './databases.ts'
import { measureStart, watchMemory } from './footprint.ts'
import { measureHosted } from './hosted.ts'
import { measureImport } from './import.ts'
import { startLoadGenerator } from './load.ts'
import { type Row, toTable } from './report.ts'
import { measureScale } from './scale.ts'
import { measureSignIns } from './sign-ins.ts'
import { measureTriggers } from './triggers.ts'
import { measureUnderLoad } from './under-load.ts'
import { measureVerifier } from './verifier.ts'

/** Where the number of users is not what is measured. */
const USERS = 1000

process.setMaxListeners(0) // one for each server that is started

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
await main(values.quick)

async function main(quick: boolean): Promise<void> {
  const begun = performance.now()
  console.log(machine())
  const folder = await mkdtemp(join(tmpdir(), 'poolhouse-bench-'))
  const pace = quick ? quickPace : fullPace
  const bench: Bench = { pace, folder, cryptography: startCryptography(), generator: startLoadGenerator() }
  try {
    console.log(`\n${toTable(await measureAll(bench))}`)
  } finally {
    await Promise.all([bench.cryptography.close(), bench.generator.stop()])
    await rm(folder, { recursive: true, force: true })
  }
  console.log(
    `\n${((performance.now() - begun) / 1000).toFixed(0)} s; load average ${loadavg()[0]?.toFixed(1)} at the end`,
  )
}

function machine(): string {
  const [processor] = cpus()
  return `${availableParallelism()} cores (${processor?.model ?? 'unknown'}), Node ${process.version}, ${process.platform}`
}

/** In the order of time; the memory is read first and last, so that its waiting costs none. */
async function measureAll(bench: Bench): Promise<Row[]> {
  const target = await startTarget(bench, 'sign-ins.db', USERS)
  const watched = await startTarget(bench, 'memory.db', USERS)
  const steps: [string, () => Promise<Row[]>][] = [
    ['sign-ins', () => measureSignIns(bench, target)],
    ['hosted pages', () => measureHosted(bench, target)],
    ['functions', () => measureTriggers(bench, target)],
    ['latency under load', () => measureUnderLoad(bench, target)],
    ['scale', () => measureScale(bench)],
    ['databases', () => measureDatabases(bench, target)],
    ['import', () => measureImport(bench)],
    ['verifier', () => measureVerifier(bench.pace)],
  ]
  const rows: Row[] = []
  try {
    const memory = await watchMemory(bench, watched)
    for (const [name, measure] of steps) rows.push(...(await step(name, measure)))
    await target.server.stop()
    rows.push(...(await step('start', () => measureStart(bench, target.pool.databaseUrl))))
    rows.push(...(await step('memory', memory.finish)))
  } finally {
    await Promise.all([target.server.stop(), watched.server.stop()])
  }
  return rows
}

async function step(name: string, measure: () => Promise<Row[]>): Promise<Row[]> {
  console.log(`measuring ${name} …`)
  return measure()
}
