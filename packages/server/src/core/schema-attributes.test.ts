import { describe, expect, it } from 'vitest'
import { type AskedAttribute, addToSchema, createSchema, standardAttributes } from './schema-attributes.ts'

const plain = (name: string, rest: AskedAttribute = {}): AskedAttribute => ({
  name,
  attributeDataType: 'String',
  ...rest,
})
const many = (count: number) => Array.from({ length: count }, (_, index) => plain(`a${index}`))
const find = (asked: AskedAttribute[], name: string) =>
  createSchema(asked).find((attribute) => attribute.name === name)

describe('standardAttributes', () => {
  it('has the order of DescribeUserPool', () => {
    expect(standardAttributes.map(({ name }) => name).join(' ')).toBe(
      'sub name given_name family_name middle_name nickname preferred_username profile picture website email ' +
        'email_verified gender birthdate zoneinfo locale phone_number phone_number_verified address updated_at',
    )
  })

  it('has the constraints of DescribeUserPool', () => {
    const base = { developerOnlyAttribute: false, mutable: true, required: false }
    expect(find([], 'sub')).toEqual({
      ...base,
      name: 'sub',
      attributeDataType: 'String',
      mutable: false,
      required: true,
      stringAttributeConstraints: { minLength: '1', maxLength: '2048' },
    })
    expect(find([], 'email')).toEqual({
      ...base,
      name: 'email',
      attributeDataType: 'String',
      stringAttributeConstraints: { minLength: '0', maxLength: '2048' },
    })
    expect(find([], 'birthdate')?.stringAttributeConstraints).toEqual({ minLength: '10', maxLength: '10' })
    expect(find([], 'email_verified')).toEqual({
      ...base,
      name: 'email_verified',
      attributeDataType: 'Boolean',
    })
    expect(find([], 'updated_at')).toEqual({
      ...base,
      name: 'updated_at',
      attributeDataType: 'Number',
      numberAttributeConstraints: { minValue: '0' },
    })
  })
})

describe('createSchema', () => {
  it('lets requirement, mutability and limits of a standard attribute be chosen', () => {
    const asked = plain('email', {
      required: true,
      mutable: false,
      stringAttributeConstraints: { maxLength: '99' },
    })
    expect(find([asked], 'email')).toMatchObject({
      required: true,
      mutable: false,
      stringAttributeConstraints: { minLength: '0', maxLength: '99' },
    })
    expect(createSchema([asked])).toHaveLength(standardAttributes.length)
  })

  it('keeps sub required and immutable', () => {
    expect(find([plain('sub', { mutable: true, required: false })], 'sub')).toEqual(standardAttributes[0])
  })

  it.each([{ attributeDataType: 'Number' }, { developerOnlyAttribute: true }] as const)(
    'refuses a standard attribute with %j',
    (change) => {
      expect(() => createSchema([plain('email', change)])).toThrow(
        'You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email',
      )
    },
  )

  it('names custom attributes with their prefix and invents no constraints', () => {
    expect(createSchema([plain('plan'), plain('note', { developerOnlyAttribute: true })]).slice(-2)).toEqual([
      {
        name: 'custom:plan',
        attributeDataType: 'String',
        developerOnlyAttribute: false,
        mutable: true,
        required: false,
      },
      {
        name: 'dev:custom:note',
        attributeDataType: 'String',
        developerOnlyAttribute: true,
        mutable: true,
        required: false,
      },
    ])
  })

  it('puts its prefix before one that was given', () => {
    expect(find([plain('custom:x')], 'custom:custom:x')).toBeDefined()
  })

  it('keeps the constraints that fit the type, also empty ones', () => {
    const numeric = {
      attributeDataType: 'Number',
      numberAttributeConstraints: { minValue: '-5', maxValue: '5' },
      stringAttributeConstraints: { maxLength: '3' },
    } as const
    const attribute = find([plain('n', numeric)], 'custom:n')
    expect(attribute?.numberAttributeConstraints).toEqual({ minValue: '-5', maxValue: '5' })
    expect(attribute).not.toHaveProperty('stringAttributeConstraints')
    const empty = find([plain('s', { stringAttributeConstraints: {} })], 'custom:s')
    expect(empty?.stringAttributeConstraints).toEqual({})
  })

  it.each([
    [
      'no type, though it is required',
      { name: 'x', required: true },
      'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
    ],
    ['required', plain('x', { required: true }), 'Required custom attributes are not supported currently.'],
    [
      'nothing after a colon',
      plain('custom:'),
      'Entity Type: USER, Message: AttributeName: custom:custom:, DataType: STRING',
    ],
    ['a digit in front', plain('1x'), 'Attribute names MUST conform to the following rules'],
    [
      'a maximum length below the minimum',
      plain('x', { stringAttributeConstraints: { minLength: '2', maxLength: '1' } }),
      "Attribute custom:x cannot have a max length shorter than it's min length",
    ],
    [
      'a length above 2048',
      plain('x', { stringAttributeConstraints: { maxLength: '2049' } }),
      'Attribute custom:x cannot have a length constraint outside of 0 to 2048',
    ],
    [
      'a maximum value below the minimum',
      plain('x', {
        attributeDataType: 'Number',
        numberAttributeConstraints: { minValue: '2', maxValue: '1' },
      }),
      "Attribute custom:x cannot have a max value smaller than it's min value",
    ],
    [
      'a bound that is no number',
      plain('x', { attributeDataType: 'Number', numberAttributeConstraints: { minValue: 'few' } }),
      'Attribute custom:x cannot have the constraint few: not a whole number',
    ],
  ])('refuses a custom attribute with %s', (_, asked, message) => {
    expect(() => createSchema([asked])).toThrow(message)
    expect(() => addToSchema([...standardAttributes], [asked])).toThrow(message)
  })

  it('accepts equal bounds', () => {
    createSchema([
      plain('x', { stringAttributeConstraints: { minLength: '2048', maxLength: '2048' } }),
      plain('y', {
        attributeDataType: 'Number',
        numberAttributeConstraints: { minValue: '1', maxValue: '1' },
      }),
    ])
  })

  it('refuses the same attribute twice', () => {
    const text = (name: string) =>
      `Duplicate custom attribute names ${name} are not allowed in a user pool schema.`
    expect(() => createSchema([plain('x'), plain('x')])).toThrow(text('custom:x'))
    expect(() => createSchema([plain('email'), plain('email')])).toThrow(text('email'))
  })

  it('takes fifty custom attributes and no more', () => {
    expect(createSchema(many(50))).toHaveLength(70)
    expect(() => createSchema(many(51))).toThrow('A user pool can have at most 50 custom attributes.')
  })
})

describe('addToSchema', () => {
  it('takes fifty custom attributes and no more', () => {
    const schema = createSchema(many(49))
    expect(addToSchema(schema, [plain('x')])).toHaveLength(70)
    expect(() => addToSchema(schema, [plain('x'), plain('y')])).toThrow('at most 50 custom attributes')
  })

  it('refuses a name twice in one request', () => {
    expect(() => addToSchema(createSchema([]), [plain('x'), plain('x')])).toThrow(
      'custom:x: Existing attribute already has name custom:x.',
    )
  })
})
