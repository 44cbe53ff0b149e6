import { createHmac } from 'node:crypto'
import { createOutbound, type Outbound, OutboundError } from '../http/outbound.ts'
import type { Services } from '../services.ts'
import type { UserEventDelivery } from '../storage/user-event-deliveries.ts'
import * as deliveries from '../storage/user-event-deliveries.ts'
import { createLoop, type Loop, within } from './loop.ts'
import { retryPause } from './sender.ts'
import { endpointKey, openPayload } from './user-event-payload.ts'

export interface EventSender {
  /** Looks for events that are due; returns at once. */
  wake(): void
  /** Takes nothing more, and waits for what is in flight at most as long as the server may take to stop. */
  stop(): Promise<void>
  /** How many deliveries wait and were given up, in the database, and were made by this process. */
  count(): Promise<{ pending: number; dead: number; delivered: number }>
}

/** Users who are served at once, for each endpoint. */
const CONCURRENT_SENDS = 8
const SEND_TIMEOUT_MS = 10_000
/** Longer than one delivery can take; after it another process may try. */
const LEASE_MS = SEND_TIMEOUT_MS + 30_000
/** Other processes add events without a word to this one. */
const LOOK_EVERY_MS = 2_000
const SHORTEST_PAUSE_MS = 250
/** Nothing in an answer's body counts; a short one lets the connection be used again. */
const MAX_ANSWER_BYTES = 65_536
/** The endpoint wants this event no more (RFC 9110, section 15.5.11). */
const GONE = 410

/** One endpoint: an own loop, so that one that is down or slow holds up no other. */
interface Endpoint {
  url: string
  key: string
  loop: Loop
  inFlight: Map<string, Promise<void>>
}

interface Sending {
  services: Services
  outbound: Outbound
  delivered: number
}

/**
 * Delivers the events of users to every endpoint, beginning with what is due already: at least once, those of one user
 * in their order, failed ones again with growing pauses for three days. Several processes on one database share the
 * work. An event that was given up holds up none after it.
 */
export function createEventSender(services: Services): EventSender {
  const { events } = services.config
  const outbound = createOutbound({ privateAddresses: true }) // the operator configured them
  const sending: Sending = { services, outbound, delivered: 0 }
  const endpoints = (events?.endpoints ?? []).map((url) => createEndpoint(sending, url))
  for (const { loop } of endpoints) loop.wake()
  return {
    wake: () => {
      for (const { loop } of endpoints) loop.wake()
    },
    stop: () => stop(sending, endpoints),
    count: async () => ({
      pending: await deliveries.count(services.db, 'pending'),
      dead: await deliveries.count(services.db, 'dead'),
      delivered: sending.delivered,
    }),
  }
}

function createEndpoint(sending: Sending, url: string): Endpoint {
  const { log } = sending.services
  const endpoint: Endpoint = {
    url,
    key: endpointKey(url),
    inFlight: new Map(),
    loop: createLoop({
      look: () => look(sending, endpoint),
      onError: (error) => log.error({ err: error }, 'the events of users could not be read'),
      pauseAfterErrorMs: LOOK_EVERY_MS,
    }),
  }
  return endpoint
}

/** Starts what is due, as far as there is room, and tells how long to pause in milliseconds. */
async function look(sending: Sending, endpoint: Endpoint): Promise<number> {
  const { db, clock } = sending.services
  let dueAt = await deliveries.nextDue(db, endpoint.key)
  const room = CONCURRENT_SENDS - endpoint.inFlight.size
  if (dueAt !== undefined && dueAt <= clock.now() && room > 0) {
    await startDue(sending, endpoint, room)
    dueAt = await deliveries.nextDue(db, endpoint.key)
  }
  const isFull = endpoint.inFlight.size >= CONCURRENT_SENDS // the end of a delivery wakes the loop
  if (dueAt === undefined || isFull) return LOOK_EVERY_MS
  return Math.min(Math.max(dueAt - clock.now(), SHORTEST_PAUSE_MS), LOOK_EVERY_MS)
}

async function startDue(sending: Sending, endpoint: Endpoint, limit: number): Promise<void> {
  const now = sending.services.clock.now()
  const claim = { now, leaseUntil: now + LEASE_MS, limit }
  const underWay = new Set(endpoint.inFlight.keys())
  for (const delivery of await deliveries.claimDue(sending.services.db, endpoint.key, claim)) {
    const { id } = delivery.event
    if (underWay.has(id)) continue // its lease ended because the clock was turned
    const attempted = attempt(sending, endpoint, delivery).finally(() => {
      endpoint.inFlight.delete(id)
      endpoint.loop.wake()
    })
    endpoint.inFlight.set(id, attempted)
  }
}

/** One try with its outcome noted; never rejects. Where the note fails, the lease ends and the event is sent again. */
async function attempt(sending: Sending, { url }: Endpoint, delivery: UserEventDelivery): Promise<void> {
  const { services } = sending
  try {
    const failure = await send(sending, url, delivery)
    if (failure) return await noteFailure(services, delivery, failure)
    await deliveries.markDelivered(services.db, delivery, services.clock.now())
    sending.delivered += 1
  } catch (error) {
    const eventId = delivery.event.id
    services.log.error({ err: error, eventId }, 'the outcome of an event could not be noted')
  }
}

interface Failure {
  text: string
  /** No further try can help. */
  isFinal?: boolean
}

/** Undefined when the endpoint took the event. */
async function send(
  { services, outbound }: Sending,
  url: string,
  { event }: UserEventDelivery,
): Promise<Failure | undefined> {
  try {
    const body = openPayload(services, event)
    const headers = headersOf(services, event.id, body)
    const limits = { timeoutMs: SEND_TIMEOUT_MS, maxResponseBytes: MAX_ANSWER_BYTES }
    const { status } = await outbound.send({ method: 'POST', url, headers, body, ...limits })
    if (status >= 200 && status < 300) return undefined
    return { text: `HTTP ${status}`, isFinal: status === GONE }
  } catch (error) {
    if (error instanceof OutboundError) return { text: error.message }
    return { text: error instanceof Error ? error.name : 'unknown error', isFinal: true }
  }
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
function headersOf({ config, clock }: Services, id: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(clock.now() / 1000))
  const signatures = (config.events?.secrets ?? []).map((secret) => {
    const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
    return `v1,${signature}`
  })
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Poolhouse',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}

async function noteFailure(
  { db, clock, log }: Services,
  delivery: UserEventDelivery,
  { text, isFinal = false }: Failure,
): Promise<void> {
  const now = clock.now()
  const dueAt = now + retryPause(delivery.tries)
  const { id, type, userPoolId } = delivery.event
  const noted = { eventId: id, type, userPoolId, tries: delivery.tries, lastError: text }
  if (isFinal || dueAt > delivery.giveUpAt) {
    log.error(noted, 'an event was given up')
    await deliveries.markDead(db, delivery, { lastError: text, now })
  } else {
    log.warn(noted, 'an event could not be delivered and will be tried again')
    await deliveries.markFailed(db, delivery, { lastError: text, dueAt })
  }
}

async function stop({ services, outbound }: Sending, endpoints: readonly Endpoint[]): Promise<void> {
  const inFlight = () => Promise.all(endpoints.flatMap((endpoint) => [...endpoint.inFlight.values()]))
  const ended = Promise.all(endpoints.map(({ loop }) => loop.stop())).then(inFlight)
  await within(services.config.shutdownTimeoutSeconds * 1_000, ended)
  outbound.close()
  await inFlight() // what was cut off just now is noted as failed
}
