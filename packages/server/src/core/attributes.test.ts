import { describe, expect, it } from 'vitest'
import { InvalidParameterException, NotAuthorizedException } from '../errors.ts'
import type { AppClient } from '../storage/app-clients.ts'
import type { SchemaAttribute, UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import {
  applyChanges,
  checkAttributes,
  checkRemoval,
  isVerified,
  missingAttributes,
  newAttributes,
  readable,
  requireComplete,
  requireWritable,
  toAttributeList,
} from './attributes.ts'
import { createSchema } from './schema-attributes.ts'

function attribute(name: string, more: Partial<SchemaAttribute> = {}): SchemaAttribute {
  const facts = {
    attributeDataType: 'String',
    developerOnlyAttribute: false,
    mutable: true,
    required: false,
  } as const
  return { name, ...facts, ...more }
}

const standard = createSchema([]).map((one) =>
  one.name === 'name' || one.name === 'family_name' ? { ...one, required: true } : one,
)

const pool = {
  schemaAttributes: [
    ...standard,
    attribute('custom:plan', { stringAttributeConstraints: { minLength: '2', maxLength: '4' } }),
    attribute('custom:badge', { mutable: false }),
    attribute('custom:age', {
      attributeDataType: 'Number',
      numberAttributeConstraints: { minValue: '18', maxValue: '99' },
    }),
    attribute('custom:news', { attributeDataType: 'Boolean' }),
    attribute('custom:joined', { attributeDataType: 'DateTime' }),
    attribute('dev:custom:note', { developerOnlyAttribute: true }),
  ],
} as UserPool

function check(attributes: Record<string, string>, mode: 'create' | 'update') {
  return checkAttributes(
    pool,
    Object.entries(attributes).map(([name, value]) => ({ name, value })),
    mode,
  )
}

const prefix = 'Attributes did not conform to the schema: '

describe('checkAttributes', () => {
  const taken: Record<string, string>[] = [
    { 'custom:plan': 'ab' },
    { 'custom:plan': 'abcd' },
    { 'custom:age': '18' },
    { 'custom:age': '99' },
    { 'custom:news': 'True' },
    { 'custom:joined': '2026-01-31' },
    { birthdate: '2000-01-01' },
    { name: 'x'.repeat(2048) },
    { 'custom:badge': '7', 'dev:custom:note': 'n', email_verified: 'true' },
  ]
  it.each(taken)('takes %j', (attributes) => expect(check(attributes, 'create')).toEqual(attributes))

  const refused: [attributes: Record<string, string>, item: string][] = [
    [{ 'custom:plan': 'a' }, 'custom:plan: String must be no shorter than 2 characters'],
    [{ 'custom:plan': 'abcde' }, 'custom:plan: String must be no longer than 4 characters'],
    [{ birthdate: '2000-1-1' }, 'birthdate: String must be no shorter than 10 characters'],
    [{ birthdate: '2000-01-011' }, 'birthdate: String must be no longer than 10 characters'],
    [{ name: 'x'.repeat(2049) }, 'name: String must be no longer than 2048 characters'],
    [{ name: 'a\u0000b' }, 'name: String contains invalid characters'],
    [{ 'custom:age': '17' }, 'custom:age: Number must be no less than 18'],
    [{ 'custom:age': '100' }, 'custom:age: Number must be no greater than 99'],
    [{ 'custom:age': 'old' }, 'custom:age: Number must be a decimal number'],
    [{ updated_at: '-1' }, 'updated_at: Number must be no less than 0'],
    [{ 'custom:news': 'yes' }, 'custom:news: Boolean must be true or false'],
    [{ email_verified: 'yes' }, 'email_verified: Boolean must be true or false'],
    [{ 'custom:joined': 'soon' }, 'custom:joined: DateTime must be a date of ISO 8601'],
    [{ sub: 'me' }, 'sub: Attribute cannot be updated.'],
  ]
  it.each(refused)('refuses %j on creations and on updates', (attributes, item) => {
    expect(() => check(attributes, 'create')).toThrow(new InvalidParameterException(`${prefix}${item}\n`))
    expect(() => check(attributes, 'update')).toThrow(new InvalidParameterException(`user.${item}\n`))
  })

  it('names every attribute that is wrong', () => {
    const wrong = { 'custom:plan': 'a', 'custom:age': '1' }
    expect(() => check(wrong, 'create')).toThrow(/plan: [^\n]*\ncustom:age: [^\n]*\n$/)
    expect(() => check(wrong, 'update')).toThrow(/^user\.custom:plan: [^\n]*\nuser\.custom:age: [^\n]*\n$/)
  })

  it('refuses names that the schema lacks', () => {
    for (const name of ['custom:x', 'plan', 'constructor', '__proto__']) {
      const given = [{ name, value: 'x' }]
      expect(() => checkAttributes(pool, given, 'create')).toThrow(
        new InvalidParameterException(`${prefix}Type for attribute {${name}} could not be determined`),
      )
      expect(() => checkAttributes(pool, given, 'update')).toThrow(
        new InvalidParameterException(`user.${name}: Attribute does not exist in the schema.\n`),
      )
    }
  })

  it('refuses addresses in a wrong format', () => {
    expect(() => check({ email: 'jane' }, 'create')).toThrow(
      new InvalidParameterException('Invalid email address format.'),
    )
    expect(() => check({ phone_number: '555' }, 'update')).toThrow(
      new InvalidParameterException('Invalid phone number format.'),
    )
  })

  it('sets what never changes only on creation', () => {
    const error = new InvalidParameterException('user.custom:badge: Attribute cannot be updated.\n')
    expect(() => check({ 'custom:badge': '7' }, 'update')).toThrow(error)
    expect(() => check({ 'custom:badge': '' }, 'update')).toThrow(error)
  })

  it('takes away what is not required', () => {
    expect(check({ nickname: '' }, 'update')).toEqual({ nickname: '' })
    expect(checkAttributes(pool, [{ name: 'nickname' }], 'update')).toEqual({ nickname: '' })
    expect(checkRemoval(pool, ['nickname', 'custom:plan'])).toEqual({ nickname: '', 'custom:plan': '' })
    const error = new InvalidParameterException('user.name: The attribute is required\n')
    expect(() => check({ name: '' }, 'update')).toThrow(error)
    expect(() => checkRemoval(pool, ['name'])).toThrow(error)
  })

  it('keeps the last value of a name that is given twice', () => {
    const given = [
      { name: 'nickname', value: 'one' },
      { name: 'nickname', value: 'two' },
    ]
    expect(checkAttributes(pool, given, 'update')).toEqual({ nickname: 'two' })
  })
})

describe('requireComplete', () => {
  it('names every required attribute that is missing or empty', () => {
    expect(missingAttributes(pool, { name: '' })).toEqual(['name', 'family_name'])
    expect(() => requireComplete(pool, { name: '' })).toThrow(
      new InvalidParameterException(
        `${prefix}name: The attribute is required\nfamily_name: The attribute is required\n`,
      ),
    )
  })

  it('takes a user who has them all', () => {
    expect(() => requireComplete(pool, { name: 'a', family_name: 'b' })).not.toThrow()
  })
})

function client(settings: Partial<AppClient['settings']>): AppClient {
  return { settings } as AppClient
}

describe('requireWritable', () => {
  const error = new NotAuthorizedException('A client attempted to write unauthorized attribute')

  it('lets a client without a list write all but what administrators set', () => {
    expect(() => requireWritable(client({}), pool, ['name', 'custom:plan', 'custom:unknown'])).not.toThrow()
    const forbidden = [
      'email_verified',
      'phone_number_verified',
      'sub',
      'identities',
      'dev:custom:note',
      'dev:x',
    ]
    for (const name of forbidden) {
      expect(() => requireWritable(client({}), pool, ['name', name])).toThrow(error)
    }
  })

  it('lets a client with a list write what is on it, and never a mark of verification', () => {
    const listed = client({ writeAttributes: ['name', 'email_verified'] })
    expect(() => requireWritable(listed, pool, ['name'])).not.toThrow()
    expect(() => requireWritable(listed, pool, ['family_name'])).toThrow(error)
    expect(() => requireWritable(listed, pool, ['email_verified'])).toThrow(error)
  })
})

describe('reading attributes', () => {
  const attributes = { email: 'a@example.com', 'custom:plan': 'pro', 'dev:custom:note': 'n' }
  const user = { id: 'u1', attributes } as unknown as User

  it('shows a client what its list names, and never what is for developers only', () => {
    expect(readable(client({}), pool, user)).toEqual({ email: 'a@example.com', 'custom:plan': 'pro' })
    const listed = client({ readAttributes: ['custom:plan', 'dev:custom:note'] })
    expect(readable(listed, pool, user)).toEqual({ 'custom:plan': 'pro' })
  })

  it('lists the id first', () => {
    expect(toAttributeList(user, { email: 'a@example.com' })).toEqual([
      { Name: 'sub', Value: 'u1' },
      { Name: 'email', Value: 'a@example.com' },
    ])
  })
})

describe('applyChanges', () => {
  const current = { email: 'a@example.com', email_verified: 'true', nickname: 'a' }

  it('unverifies an address that changes, unless it is called verified', () => {
    expect(applyChanges(current, { email: 'b@example.com' })).toMatchObject({ email_verified: 'false' })
    expect(applyChanges({}, { phone_number: '+1' })).toEqual({
      phone_number: '+1',
      phone_number_verified: 'false',
    })
    const verified = { email: 'b@example.com', email_verified: 'True' }
    expect(applyChanges(current, verified)).toMatchObject(verified)
  })

  it('leaves the mark of an address that stays', () => {
    expect(applyChanges(current, { email: 'a@example.com', nickname: '' })).toEqual({
      email: 'a@example.com',
      email_verified: 'true',
    })
  })

  it('takes the mark away with the address, so that the next one does not inherit it', () => {
    expect(applyChanges(current, { email: '' })).toEqual({ nickname: 'a' })
    const kept = applyChanges({ email_verified: 'true' }, { email: 'c@example.com' })
    expect(kept).toEqual({ email: 'c@example.com', email_verified: 'false' })
  })

  it('drops empty values of a new user', () => {
    expect(newAttributes({ email: '', name: 'x' })).toEqual({ name: 'x' })
  })
})

describe('isVerified', () => {
  it('wants the address and its mark, in whatever case', () => {
    expect(isVerified({ email: 'a@example.com', email_verified: 'True' }, 'email')).toBe(true)
    expect(isVerified({ email: 'a@example.com', email_verified: 'false' }, 'email')).toBe(false)
    expect(isVerified({ email: 'a@example.com' }, 'email')).toBe(false)
    expect(isVerified({ email_verified: 'true' }, 'email')).toBe(false)
  })
})
