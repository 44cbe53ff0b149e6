import { type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from './open.ts'
import type { Schema, UsersTable } from './schema.ts'
import { searchKey, toUser, type User } from './users.ts'

/** The attributes that ListUsers can filter by; each has a column and an index. */
export const searchableAttributes = [
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
] as const

export type SearchableAttribute = (typeof searchableAttributes)[number]

export type Operator = 'equals' | 'begins'

/** What a search of users asks for; each kind is answered by an index of its own. */
export type UserSearch =
  | { by: 'all' }
  | { by: 'enabled'; value: boolean }
  | { by: 'status'; value: string }
  /** The value of `username` is a key as names are compared. */
  | { by: 'id' | 'username' | SearchableAttribute; value: string; operator: Operator }

/** Where a page ends: the key that orders the search, and the user's id. */
export type SearchPosition = [key: string, id: string]

export interface SearchPage {
  after?: SearchPosition | undefined
  limit: number
}

export interface FoundUsers {
  users: User[]
  /** Absent on the last page. */
  next?: SearchPosition
}

/**
 * One page of the pool's users, in the order of the index that answers the search: whoever is there from the first page
 * to the last is found exactly once, whatever is added or removed between.
 */
export async function search(
  db: Db,
  userPoolId: string,
  search: UserSearch,
  page: SearchPage,
): Promise<FoundUsers> {
  const rows = await searchQuery(db, userPoolId, search, page).execute()
  const kept = rows.slice(0, page.limit)
  const last = kept.at(-1)
  const users = kept.map(toUser)
  return rows.length > page.limit && last ? { users, next: [last.position ?? '', last.id] } : { users }
}

type FoundQuery = SelectQueryBuilder<Schema, 'users', UsersTable & { position: string | null }>

/** The query of `search`, for the tests that look at its plan. It reads one row more than the page holds. */
export function searchQuery(db: Db, userPoolId: string, search: UserSearch, page: SearchPage): FoundQuery {
  if (search.by === 'username') return byUsername(db, userPoolId, search, page)
  if ('operator' in search && search.by !== 'id') return byAttribute(db, userPoolId, search, page)
  let query = db
    .selectFrom('users')
    .selectAll()
    .select('id as position')
    .where('user_pool_id', '=', userPoolId)
    .orderBy('id')
    .limit(page.limit + 1)
  if (page.after) query = query.where('id', '>', page.after[1])
  if (search.by === 'enabled') return query.where('enabled', '=', search.value ? 1 : 0)
  if (search.by === 'status') return query.where('status', '=', search.value)
  return search.by === 'id' ? query.where(matches('id', search)) : query
}

type TextSearch = Extract<UserSearch, { operator: Operator }>

/** Both databases answer the comparison of rows from the index over the same columns. */
function byAttribute(db: Db, userPoolId: string, search: TextSearch, page: SearchPage): FoundQuery {
  const column = `${search.by as SearchableAttribute}_key` as const
  const key = { ...search, value: searchKey(search.value) ?? '' }
  const { after } = page
  const query = db
    .selectFrom('users')
    .selectAll()
    .select(`${column} as position`)
    .where('user_pool_id', '=', userPoolId)
    .where(matches(column, key))
    .orderBy(column)
    .orderBy('id')
    .limit(page.limit + 1)
  if (!after) return query
  if (search.operator === 'equals') return query.where('id', '>', after[1])
  return query.where((eb) => eb(eb.refTuple(column, 'id'), '>', eb.tuple(after[0], after[1])))
}

/** User names are looked up where sign-in looks for them, so that both fold them alike. */
function byUsername(db: Db, userPoolId: string, search: TextSearch, page: SearchPage): FoundQuery {
  const query = db
    .selectFrom('sign_in_names as name')
    .innerJoin('users', 'users.id', 'name.user_id')
    .selectAll('users')
    .select('name.name_key as position')
    .where('name.user_pool_id', '=', userPoolId)
    .where('name.kind', '=', 'username')
    .where(matches('name.name_key', search))
    .orderBy('name.name_key')
    .limit(page.limit + 1)
  return (page.after ? query.where('name.name_key', '>', page.after[0]) : query) as unknown as FoundQuery
}

/** A prefix is a range, which an index answers; `%` and `_` are characters like others. */
function matches(column: string, search: { value: string; operator: Operator }): RawBuilder<SqlBool> {
  const key = sql.ref(column)
  if (search.operator === 'equals') return sql`${key} = ${search.value}`
  const end = endOfPrefix(search.value)
  const start = sql<SqlBool>`${key} >= ${search.value}`
  return end === undefined ? start : sql`${start} and ${key} < ${end}`
}

const LAST_CODE_POINT = 0x10ffff
const BEFORE_SURROGATES = 0xd7ff
const AFTER_SURROGATES = 0xe000

/**
 * The first text after all that begin with the prefix, by code points, which is the order of their UTF-8 bytes;
 * undefined when no text comes after them.
 */
export function endOfPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0)
  while (points.at(-1) === LAST_CODE_POINT) points.pop()
  const last = points.pop()
  if (last === undefined) return undefined
  return String.fromCodePoint(...points, last === BEFORE_SURROGATES ? AFTER_SURROGATES : last + 1)
}
