import { randomUUID } from 'node:crypto'
import { ApiError, UserPoolAddOnNotEnabledException } from '../errors.ts'
import type { Services } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import type { AuthEventDetails, AuthEventRisk, AuthEventType } from '../storage/auth-events.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { keepsAuthEvents } from './risk/threat-protection.ts'
import { describeUserAgent } from './user-agent.ts'
import type { RequestOrigin } from './user-sessions.ts'

/** Whose event it is: known, or to be found by the name that was given. */
export type EventSubject = { id: string } | { name: string }

/** Something that happened and is to be written down. */
export interface AuthEventDraft {
  id: string
  pool: UserPool
  client?: AppClient | undefined
  subject: EventSubject
  details: AuthEventDetails
  /** Epoch milliseconds. */
  createdAt: number
}

export interface EventFacts {
  pool: UserPool
  client?: AppClient | undefined
  type: AuthEventType
  origin: RequestOrigin
}

export type Outcome = Pick<AuthEventDetails, 'response' | 'challengeResponses'> & { risk?: AuthEventRisk }

/** Throws UserPoolAddOnNotEnabledException where the pool keeps no history. */
export function requireHistory(pool: UserPool): void {
  if (!keepsAuthEvents(pool)) throw new UserPoolAddOnNotEnabledException()
}

/** Writes the event down in the background where the pool keeps a history; costs the caller nothing. */
export function record(
  services: Services,
  facts: EventFacts,
  subject: EventSubject,
  { risk = { riskDecision: 'NoRisk' }, ...outcome }: Outcome,
): void {
  if (!keepsAuthEvents(facts.pool)) return
  const { ipAddress, userAgent } = facts.origin
  const deviceName = describeUserAgent(userAgent)
  services.authEvents.add({
    id: randomUUID(),
    pool: facts.pool,
    client: facts.client,
    subject,
    createdAt: services.clock.now(),
    details: {
      type: facts.type,
      ...outcome,
      risk,
      ...(ipAddress && { ipAddress }),
      ...(deviceName && { deviceName }),
    },
  })
}

/** Does the work and writes down how it ended; what is wrong with the server itself is nobody's event. */
export async function recording<Result>(
  services: Services,
  facts: EventFacts & { success?: 'Pass' | 'InProgress' },
  subject: EventSubject,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work()
    record(services, facts, subject, { response: facts.success ?? 'Pass', challengeResponses: [] })
    return result
  } catch (error) {
    if (error instanceof ApiError)
      record(services, facts, subject, { response: 'Fail', challengeResponses: [], ...riskIn(error) })
    throw error
  }
}

/** The error with what was found out about the request, for the history. */
export function withRisk<Refusal extends ApiError>(error: Refusal, risk: AuthEventRisk): Refusal {
  return Object.assign(error, { risk })
}

/** What `withRisk` added. */
export function riskIn(error: unknown): { risk?: AuthEventRisk } {
  const { risk } = error as { risk?: AuthEventRisk }
  return risk ? { risk } : {}
}
