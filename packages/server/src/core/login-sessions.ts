import { randomBytes } from 'node:crypto'
import { sha256 } from '../crypto/random.ts'
import { OAuthError } from '../errors.ts'
import type { SamlSession } from '../federation/provider.ts'
import { type Services, transaction } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import * as identityProviders from '../storage/identity-providers.ts'
import * as storage from '../storage/login-sessions.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import { admitsOwnUsers } from './app-clients.ts'
import type { AuthorizationRequest } from './authorization-requests.ts'
import type { ClientAndPool } from './client-authentication.ts'
import {
  longestSsoSessionMinutes,
  MAX_SSO_SESSION_MINUTES,
  sessionTracking,
  ssoSessionMinutes,
} from './session-configuration.ts'
import type { SignIn } from './tokens.ts'
import { newId, type RequestOrigin, useBy } from './user-sessions.ts'

/** Other app clients of the pool may go on with a session for as long, unless they are set otherwise. */
const DEFAULT_MINUTES = 60

/** A browser's sign-in on the hosted pages, which other app clients of the pool may go on with. */
export interface LoginSession {
  user: User
  /** When the user signed in, epoch milliseconds. */
  authTime: number
  /** The identity provider that signed the user in. */
  providerName?: string
  /** As the API shows it, where the pool tracks sessions. */
  loginSessionId?: string
}

/** Where the user was signed in, with what ends the session there. */
export interface SignedInBy {
  name: string
  session?: SamlSession | undefined
}

/** A sign-in that begins a session. */
export interface Beginning extends ClientAndPool {
  user: User
  origin: RequestOrigin
  by?: SignedInBy
}

/** A new session for the browser, of which only the hash is kept. The token is 256 random bits. */
export async function begin(
  services: Services,
  { pool, client, user, origin, by }: Beginning,
): Promise<{ token: string; authTime: number; loginSessionId?: string }> {
  const token = randomBytes(32).toString('base64url')
  const hash = sha256(token)
  const authTime = services.clock.now()
  const there = by?.session && services.keyring.seal(JSON.stringify(by.session), placeOf(hash))
  const tracked = sessionTracking(pool).enabled && {
    id: newId('sso'),
    appClientId: client.id,
    ...useBy(services, origin),
  }
  await storage.insert(services.db, {
    hash,
    userPoolId: pool.id,
    userId: user.id,
    authTime,
    ...(by && { providerName: by.name }),
    ...(there !== undefined && { sealedProviderSession: there }),
    ...(tracked && { tracked }),
  })
  return { token, authTime, ...(tracked && { loginSessionId: tracked.id }) }
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
  if (!admits(client, found.providerName)) return undefined
  return (await lasts(services, { pool, ...found }, ssoSessionMinutes(client))) ? found : undefined
}

async function lasts(
  services: Services,
  session: LoginSession & { pool: UserPool },
  minutes: number,
): Promise<boolean> {
  const { user, authTime } = session
  if (authTime + minutes * 60_000 <= services.clock.now()) return false
  return (user.password?.setAt ?? 0) <= authTime && hasProvider(services, session)
}

/** The user's tracked sessions that some app client may go on with still, the most recently used first. */
export async function listActive(
  services: Services,
  pool: UserPool,
  user: User,
): Promise<storage.TrackedLoginSession[]> {
  const sessions = await storage.listTracked(services.db, user.id)
  if (sessions.length === 0) return []
  const minutes = await longestSsoSessionMinutes(services, pool)
  const stay = await Promise.all(sessions.map((each) => lasts(services, { pool, user, ...each }, minutes)))
  return sessions.filter((_, index) => stay[index])
}

/** Whether an id of the API is one of a browser's session. */
export function isId(sessionId: string): boolean {
  return sessionId.startsWith('sso')
}

/**
 * Does what the application asked for while the session lasts, and notes where its browser is now. Throws OAuthError where
 * it ended in the same moment.
 */
export function using<Result>(
  services: Services,
  { loginSessionId, origin }: Pick<LoginSession, 'loginSessionId'> & { origin: RequestOrigin },
  work: (services: Services) => Promise<Result>,
): Promise<Result> {
  if (loginSessionId === undefined) return work(services)
  return transaction(services, async (services) => {
    const isThere = await storage.markUsed(services.db, loginSessionId, useBy(services, origin))
    if (!isThere) throw new OAuthError('login_required')
    return work(services)
  })
}

/**
 * Notes that tokens were issued which come through a session, where the pool tracks sessions. Outside the transaction of the
 * tokens: whoever ends a session holds its row before the tokens.
 *
 * Deviation: device and address stay those of the browser. On Cognito the request for the tokens overwrites them, which may
 * come from an application's server.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SessionDescriptionType.html
 */
export async function markGranted(services: Services, { pool, familyId }: SignIn): Promise<void> {
  if (!sessionTracking(pool).enabled) return
  await storage.markGranted(services.db, familyId, services.clock.now())
}

function admits(client: AppClient, providerName: string | undefined): boolean {
  if (providerName === undefined) return admitsOwnUsers(client)
  return client.settings.supportedIdentityProviders?.includes(providerName) ?? false
}

/** Whether the provider that signed the user in is there still, and is no later one of its name. */
async function hasProvider(
  services: Services,
  { pool, providerName, authTime }: LoginSession & { pool: UserPool },
): Promise<boolean> {
  if (providerName === undefined) return true
  const provider = await identityProviders.find(services.db, pool.id, providerName)
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
