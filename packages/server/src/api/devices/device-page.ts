import type { Services } from '../../services.ts'
import * as devices from '../../storage/devices.ts'
import type { User } from '../../storage/users.ts'
import { readSealedPage, writeSealedPage } from '../sealed-page.ts'

const MAX_PAGE = 60

/** A page of the user's devices with the token of the next one. Throws InvalidParameterException for a foreign token. */
export async function listPage(
  services: Services,
  user: User,
  input: { Limit?: number | undefined; PaginationToken?: string | undefined },
): Promise<{ items: devices.Device[]; token: string | undefined }> {
  const list = ['ListDevices', user.id]
  const asked = { token: input.PaginationToken, limit: input.Limit || MAX_PAGE }
  const page = readSealedPage(services, list, asked)
  const { items, next } = await devices.list(services.db, user.id, page)
  return { items, token: writeSealedPage(services, list, next) }
}
