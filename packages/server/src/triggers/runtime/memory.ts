import { readFileSync } from 'node:fs'

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
export function killLargest(watched: Iterable<Watched>): void {
  for (const one of watched) {
    const bytes = readMemory(one.processId)
    if (bytes > (one.memoryMegabytes + allowanceMegabytes) * megabyte) one.kill()
  }
}

/** Bytes of its own that the process holds in memory; 0 for one that is gone. */
export function readMemory(processId: number | undefined): number {
  try {
    // Read at once: the threads for files may be busy with passwords for longer than a greedy function needs.
    const status = readFileSync(`/proc/${processId}/status`, 'utf8')
    return Number(/^RssAnon:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}
