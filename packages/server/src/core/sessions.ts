import { InvalidParameterException, ResourceNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import * as authorizationCodes from '../storage/authorization-codes.ts'
import type { TrackedLoginSession } from '../storage/login-sessions.ts'
import * as loginSessionRows from '../storage/login-sessions.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { UserSession } from '../storage/user-sessions.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import * as loginSessions from './login-sessions.ts'
import * as userSessions from './user-sessions.ts'

/** More are not listed (API_AdminListUserSessions). */
const MAX_LISTED = 125

/** What a user is signed in by: the tokens of an application, or a browser that applications go on with. */
export type Session =
  | { type: 'TOKEN'; session: UserSession; lastActiveAt: number }
  | { type: 'SSO'; session: TrackedLoginSession; lastActiveAt: number }

/** Which session is to end. */
export interface Revocation {
  sessionId: string
  /** Whether what is linked to it ends as well: the browser's session of tokens, the tokens of a browser's session. */
  linked: boolean
  /** The family of the token that asks, which is not to end by its own id. */
  askedBy?: string | undefined
}

/** The user's sessions that are not over, the most recently used first. */
export async function list(services: Services, pool: UserPool, user: User): Promise<Session[]> {
  const ofTokens = await userSessions.listActive(services, user)
  const ofBrowsers = await loginSessions.listActive(services, pool, user)
  const all: Session[] = [
    ...ofTokens.map((session) => ({ type: 'TOKEN', session, lastActiveAt: session.lastActiveAt }) as const),
    ...ofBrowsers.map(
      (session) => ({ type: 'SSO', session, lastActiveAt: session.tracked.lastActiveAt }) as const,
    ),
  ]
  return all.toSorted((one, other) => other.lastActiveAt - one.lastActiveAt).slice(0, MAX_LISTED)
}

/**
 * Ends one session of the user, with what is linked to it if that is asked for. Throws ResourceNotFoundException,
 * InvalidParameterException.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRevokeUserSession.html
 */
export async function revoke(services: Services, user: User, revocation: Revocation): Promise<void> {
  const end = loginSessions.isId(revocation.sessionId) ? endLoginSession : endUserSession
  await transaction(services, (services) => end(services, user, revocation))
}

async function endUserSession(
  services: Services,
  user: User,
  { sessionId, linked, askedBy }: Revocation,
): Promise<void> {
  const session = (await userSessions.listActive(services, user)).find(({ id }) => id === sessionId)
  if (!session) throw missing()
  if (session.familyId === askedBy)
    throw new InvalidParameterException('The current session cannot be revoked.') // our wording
  if (linked) await loginSessionRows.removeOfFamily(services.db, session.familyId)
  await userSessions.end(services, session)
}

/**
 * The row of the session goes first, then the codes that it was given, then the tokens: whoever issues a code holds the row
 * meanwhile, and whoever redeems one holds the code, so that no tokens come out of it afterwards. The caller's own tokens
 * end with the rest; that they may is our reading, since only the id is forbidden to be theirs.
 */
async function endLoginSession(
  services: Services,
  user: User,
  { sessionId, linked }: Revocation,
): Promise<void> {
  if (!(await loginSessionRows.removeById(services.db, user.id, sessionId))) throw missing()
  if (!linked) return
  await authorizationCodes.removeOfLoginSession(services.db, user.id, sessionId)
  await users.lock(services.db, user.id) // as sign-ins do, which end sessions too
  for (const session of await userSessions.listActive(services, user))
    if (session.originSessionId === sessionId) await userSessions.end(services, session)
}

function missing(): ResourceNotFoundException {
  return new ResourceNotFoundException('Session does not exist.') // our wording
}
