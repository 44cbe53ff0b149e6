import { InvalidParameterException } from '../errors.ts'
import type { Services } from '../services.ts'

/** The list that a page belongs to: its operation, and everything that decides what is in it. */
export type PagedList = readonly string[]

/** An opaque token for the page that begins after this position; it opens only for the same list. */
export function sealPosition(services: Services, list: PagedList, position: readonly string[]): string {
  return services.keyring.sealToken(position, { purpose: 'page', context: list })
}

/** The position in a token, undefined where there is none. Throws InvalidParameterException for any other text. */
export function openPosition(
  services: Services,
  list: PagedList,
  token: string | undefined,
): string[] | undefined {
  if (token === undefined) return undefined
  const position = services.keyring.openToken(token, { purpose: 'page', context: list })
  if (!Array.isArray(position)) throw new InvalidParameterException('Paging Marker is Invalid for Request')
  return position as string[]
}
