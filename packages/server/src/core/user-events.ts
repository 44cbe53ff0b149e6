import { uuid } from '../crypto/random.ts'
import { endpointKey, sealPayload } from '../delivery/user-event-payload.ts'
import type { Services } from '../services.ts'
import * as groups from '../storage/groups.ts'
import * as deliveries from '../storage/user-event-deliveries.ts'
import type { UserEvent } from '../storage/user-events.ts'
import * as storage from '../storage/user-events.ts'
import type { User } from '../storage/users.ts'

type EventSettings = NonNullable<Services['config']['events']>
export type UserEventType = EventSettings['types'][number]

/** Something that happened to a user just now. */
export interface NewUserEvent {
  type: UserEventType
  /** As it is now; as it was last, where it is deleted. */
  user: User
  /** The group that the event is about. */
  group?: string
  /** The groups of a user who is deleted already; of others they are read. */
  groups?: readonly string[]
}

const DAY_MS = 86_400_000
/** How long a delivery is tried. */
const GIVE_UP_MS = 3 * DAY_MS
const KEEP_DELIVERED_MS = 7 * DAY_MS
const KEEP_DEAD_MS = 30 * DAY_MS

/** Whether anybody is told of events of the user pool. Without an endpoint nothing more is done, nor written. */
export function isWanted({ config }: Services, userPoolId: string): boolean {
  const { events } = config
  return events !== undefined && (events.userPoolIds?.includes(userPoolId) ?? true)
}

/**
 * Writes events for every endpoint, as far as they are asked for, in the transaction that makes the change: both are
 * there, or none. Call it with the users' rows locked or just inserted, so that events of one user follow one another.
 */
export async function add(services: Services, events: readonly NewUserEvent[]): Promise<void> {
  const { config } = services
  const wanted = events.filter(
    ({ type, user }) => isWanted(services, user.userPoolId) && config.events?.types.includes(type),
  )
  if (!config.events || wanted.length === 0) return
  const now = services.clock.now()
  const ids = [...new Set(wanted.map(({ user }) => user.id))]
  const last = await storage.lastPositions(services.db, ids)
  const memberships = await groups.namesOfUsers(services.db, ids)
  const rows = wanted.map((event): UserEvent => {
    const position = Math.max(now, (last.get(event.user.id) ?? 0) + 1)
    last.set(event.user.id, position)
    const groups = event.groups ?? memberships.get(event.user.id) ?? []
    return toStored(services, { ...event, groups }, { position, now })
  })
  const options = { endpoints: endpointKeys(services), giveUpAt: now + GIVE_UP_MS }
  await storage.insert(services.db, rows, options)
  services.wakeEventSender()
}

function toStored(
  services: Services,
  event: NewUserEvent & { groups: readonly string[] },
  { position, now }: { position: number; now: number },
): UserEvent {
  const id = `evt_${uuid()}`
  return {
    id,
    userPoolId: event.user.userPoolId,
    userId: event.user.id,
    position,
    type: event.type,
    sealedPayload: sealPayload(services, id, payloadOf(event, position)),
    createdAt: now,
  }
}

/** Nothing of the user but what is named here: neither passwords nor codes, tokens or factors. */
function payloadOf({ type, user, group, groups }: NewUserEvent, position: number) {
  return {
    type,
    timestamp: new Date(position).toISOString(),
    data: {
      userPoolId: user.userPoolId,
      sub: user.id,
      username: user.username,
      status: user.status,
      enabled: user.enabled,
      attributes: user.attributes,
      groups,
      ...(group !== undefined && { group }),
      createdAt: new Date(user.createdAt).toISOString(),
      updatedAt: new Date(user.updatedAt).toISOString(),
    },
  }
}

function endpointKeys({ config }: Services): string[] {
  return (config.events?.endpoints ?? []).map(endpointKey)
}

/**
 * Delivers once more what was delivered or given up: one event, or everything that was given up, at the endpoints that
 * are configured now. Returns how many deliveries that are.
 */
export async function replay(services: Services, which: { id: string } | { state: 'dead' }): Promise<number> {
  const now = services.clock.now()
  const options = { now, giveUpAt: now + GIVE_UP_MS, endpoints: endpointKeys(services) }
  const count = await deliveries.replay(services.db, which, options)
  services.wakeEventSender()
  return count
}

/** Forgets what was delivered a week ago or given up a month ago, and gives up what no endpoint is there for. */
export async function tidy(services: Services): Promise<void> {
  const now = services.clock.now()
  const lastError = 'The endpoint is not configured any more'
  await deliveries.giveUpOthers(services.db, { endpoints: endpointKeys(services), now, lastError })
  await deliveries.removeEnded(services.db, 'delivered', now - KEEP_DELIVERED_MS)
  await deliveries.removeEnded(services.db, 'dead', now - KEEP_DEAD_MS)
  await storage.removeSettled(services.db, now - KEEP_DELIVERED_MS)
}
