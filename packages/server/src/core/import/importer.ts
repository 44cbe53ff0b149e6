import { randomUUID } from 'node:crypto'
import type { Services } from '../../services.ts'
import * as slots from '../../storage/import-slots.ts'
import { expire } from './jobs.ts'
import { endHeld, LEASE_MS, run } from './run.ts'

export interface Importer {
  /** Looks for jobs that wait for a process; returns at once. */
  wake(): void
  /** Takes nothing more and waits for the batch at hand; the job goes on elsewhere, or after the next start. */
  stop(): Promise<void>
}

/** Other processes start jobs without a word to this one. */
const LOOK_EVERY_MS = 2_000
const EXPIRE_EVERY_MS = 600_000
/** Then the job is given up: what makes it fail is not passing. */
const MAX_FAILURES = 5

interface State {
  look: Promise<void> | undefined
  wokenMeanwhile: boolean
  timer: NodeJS.Timeout | undefined
  expiredAt: number
  /** Failures one after the other, by job. */
  failures: Map<string, number>
  stopped: boolean
}

/**
 * Runs user import jobs in the background, one at a time. Several processes on one database share them: each job is
 * worked on by the process that holds its lease, and goes on where it was left.
 */
export function createImporter(services: Services): Importer {
  const state: State = {
    look: undefined,
    wokenMeanwhile: false,
    timer: undefined,
    expiredAt: Number.NEGATIVE_INFINITY,
    failures: new Map(),
    stopped: false,
  }
  wake(services, state)
  return {
    wake: () => wake(services, state),
    stop: async () => {
      state.stopped = true
      clearTimeout(state.timer)
      await state.look
    },
  }
}

function wake(services: Services, state: State): void {
  if (state.stopped) return
  if (state.look !== undefined) {
    state.wokenMeanwhile = true
    return
  }
  clearTimeout(state.timer)
  state.wokenMeanwhile = false
  state.look = lookAndSchedule(services, state)
}

async function lookAndSchedule(services: Services, state: State): Promise<void> {
  try {
    await look(services, state)
  } catch (error) {
    services.log.error({ err: error }, 'the user import jobs could not be looked for')
  }
  state.look = undefined
  if (state.stopped) return
  if (state.wokenMeanwhile) return wake(services, state)
  state.timer = setTimeout(() => wake(services, state), LOOK_EVERY_MS).unref()
}

async function look(services: Services, state: State): Promise<void> {
  await expireSometimes(services, state)
  for (const jobId of await slots.listDue(services.db, services.clock.now())) {
    if (state.stopped) return
    await work(services, state, jobId)
  }
}

async function expireSometimes(services: Services, state: State): Promise<void> {
  const now = services.clock.now()
  if (now - state.expiredAt < EXPIRE_EVERY_MS) return
  await expire(services)
  state.expiredAt = now
}

async function work(services: Services, state: State, jobId: string): Promise<void> {
  const now = services.clock.now()
  const lease = { jobId, leaseId: randomUUID(), leaseUntil: now + LEASE_MS }
  if (!(await slots.claim(services.db, lease, now))) return
  try {
    await run(services, { jobId, leaseId: lease.leaseId, isStopping: () => state.stopped })
    state.failures.delete(jobId)
  } catch (error) {
    services.log.error({ err: error, jobId }, 'a user import job failed unexpectedly')
    await countFailure(services, state, lease)
  }
}

/** Until it is given up the job is tried again when its lease has ended, by this process or another. */
async function countFailure(
  services: Services,
  state: State,
  lease: { jobId: string; leaseId: string },
): Promise<void> {
  const failures = (state.failures.get(lease.jobId) ?? 0) + 1
  state.failures.set(lease.jobId, failures)
  if (failures < MAX_FAILURES) return
  state.failures.delete(lease.jobId)
  await endHeld(services, lease, 'Failed', 'An internal error occurred.')
}
