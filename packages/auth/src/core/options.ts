import { createKeySource, type KeySource } from './key-source.ts'
import { type Requirement, type RequirementInput, toRequirement } from './requirement.ts'

/** Which user pool: by its issuer (Poolhouse, or AWS in full), or by its id alone for one of AWS. */
export type IssuerOption =
  | { issuer: string; userPoolId?: undefined }
  | { userPoolId: string; issuer?: undefined }

/** A user pool that is trusted, and what its tokens must be. What may be null has to be written down as null. */
export type PoolOptions = IssuerOption & {
  /** The app client or clients that tokens must be made for; null accepts those of all clients of the pool. */
  clientId: string | readonly string[] | null
  /** An API wants `access`, whoever signs users in wants `id`; null accepts both. */
  tokenUse: 'id' | 'access' | null
  groups?: RequirementInput | undefined
  /** Only access tokens have scopes. */
  scopes?: RequirementInput | undefined
  /** Where the keys are, if not at the issuer's `/.well-known/jwks.json`, for example within a container network. */
  jwksUrl?: string | undefined
}

/** How all pools are dealt with. */
export interface VerifierOptions {
  /** How wrong clocks may be, default 0. */
  clockToleranceSeconds?: number | undefined
  fetch?: typeof globalThis.fetch | undefined
  /** Epoch milliseconds, default `Date.now`. */
  now?: (() => number) | undefined
  /** How long a fetch of keys may take, default 3 s. */
  timeoutMs?: number | undefined
  /** How large a JWKS may be, default 64 KiB. */
  maximumBytes?: number | undefined
  /** How long unknown keys cause no other fetch, default 10 s; a tenth of it after a fetch that failed. */
  cooldownMs?: number | undefined
  /** After what time keys are read again in the background, default 1 h. */
  maximumAgeMs?: number | undefined
}

/** A pool in the form that tokens are checked against. */
export interface TrustedPool {
  issuer: string
  clientIds: ReadonlySet<string> | undefined
  tokenUse: 'id' | 'access' | undefined
  groups: Requirement | undefined
  scopes: Requirement | undefined
  keys: KeySource
}

/** The pools by issuer. Throws TypeError if something is missing, unclear or written down twice. */
export function readPools(
  pools: readonly PoolOptions[],
  options: VerifierOptions,
): ReadonlyMap<string, TrustedPool> {
  if (pools.length === 0) throw new TypeError('A verifier needs at least one user pool')
  const trusted = pools.map((pool) => readPool(pool, options))
  const byIssuer = new Map(trusted.map((pool) => [pool.issuer, pool]))
  if (byIssuer.size < trusted.length)
    throw new TypeError('Two of the user pools are the same; clientId takes a list')
  return byIssuer
}

function readPool(pool: PoolOptions, options: VerifierOptions): TrustedPool {
  const issuer = issuerOf(pool)
  return {
    issuer,
    clientIds: readClientIds(pool.clientId),
    tokenUse: readTokenUse(pool.tokenUse),
    groups: pool.groups === undefined ? undefined : toRequirement(pool.groups),
    scopes: pool.scopes === undefined ? undefined : toRequirement(pool.scopes),
    keys: createKeySource({
      url: pool.jwksUrl ?? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`,
      // Looked up late: tests and tracing replace the global one.
      fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
      now: options.now ?? Date.now,
      timeoutMs: options.timeoutMs ?? 3000,
      maximumBytes: options.maximumBytes ?? 65_536,
      cooldownMs: options.cooldownMs ?? 10_000,
      maximumAgeMs: options.maximumAgeMs ?? 3_600_000,
    }),
  }
}

/** The `iss` of a pool's tokens. Throws TypeError unless one of both is given in the right form. */
export function issuerOf(pool: IssuerOption): string {
  if ((pool.issuer === undefined) === (pool.userPoolId === undefined))
    throw new TypeError('A user pool is named by either issuer or userPoolId')
  if (pool.issuer !== undefined) {
    if (!/^https?:\/\//.test(pool.issuer) || !URL.canParse(pool.issuer))
      throw new TypeError('issuer must be an http or https address')
    return pool.issuer
  }
  const [, region] = /^([a-z]{2}(?:-[a-z]+)+-\d)_[0-9A-Za-z]+$/.exec(pool.userPoolId) ?? []
  if (!region) throw new TypeError('userPoolId must look like eu-west-1_AbCdEfGhI')
  // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
  return `https://cognito-idp.${region}.amazonaws.com/${pool.userPoolId}`
}

function readClientIds(clientId: PoolOptions['clientId']): ReadonlySet<string> | undefined {
  if (clientId === null) return undefined
  const ids = typeof clientId === 'string' ? [clientId] : clientId
  if (!Array.isArray(ids) || ids.length === 0 || ids.some((id) => typeof id !== 'string' || !id))
    throw new TypeError('clientId must be set, or null to accept the tokens of every app client')
  return new Set(ids)
}

function readTokenUse(tokenUse: PoolOptions['tokenUse']): 'id' | 'access' | undefined {
  if (tokenUse === null) return undefined
  if (tokenUse !== 'id' && tokenUse !== 'access')
    throw new TypeError("tokenUse must be 'id' or 'access', or null to accept both")
  return tokenUse
}
