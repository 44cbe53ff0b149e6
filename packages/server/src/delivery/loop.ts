/** Work that is looked for again and again, in this process and in others on the same database. */
export interface Loop {
  /** Looks now, or once more after the look that is under way; returns at once. */
  wake(): void
  /** Looks no more, and waits for the look under way. */
  stop(): Promise<void>
}

export interface LoopOptions {
  /** Starts what is to be done, and tells in how many milliseconds to look again. */
  look(): Promise<number>
  /** Told when a look throws. */
  onError(error: unknown): void
  /** The pause after a look that failed. */
  pauseAfterErrorMs: number
}

interface State {
  look: Promise<void> | undefined
  wokenMeanwhile: boolean
  timer: NodeJS.Timeout | undefined
  stopped: boolean
}

/** A loop that sleeps until it is woken for the first time. */
export function createLoop(options: LoopOptions): Loop {
  const state: State = { look: undefined, wokenMeanwhile: false, timer: undefined, stopped: false }
  return {
    wake: () => wake(options, state),
    stop: async () => {
      state.stopped = true
      clearTimeout(state.timer)
      await state.look
    },
  }
}

function wake(options: LoopOptions, state: State): void {
  if (state.stopped) return
  if (state.look !== undefined) {
    state.wokenMeanwhile = true
    return
  }
  clearTimeout(state.timer)
  state.wokenMeanwhile = false
  state.look = lookAndSchedule(options, state)
}

async function lookAndSchedule(options: LoopOptions, state: State): Promise<void> {
  let pauseMs = options.pauseAfterErrorMs
  try {
    pauseMs = await options.look()
  } catch (error) {
    options.onError(error)
  }
  state.look = undefined
  if (state.stopped) return
  if (state.wokenMeanwhile) return wake(options, state)
  state.timer = setTimeout(() => wake(options, state), pauseMs).unref()
}

/** Waits for the work, but no longer than the time. */
export async function within(timeMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeMs)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
