import type { Db } from './open.ts'
import type { MessagesTable } from './schema.ts'

/** A message of the outbox. */
export interface Message {
  id: string
  userPoolId: string
  channel: 'email' | 'sms'
  recipient: string
  triggerSource: string
  /** What sends it: a mail server, or a function of the pool. */
  transport: Transport
  /** Sealed for `messages.sealed_content:<id>`. */
  sealedContent: string
  createdAt: number
  /** When sending is due; absent where nothing sends it any more. */
  dueAt?: number
  tries: number
  sentAt?: number
  lastError?: string
}

export type Transport = MessagesTable['transport']

export type NewMessage = Omit<Message, 'tries' | 'sentAt' | 'lastError'>

export async function insert(db: Db, message: NewMessage): Promise<void> {
  await db
    .insertInto('messages')
    .values({
      id: message.id,
      user_pool_id: message.userPoolId,
      channel: message.channel,
      recipient: message.recipient,
      trigger_source: message.triggerSource,
      sealed_content: message.sealedContent,
      created_at: message.createdAt,
      due_at: message.dueAt ?? null,
      tries: 0,
      transport: message.transport,
    })
    .execute()
}

export interface MessageFilter {
  to?: string
  userPoolId?: string
  limit: number
}

/** Messages that fit the filter, newest first. */
export async function list(db: Db, filter: MessageFilter): Promise<Message[]> {
  let query = db.selectFrom('messages').selectAll()
  if (filter.to !== undefined) query = query.where('recipient', '=', filter.to)
  if (filter.userPoolId !== undefined) query = query.where('user_pool_id', '=', filter.userPoolId)
  const newest = query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(filter.limit)
  return (await newest.execute()).map(toMessage)
}

/**
 * Takes messages that are due, the oldest first, and leaves them to nobody else until `leaseUntil`. The condition stands
 * twice on purpose: a process that waited for another's lock looks again at the outer one only.
 */
export async function claimDue(
  db: Db,
  options: { now: number; leaseUntil: number; limit: number; transports: readonly Transport[] },
): Promise<Message[]> {
  if (options.transports.length === 0) return []
  const due = db
    .selectFrom('messages')
    .select('id')
    .where('due_at', '<=', options.now)
    .where('transport', 'in', options.transports)
    .orderBy('due_at')
    .limit(options.limit)
  const rows = await db
    .updateTable('messages')
    .set((eb) => ({ due_at: options.leaseUntil, tries: eb('tries', '+', 1) }))
    .where('due_at', '<=', options.now)
    .where('id', 'in', due)
    .returningAll()
    .execute()
  return rows.map(toMessage)
}

/** The earliest time at which a message is due. */
export async function nextDue(db: Db, transports: readonly Transport[]): Promise<number | undefined> {
  if (transports.length === 0) return undefined
  const row = await db
    .selectFrom('messages')
    .select((eb) => eb.fn.min('due_at').as('due_at'))
    .where('due_at', 'is not', null)
    .where('transport', 'in', transports)
    .executeTakeFirst()
  return row?.due_at ?? undefined
}

export async function markSent(db: Db, id: string, sentAt: number): Promise<void> {
  await db
    .updateTable('messages')
    .set({ sent_at: sentAt, due_at: null, last_error: null })
    .where('id', '=', id)
    .execute()
}

/** Notes why a try failed and when the next one is due; without `dueAt` there is none. */
export async function markFailed(
  db: Db,
  message: Pick<Message, 'id' | 'tries'>,
  failure: { lastError: string; dueAt?: number },
): Promise<void> {
  await db
    .updateTable('messages')
    .set({ last_error: failure.lastError, due_at: failure.dueAt ?? null })
    .where('id', '=', message.id)
    .where('tries', '=', message.tries)
    .where('sent_at', 'is', null)
    .execute()
}

export async function remove(db: Db, id: string): Promise<void> {
  await db.deleteFrom('messages').where('id', '=', id).execute()
}

/** Forgets the pool's messages to this address that were sent. */
export async function removeSent(db: Db, userPoolId: string, recipient: string): Promise<void> {
  await db
    .deleteFrom('messages')
    .where('user_pool_id', '=', userPoolId)
    .where('recipient', '=', recipient)
    .where('sent_at', 'is not', null)
    .execute()
}

/** Forgets messages made before `time`. */
export async function removeOlder(db: Db, time: number): Promise<void> {
  await db.deleteFrom('messages').where('created_at', '<', time).execute()
}

function toMessage(row: MessagesTable): Message {
  return {
    id: row.id,
    userPoolId: row.user_pool_id,
    channel: row.channel,
    recipient: row.recipient,
    triggerSource: row.trigger_source,
    transport: row.transport,
    sealedContent: row.sealed_content,
    createdAt: row.created_at,
    ...(row.due_at !== null && { dueAt: row.due_at }),
    tries: row.tries,
    ...(row.sent_at !== null && { sentAt: row.sent_at }),
    ...(row.last_error !== null && { lastError: row.last_error }),
  }
}
