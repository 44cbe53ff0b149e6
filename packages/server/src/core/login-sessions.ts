import { randomBytes } from 'node:crypto'
import { sha256 } from '../crypto/random.ts'
import type { Services } from '../services.ts'
import * as storage from '../storage/login-sessions.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import { admitsOwnUsers } from './app-clients.ts'
import type { AuthorizationRequest } from './authorization-requests.ts'
import type { ClientAndPool } from './client-authentication.ts'
import { ssoSessionMinutes } from './session-configuration.ts'

/** A browser's sign-in on the hosted pages, which other app clients of the pool may go on with. */
export interface LoginSession {
  user: User
  /** When the user signed in, epoch milliseconds. */
  authTime: number
}

/** A new session for the browser, of which only the hash is kept. The token is 256 random bits. */
export async function begin(
  services: Services,
  pool: UserPool,
  user: User,
): Promise<{ token: string; authTime: number }> {
  const token = randomBytes(32).toString('base64url')
  const authTime = services.clock.now()
  await storage.insert(services.db, { hash: sha256(token), userPoolId: pool.id, userId: user.id, authTime })
  return { token, authTime }
}

/**
 * The session of this token, while the client goes on with it: so many minutes after the user signed in, however often it
 * was used since. A client that the pool's own users may not sign in to goes on with none.
 *
 * Deviation: a password that was set since ends it. On Cognito it lasts, as far as is known.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
 */
export async function find(
  services: Services,
  { pool, client }: ClientAndPool,
  token: string,
): Promise<LoginSession | undefined> {
  if (!admitsOwnUsers(client)) return undefined
  const found = await storage.findWithUser(services.db, pool.id, sha256(token))
  if (!found?.user.enabled || found.user.status !== 'CONFIRMED') return undefined
  const { user, authTime } = found
  if (authTime + ssoSessionMinutes(client) * 60_000 <= services.clock.now()) return undefined
  return (user.password?.setAt ?? 0) > authTime ? undefined : { user, authTime }
}

/**
 * As `find`, unless the application asks for a new sign-in, or for one that is younger (OpenID Connect Core 1.0, section
 * 3.1.2.1).
 */
export async function findFor(
  services: Services,
  { pool, client, prompt, maxAgeSeconds }: AuthorizationRequest,
  token: string,
): Promise<LoginSession | undefined> {
  if (prompt.has('login')) return undefined
  const session = await find(services, { pool, client }, token)
  if (!session || maxAgeSeconds === undefined) return session
  return services.clock.now() < session.authTime + maxAgeSeconds * 1000 ? session : undefined
}

/** Ends the session; one that is unknown is no error. */
export async function end(services: Services, token: string): Promise<void> {
  await storage.remove(services.db, sha256(token))
}
