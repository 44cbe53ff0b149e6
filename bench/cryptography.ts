import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/** The arithmetic that one operation cannot do without. */
export interface Work {
  /** Powers modulo the 3072-bit prime of SRP, exponents of 256 bits. */
  powers: number
  /** RSA-2048 signatures. */
  signatures: number
}

export interface Cryptography {
  /** How often a second all cores together do this work and nothing else. */
  measure(work: Work, milliseconds: number): Promise<number>
  close(): Promise<void>
}

/** Threads that find out how fast the machine's cryptography is, one for each core. */
export function startCryptography(): Cryptography {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('cryptography-worker.ts', import.meta.url)),
  )
  return {
    measure: async (work, milliseconds) => {
      const rates = await Promise.all(workers.map((worker) => ask(worker, { work, milliseconds })))
      return rates.reduce((sum, rate) => sum + rate, 0)
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

async function ask(worker: Worker, question: { work: Work; milliseconds: number }): Promise<number> {
  worker.postMessage(question)
  const [rate] = await once(worker, 'message')
  return rate as number
}
