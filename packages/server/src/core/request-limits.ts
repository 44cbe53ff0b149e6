import type { Clock } from '../services.ts'

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
