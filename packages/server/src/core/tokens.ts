import { randomUUID } from 'node:crypto'
import { refreshTokenText, sha256 } from '../crypto/random.ts'
import { signJwt } from '../crypto/signatures.ts'
import type { Services } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import * as groups from '../storage/groups.ts'
import * as refreshTokens from '../storage/refresh-tokens.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { Attributes, User } from '../storage/users.ts'
import {
  preTokenGeneration,
  type TokenChanges,
  type TokenOccasion,
} from '../triggers/pre-token-generation.ts'
import { validitySeconds } from './app-clients.ts'
import { readable } from './attributes.ts'
import {
  accessTokenClaims,
  type Claims,
  groupClaims,
  hashOfAccessToken,
  idTokenClaims,
  type TokenFacts,
} from './claims.ts'
import { issuerOf } from './issuer.ts'
import { grantsIdToken, parseScopes, permitted } from './scopes.ts'
import { signingKeys } from './signing-keys.ts'
import { customizeAccessToken, customizeIdToken } from './token-customization.ts'
import * as userSessions from './user-sessions.ts'

/** The scope that lets an access token call the self-service operations. */
export const SELF_SERVICE_SCOPE = 'aws.cognito.signin.user.admin'

export interface Tokens {
  accessToken: string
  /** Absent where the OAuth scopes do not hold `openid`. */
  idToken?: string
  /** Life of the access token. */
  expiresInSeconds: number
  refreshToken?: string
  /** The keys of a device that has none yet, where the pool tracks devices. */
  newDevice?: { key: string; groupKey: string }
}

/** One sign-in, whose tokens share `origin_jti` and `auth_time` over all refreshes. */
export interface SignIn {
  pool: UserPool
  client: AppClient
  user: User
  familyId: string
  /** Epoch milliseconds. */
  authTime: number
  scope: string
  /** Where the pool tracks devices. */
  deviceKey?: string
  /** The browser's session that it comes through, where the pool tracks sessions. */
  loginSessionId?: string | undefined
  /** Where the request came from, for pools that track sessions. */
  origin?: userSessions.RequestOrigin
  /** For the pool's function: what the tokens are issued for, and what the caller told it. */
  occasion: TokenOccasion
  clientMetadata?: Readonly<Record<string, string>> | undefined
  /** Set where the OAuth endpoints issue the tokens instead of the API. */
  oauth?: OAuthFacts
}

/** What an authorization request adds to the tokens. */
export interface OAuthFacts {
  /** Of the first ID token alone. */
  nonce?: string | undefined
  /** The audience of access tokens (RFC 8707). */
  resource?: string | undefined
}

/** A new sign-in of the user through the API, now. */
export function begin(services: Services, signIn: Omit<SignIn, 'familyId' | 'authTime' | 'scope'>): SignIn {
  return { ...signIn, familyId: randomUUID(), authTime: services.clock.now(), scope: SELF_SERVICE_SCOPE }
}

/**
 * The refresh token that the tokens begin with, good for the client's RefreshTokenValidity from now on, also where a browser
 * goes on with an older sign-in (API_ClientSSOSessionConfigType: "a new set of tokens"); pools that track sessions
 * note the sign-in as well.
 */
export async function storeFirstRefreshToken(services: Services, signIn: SignIn): Promise<string> {
  const lifeMs = validitySeconds(signIn.client).refreshToken * 1000
  await userSessions.track(services, signIn)
  return storeRefreshToken(services, signIn, services.clock.now() + lifeMs)
}

/** A new refresh token of the sign-in, of which only the hash is kept. */
export async function storeRefreshToken(
  services: Services,
  signIn: SignIn,
  expiresAt: number,
): Promise<string> {
  const text = refreshTokenText()
  await refreshTokens.insert(services.db, {
    hash: sha256(text),
    familyId: signIn.familyId,
    userPoolId: signIn.pool.id,
    appClientId: signIn.client.id,
    userId: signIn.user.id,
    scope: signIn.scope,
    authTime: signIn.authTime,
    createdAt: services.clock.now(),
    expiresAt,
    ...(signIn.deviceKey && { deviceKey: signIn.deviceKey }),
    issuedBy: signIn.oauth ? 'oauth' : 'api',
    ...(signIn.oauth?.resource !== undefined && { resource: signIn.oauth.resource }),
  })
  return text
}

