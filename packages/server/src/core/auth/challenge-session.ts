import { randomUUID } from 'node:crypto'
import { InvalidParameterException, NotAuthorizedException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import * as storage from '../../storage/challenge-sessions.ts'
import type { ChallengeResult } from '../../triggers/define-auth-challenge.ts'
import type { Auth } from './auth.ts'
import { resultsOf } from './custom-auth.ts'

/** What may be used once: a challenge session, or the secret block of an SRP exchange. */
export interface SingleUse {
  id: string
  /** Epoch milliseconds. */
  expiresAt: number
}

/** A sign-in between two steps. It lives in the caller's hands, encrypted and bound to pool, client, user and step. */
export interface ChallengeSession extends SingleUse {
  /** The challenge that it must be answered to. */
  step: string
  userId: string
  /** What the step has to remember; the caller can't read it. */
  state?: Record<string, string>
  /** The results of a custom sign-in that this step interrupts. */
  custom?: ChallengeResult[]
}

type NextStep = Pick<ChallengeSession, 'step' | 'userId' | 'state'>

/** A session for the next step, good for the client's AuthSessionValidity. */
export function create(services: Services, auth: Auth, next: NextStep): string {
  const custom = auth.custom && { custom: resultsOf(auth.custom) }
  const session: ChallengeSession = { ...next, ...newSingleUse(services, auth), ...custom }
  return services.keyring.sealToken(session, binding(auth))
}

/** The call, marked with the custom sign-in that its session belongs to. Whether the session is good is not checked. */
export function withCustomAuth(services: Services, auth: Auth, challengeName: string): Auth {
  if (!auth.session) return auth
  const session = services.keyring.openToken(auth.session, binding(auth)) as ChallengeSession | undefined
  if (!session?.custom) return auth
  return { ...auth, custom: { results: session.custom, passed: challengeName } }
}

/** Whose session the caller sent; undefined where it is none of ours. Whether it is good is not checked. */
export function userIdIn(services: Services, auth: Auth): string | undefined {
  if (!auth.session) return undefined
  const session = services.keyring.openToken(auth.session, binding(auth)) as ChallengeSession | undefined
  return session?.userId
}

/**
 * The session that the caller sent, if it is for this step and still good. Throws NotAuthorizedException, and
 * InvalidParameterException where none was sent.
 */
export async function requireSession(
  services: Services,
  auth: Auth,
  step: string,
): Promise<ChallengeSession> {
  if (!auth.session) throw new InvalidParameterException('Missing required parameter Session')
  const session = services.keyring.openToken(auth.session, binding(auth)) as ChallengeSession | undefined
  if (session?.step !== step) throw new NotAuthorizedException('Invalid session for the user.')
  requireUnexpired(services, session)
  if (await storage.wasUsed(services.db, session.id)) throw usedTwice()
  return session
}

/** A new id, good for the client's AuthSessionValidity. */
export function newSingleUse(services: Services, { client }: Pick<Auth, 'client'>): SingleUse {
  const lifeMs = client.settings.authSessionValidity * 60_000
  return { id: randomUUID(), expiresAt: services.clock.now() + lifeMs }
}

/** Throws NotAuthorizedException once the time is over. */
export function requireUnexpired(services: Services, session: SingleUse): void {
  if (session.expiresAt <= services.clock.now())
    throw new NotAuthorizedException('Invalid session for the user, session is expired.')
}

/** Uses it up; of many at once exactly one succeeds, the others throw NotAuthorizedException. */
export async function use(services: Services, session: SingleUse): Promise<void> {
  if (!(await storage.use(services.db, session.id, session.expiresAt))) throw usedTwice()
}

function usedTwice(): NotAuthorizedException {
  return new NotAuthorizedException('Invalid session for the user, session can only be used once.')
}

function binding(auth: Auth) {
  return { purpose: 'challenge-session', context: [auth.pool.id, auth.client.id] }
}
