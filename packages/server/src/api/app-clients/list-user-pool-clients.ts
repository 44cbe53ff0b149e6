import { openPosition, type PagedList, sealPosition } from '../../core/page-tokens.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import * as appClients from '../../storage/app-clients.ts'
import type { Operation } from '../operation.ts'

const MAX_CLIENTS = 60

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
export const listUserPoolClients: Operation<'ListUserPoolClients'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const list: PagedList = ['ListUserPoolClients', pool.id]
  const [after] = openPosition(services, list, input.NextToken) ?? []
  if (input.ClientType === 'DCR') return { UserPoolClients: [] }
  const page = { limit: input.MaxResults ?? MAX_CLIENTS, ...(after !== undefined && { after }) }
  const { items, next } = await appClients.list(services.db, pool.id, page)
  return {
    UserPoolClients: items.map(({ id, name }) => ({ ClientId: id, UserPoolId: pool.id, ClientName: name })),
    NextToken: next === undefined ? undefined : sealPosition(services, list, [next]),
  }
}
