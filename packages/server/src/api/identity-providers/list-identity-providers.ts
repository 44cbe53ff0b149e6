import { requireUserPool } from '../../core/user-pools.ts'
import * as identityProviders from '../../storage/identity-providers.ts'
import type { Operation } from '../operation.ts'
import { readSealedPage, writeSealedPage } from '../sealed-page.ts'
import { toProviderDescription } from './to-identity-provider-type.ts'

const MAX_PAGE = 60

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListIdentityProviders.html */
export const listIdentityProviders: Operation<'ListIdentityProviders'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const list = ['ListIdentityProviders', pool.id]
  const asked = { token: input.NextToken, limit: input.MaxResults || MAX_PAGE }
  const page = readSealedPage(services, list, asked)
  const { items, next } = await identityProviders.list(services.db, pool.id, page)
  return { Providers: items.map(toProviderDescription), NextToken: writeSealedPage(services, list, next) }
}
