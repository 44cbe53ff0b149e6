import { sha256 } from '../crypto/random.ts'
import {
  NotAuthorizedException,
  UnsupportedOperationException,
  UnsupportedTokenTypeException,
} from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import * as refreshTokens from '../storage/refresh-tokens.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'

/**
 * Ends the sign-in of a refresh token: the token and all that come from the same sign-in. One that is unknown or
 * revoked already is no error (RFC 7009, section 2.2).
 */
export async function revoke(services: Services, client: AppClient, token: string): Promise<void> {
  if (!client.settings.enableTokenRevocation)
    throw new UnsupportedOperationException('Token revocation is not enabled for this client')
  if (isJwt(token)) throw new UnsupportedTokenTypeException('Only refresh tokens can be revoked')
  const found = await refreshTokens.findWithUser(services.db, sha256(token))
  if (!found) return
  if (found.token.appClientId !== client.id) throw new NotAuthorizedException('Invalid Refresh Token')
  await refreshTokens.revokeFamily(services.db, found.token.familyId, services.clock.now())
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
