import { cryptography } from '#cryptography'
import { AuthError } from './auth-error.ts'
import { type PoolOptions, readPools, type TrustedPool, type VerifierOptions } from './options.ts'
import { checkGroups, checkScopes } from './requirement.ts'
import { type Claims, malformed, type ReadToken, readToken } from './token.ts'
import { type CustomAttributes, clientIdOf, toUser, type User } from './user.ts'

/** Tells the tokens of some user pools from all others. */
export interface Verifier<Custom extends object = CustomAttributes> {
  /** The user of a token. Rejects with AuthError. */
  verify(token: string): Promise<User<Custom>>
  /**
   * The same at once, with the keys that are known: call `prime` before. An unknown key is `unknown-key`, and fetched in
   * the background for the next time. Needs `node:crypto`: under the conditions `edge-light`, `workerd` and `browser`
   * it throws AuthError `sync-unavailable`, because WebCrypto answers later.
   */
  verifySync(token: string): User<Custom>
  /** Fetches the keys of all pools. Rejects with AuthError `keys-unavailable`. */
  prime(): Promise<void>
}

/** Makes a verifier for one user pool, or for several, of which the token's issuer chooses. Throws TypeError. */
export function createVerifier<Custom extends object = CustomAttributes>(
  pools: PoolOptions | readonly PoolOptions[],
  options: VerifierOptions = {},
): Verifier<Custom> {
  const trusted = readPools(Array.isArray(pools) ? pools : [pools], options)
  const now = options.now ?? Date.now
  const toleranceSeconds = options.clockToleranceSeconds ?? 0
  const finish = (valid: boolean, token: ReadToken, pool: TrustedPool): User<Custom> => {
    if (!valid) throw new AuthError('signature', 'The token is not signed by the key that it names')
    return checkClaims(token.claims, pool, now() / 1000, toleranceSeconds)
  }
  return {
    verify: async (text) => {
      const token = readToken(text)
      const pool = choosePool(token, trusted)
      const key = pool.keys.cached(token.kid) ?? (await pool.keys.find(token.kid))
      const answer = key(token)
      return finish(typeof answer === 'boolean' ? answer : await answer, token, pool)
    },
    verifySync: (text) => {
      if (!cryptography.synchronous) throw new AuthError('sync-unavailable', 'Use verify: this is no Node.js')
      const token = readToken(text)
      const pool = choosePool(token, trusted)
      const key = pool.keys.cached(token.kid)
      if (!key) throw pool.keys.explainAbsence()
      return finish(key(token) === true, token, pool)
    },
    prime: async () => {
      await Promise.all(Array.from(trusted.values(), ({ keys }) => keys.prime()))
    },
  }
}

/** By the claim that nobody has verified yet: it only says whose keys the signature must be of. */
function choosePool({ claims }: ReadToken, trusted: ReadonlyMap<string, TrustedPool>): TrustedPool {
  const pool = trusted.get(claims['iss'] as string)
  if (!pool) throw new AuthError('issuer', 'The token is of none of the trusted user pools')
  return pool
}

function checkClaims<Custom extends object>(
  given: Record<string, unknown>,
  pool: TrustedPool,
  nowSeconds: number,
  toleranceSeconds: number,
): User<Custom> {
  checkTimes(given, nowSeconds, toleranceSeconds)
  const claims = requireClaims(given)
  if (pool.tokenUse && claims.token_use !== pool.tokenUse) {
    throw new AuthError('token-use', `The token is no ${pool.tokenUse} token`)
  }
  const clientId = clientIdOf(claims)
  if (clientId === undefined || (pool.clientIds && !pool.clientIds.has(clientId))) {
    throw new AuthError('audience', 'The token was made for another app client')
  }
  const user = toUser<Custom>(claims)
  if (pool.groups) checkGroups(user.groups, pool.groups)
  if (pool.scopes) checkScopes(user.scopes, pool.scopes)
  return user
}

/** RFC 7519 sections 4.1.4 and 4.1.5; `exp` must be there. */
function checkTimes({ exp, nbf }: Record<string, unknown>, now: number, tolerance: number): void {
  if (typeof exp !== 'number') throw malformed()
  if (now >= exp + tolerance) throw new AuthError('expired', 'The token has expired')
  if (nbf === undefined) return
  if (typeof nbf !== 'number') throw malformed()
  if (now < nbf - tolerance) throw new AuthError('not-yet-valid', 'The token is not valid yet')
}

function requireClaims(claims: Record<string, unknown>): Claims {
  const { sub, token_use } = claims
  if (token_use !== 'id' && token_use !== 'access') {
    throw new AuthError('token-use', 'The token is neither an ID nor an access token')
  }
  if (typeof sub !== 'string' || sub === '') throw malformed()
  return claims as Claims
}
