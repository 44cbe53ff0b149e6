import { InvalidParameterException } from '../errors.ts'

/** The opaque `NextToken` that names the last item of a page; undefined on the last page. */
export function toPageToken(last: string | undefined): string | undefined {
  return last === undefined ? undefined : Buffer.from(last, 'utf8').toString('base64url')
}

/**
 * The item after which the page begins: what `toPageToken` was given, if it matches the pattern of such keys.
 * Throws InvalidParameterException; the text is ours.
 */
export function readPageToken(token: string | undefined, pattern: RegExp): string | undefined {
  if (token === undefined) return undefined
  const last = Buffer.from(token, 'base64url').toString('utf8')
  if (pattern.test(last) && toPageToken(last) === token) return last
  throw new InvalidParameterException('Invalid pagination token.')
}
