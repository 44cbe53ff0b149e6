import { OverloadedError } from '../crypto/overloaded-error.ts'
import type { Clock, Services } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'

/** Whose requests of which kind are counted together. */
export interface LimitKey {
  accountId: string
  region: string
  category: string
}

export interface RequestLimits {
  /** Replaces all limits. */
  replace(limits: readonly (LimitKey & { requestsPerSecond: number })[]): void
  /** Takes leave for a request; false when it is one too many. Without a limit there is always leave. */
  admits(key: LimitKey, cost?: number): boolean
}

/** The categories that requests of the OAuth endpoints and the hosted pages count for. */
export type HostedCategory =
  | 'ClientAuthentication'
  | 'UserAccountRecovery'
  | 'UserAuthentication'
  | 'UserCreation'
  | 'UserFederation'
  | 'UserPoolClientUpdate'
  | 'UserRead'
  | 'UserResourceRead'
  | 'UserResourceUpdate'
  | 'UserToken'

interface Bucket {
  rate: number
  tokens: number
  filledAt: number
}

/** Token buckets that hold what one second may use, in the memory of this process. */
export function createRequestLimits(clock: Clock): RequestLimits {
  let buckets = new Map<string, Bucket>()
  return {
    replace: (limits) => {
      buckets = new Map(limits.map((limit) => [textOf(limit), bucketFor(limit, buckets, clock.now())]))
    },
    admits: (key, cost = 1) => {
      const bucket = buckets.size > 0 ? buckets.get(textOf(key)) : undefined
      return bucket === undefined || take(bucket, cost, clock.now())
    },
  }
}

/**
 * Counts a request of the OAuth endpoints or the pages for the category of the operation that it is like, on the account of
 * the pool. Throws OverloadedError for one too many. Of AWS's own words are that sign-ins on the pages and refreshes are of
 * UserAuthentication, userInfo of UserRead, and that codes are exchanged without counting
 * (https://repost.aws/questions/QUFRuNyMQ_RVu3KimZTSc4Zw, https://repost.aws/questions/QUQwK49qycQoeLVd4_BU1U0g).
 */
export function requireLeave(
  { requestLimits }: Pick<Services, 'requestLimits'>,
  { accountId, region }: Pick<UserPool, 'accountId' | 'region'>,
  category: HostedCategory,
  cost = 1,
): void {
  if (!requestLimits.admits({ accountId, region, category }, cost)) throw new OverloadedError('Rate exceeded')
}

/** A bucket whose rate stays keeps what is in it. */
function bucketFor(
  limit: LimitKey & { requestsPerSecond: number },
  former: Map<string, Bucket>,
  now: number,
): Bucket {
  const rate = limit.requestsPerSecond
  const known = former.get(textOf(limit))
  return known?.rate === rate ? known : { rate, tokens: rate, filledAt: now }
}

function take(bucket: Bucket, cost: number, now: number): boolean {
  const seconds = Math.max(now - bucket.filledAt, 0) / 1000
  bucket.tokens = Math.min(bucket.rate, bucket.tokens + seconds * bucket.rate)
  bucket.filledAt = now
  if (bucket.tokens < cost) return false
  bucket.tokens -= cost
  return true
}

function textOf({ accountId, region, category }: LimitKey): string {
  return `${accountId} ${region} ${category}`
}
