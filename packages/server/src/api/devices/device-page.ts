import { openPosition, type PagedList, sealPosition } from '../../core/page-tokens.ts'
import type { Services } from '../../services.ts'
import * as devices from '../../storage/devices.ts'
import type { User } from '../../storage/users.ts'

const MAX_PAGE = 60

/** A page of the user's devices with the token of the next one. Throws InvalidParameterException for a foreign token. */
export async function listPage(
  services: Services,
  user: User,
  input: { Limit?: number | undefined; PaginationToken?: string | undefined },
): Promise<{ items: devices.Device[]; token: string | undefined }> {
  const paged: PagedList = ['ListDevices', user.id]
  const [after] = openPosition(services, paged, input.PaginationToken) ?? []
  const { items, next } = await devices.list(services.db, user.id, { after, limit: input.Limit || MAX_PAGE })
  return { items, token: next === undefined ? undefined : sealPosition(services, paged, [next]) }
}
