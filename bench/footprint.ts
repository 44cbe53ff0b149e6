import { type Bench, CONNECTIONS, type Target } from './context.ts'
import { ceilingRow, format, type Row } from './report.ts'
import { memoryOf, type ServerProcess, startServerProcess } from './server-process.ts'
import { passwordJob } from './sign-ins.ts'
import { median } from './statistics.ts'

const START_CEILING_SECONDS = 0.5
const MEMORY_CEILING_MIB = 120
/** The server ends a worker thread after a minute without work; some more, so that it is gone. */
const WORKERS_END_MS = 63_000

/** From `poolhouse start` on an existing database to the first answer, the median of several starts. */
export async function measureStart(bench: Bench, databaseUrl: string): Promise<Row[]> {
  const seconds: number[] = []
  for (let count = 0; count < bench.pace.starts; count += 1) {
    const server = await startServerProcess({ databaseUrl, folder: bench.folder })
    seconds.push(server.startMs / 1000)
    await server.stop()
  }
  return [
    ceilingRow({
      name: 'start to first answer',
      value: median(seconds),
      below: START_CEILING_SECONDS,
      unit: 's',
      note: `fastest ${format(Math.min(...seconds))} s`,
    }),
  ]
}

export interface MemoryWatch {
  /** The rows, once the worker threads had the time to end. */
  finish(): Promise<Row[]>
}

/** Reads the memory of a server that just started and after a burst of sign-ins; later again, while others are measured. */
export async function watchMemory(bench: Bench, { server, pool }: Target): Promise<MemoryWatch> {
  const idle = memoryRow('memory after the start', server)
  const load = {
    port: server.port,
    connections: CONNECTIONS,
    warmUpMs: 0,
    milliseconds: bench.pace.loadMs * 2,
  }
  await bench.generator.run({ ...load, job: passwordJob(pool) })
  const burstEnd = performance.now()
  const busy = memoryRow('memory after a burst', server, { judged: false })
  const finish = async () => {
    if (!bench.pace.waitsForIdleWorkers) return [...idle, ...busy]
    const rest = Math.max(0, WORKERS_END_MS - (performance.now() - burstEnd))
    await new Promise((resolve) => setTimeout(resolve, rest))
    return [...idle, ...busy, ...memoryRow('memory a minute later', server)]
  }
  return { finish }
}

/** Nothing where the system does not tell. */
function memoryRow(name: string, server: ServerProcess, { judged } = { judged: true }): Row[] {
  const memory = memoryOf(server.pid)
  if (!memory) return []
  const note = `proportional share ${format(memory.proportionalMiB)} MiB`
  const row = ceilingRow({ name, value: memory.residentMiB, below: MEMORY_CEILING_MIB, unit: 'MiB', note })
  return [judged ? row : { name, measured: row.measured, note }]
}
