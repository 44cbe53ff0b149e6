import { requireUserPool } from '../../core/user-pools.ts'
import * as appClients from '../../storage/app-clients.ts'
import type { Operation } from '../operation.ts'
import { readSealedPage, writeSealedPage } from '../sealed-page.ts'

const MAX_CLIENTS = 60

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
export const listUserPoolClients: Operation<'ListUserPoolClients'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const list = ['ListUserPoolClients', pool.id]
  const asked = { token: input.NextToken, limit: input.MaxResults ?? MAX_CLIENTS }
  const page = readSealedPage(services, list, asked)
  const { items, next } = await appClients.list(services.db, pool.id, page)
  return {
    UserPoolClients: items
      .filter(({ settings }) => !input.ClientType || (settings.clientType ?? 'REGULAR') === input.ClientType)
      .map(({ id, name }) => ({ ClientId: id, UserPoolId: pool.id, ClientName: name })),
    NextToken: writeSealedPage(services, list, next),
  }
}
