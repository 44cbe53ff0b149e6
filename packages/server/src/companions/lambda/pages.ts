import { InvalidParameterValueException } from '../../core/functions/errors.ts'
import type { PageRequest } from '../../storage/page.ts'

/** Lambda answers with at most 50 items, however many are asked for. */
const MAX_ITEMS = 50

/** The page that `Marker` and `MaxItems` ask for. Throws InvalidParameterValueException. */
export function readPage(query: URLSearchParams): PageRequest {
  const asked = query.get('MaxItems') ?? String(MAX_ITEMS)
  if (!/^[1-9]\d{0,4}$/.test(asked) || Number(asked) > 10_000)
    throw new InvalidParameterValueException('MaxItems must be a whole number from 1 to 10000.')
  return { after: readMarker(query.get('Marker')), limit: Math.min(Number(asked), MAX_ITEMS) }
}

/** `NextMarker` for the page that begins after this key, if there is one. */
export function toMarker(key: string | undefined): { NextMarker?: string } {
  return key === undefined ? {} : { NextMarker: Buffer.from(key).toString('base64url') }
}

function readMarker(marker: string | null): string | undefined {
  if (!marker) return undefined
  const key = Buffer.from(marker, 'base64url').toString('utf8')
  if (!/^[\w$-]{1,128}$/.test(key)) throw new InvalidParameterValueException('Invalid Marker.')
  return key
}
