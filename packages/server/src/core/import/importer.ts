import { randomUUID } from 'node:crypto'
import { createLoop, type Loop } from '../../delivery/loop.ts'
import type { Services } from '../../services.ts'
import * as slots from '../../storage/import-slots.ts'
import { expire } from './jobs.ts'
import { endHeld, LEASE_MS, run } from './run.ts'

/** Other processes start jobs without a word to this one. */
const LOOK_EVERY_MS = 2_000
const EXPIRE_EVERY_MS = 600_000
/** Then the job is given up: what makes it fail is not passing. */
const MAX_FAILURES = 5

interface State {
  expiredAt: number
  /** Failures one after the other, by job. */
  failures: Map<string, number>
  stopped: boolean
}

/**
 * Runs user import jobs in the background, one at a time. Several processes on one database share them: each job is
 * worked on by the process that holds its lease, and goes on where it was left. To stop waits for the batch at hand; the
 * job goes on elsewhere, or after the next start.
 */
export function createImporter(services: Services): Loop {
  const state: State = { expiredAt: Number.NEGATIVE_INFINITY, failures: new Map(), stopped: false }
  const loop = createLoop({
    look: () => look(services, state),
    onError: (error) => services.log.error({ err: error }, 'the user import jobs could not be looked for'),
    pauseAfterErrorMs: LOOK_EVERY_MS,
  })
  loop.wake()
  const stop = () => {
    state.stopped = true
    return loop.stop()
  }
  return { wake: loop.wake, stop }
}

async function look(services: Services, state: State): Promise<number> {
  await expireSometimes(services, state)
  for (const jobId of await slots.listDue(services.db, services.clock.now())) {
    if (state.stopped) break
    await work(services, state, jobId)
  }
  return LOOK_EVERY_MS
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
