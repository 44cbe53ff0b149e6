import { sha256 } from '../crypto/random.ts'
import {
  NotAuthorizedException,
  UnsupportedOperationException,
  UnsupportedTokenTypeException,
} from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import * as loginSessions from '../storage/login-sessions.ts'
import * as refreshTokens from '../storage/refresh-tokens.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import type { ClientAndPool } from './client-authentication.ts'
import { sessionTracking } from './session-configuration.ts'

/**
 * Ends the sign-in of a refresh token: the token and all that come from the same sign-in. One that is unknown or
 * revoked already is no error (RFC 7009, section 2.2). `linked` ends the session of the browser too that the sign-in came
 * through, where the pool tracks sessions.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
 */
export async function revoke(
  services: Services,
  { client, pool }: ClientAndPool,
  { token, linked = false }: { token: string; linked?: boolean },
): Promise<void> {
  if (!client.settings.enableTokenRevocation)
    throw new UnsupportedOperationException('Token revocation is not enabled for this client')
  if (isJwt(token)) throw new UnsupportedTokenTypeException('Only refresh tokens can be revoked')
  const found = await refreshTokens.findWithUser(services.db, sha256(token))
  if (!found) return
  if (found.token.appClientId !== client.id) throw new NotAuthorizedException('Invalid Refresh Token')
  const { familyId } = found.token
  await transaction(services, async ({ db, clock }) => {
    if (linked && sessionTracking(pool).enabled) await loginSessions.removeOfFamily(db, familyId)
    await refreshTokens.revokeFamily(db, familyId, clock.now())
  })
}

/** Access and ID tokens have three parts, refresh tokens five. */
function isJwt(token: string): boolean {
  return token.split('.').length === 3
}

/** Ends every sign-in of the user, on all devices. */
export async function signOutEverywhere(services: Services, user: User): Promise<void> {
  await transaction(services, async (services) => {
    const now = services.clock.now()
    await refreshTokens.revokeAllOfUser(services.db, user.id, now)
    await users.markSignedOut(services.db, user.id, now)
  })
}
