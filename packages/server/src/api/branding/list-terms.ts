import { requireUserPool } from '../../core/user-pools.ts'
import * as terms from '../../storage/terms.ts'
import type { Operation } from '../operation.ts'
import { readSealedPage, writeSealedPage } from '../sealed-page.ts'
import { toTermsDescription } from './to-terms-type.ts'

const MAX_PAGE = 60

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTerms.html */
export const listTerms: Operation<'ListTerms'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const list = ['ListTerms', pool.id]
  const asked = { token: input.NextToken, limit: input.MaxResults ?? MAX_PAGE }
  const page = readSealedPage(services, list, asked)
  const { items, next } = await terms.list(services.db, pool.id, page)
  return { Terms: items.map(toTermsDescription), NextToken: writeSealedPage(services, list, next) }
}
