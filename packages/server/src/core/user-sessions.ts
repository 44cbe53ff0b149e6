import { randomAlphanumeric } from '../crypto/random.ts'
import { InvalidParameterException, ResourceNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import * as refreshTokens from '../storage/refresh-tokens.ts'
import type { SessionUse, UserSession } from '../storage/user-sessions.ts'
import * as storage from '../storage/user-sessions.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import { sessionTracking } from './session-configuration.ts'
import type { SignIn } from './tokens.ts'
import { describeUserAgent } from './user-agent.ts'

const idAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
/** With the prefix `tkn`: 28 characters, as the API reference says of SessionDescriptionType. */
const ID_LENGTH = 25
/** More are not listed (API_AdminListUserSessions). */
const MAX_LISTED = 125

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
  const active = await storage.listActive(services.db, signIn.user.id, signIn.authTime)
  for (const session of active.slice(maxPerUser - 1)) await end(services, session)
  await storage.insert(services.db, {
    id: `tkn${randomAlphanumeric(ID_LENGTH, idAlphabet)}`,
    familyId: signIn.familyId,
    userId: signIn.user.id,
    appClientId: signIn.client.id,
    createdAt: signIn.authTime,
    ...useBy(services, signIn.origin ?? {}),
  })
}

/** Notes a refresh of the sign-in where the pool tracks sessions. */
export async function markActive(services: Services, signIn: SignIn): Promise<void> {
  if (!sessionTracking(signIn.pool).enabled) return
  await storage.markActive(services.db, signIn.familyId, useBy(services, signIn.origin ?? {}))
}

function useBy(services: Services, { ipAddress, userAgent }: RequestOrigin): SessionUse {
  const deviceType = describeUserAgent(userAgent) ?? 'unknown'
  return { deviceType, lastActiveAt: services.clock.now(), ...(ipAddress && { ipAddress }) }
}

/** The user's sessions that are not over, the most recently used first. */
export async function list(services: Services, user: User): Promise<UserSession[]> {
  const active = await storage.listActive(services.db, user.id, services.clock.now())
  return active.slice(0, MAX_LISTED)
}

/**
 * Ends one session of the user with all its tokens, but not the one that asks. Throws ResourceNotFoundException,
 * InvalidParameterException.
 *
 * Deviation: there are no single sign-on sessions on the list, so that nothing is linked to a session.
 */
export async function revoke(
  services: Services,
  user: User,
  { sessionId, askedBy }: { sessionId: string; askedBy?: string | undefined },
): Promise<void> {
  await transaction(services, async (services) => {
    const active = await storage.listActive(services.db, user.id, services.clock.now())
    const session = active.find(({ id }) => id === sessionId)
    if (!session) throw new ResourceNotFoundException('Session does not exist.') // our wording
    if (session.familyId === askedBy)
      throw new InvalidParameterException('The current session cannot be revoked.') // our wording
    await end(services, session)
  })
}

async function end(services: Services, session: UserSession): Promise<void> {
  await refreshTokens.revokeFamily(services.db, session.familyId, services.clock.now())
  await storage.remove(services.db, session.id)
}
