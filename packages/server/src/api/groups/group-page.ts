import { openPosition, type PagedList, sealPosition } from '../../core/page-tokens.ts'
import type { Services } from '../../services.ts'

const MAX_PAGE = 60

/** The page that an input asks for; a limit of zero is none. Throws InvalidParameterException. */
export function readPage(
  services: Services,
  list: PagedList,
  input: { Limit?: number | undefined; NextToken?: string | undefined },
): { after: string | undefined; limit: number } {
  const [after] = openPosition(services, list, input.NextToken) ?? []
  return { after, limit: input.Limit || MAX_PAGE }
}

/** The token of the page after this item; undefined on the last page. */
export function writePage(services: Services, list: PagedList, last: string | undefined): string | undefined {
  return last === undefined ? undefined : sealPosition(services, list, [last])
}
