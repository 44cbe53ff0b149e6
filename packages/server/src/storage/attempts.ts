import { sql } from 'kysely'
import type { Db } from './open.ts'
import { prepared } from './prepared.ts'
import type { AttemptsTable } from './schema.ts'

export type AttemptPurpose =
  | 'password'
  | 'change-password'
  | 'sign-up'
  | 'resend-code'
  | 'forgot-password'
  | 'send-attribute-code'
  | 'verify-attribute'
  | 'destination'
  | 'mfa'
  | 'register-client'

export interface Attempts {
  count: number
  windowStartedAt: number
  lockedUntil: number
  updatedAt: number
}

interface AttemptKey {
  /** A user's id, a keyed hash of pool and name where there is no such user, or a pool's id for what is counted by pool. */
  subject: string
  purpose: AttemptPurpose
}

const select = prepared((db, key: AttemptKey) =>
  db.selectFrom('attempts').selectAll().where('subject', '=', key.subject).where('purpose', '=', key.purpose),
)

export async function find(db: Db, key: AttemptKey): Promise<Attempts | undefined> {
  const [row] = (await select(db, key)).rows
  return row && toAttempts(row)
}

/** Counts one more try in one statement. A window older than `windowMs` (counted from `window`'s end) starts anew. */
export async function increment(
  db: Db,
  key: AttemptKey,
  options: { now: number; windowMs: number; window: 'since-first' | 'since-last' },
): Promise<Attempts> {
  const { now, windowMs } = options
  const since = options.window === 'since-first' ? 'attempts.window_started_at' : 'attempts.updated_at'
  const row = await db
    .insertInto('attempts')
    .values({ ...key, count: 1, window_started_at: now, locked_until: 0, updated_at: now })
    .onConflict((conflict) =>
      conflict.columns(['subject', 'purpose']).doUpdateSet((eb) => {
        const over = eb(since, '<=', now - windowMs)
        return {
          count: eb
            .case()
            .when(over)
            .then(1)
            .else(eb('attempts.count', '+', 1))
            .end(),
          window_started_at: eb.case().when(over).then(now).else(eb.ref('attempts.window_started_at')).end(),
          updated_at: now,
        }
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  return toAttempts(row)
}

/**
 * Takes leave for one try in one statement, or answers false while the subject is locked. From the try number `freeTries`
 * on each one locks for `lockMs`, right or wrong, so that not even tries at the same time get past it; `reset` ends that.
 */
export async function claimTry(
  db: Db,
  key: AttemptKey,
  options: { now: number; windowMs: number; freeTries: number; lockMs: number },
): Promise<boolean> {
  const { now, windowMs, freeTries, lockMs } = options
  const row = await db
    .insertInto('attempts')
    .values({ ...key, count: 1, window_started_at: now, locked_until: 0, updated_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['subject', 'purpose'])
        .doUpdateSet((eb) => {
          const over = eb('attempts.updated_at', '<=', now - windowMs)
          const last = eb('attempts.count', '>=', freeTries - 1)
          return {
            count: eb
              .case()
              .when(over)
              .then(1)
              .else(eb('attempts.count', '+', 1))
              .end(),
            locked_until: eb
              .case()
              .when(over)
              .then(0)
              .when(last)
              .then(now + lockMs)
              .else(0)
              .end(),
            updated_at: now,
          }
        })
        .where('attempts.locked_until', '<=', now),
    )
    .returning('count')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Counts one failure in one statement, and from number `freeFailures` on locks with it: for a second, then for twice as
 * long each time. False, and nothing counted, while the subject is locked.
 */
export async function recordFailure(
  db: Db,
  key: AttemptKey,
  options: { now: number; windowMs: number; freeFailures: number; maxLockMs: number },
): Promise<boolean> {
  const { now, windowMs, freeFailures, maxLockMs } = options
  const doublings = Math.ceil(Math.log2(maxLockMs / 1000))
  const row = await db
    .insertInto('attempts')
    .values({ ...key, count: 1, window_started_at: now, locked_until: 0, updated_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['subject', 'purpose'])
        .doUpdateSet((eb) => {
          const over = eb('attempts.updated_at', '<=', now - windowMs)
          const beyond = sql<number>`attempts.count + 1 - ${sql.lit(freeFailures)}`
          return {
            count: eb
              .case()
              .when(over)
              .then(1)
              .else(eb('attempts.count', '+', 1))
              .end(),
            locked_until: eb
              .case()
              .when(over)
              .then(0)
              .when(beyond, '<', 0)
              .then(0)
              .when(beyond, '>=', doublings)
              .then(now + maxLockMs)
              .else(sql<number>`cast(${now} as bigint) + 1000 * (1 << (${beyond}))`)
              .end(),
            updated_at: now,
          }
        })
        .where('attempts.locked_until', '<=', now),
    )
    .returning('count')
    .executeTakeFirst()
  return row !== undefined
}

export async function reset(db: Db, key: AttemptKey): Promise<void> {
  await db
    .deleteFrom('attempts')
    .where('subject', '=', key.subject)
    .where('purpose', '=', key.purpose)
    .execute()
}

/** Forgets everything that was counted for the subject. */
export async function removeOf(db: Db, subject: string): Promise<void> {
  await db.deleteFrom('attempts').where('subject', '=', subject).execute()
}

/** Forgets what nobody tried since `time`. */
export async function removeOlder(db: Db, time: number): Promise<void> {
  await db.deleteFrom('attempts').where('updated_at', '<', time).execute()
}

function toAttempts(row: AttemptsTable): Attempts {
  return {
    count: row.count,
    windowStartedAt: row.window_started_at,
    lockedUntil: row.locked_until,
    updatedAt: row.updated_at,
  }
}
