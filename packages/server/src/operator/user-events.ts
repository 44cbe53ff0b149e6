import { replay } from '../core/user-events.ts'
import { endpointKey, openPayload } from '../delivery/user-event-payload.ts'
import type { Services } from '../services.ts'
import type { DeliveryFilter, DeliveryState, UserEventDelivery } from '../storage/user-event-deliveries.ts'
import * as deliveries from '../storage/user-event-deliveries.ts'

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1_000
const states: readonly DeliveryState[] = ['pending', 'dead', 'delivered']

class WrongRequest extends Error {
  override readonly name = 'WrongRequest'
}

/**
 * Answers `GET /_poolhouse/events`: what became of each event at each endpoint as a JSON list, newest first, by `state` and
 * `limit`. A wrong filter is answered with 400 and what is expected. The caller has checked the operator's credentials.
 */
export async function listUserEvents(services: Services, request: Request): Promise<Response> {
  if (request.method !== 'GET') return refuse(405, 'Only GET is answered here.', { allow: 'GET' })
  return answer(async () => {
    const filter = readFilter(new URL(request.url).searchParams)
    const found = await deliveries.list(services.db, filter)
    return found.map((delivery) => present(services, delivery))
  })
}

/**
 * Answers `POST /_poolhouse/events/replay` with `{"id": "evt_…"}` or `{"state": "dead"}`: delivers once more, and tells how
 * many deliveries that are. The caller has checked the operator's credentials.
 */
export async function replayUserEvents(
  services: Services,
  request: Request,
  body: Uint8Array,
): Promise<Response> {
  if (request.method !== 'POST') return refuse(405, 'Only POST is answered here.', { allow: 'POST' })
  return answer(async () => ({ replayed: await replay(services, readChoice(body)) }))
}

async function answer(work: () => Promise<unknown>): Promise<Response> {
  try {
    return json(200, await work())
  } catch (error) {
    if (error instanceof WrongRequest) return refuse(400, error.message)
    throw error
  }
}

function present(services: Services, delivery: UserEventDelivery) {
  const { event, state, tries, endedAt, lastError } = delivery
  const endpoint = services.config.events?.endpoints.find((url) => endpointKey(url) === delivery.endpoint)
  return {
    id: event.id,
    type: event.type,
    userPoolId: event.userPoolId,
    sub: event.userId,
    ...(endpoint !== undefined && { endpoint }),
    state,
    tries,
    createdAt: toIso(event.createdAt),
    ...(state === 'pending' && { dueAt: toIso(delivery.dueAt), giveUpAt: toIso(delivery.giveUpAt) }),
    ...(endedAt !== undefined && { endedAt: toIso(endedAt) }),
    ...(lastError !== undefined && { lastError }),
    payload: JSON.parse(openPayload(services, event)) as unknown,
  }
}

function toIso(time: number): string {
  return new Date(time).toISOString()
}

function readFilter(params: URLSearchParams): DeliveryFilter {
  for (const name of params.keys()) {
    if (name !== 'state' && name !== 'limit')
      throw new WrongRequest(`${name}: expected one of the filters state, limit`)
    if (params.getAll(name).length > 1) throw new WrongRequest(`${name}: expected once`)
  }
  const given = params.get('state')
  const state = states.find((each) => each === given)
  if (given !== null && !state) throw new WrongRequest(`state: expected one of ${states.join(', ')}`)
  return { ...(state && { state }), limit: readLimit(params.get('limit')) }
}

function readLimit(text: string | null): number {
  if (text === null) return DEFAULT_LIMIT
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > MAX_LIMIT)
    throw new WrongRequest(`limit: expected a number from 1 to ${MAX_LIMIT}`)
  return limit
}

function readChoice(body: Uint8Array): { id: string } | { state: 'dead' } {
  const { id, state, ...others } = parseObject(body)
  const isAlone = Object.keys(others).length === 0
  if (isAlone && state === undefined && typeof id === 'string' && /^evt_[\w-]{1,60}$/.test(id)) return { id }
  if (isAlone && id === undefined && state === 'dead') return { state }
  throw new WrongRequest('Send {"id": "evt_…"} or {"state": "dead"}')
}

function parseObject(body: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function refuse(status: number, message: string, headers: Record<string, string> = {}): Response {
  return json(status, { message }, headers)
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { ...headers, 'cache-control': 'no-store' } })
}
