import { OverloadedError } from './overloaded-error.ts'

/** Runs work when there is room; rejects with OverloadedError when too much waits already. */
export type Limiter = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Lets at most `running` pieces of work run at once and `waiting` more wait, first come, first served. */
export function createLimiter(options: { running: number; waiting: number }): Limiter {
  const queue: (() => void)[] = []
  let running = 0
  const enter = async () => {
    if (running < options.running) {
      running += 1
      return
    }
    if (queue.length >= options.waiting) throw new OverloadedError('Too much work of this kind is waiting.')
    // The place of the one that leaves is handed over, so that nobody slips in between.
    await new Promise<void>((resolve) => queue.push(resolve))
  }
  const leave = () => {
    const next = queue.shift()
    if (next) next()
    else running -= 1
  }
  return async (work) => {
    await enter()
    return work().finally(leave)
  }
}
