import { type Services, transaction } from '../services.ts'
import type { AuthEvent } from '../storage/auth-events.ts'
import * as storage from '../storage/auth-events.ts'
import * as users from '../storage/users.ts'
import type { AuthEventDraft } from './auth-events.ts'
import { logsAuthEvents } from './log-delivery.ts'
import { notifyBlocked } from './risk/notify.ts'
import { nameKey } from './usernames.ts'

export interface AuthEventLog {
  /** Takes the event; returns at once. A log that cannot keep up drops events and says so. */
  add(event: AuthEventDraft): void
  /** Returns when everything that was taken before is written. */
  flush(): Promise<void>
  /** Writes what is left and takes nothing more. */
  stop(): Promise<void>
}

const MAX_WAITING = 10_000
const BATCH = 200
const PAUSE_MS = 250

interface State {
  waiting: AuthEventDraft[]
  dropped: number
  timer: NodeJS.Timeout | undefined
  writing: Promise<void>
  stopped: boolean
}

/** A log that writes in the background, in batches, so that no request waits for it. */
export function createAuthEventLog(services: Services): AuthEventLog {
  const state: State = {
    waiting: [],
    dropped: 0,
    timer: undefined,
    writing: Promise.resolve(),
    stopped: false,
  }
  return {
    add: (event) => add(services, state, event),
    flush: () => flush(services, state),
    stop: async () => {
      state.stopped = true
      await flush(services, state)
    },
  }
}

function add(services: Services, state: State, event: AuthEventDraft): void {
  if (state.stopped || state.waiting.length >= MAX_WAITING) {
    state.dropped += 1
    return
  }
  state.waiting.push(event)
  state.timer ??= setTimeout(() => void flush(services, state), PAUSE_MS).unref()
}

function flush(services: Services, state: State): Promise<void> {
  clearTimeout(state.timer)
  state.timer = undefined
  state.writing = state.writing.then(() => writeAll(services, state))
  return state.writing
}

async function writeAll(services: Services, state: State): Promise<void> {
  if (state.dropped > 0) {
    services.log.warn({ dropped: state.dropped }, 'sign-in events were dropped')
    state.dropped = 0
  }
  while (state.waiting.length > 0) await writeBatch(services, state.waiting.splice(0, BATCH))
}

/** Tries twice: a user may be removed between the look at the users and the insert. Never rejects. */
async function writeBatch(services: Services, drafts: AuthEventDraft[]): Promise<void> {
  try {
    await write(services, drafts).catch(() => write(services, drafts))
  } catch (error) {
    services.log.error({ err: error, events: drafts.length }, 'sign-in events could not be written')
  }
}

async function write(services: Services, drafts: AuthEventDraft[]): Promise<void> {
  const known = await Promise.all(drafts.map((draft) => withUser(services, draft)))
  const events = known.filter((each) => each !== undefined)
  await transaction(services, (services) =>
    storage.insertAll(
      services.db,
      events.map(({ event }) => event),
    ),
  )
  for (const written of events) await tell(services, written)
}

type KnownEvent = NonNullable<Awaited<ReturnType<typeof withUser>>>

/** What follows from an event that is written; never rejects, since the event must not be written again. */
async function tell(services: Services, { draft, event, user }: KnownEvent): Promise<void> {
  if (logsAuthEvents(draft.pool)) logEvent(services, event)
  if (event.details.type !== 'SignIn' || event.details.risk.riskDecision !== 'Block') return
  try {
    await notifyBlocked(services, draft, { event, user })
  } catch (error) {
    services.log.error({ err: error, eventId: event.id, userPoolId: event.userPoolId }, 'nobody was notified')
  }
}

/** Names that nobody has leave no trace. */
async function withUser(services: Services, draft: AuthEventDraft) {
  const { pool, subject } = draft
  const user =
    'id' in subject
      ? await users.find(services.db, pool.id, subject.id)
      : await users.findBySignInName(services.db, pool.id, nameKey(pool, subject.name))
  if (!user) return undefined
  const { id, details, createdAt } = draft
  const event: AuthEvent = { id, userPoolId: pool.id, userId: user.id, details, createdAt }
  return { draft, event, user }
}

function logEvent(services: Services, { id, userPoolId, userId, details }: AuthEvent): void {
  const { type, response, risk, ipAddress } = details
  services.log.info({ userPoolId, eventId: id, userId, type, response, risk, ipAddress }, 'auth event')
}
