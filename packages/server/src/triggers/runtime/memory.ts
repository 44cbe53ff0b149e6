import { readFile } from 'node:fs/promises'

const megabyte = 1024 * 1024
// What Node itself takes beside the function's heap and buffers: code, young generation, threads' stacks.
const allowanceMegabytes = 64

/** What may be killed for the memory that it takes. */
export interface Watched {
  readonly processId: number | undefined
  readonly memoryMegabytes: number
  kill(): void
}

/**
 * Kills those that hold more memory than their function may, and what Node needs beside. `--max-old-space-size` bounds
 * the objects of JavaScript, this also buffers and native memory. Does nothing where there is no /proc.
 */
export async function killLargest(watched: Iterable<Watched>): Promise<void> {
  await Promise.all(
    Array.from(watched, async (one) => {
      const bytes = await readMemory(one.processId)
      if (bytes > (one.memoryMegabytes + allowanceMegabytes) * megabyte) one.kill()
    }),
  )
}

/** Bytes of its own that the process holds in memory; 0 for one that is gone. */
export async function readMemory(processId: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${processId}/status`, 'utf8').catch(() => '')
  return Number(/^RssAnon:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
}
