import { describe, expect, it } from 'vitest'
import { InvalidParameterException } from '../errors.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { parseFilter } from './list-users-filter.ts'

function pool(caseSensitive?: boolean): UserPool {
  const settings = caseSensitive === undefined ? {} : { usernameConfiguration: { caseSensitive } }
  return { settings } as UserPool
}

const everybody = { by: 'all' }
const parsed: [filter: string | undefined, search: unknown][] = [
  [undefined, everybody],
  ['', everybody],
  ['  ', everybody],
  ['email = "a@example.com"', { by: 'email', operator: 'equals', value: 'a@example.com' }],
  ['email="a"', { by: 'email', operator: 'equals', value: 'a' }],
  ['  name ^= "Jo"  ', { by: 'name', operator: 'begins', value: 'Jo' }],
  ['"family_name" = "Reddy"', { by: 'family_name', operator: 'equals', value: 'Reddy' }],
  [
    String.raw`given_name = "a \"b\" \\ c"`,
    { by: 'given_name', operator: 'equals', value: String.raw`a "b" \ c` },
  ],
  ["phone_number ^= '+1'", { by: 'phone_number', operator: 'begins', value: '+1' }],
  ['preferred_username = "x = \'y\'"', { by: 'preferred_username', operator: 'equals', value: "x = 'y'" }],
  ['name = ""', { by: 'name', operator: 'equals', value: '' }],
  ['username = "Jane"', { by: 'username', operator: 'equals', value: 'Jane' }],
  ['sub = "u1"', { by: 'id', operator: 'equals', value: 'u1' }],
  ['status = "Enabled"', { by: 'enabled', value: true }],
  ['status = "Disabled"', { by: 'enabled', value: false }],
  ['status = "enabled"', undefined],
  ['status ^= "Dis"', { by: 'enabled', value: false }],
  ['status ^= ""', everybody],
  ['cognito:user_status = "confirmed"', { by: 'status', value: 'CONFIRMED' }],
  ['"cognito:user_status" ^= "Force"', { by: 'status', value: 'FORCE_CHANGE_PASSWORD' }],
  ['cognito:user_status ^= ""', everybody],
  ['cognito:user_status = "ENABLED"', undefined],
]

describe('parseFilter', () => {
  it.each(parsed)('reads %j', (filter, search) => {
    expect(parseFilter(pool(), filter)).toEqual(search)
  })

  it('folds user names where the pool does', () => {
    expect(parseFilter(pool(false), 'username ^= "JA"')).toEqual({
      by: 'username',
      operator: 'begins',
      value: 'ja',
    })
    expect(parseFilter(pool(true), 'username ^= "JA"')).toMatchObject({ value: 'JA' })
  })

  const broken = [
    'foo',
    'email',
    'email =',
    'email = a',
    'email "a"',
    '= "a"',
    'email == "a"',
    'email != "a"',
    'email = "a',
    'email = "a\'',
    'email = "a"b"',
    'email = "a" and name = "b"',
    'email = "a" email = "b"',
    'email ^ = "a"',
    'name = "a\u0000"',
    'name = "\ud83d"',
  ]
  it.each(broken)('refuses %j as a filter', (filter) => {
    expect(() => parseFilter(pool(), filter)).toThrow(
      new InvalidParameterException('Error while parsing filter.'),
    )
  })

  it.each(['custom:plan', 'address', 'email_verified', 'enabled', 'Email'])(
    'refuses to search %s',
    (attribute) => {
      expect(() => parseFilter(pool(), `${attribute} = "x"`)).toThrow(
        new InvalidParameterException(`Invalid search attribute: ${attribute}`),
      )
    },
  )

  it('reads a hostile filter in a moment', () => {
    const started = performance.now()
    expect(() => parseFilter(pool(), `${' '.repeat(100)}a${'\\"'.repeat(70)}`)).toThrow('Error while parsing')
    expect(performance.now() - started).toBeLessThan(100)
  })
})
