import { InvalidLambdaResponseException } from '../errors.ts'

/** Attributes are texts; functions give `true` and numbers too. Throws InvalidLambdaResponseException for all else. */
export function asText(value: unknown): string {
  if (!['string', 'boolean', 'number'].includes(typeof value)) throw new InvalidLambdaResponseException()
  return String(value)
}
