import type { PagedList } from '../../core/page-tokens.ts'
import type { Services } from '../../services.ts'
import type { PageRequest } from '../../storage/page.ts'
import { readSealedPage } from '../sealed-page.ts'

const MAX_PAGE = 60

/** The page that an input asks for; a limit of zero is none. Throws InvalidParameterException. */
export function readGroupPage(
  services: Services,
  list: PagedList,
  input: { Limit?: number | undefined; NextToken?: string | undefined },
): PageRequest {
  return readSealedPage(services, list, { token: input.NextToken, limit: input.Limit || MAX_PAGE })
}
