import { parseFilter } from '../../core/list-users-filter.ts'
import { openPosition, sealPosition } from '../../core/page-tokens.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import { InvalidParameterException } from '../../errors.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import { type SearchPosition, search } from '../../storage/user-search.ts'
import type { Operation } from '../operation.ts'
import { toUserType } from './to-user-type.ts'

const MAX_PAGE = 60

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export const listUsers: Operation<'ListUsers'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  const { AttributesToGet: names } = input
  requireAttributes(pool, names ?? [])
  const wanted = parseFilter(pool, input.Filter)
  const list = ['ListUsers', pool.id, input.Filter ?? '']
  const after = openPosition(services, list, input.PaginationToken) as SearchPosition | undefined
  if (!wanted) return { Users: [] }
  const { users, next } = await search(services.db, pool.id, wanted, {
    after,
    limit: input.Limit || MAX_PAGE,
  })
  return {
    Users: users.map((user) => toUserType(user, names)),
    PaginationToken: next && sealPosition(services, list, next),
  }
}

function requireAttributes(pool: UserPool, names: readonly string[]): void {
  const known = new Set(pool.schemaAttributes.map(({ name }) => name))
  if (names.every((name) => known.has(name))) return
  throw new InvalidParameterException('One or more requested attributes do not exist.')
}
