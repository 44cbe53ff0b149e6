import { join } from 'node:path'
import type { Cryptography } from './cryptography.ts'
import type { LoadGenerator, LoadResult } from './load.ts'
import { type SeededFile, seedFile } from './seed.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

/** How long things take; the quick run is for a look, the full one for a verdict. */
export interface Pace {
  /** Repetitions of limit and measurement, one after the other, so that a noisy machine disturbs both alike. */
  rounds: number
  limitMs: number
  loadMs: number
  /** Users in the larger database of the scale figures. */
  manyUsers: number
  /** Requests of each kind for the scale figures. */
  samples: number
  starts: number
  /** Whether to wait for the worker threads' end, a minute after their last work. */
  waitsForIdleWorkers: boolean
}

export const fullPace: Pace = {
  rounds: 5,
  limitMs: 700,
  loadMs: 2000,
  manyUsers: 200_000,
  samples: 400,
  starts: 7,
  waitsForIdleWorkers: true,
}

export const quickPace: Pace = {
  rounds: 3,
  limitMs: 300,
  loadMs: 700,
  manyUsers: 20_000,
  samples: 100,
  starts: 3,
  waitsForIdleWorkers: false,
}

/** What all figures are measured with. */
export interface Bench {
  pace: Pace
  /** For databases and logs; removed at the end. */
  folder: string
  cryptography: Cryptography
  generator: LoadGenerator
}

/** A server on a database file. */
export interface Target {
  server: ServerProcess
  pool: SeededFile
}

/** Seeds a new database file in the folder with so many users, and starts a server on it. */
export async function startTarget(bench: Bench, name: string, users: number): Promise<Target> {
  const pool = await seedFile({ file: join(bench.folder, name), folder: bench.folder, users })
  const server = await startServerProcess({ databaseUrl: pool.databaseUrl, folder: bench.folder })
  return { server, pool }
}

/** Enough to keep both cores busy, few enough that the queue stays short. */
export const CONNECTIONS = 32

/** The share of the machine that the load generator took, for the last column. */
export function generatorShare(results: readonly LoadResult[]): string {
  const cores = results.reduce((sum, result) => sum + result.generatorCores, 0) / results.length
  return `generator ${(cores * 100).toFixed(0)} % of a core`
}
