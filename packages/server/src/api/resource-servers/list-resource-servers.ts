import { requireUserPool } from '../../core/user-pools.ts'
import * as resourceServers from '../../storage/resource-servers.ts'
import type { Operation } from '../operation.ts'
import { readSealedPage, writeSealedPage } from '../sealed-page.ts'
import { toResourceServerType } from './to-resource-server-type.ts'

const MAX_PAGE = 50

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
export const listResourceServers: Operation<'ListResourceServers'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const list = ['ListResourceServers', pool.id]
  const asked = { token: input.NextToken, limit: input.MaxResults ?? MAX_PAGE }
  const page = readSealedPage(services, list, asked)
  const { items, next } = await resourceServers.list(services.db, pool.id, page)
  return {
    ResourceServers: items.map(toResourceServerType),
    NextToken: writeSealedPage(services, list, next),
  }
}
