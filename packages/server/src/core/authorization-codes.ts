import { randomUUID } from 'node:crypto'
import { equalsConstantTime } from '../crypto/constant-time.ts'
import { sha256 } from '../crypto/random.ts'
import { OAuthError } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import type { AuthorizationCode } from '../storage/authorization-codes.ts'
import * as storage from '../storage/authorization-codes.ts'
import * as refreshTokens from '../storage/refresh-tokens.ts'
import * as userStanding from '../storage/user-standing.ts'
import * as users from '../storage/users.ts'
import { isForeignKeyViolation } from '../storage/violations.ts'
import type { AuthorizationRequest } from './authorization-requests.ts'
import type { ClientAndPool } from './client-authentication.ts'
import type { LoginSession } from './login-sessions.ts'
import * as loginSessions from './login-sessions.ts'
import { quoted } from './refusal-reasons.ts'
import type { SignIn, Tokens } from './tokens.ts'
import * as tokens from './tokens.ts'
import type { RequestOrigin } from './user-sessions.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html */
const CODE_LIFE_MS = 5 * 60_000
/** RFC 7636, section 4.1. */
const verifierShape = /^[A-Za-z0-9._~-]{43,128}$/

const USER_LEFT = 'the user was disabled, deleted or signed out since the code was issued'

export interface Redemption {
  code: string
  redirectUri: string | undefined
  codeVerifier: string | undefined
  origin: RequestOrigin
}

/** A code for the application, of which only the hash is kept. It carries all that its tokens depend on. */
export async function issue(
  services: Services,
  request: AuthorizationRequest,
  { user, authTime, loginSessionId }: LoginSession,
  scope: string,
): Promise<string> {
  const { pool, client, redirectUri, nonce, codeChallenge, resource } = request
  const code = randomUUID()
  await storage.insert(services.db, {
    hash: sha256(code),
    userPoolId: pool.id,
    appClientId: client.id,
    userId: user.id,
    familyId: randomUUID(),
    redirectUri,
    scope,
    ...(nonce !== undefined && { nonce }),
    ...(codeChallenge !== undefined && { codeChallenge }),
    ...(resource !== undefined && { resource }),
    authTime,
    expiresAt: services.clock.now() + CODE_LIFE_MS,
    ...(loginSessionId !== undefined && { loginSessionId }),
  })
  return code
}

/**
 * Exchanges a code for tokens, once, for the client, the redirect URI and the proof key that it was issued for. A try with
 * any other uses it up; a second use ends what the first one began (RFC 6749, section 4.1.2). Throws OAuthError.
 */
export async function redeem(
  services: Services,
  clientAndPool: ClientAndPool,
  redemption: Redemption,
): Promise<Tokens> {
  const code = await storage.find(services.db, sha256(redemption.code))
  if (!code) throw invalidGrant('the code is unknown: never issued here, or long expired')
  if (code.redeemedAt !== undefined) return refuseSecondUse(services, code)
  await requireBinding(services, clientAndPool, code, redemption)
  const signIn = await signInOf(services, clientAndPool, code, redemption.origin)
  const signed = await tokens.sign(services, signIn)
  const refreshToken = await take(services, code, signIn)
  if (refreshToken === undefined) return refuseSecondUse(services, code)
  await loginSessions.markGranted(services, signIn)
  return { ...signed, refreshToken }
}

async function refuseSecondUse(services: Services, code: AuthorizationCode): Promise<never> {
  await refreshTokens.revokeFamily(services.db, code.familyId, services.clock.now())
  throw invalidGrant('the code was used before, also if that try was refused')
}

async function requireBinding(
  services: Services,
  { client }: ClientAndPool,
  code: AuthorizationCode,
  redemption: Redemption,
): Promise<void> {
  const refusal = refusalOf(client, code, redemption)
  if (refusal) await storage.redeem(services.db, code.hash, services.clock.now())
  if (refusal) throw refusal
  if (code.expiresAt <= services.clock.now()) throw invalidGrant('the code has expired')
}

/** That the code was not issued for this; undefined where all is as it was asked for. */
function refusalOf(
  client: AppClient,
  code: AuthorizationCode,
  { redirectUri, codeVerifier }: Redemption,
): OAuthError | undefined {
  if (code.appClientId !== client.id)
    return invalidGrant(`the code was issued to app client ${code.appClientId}, and ${client.id} brought it`)
  if (code.redirectUri !== redirectUri) return otherRedirect(code.redirectUri, redirectUri)
  return provesKey(code.codeChallenge, codeVerifier)
    ? undefined
    : invalidGrant(unprovenReason(code.codeChallenge, codeVerifier))
}

/** With Cognito's code, where RFC 6749, section 5.2, has `invalid_grant`. */
function otherRedirect(asked: string, given: string | undefined): OAuthError {
  const reason = `redirect_uri ${quoted(given ?? '')} is not that of the authorization request, ${quoted(asked)}`
  return new OAuthError('unauthorized_client', 'invalid_redirect', { reason })
}

function unprovenReason(challenge: string | undefined, verifier: string | undefined): string {
  if (verifier === undefined)
    return 'code_verifier is missing, and the authorization request had a code_challenge'
  if (challenge === undefined)
    return 'code_verifier came, and the authorization request had no code_challenge'
  return 'code_verifier does not fit the code_challenge of the authorization request'
}

/** A code that was asked for with a challenge needs its verifier; one that was not takes none (RFC 9700, section 2.1.1). */
function provesKey(challenge: string | undefined, verifier: string | undefined): boolean {
  if (challenge === undefined || verifier === undefined) return challenge === verifier
  return (
    verifierShape.test(verifier) && equalsConstantTime(Buffer.from(sha256(verifier)), Buffer.from(challenge))
  )
}

async function signInOf(
  services: Services,
  { client, pool }: ClientAndPool,
  code: AuthorizationCode,
  origin: RequestOrigin,
): Promise<SignIn> {
  const user = await users.find(services.db, pool.id, code.userId)
  const issuedAt = code.expiresAt - CODE_LIFE_MS
  if (!user?.enabled || (user.signedOutAt ?? 0) >= issuedAt) throw invalidGrant(USER_LEFT)
  const { familyId, authTime, scope, nonce, resource, loginSessionId } = code
  return {
    client,
    pool,
    user,
    familyId,
    authTime,
    scope,
    origin,
    loginSessionId,
    occasion: 'HostedAuth',
    oauth: { nonce, resource },
  }
}

/** Uses the code up and keeps its refresh token, both or neither; undefined when another request was first. */
async function take(
  services: Services,
  code: AuthorizationCode,
  signIn: SignIn,
): Promise<string | undefined> {
  return transaction(services, async (services) => {
    if (!(await storage.redeem(services.db, code.hash, services.clock.now()))) return undefined
    const current = await userStanding.find(services.db, signIn.pool.id, signIn.user.id)
    if (!current?.enabled || current.signedOutAt !== signIn.user.signedOutAt) throw invalidGrant(USER_LEFT)
    return tokens.storeFirstRefreshToken(services, signIn)
  }).catch(refuseDeleted)
}

/** A user or client that is deleted in the same moment leaves the token without an owner. */
function refuseDeleted(error: unknown): never {
  throw isForeignKeyViolation(error) ? invalidGrant(USER_LEFT) : error
}

/** The reason is for the log alone. */
function invalidGrant(reason: string): OAuthError {
  return new OAuthError('invalid_grant', undefined, { reason })
}
