import { hasBcrypt } from '../../crypto/bcrypt.ts'
import { randomAlphanumeric } from '../../crypto/random.ts'
import {
  InvalidParameterException,
  LimitExceededException,
  PreconditionNotMetException,
  ResourceNotFoundException,
} from '../../errors.ts'
import { type Services, transaction } from '../../services.ts'
import * as files from '../../storage/import-files.ts'
import type { HashingAlgorithm, ImportJob } from '../../storage/import-jobs.ts'
import * as jobs from '../../storage/import-jobs.ts'
import * as slots from '../../storage/import-slots.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import { lockUserPool } from '../user-pools.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html: user import jobs for each user pool. */
const MAX_JOBS = 1000
/** Cognito's page on import jobs says "within 24-48 hours". */
const START_WITHIN_MS = 24 * 3_600_000
const ID_CHARACTERS = 10
/** Our wording. */
const expiredMessage = 'The user import job has expired.'

/** Makes a job that waits for its file. Throws LimitExceededException, InvalidParameterException. */
export async function create(
  services: Services,
  pool: UserPool,
  asked: { name: string; roleArn: string; hashingAlgorithm: HashingAlgorithm | undefined },
): Promise<ImportJob> {
  requireVerifier(asked.hashingAlgorithm)
  const job: ImportJob = {
    id: `import-${randomAlphanumeric(ID_CHARACTERS)}`,
    userPoolId: pool.id,
    name: asked.name,
    roleArn: asked.roleArn,
    ...(asked.hashingAlgorithm && { hashingAlgorithm: asked.hashingAlgorithm }),
    status: 'Created',
    readBytes: 0,
    readLines: 0,
    readRows: 0,
    imported: 0,
    skipped: 0,
    failed: 0,
    createdAt: services.clock.now(),
  }
  await transaction(services, async (services) => {
    await lockUserPool(services, pool.id)
    if ((await jobs.count(services.db, pool.id)) >= MAX_JOBS)
      throw new LimitExceededException(`A user pool can have at most ${MAX_JOBS} user import jobs.`)
    await jobs.insert(services.db, job)
  })
  return job
}

function requireVerifier(algorithm: HashingAlgorithm | undefined): void {
  if (algorithm !== 'BCRYPT' || hasBcrypt()) return
  throw new InvalidParameterException(
    'This server was installed without the package that checks BCRYPT hashes.',
  )
}

/** The job as it stands now. Throws ResourceNotFoundException, whose text is ours. */
export async function requireJob(services: Services, pool: UserPool, id: string): Promise<ImportJob> {
  const job = await jobs.find(services.db, pool.id, id)
  if (!job) throw new ResourceNotFoundException(`User import job ${id} does not exist.`)
  return asOf(services, job)
}

/** The job with the status that it has by the clock: one that nobody started in time has expired. */
export function asOf(services: Services, job: ImportJob): ImportJob {
  const expiresAt = job.createdAt + START_WITHIN_MS
  if (job.status !== 'Created' || services.clock.now() < expiresAt) return job
  return { ...job, status: 'Expired', completionMessage: expiredMessage, completedAt: expiresAt }
}

/**
 * Starts a job; it runs in the background, on whichever process takes it up. Throws PreconditionNotMetException,
 * ResourceNotFoundException.
 */
export async function start(services: Services, pool: UserPool, id: string): Promise<ImportJob> {
  const startedAt = services.clock.now()
  const started = await transaction(services, async (services) => {
    const locked = await lockUserPool(services, pool.id)
    const job = await requireJob(services, locked, id)
    requireStartable(locked, job)
    if (!(await slots.take(services.db, { accountId: locked.accountId, jobId: id })))
      throw new PreconditionNotMetException('Another user import job is in progress.') // our wording
    if (!(await jobs.start(services.db, id, startedAt))) throw alreadyStarted(job)
    return { ...job, status: 'Pending' as const, startedAt }
  })
  services.wakeImporter()
  return started
}

/** The first text is Cognito's, as public reports quote it; the others are ours. */
function requireStartable(pool: UserPool, job: ImportJob): void {
  if (job.status !== 'Created') throw alreadyStarted(job)
  if (job.uploadedBytes === undefined)
    throw new PreconditionNotMetException(`No csv file was uploaded for ${job.id}`)
  if (!pool.settings.autoVerifiedAttributes?.length)
    throw new PreconditionNotMetException('The user pool has no auto verified attributes.')
}

function alreadyStarted(job: ImportJob): PreconditionNotMetException {
  return new PreconditionNotMetException(
    `The user import job ${job.id} can not be started. It is ${job.status}.`,
  )
}

/**
 * Stops a running job for good. Users that it imported stay; none comes after the answer. Throws
 * PreconditionNotMetException, ResourceNotFoundException.
 */
export async function stop(services: Services, pool: UserPool, id: string): Promise<ImportJob> {
  return transaction(services, async (services) => {
    // First, so that the batch at hand is stored and counted before, or not at all.
    await slots.free(services.db, id)
    const job = await requireJob(services, pool, id)
    if (job.status !== 'Pending' && job.status !== 'InProgress')
      throw new PreconditionNotMetException(
        `The user import job ${id} can not be stopped. It is ${job.status}.`,
      )
    await end(services, id, 'Stopped', 'The Import Job was stopped by the developer.')
    return requireJob(services, pool, id)
  })
}

/** Ends a job and forgets its file; call it within a transaction. */
export async function end(
  services: Services,
  id: string,
  status: 'Stopped' | 'Failed' | 'Succeeded' | 'Expired',
  completionMessage: string,
): Promise<void> {
  await slots.free(services.db, id)
  await jobs.end(services.db, id, { status, completionMessage, completedAt: services.clock.now() })
  await files.remove(services.db, id)
}

/** Ends jobs that nobody started in time, some at a time. */
export async function expire(services: Services): Promise<void> {
  const time = services.clock.now() - START_WITHIN_MS
  for (const id of await jobs.listUnstarted(services.db, time, 100))
    await transaction(services, (services) => end(services, id, 'Expired', expiredMessage))
}