/**
 * Signs fresh tokens for the sign-in, with the user's attributes and groups as they are now and what the pool's function
 * changes. The ID token of the OAuth endpoints names the access token by its hash, so that the two follow each other.
 * Throws as `preTokenGeneration`.
 */
export async function sign(services: Services, signIn: SignIn): Promise<Tokens> {
  const [keys, facts] = await Promise.all([signingKeys(services, signIn.pool.id), factsOf(services, signIn)])
  const changes = await changesOf(services, signIn, facts)
  const validity = validitySeconds(signIn.client)
  const signAccessToken = () => {
    const claims = accessTokenClaims(facts, validity.accessToken)
    return signJwt(keys.access, changes ? customizeAccessToken(claims, changes) : claims)
  }
  const signIdToken = (of: TokenFacts) => {
    const claims: Claims = idTokenClaims(of, attributesOf(signIn), validity.idToken)
    return signJwt(keys.id, changes ? customizeIdToken(claims, changes) : claims)
  }
  const expiresInSeconds = validity.accessToken
  if (!signIn.oauth) {
    const [accessToken, idToken] = await Promise.all([signAccessToken(), signIdToken(facts)])
    return { accessToken, idToken, expiresInSeconds }
  }
  const accessToken = await signAccessToken()
  if (!grantsIdToken(signIn.scope)) return { accessToken, expiresInSeconds }
  const idToken = await signIdToken(idFactsOf(facts, signIn.oauth, accessToken))
  return { accessToken, idToken, expiresInSeconds }
}

function changesOf(
  services: Services,
  { pool, client, user, clientMetadata, occasion, scope }: SignIn,
  facts: TokenFacts,
): Promise<TokenChanges | undefined> {
  const subject = { pool, clientId: client.id, username: user.username, user, clientMetadata }
  const groups = groupClaims(facts.groups)
  return preTokenGeneration(services, subject, { occasion, scopes: parseScopes(scope), groups })
}

async function factsOf(services: Services, signIn: SignIn): Promise<TokenFacts> {
  const { pool, client, user, oauth } = signIn
  return {
    issuer: issuerOf(services, pool),
    clientId: client.id,
    sub: user.id,
    username: user.username,
    groups: await groups.listOfUser(services.db, user.id),
    scope: signIn.scope,
    authTime: Math.floor(signIn.authTime / 1000),
    issuedAt: issueTime(services, signIn),
    eventId: randomUUID(),
    ...(carriesOriginJti(client) && { originJti: signIn.familyId }),
    ...(signIn.deviceKey && { deviceKey: signIn.deviceKey }),
    ...(oauth && { byOAuth: true }),
    ...(oauth?.resource !== undefined && { resource: oauth.resource }),
  }
}

function idFactsOf(facts: TokenFacts, { nonce }: OAuthFacts, accessToken: string): TokenFacts {
  return { ...facts, ...(nonce !== undefined && { nonce }), accessTokenHash: hashOfAccessToken(accessToken) }
}

/** What the ID token tells of the user: what the client may read, of that what the OAuth scopes permit. */
function attributesOf({ client, pool, user, oauth, scope }: SignIn): Attributes {
  const attributes = readable(client, pool, user)
  return oauth ? permitted(attributes, scope) : attributes
}

/**
 * Epoch seconds. Signing out ends every untraceable token up to its own second, since whatever was issued in it may have
 * come before; so the ones that come after it within that second carry the next.
 */
function issueTime(services: Services, { client, user }: SignIn): number {
  const now = Math.floor(services.clock.now() / 1000)
  if (carriesOriginJti(client) || user.signedOutAt === undefined) return now
  return Math.max(now, Math.floor(user.signedOutAt / 1000) + 1)
}

/** Tokens can be traced to their sign-in where they can be revoked, or where refresh tokens rotate. */
function carriesOriginJti(client: AppClient): boolean {
  return client.settings.enableTokenRevocation || client.settings.refreshTokenRotation?.feature === 'ENABLED'
}
