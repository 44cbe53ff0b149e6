import { readdirSync, readFileSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

/** Between 0, which the event loop has, and 19, the last. */
const BACKGROUND_PRIORITY = 10

/**
 * Lets the event loop go before libuv's threads, which sign tokens for it: else the one that it wakes takes its core, and
 * every other request waits for the signature. On Linux alone a thread has a priority of its own (setpriority(2), "C
 * library/kernel differences"); elsewhere it would be the whole process's. Our own threads see to themselves.
 */
export function favourEventLoop(): void {
  if (process.platform !== 'linux') return
  try {
    const threads = readdirSync('/proc/self/task').filter(isOfLibuv).map(Number)
    for (const thread of threads)
      if (getPriority(thread) < BACKGROUND_PRIORITY) setPriority(thread, BACKGROUND_PRIORITY)
  } catch {
    // Without /proc, or where it is forbidden, all threads go on as equals.
  }
}

function isOfLibuv(thread: string): boolean {
  return readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').startsWith('libuv-worker')
}
