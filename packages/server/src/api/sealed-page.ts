import { openPosition, type PagedList, sealPosition } from '../core/page-tokens.ts'
import type { Services } from '../services.ts'
import type { PageRequest } from '../storage/page.ts'

/** The page that begins after the item in the token. Throws InvalidParameterException for a token of another list. */
export function readSealedPage(
  services: Services,
  list: PagedList,
  page: { token: string | undefined; limit: number },
): PageRequest {
  const [after] = openPosition(services, list, page.token) ?? []
  return { after, limit: page.limit }
}

/** The token of the page after this item; undefined on the last page. */
export function writeSealedPage(
  services: Services,
  list: PagedList,
  last: string | undefined,
): string | undefined {
  return last === undefined ? undefined : sealPosition(services, list, [last])
}
