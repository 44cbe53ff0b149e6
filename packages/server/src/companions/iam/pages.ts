import { requireRange } from '../../core/iam/constraints.ts'
import { ValidationError } from '../../core/iam/errors.ts'
import type { Page, PageRequest } from '../../storage/page.ts'
import { readMarker, toMarker } from '../pages.ts'
import { type Parameters, text, wholeNumber } from '../query-parameters.ts'
import type { XmlValue } from '../xml.ts'

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
const DEFAULT_ITEMS = 100
const items = { minimum: 1, maximum: 1000 }

/** The page that `Marker` and `MaxItems` ask for. Throws ValidationError. */
export function readPage(parameters: Parameters): PageRequest {
  const limit = wholeNumber(parameters, 'MaxItems') ?? DEFAULT_ITEMS
  requireRange('maxItems', limit, items)
  const marker = text(parameters, 'Marker')
  if (marker === undefined) return { limit }
  const after = readMarker(marker)
  if (after === undefined) throw new ValidationError('Invalid Marker.')
  return { after, limit }
}

/** What an answer says of the pages to come. */
export function pageMembers({ next }: Pick<Page<unknown>, 'next'>): { [member: string]: XmlValue } {
  return { IsTruncated: next !== undefined, Marker: toMarker(next) }
}
