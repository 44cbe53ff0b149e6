import { verifyJwt } from '../crypto/signatures.ts'
import {
  ApiError,
  NotAuthorizedException,
  PasswordResetRequiredException,
  UserNotFoundException,
} from '../errors.ts'
import type { Services } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import * as appClients from '../storage/app-clients.ts'
import * as refreshTokens from '../storage/refresh-tokens.ts'
import type { UserPool } from '../storage/user-pools.ts'
import * as userPools from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import type { ClientAndPool } from './client-authentication.ts'
import { requireClient } from './client-authentication.ts'
import { issuerOf } from './issuer.ts'
import { parseScopes } from './scopes.ts'
import { signingKeys } from './signing-keys.ts'
import { SELF_SERVICE_SCOPE } from './tokens.ts'
import { requireEnabled } from './user-status.ts'

export interface Authorized {
  user: User
  pool: UserPool
  client: AppClient
  /** `origin_jti` of the token; absent where the client has token revocation off. */
  familyId?: string
  /** The device that the token was issued to, where the pool tracked devices. */
  deviceKey?: string
  /** When the user signed in, epoch milliseconds. */
  authTime: number
  scope: string
}

interface AccessTokenClaims {
  sub: string
  iss: string
  client_id: string
  token_use: string
  scope: string
  exp: number
  iat: number
  auth_time: number
  origin_jti?: string
  device_key?: string
}

/**
 * The user whom the access token stands for, if it may still call the self-service operations. Throws
 * NotAuthorizedException with Cognito's texts, ResourceNotFoundException when the app client is gone and
 * UserNotFoundException when the user is, PasswordResetRequiredException after a reset (of which Amplify signs out when
 * GetUser answers it).
 */
export async function authorize(services: Services, accessToken: string): Promise<Authorized> {
  const authorized = await authorizeForAnyScope(services, accessToken)
  if (!hasScope(authorized, SELF_SERVICE_SCOPE))
    throw new NotAuthorizedException('Access Token does not have required scopes')
  if (authorized.user.status === 'RESET_REQUIRED') throw new PasswordResetRequiredException()
  return authorized
}

/** As `authorize`, for callers that ask for another scope. */
export async function authorizeForAnyScope(services: Services, accessToken: string): Promise<Authorized> {
  const claims = await verify(services, accessToken)
  const [found, user] = await both(requireClient(services, claims.client_id), findUser(services, claims))
  if (found.pool.id !== user.userPoolId) throw invalidAccessToken()
  if (claims.iss !== issuerOf(services, found.pool)) throw invalidAccessToken()
  requireEnabled(user)
  return {
    ...found,
    user,
    ...(claims.origin_jti && { familyId: claims.origin_jti }),
    ...(claims.device_key && { deviceKey: claims.device_key }),
    authTime: claims.auth_time * 1000,
    scope: claims.scope,
  }
}

/** The application whose own access token this is (client credentials grant). Throws NotAuthorizedException. */
export async function authorizeClient(
  services: Services,
  accessToken: string,
): Promise<ClientAndPool & { scope: string }> {
  const claims = await verify(services, accessToken)
  const found = await appClients.findWithPool(services.db, claims.client_id)
  if (!found || claims.sub !== found.client.id || claims.iss !== issuerOf(services, found.pool))
    throw invalidAccessToken()
  return { ...found, scope: claims.scope }
}

export function hasScope({ scope }: { scope: string }, asked: string): boolean {
  return parseScopes(scope).includes(asked)
}

/** What ends a sign-in besides revocation. */
type EndOfSignIn = 'UserNotFoundException' | 'ResourceNotFoundException' | 'PasswordResetRequiredException'

/** As `authorize`, for operations that declare less: what they do not is answered as what it comes to, a token revoked. */
export async function authorizeOrRevoked(
  services: Services,
  accessToken: string,
  undeclared: readonly EndOfSignIn[],
): Promise<Authorized> {
  try {
    return await authorize(services, accessToken)
  } catch (error) {
    const names: readonly string[] = undeclared
    if (!(error instanceof ApiError && names.includes(error.name))) throw error
    throw new NotAuthorizedException('Access Token has been revoked')
  }
}

/** Both at a time; where both fail, it is always the first of which the caller is told. */
async function both<First, Second>(first: Promise<First>, second: Promise<Second>): Promise<[First, Second]> {
  const [one, other] = await Promise.allSettled([first, second])
  if (one.status === 'rejected') throw one.reason
  if (other.status === 'rejected') throw other.reason
  return [one.value, other.value]
}

async function verify(services: Services, accessToken: string): Promise<AccessTokenClaims> {
  const userPoolId = userPoolIdOf(accessToken)
  if (!userPoolId || !(await knowsPool(services, userPoolId))) throw invalidAccessToken()
  const { access, id } = await signingKeys(services, userPoolId)
  const verified = verifyJwt(accessToken, (kid) => [access, id].find((key) => key.kid === kid)?.publicKey)
  if (!verified) throw new NotAuthorizedException('Could not verify signature for Access Token')
  const claims = verified.claims as unknown as AccessTokenClaims
  if (claims.token_use !== 'access') throw invalidAccessToken()
  if (claims.exp * 1000 <= services.clock.now()) throw new NotAuthorizedException('Access Token has expired')
  return claims
}

/** Keys are made on first use, so a pool that is not there must not get some. */
async function knowsPool(services: Services, userPoolId: string): Promise<boolean> {
  return services.signingKeys.has(userPoolId) || (await userPools.find(services.db, userPoolId)) !== undefined
}

/** The pool that the token claims to come from; nothing of it is believed before the signature is checked. */
function userPoolIdOf(accessToken: string): string | undefined {
  try {
    const payload = accessToken.split('.')[1] ?? ''
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iss?: unknown }
    return typeof claims.iss === 'string' ? claims.iss.split('/').at(-1) : undefined
  } catch {
    return undefined
  }
}

async function findUser(services: Services, claims: AccessTokenClaims): Promise<User> {
  return claims.origin_jti
    ? findUserOfFamily(services, claims.origin_jti, claims.sub)
    : findUserOfSub(services, claims)
}

async function findUserOfFamily(services: Services, familyId: string, sub: string): Promise<User> {
  const found = await refreshTokens.findUserOfFamily(services.db, familyId)
  if (found && !found.revoked && found.user.id === sub) return found.user
  if (!found && !(await users.findById(services.db, sub))) throw new UserNotFoundException()
  throw new NotAuthorizedException('Access Token has been revoked')
}

/**
 * Without `origin_jti` a token can't be revoked alone, but signing out everywhere ends all that are older, and all of the
 * same second: `issueTime` of tokens.ts moves the ones after it to the next.
 */
async function findUserOfSub(services: Services, claims: AccessTokenClaims): Promise<User> {
  const user = await users.findById(services.db, claims.sub)
  if (!user) throw new UserNotFoundException()
  if (user.signedOutAt !== undefined && claims.iat <= Math.floor(user.signedOutAt / 1000))
    throw new NotAuthorizedException('Access Token has been revoked')
  return user
}

function invalidAccessToken(): NotAuthorizedException {
  return new NotAuthorizedException('Invalid Access Token')
}
