import { InvalidParameterException } from '../errors.ts'
import type { UserPool } from '../storage/user-pools.ts'
import {
  type Operator,
  type SearchableAttribute,
  searchableAttributes,
  type UserSearch,
} from '../storage/user-search.ts'
import type { UserStatus } from '../storage/users.ts'
import { isStorable } from './attribute-formats.ts'
import { nameKey } from './usernames.ts'

interface Condition {
  attribute: string
  operator: Operator
  value: string
}

const quoted = String.raw`"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'`
const filterForm = new RegExp(
  String.raw`^\s*(?<attribute>${quoted}|[\p{L}\p{N}_:-]+)\s*(?<operator>\^?=)\s*(?<value>${quoted})\s*$`,
  'u',
)

const statuses: UserStatus[] = [
  'UNCONFIRMED',
  'CONFIRMED',
  'FORCE_CHANGE_PASSWORD',
  'RESET_REQUIRED',
  'EXTERNAL_PROVIDER',
]

/**
 * What a filter of ListUsers asks for; undefined where it can match nobody. Throws InvalidParameterException.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html
 */
export function parseFilter(pool: UserPool, filter: string | undefined): UserSearch | undefined {
  if (filter === undefined || filter.trim() === '') return { by: 'all' }
  const { attribute, operator, value } = parseCondition(filter)
  switch (attribute) {
    case 'username':
      return { by: 'username', operator, value: nameKey(pool, value) }
    case 'sub':
      return { by: 'id', operator, value }
    case 'status':
      return searchEnabled(operator, value)
    case 'cognito:user_status':
      return searchStatus(operator, value.toUpperCase())
    default:
      return { by: searchable(attribute), operator, value }
  }
}

function parseCondition(filter: string): Condition {
  const { attribute, operator, value } = filterForm.exec(filter)?.groups ?? {}
  if (!attribute || !operator || !value || !isStorable(filter))
    throw new InvalidParameterException('Error while parsing filter.')
  return {
    attribute: /^["']/.test(attribute) ? unquote(attribute) : attribute,
    operator: operator === '=' ? 'equals' : 'begins',
    value: unquote(value),
  }
}

function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(["'\\])/g, '$1')
}

function searchable(attribute: string): SearchableAttribute {
  const found = searchableAttributes.find((name) => name === attribute)
  if (!found) throw new InvalidParameterException(`Invalid search attribute: ${attribute}`)
  return found
}

function searchEnabled(operator: Operator, value: string): UserSearch | undefined {
  const matches = ['Enabled', 'Disabled'].filter((name) => isMatch(name, operator, value))
  if (matches.length > 1) return { by: 'all' }
  return matches[0] === undefined ? undefined : { by: 'enabled', value: matches[0] === 'Enabled' }
}

/** No two states begin alike, so that a prefix means one of them, all or none. */
function searchStatus(operator: Operator, value: string): UserSearch | undefined {
  const matches = statuses.filter((name) => isMatch(name, operator, value))
  if (matches.length > 1) return { by: 'all' }
  return matches[0] === undefined ? undefined : { by: 'status', value: matches[0] }
}

function isMatch(name: string, operator: Operator, value: string): boolean {
  return operator === 'equals' ? name === value : name.startsWith(value)
}
