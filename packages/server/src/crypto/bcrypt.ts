import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { createLimiter } from './limiter.ts'

const format = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/
const MIN_COST = 4
/** Every step doubles the work: at 14 it takes a few seconds of a thread. */
const MAX_COST = 14

/** In the module as the cores are the process's. One at a time: each is done once in a user's life here. */
const limit = createLimiter({ running: 1, waiting: 50 })

/** Whether the text is a bcrypt hash (`$2a$`, `$2b$` or `$2y$`) of a cost from 4 to 14. */
export function acceptsBcrypt(hash: string): boolean {
  const cost = Number(format.exec(hash)?.[1])
  return cost >= MIN_COST && cost <= MAX_COST
}

/**
 * Tells whether the password is the one of the bcrypt hash, in a thread of its own; false for texts that
 * `acceptsBcrypt` refuses. Rejects with OverloadedError when too many are waiting.
 */
export async function verifyBcrypt(hash: string, password: string): Promise<boolean> {
  if (!acceptsBcrypt(hash)) return false
  return limit(() => compare(hash, password))
}

/** Whether the package that computes bcrypt is installed. */
export function hasBcrypt(): boolean {
  try {
    createRequire(import.meta.url).resolve('bcryptjs')
    return true
  } catch {
    return false
  }
}

function compare(hash: string, password: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./bcrypt-worker.js', import.meta.url), {
      workerData: { hash, password },
      env: {},
      execArgv: [],
    })
    worker.once('message', (matches: boolean) => resolve(matches))
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The thread for bcrypt ended with ${code}`)))
  })
}
