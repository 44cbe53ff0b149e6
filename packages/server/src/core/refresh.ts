import { sha256 } from '../crypto/random.ts'
import { NotAuthorizedException, RefreshTokenReuseException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import type { RefreshToken } from '../storage/refresh-tokens.ts'
import * as refreshTokens from '../storage/refresh-tokens.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import { requireDeviceOfToken } from './devices.ts'
import * as loginSessions from './login-sessions.ts'
import type { SignIn, Tokens } from './tokens.ts'
import * as tokens from './tokens.ts'
import * as userSessions from './user-sessions.ts'
import { requireEnabled } from './user-status.ts'

/** What the refresh comes with besides the token. */
export interface RefreshRequest {
  client: AppClient
  pool: UserPool
  deviceKey?: string | undefined
  origin?: userSessions.RequestOrigin
  /** For the pool's function. */
  clientMetadata?: Readonly<Record<string, string>> | undefined
}

/** Whether each use of a refresh token of this client makes the next one. */
export function rotates(client: AppClient): boolean {
  return client.settings.refreshTokenRotation?.feature === 'ENABLED'
}

/** The refresh token with its user, if this client may use it now. Throws NotAuthorizedException. */
export async function requireRefreshToken(
  services: Services,
  client: AppClient,
  text: string,
): Promise<{ token: RefreshToken; user: User }> {
  const found = await refreshTokens.findWithUser(services.db, sha256(text))
  if (!found || found.token.appClientId !== client.id)
    throw new NotAuthorizedException('Invalid Refresh Token')
  const { token, user } = found
  if (token.revokedAt !== undefined) throw new NotAuthorizedException('Refresh Token has been revoked')
  if (token.expiresAt <= services.clock.now()) throw new NotAuthorizedException('Refresh Token has expired')
  requireEnabled(user)
  return { token, user }
}

/**
 * Signs new tokens for the refresh token. With rotation the token is replaced by another one of the same family that
 * lives no longer; within the grace period the replaced one still works. Throws RefreshTokenReuseException after it, and
 * NotAuthorizedException without the key of the device that the token belongs to.
 */
export async function refresh(
  services: Services,
  { client, pool, deviceKey, origin, clientMetadata }: RefreshRequest,
  { token, user }: { token: RefreshToken; user: User },
): Promise<Tokens> {
  await requireDeviceOfToken(services, pool, token, deviceKey)
  const { familyId, authTime, scope } = token
  const ofDevice = token.deviceKey && { deviceKey: token.deviceKey }
  const oauth = token.issuedBy === 'oauth' && { oauth: { resource: token.resource } }
  const by = { occasion: 'RefreshTokens', clientMetadata, ...(origin && { origin }) } as const
  const signIn: SignIn = { pool, client, user, familyId, authTime, scope, ...ofDevice, ...by, ...oauth }
  const signed = await tokens.sign(services, signIn)
  await userSessions.markActive(services, signIn)
  if (!rotates(client)) return signed
  const refreshToken = await rotate(services, signIn, token)
  await loginSessions.markGranted(services, signIn)
  return { ...signed, refreshToken }
}

function rotate(services: Services, signIn: SignIn, token: RefreshToken): Promise<string> {
  return transaction(services, async (services) => {
    const now = services.clock.now()
    const first = await refreshTokens.replace(services.db, token.hash, now)
    if (!first && !(await inGrace(services, signIn.client, token.hash)))
      throw new RefreshTokenReuseException()
    return tokens.storeRefreshToken(services, signIn, token.expiresAt)
  })
}

/** Read again within the transaction, which holds it: another request may have replaced or revoked it since. */
async function inGrace(services: Services, client: AppClient, hash: string): Promise<boolean> {
  const graceMs = (client.settings.refreshTokenRotation?.retryGracePeriodSeconds ?? 0) * 1000
  const current = await refreshTokens.lock(services.db, hash)
  if (current?.revokedAt !== undefined) throw new NotAuthorizedException('Refresh Token has been revoked')
  const replacedAt = current?.replacedAt
  return replacedAt !== undefined && services.clock.now() < replacedAt + graceMs
}
