/** The middle of the values, or the mean of the two in the middle. Throws RangeError when there are none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  const above = sorted[Math.floor(sorted.length / 2)]
  const below = sorted[Math.ceil(sorted.length / 2) - 1]
  if (above === undefined || below === undefined) throw new RangeError('There is no median of nothing.')
  return (above + below) / 2
}

/** The value that this share (0 to 1) of the values does not exceed. Throws RangeError when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new RangeError('There is no quantile of nothing.')
  return value
}
