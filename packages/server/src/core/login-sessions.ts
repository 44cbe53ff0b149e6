import { drawBytes, sha256 } from '../crypto/random.ts'
import type { SamlSession } from '../federation/provider.ts'
import type { Services } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import * as identityProviders from '../storage/identity-providers.ts'
import * as storage from '../storage/login-sessions.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import { admitsOwnUsers } from './app-clients.ts'
import type { AuthorizationRequest } from './authorization-requests.ts'
import type { ClientAndPool } from './client-authentication.ts'
import { MAX_SSO_SESSION_MINUTES, sessionTracking, ssoSessionMinutes } from './session-configuration.ts'

/** Other app clients of the pool may go on with a session for as long, unless they are set otherwise. */
const DEFAULT_MINUTES = 60

/** A browser's sign-in on the hosted pages, which other app clients of the pool may go on with. */
export interface LoginSession {
  user: User
  /** When the user signed in, epoch milliseconds. */
  authTime: number
  /** The identity provider that signed the user in. */
  providerName?: string
}

/** Where the user was signed in, with what ends the session there. */
export interface SignedInBy {
  name: string
  session?: SamlSession | undefined
}

/** A new session for the browser, of which only the hash is kept. The token is 256 random bits. */
export async function begin(
  services: Services,
  pool: UserPool,
  user: User,
  by?: SignedInBy,
): Promise<{ token: string; authTime: number }> {
  const token = drawBytes(32).toString('base64url')
  const hash = sha256(token)
  const authTime = services.clock.now()
  const there = by?.session && services.keyring.seal(JSON.stringify(by.session), placeOf(hash))
  await storage.insert(services.db, {
    hash,
    userPoolId: pool.id,
    userId: user.id,
    authTime,
    ...(by && { providerName: by.name }),
    ...(there !== undefined && { sealedProviderSession: there }),
  })
  return { token, authTime }
}

/**
 * The session of this token, while the client goes on with it: so many minutes after the user signed in, however often it
 * was used since, and where the client takes users of the same provider, or of the pool itself. With the provider it ends.
 *
 * Deviation: a password that was set since ends it. On Cognito it lasts, as far as is known.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
 */
export async function find(
  services: Services,
  { pool, client }: ClientAndPool,
  token: string,
): Promise<LoginSession | undefined> {
  const found = await storage.findWithUser(services.db, pool.id, sha256(token))
  if (!found?.user.enabled || !['CONFIRMED', 'EXTERNAL_PROVIDER'].includes(found.user.status))
    return undefined
  if (!admits(client, found.providerName) || !(await hasProvider(services, pool, found))) return undefined
  if (found.authTime + ssoSessionMinutes(client) * 60_000 <= services.clock.now()) return undefined
  return (found.user.password?.setAt ?? 0) > found.authTime ? undefined : found
}

function admits(client: AppClient, providerName: string | undefined): boolean {
  if (providerName === undefined) return admitsOwnUsers(client)
  return client.settings.supportedIdentityProviders?.includes(providerName) ?? false
}

/** Whether the provider that signed the user in is there still, and is no later one of its name. */
async function hasProvider(
  services: Services,
  { id }: UserPool,
  { providerName, authTime }: LoginSession,
): Promise<boolean> {
  if (providerName === undefined) return true
  const provider = await identityProviders.find(services.db, id, providerName)
  return provider !== undefined && provider.createdAt <= authTime
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

/**
 * How long the browser keeps its session, in minutes. Where the pool tracks sessions, any app client may be set to go on with
 * it for as long as can be, whichever the user signed in at; those that are set to less go on with it for less.
 */
export function cookieMinutes({ pool, client }: ClientAndPool): number {
  if (sessionTracking(pool).enabled) return MAX_SSO_SESSION_MINUTES
  return Math.max(DEFAULT_MINUTES, ssoSessionMinutes(client))
}

/** Ends the session, and says where else there is one; one that is unknown is no error. */
export async function end(services: Services, token: string): Promise<SignedInBy | undefined> {
  const hash = sha256(token)
  const ended = await storage.take(services.db, hash)
  if (ended?.providerName === undefined) return undefined
  const sealed = ended.sealedProviderSession
  const session =
    sealed && (JSON.parse(services.keyring.open(sealed, placeOf(hash)).toString()) as SamlSession)
  return { name: ended.providerName, ...(session && { session }) }
}

function placeOf(hash: string): string {
  return `login_sessions.sealed_provider_session:${hash}`
}
