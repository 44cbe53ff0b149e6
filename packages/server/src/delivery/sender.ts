import type { Services } from '../services.ts'
import type { Message } from '../storage/messages.ts'
import * as messages from '../storage/messages.ts'
import { openContent } from './content.ts'
import { createLoop, type Loop, within } from './loop.ts'
import { sendByFunction } from './senders/function.ts'
import { type MailSender, openSmtp, SEND_TIMEOUT_MS, SendError } from './senders/smtp.ts'

export interface Sender {
  /** Looks for messages that are due; returns at once. */
  wake(): void
  /** Takes nothing more, and waits for the sends in flight at most as long as the server may take to stop. */
  stop(): Promise<void>
}

const CONCURRENT_SENDS = 5
/** Longer than one send can take; after it another process may try. */
const LEASE_MS = SEND_TIMEOUT_MS + 30_000
/** A function is tried no more often; by then minutes have passed, and codes run out. */
const FUNCTION_TRIES = 3
const FIRST_RETRY_MS = 10_000
const LONGEST_RETRY_MS = 3_600_000
const GIVE_UP_MS = 24 * 3_600_000
/** Other processes add messages without a word to this one. */
const LOOK_EVERY_MS = 2_000
const SHORTEST_PAUSE_MS = 250
const PRUNE_EVERY_MS = 3_600_000
const KEEP_MS = 7 * 24 * 3_600_000

/** What the loop remembers between two looks. */
interface State {
  mail: Promise<MailSender> | undefined
  inFlight: Map<string, Promise<void>>
  loop: Loop
  prunedAt: number
}

/**
 * Sends the e-mails of the outbox over SMTP, and what functions of user pools send, beginning with what is due already;
 * failed ones again with growing pauses, mails for a day. Several processes on one database share the work: a message is sent twice only if a process dies between
 * the mail server's answer and its note of it. Also forgets messages older than seven days.
 */
export function createSender(services: Services): Sender {
  const state: State = {
    mail: undefined,
    inFlight: new Map(),
    loop: createLoop({
      look: () => look(services, state),
      onError: (error) => services.log.error({ err: error }, 'the outbox could not be read'),
      pauseAfterErrorMs: LOOK_EVERY_MS,
    }),
    prunedAt: Number.NEGATIVE_INFINITY,
  }
  state.loop.wake()
  return { wake: () => state.loop.wake(), stop: () => stop(services, state) }
}

/** Starts what is due, as far as there is room, and tells how long to pause in milliseconds. */
async function look(services: Services, state: State): Promise<number> {
  await prune(services, state)
  const room = CONCURRENT_SENDS - state.inFlight.size
  if (room > 0) await startDue(services, state, room)
  if (state.inFlight.size >= CONCURRENT_SENDS) return LOOK_EVERY_MS // the end of a send wakes the loop
  const dueAt = await messages.nextDue(services.db, transportsOf(services))
  if (dueAt === undefined) return LOOK_EVERY_MS
  return Math.min(Math.max(dueAt - services.clock.now(), SHORTEST_PAUSE_MS), LOOK_EVERY_MS)
}

async function startDue(services: Services, state: State, limit: number): Promise<void> {
  const now = services.clock.now()
  const claim = { now, leaseUntil: now + LEASE_MS, limit, transports: transportsOf(services) }
  const underWay = new Set(state.inFlight.keys())
  const claimed = await messages.claimDue(services.db, claim)
  for (const message of claimed) {
    if (underWay.has(message.id)) continue // its lease ended because the clock was turned
    const sending = attempt(services, state, message).finally(() => {
      state.inFlight.delete(message.id)
      state.loop.wake()
    })
    state.inFlight.set(message.id, sending)
  }
}

/** What this process can send by. */
function transportsOf({ config, invoke }: Services): messages.Transport[] {
  return [
    ...(config.smtpUrl === undefined ? [] : ['smtp' as const]),
    ...(invoke ? ['function' as const] : []),
  ]
}

/** One try with its outcome noted; never rejects. Where the note fails, the lease ends and the message is tried again. */
async function attempt(services: Services, state: State, message: Message): Promise<void> {
  try {
    const sending =
      message.transport === 'function'
        ? sendByFunction(services, message)
        : sendMail(services, state, message)
    const failure = await sending.then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    if (failure) await noteFailure(services, message, failure.error)
    else await messages.markSent(services.db, message.id, services.clock.now())
  } catch (error) {
    services.log.error({ err: error, messageId: message.id }, 'the outcome of a message could not be noted')
  }
}

async function sendMail(services: Services, state: State, message: Message): Promise<void> {
  const { smtpUrl, smtpFrom } = services.config
  if (smtpUrl === undefined) throw new Error('Nothing is sent without an SMTP server')
  const content = openContent(services, message)
  state.mail ??= openSmtp(smtpUrl, CONCURRENT_SENDS)
  const mail = await state.mail
  await mail.send({
    id: message.id,
    from: content.from ?? smtpFrom,
    to: message.recipient,
    ...(content.replyTo !== undefined && { replyTo: content.replyTo }),
    subject: content.subject,
    html: content.body,
  })
}

async function noteFailure(services: Services, message: Message, error: unknown): Promise<void> {
  const lastError = error instanceof SendError ? error.message : nameOf(error)
  const dueAt = retryAt(services, message, error)
  const noted = { messageId: message.id, userPoolId: message.userPoolId, tries: message.tries, lastError }
  if (dueAt === undefined) services.log.error(noted, 'a message was given up')
  else services.log.warn(noted, 'a message could not be sent and will be tried again')
  await messages.markFailed(services.db, message, { lastError, ...(dueAt !== undefined && { dueAt }) })
}

/** When to try again; undefined when the message is given up: refused for good, unreadable, or a day old. */
function retryAt(services: Services, message: Message, error: unknown): number | undefined {
  if (!(error instanceof SendError) || error.permanent) return undefined
  if (message.transport === 'function' && message.tries >= FUNCTION_TRIES) return undefined
  const dueAt = services.clock.now() + retryPause(message.tries)
  return dueAt > message.createdAt + GIVE_UP_MS ? undefined : dueAt
}

/** Doubles from try to try; half of it is random, so that what failed together does not come back together. */
export function retryPause(tries: number, random: () => number = Math.random): number {
  const longest = Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LONGEST_RETRY_MS)
  return Math.round(longest / 2 + (longest / 2) * random())
}

/** Only the name: the text could hold what must not be logged. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error'
}

async function prune(services: Services, state: State): Promise<void> {
  const now = services.clock.now()
  if (now - state.prunedAt < PRUNE_EVERY_MS) return
  await messages.removeOlder(services.db, now - KEEP_MS)
  state.prunedAt = now
}

async function stop(services: Services, state: State): Promise<void> {
  const ended = state.loop.stop().then(() => Promise.all(state.inFlight.values()))
  await within(services.config.shutdownTimeoutSeconds * 1_000, ended)
  const mail = await state.mail
  mail?.close()
  await Promise.all(state.inFlight.values()) // what was cut off just now is noted as failed
}
