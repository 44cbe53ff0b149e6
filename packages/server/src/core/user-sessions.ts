import { randomAlphanumeric } from '../crypto/random.ts'
import type { Services } from '../services.ts'
import * as refreshTokens from '../storage/refresh-tokens.ts'
import type { SessionUse, UserSession } from '../storage/user-sessions.ts'
import * as storage from '../storage/user-sessions.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import { sessionTracking } from './session-configuration.ts'
import type { SignIn } from './tokens.ts'
import { describeUserAgent } from './user-agent.ts'

const idAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
/** With the prefix: 28 characters, as the API reference says of SessionDescriptionType. */
const ID_LENGTH = 25

/** Where and by what a request came. */
export interface RequestOrigin {
  ipAddress?: string | undefined
  userAgent?: string | undefined
}

/**
 * Notes a new sign-in where the pool tracks sessions, within the transaction that keeps its refresh token. A user at the
 * limit loses the sessions that were used least recently.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-user-sessions.html
 */
export async function track(services: Services, signIn: SignIn): Promise<void> {
  const { enabled, maxPerUser } = sessionTracking(signIn.pool)
  if (!enabled) return
  await users.lock(services.db, signIn.user.id) // sign-ins at the same time count each other
  const active = await listActive(services, signIn.user)
  for (const session of active.slice(maxPerUser - 1)) await end(services, session)
  await storage.insert(services.db, {
    id: newId('tkn'),
    familyId: signIn.familyId,
    userId: signIn.user.id,
    appClientId: signIn.client.id,
    createdAt: services.clock.now(),
    ...useBy(services, signIn.origin),
    ...(signIn.loginSessionId !== undefined && { originSessionId: signIn.loginSessionId }),
  })
}

/** Notes a refresh of the sign-in where the pool tracks sessions. */
export async function markActive(services: Services, signIn: SignIn): Promise<void> {
  if (!sessionTracking(signIn.pool).enabled) return
  await storage.markActive(services.db, signIn.familyId, useBy(services, signIn.origin))
}

/** A new id as the API shows it: `tkn` for the session of tokens, `sso` for that of a browser. */
export function newId(prefix: 'tkn' | 'sso'): string {
  return `${prefix}${randomAlphanumeric(ID_LENGTH, idAlphabet)}`
}

/** A use of a session, now. */
export function useBy(services: Services, { ipAddress, userAgent }: RequestOrigin = {}): SessionUse {
  const deviceType = describeUserAgent(userAgent) ?? 'unknown'
  return { deviceType, lastActiveAt: services.clock.now(), ...(ipAddress && { ipAddress }) }
}

/** The user's sessions that are not over, the most recently used first. */
export function listActive(services: Services, user: User): Promise<UserSession[]> {
  return storage.listActive(services.db, user.id, services.clock.now())
}

/** Ends the session with all its tokens. */
export async function end(services: Services, session: UserSession): Promise<void> {
  await refreshTokens.revokeFamily(services.db, session.familyId, services.clock.now())
  await storage.remove(services.db, session.id)
}
