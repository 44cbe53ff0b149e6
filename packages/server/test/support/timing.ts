/**
 * What an undisturbed request takes, of many in milliseconds: their lower quartile. On a busy machine others hold up half of
 * the requests and more, but hardly three quarters, and never make one faster.
 */
export function undisturbed(timesMs: readonly number[] = []): number {
  return timesMs.toSorted((one, other) => one - other)[Math.floor(timesMs.length / 4)] ?? 0
}

/** For a test of times: noise passes with another try, a difference that tells something stays. */
export const measuredAgain = { retry: 2 }
