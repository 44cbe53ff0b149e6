import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { shapes } from './generated/shapes.ts'
import {
  type Camel,
  type InitiateAuthResponse,
  type ShapeName,
  toCamel,
  toWire,
  type UserPoolClientType,
  type UserPoolType,
} from './index.ts'
import { type Node, nodeOf } from './shape.ts'

describe('toCamel and toWire', () => {
  test('change the first letter of structure members only', () => {
    const wire: UserPoolType = {
      Id: 'a_b',
      CreationDate: new Date(0),
      UserPoolTags: { Team: 'Red' },
      LambdaConfig: { KMSKeyID: 'arn' },
      SchemaAttributes: [{ Name: 'Email', Required: true }],
    }
    const camel = toCamel('UserPoolType', wire)
    expect(camel).toEqual({
      id: 'a_b',
      creationDate: new Date(0),
      userPoolTags: { Team: 'Red' },
      lambdaConfig: { kMSKeyID: 'arn' },
      schemaAttributes: [{ name: 'Email', required: true }],
    })
    expect(toWire<UserPoolType>('UserPoolType', camel)).toEqual(wire)
  })

  test('follow structures in maps and leave free documents alone', () => {
    const pool = { AcrConfiguration: { Gold: { AcrValue: 'x' } } }
    expect(toCamel('CreateUserPoolRequest', pool)).toEqual({ acrConfiguration: { Gold: { acrValue: 'x' } } })
    const branding = { Settings: { Colors: { Red: 1 } } }
    expect(toCamel('ManagedLoginBrandingType', branding)).toEqual({ settings: { Colors: { Red: 1 } } })
  })

  test('have the matching types', () => {
    expectTypeOf<Camel<UserPoolClientType>['callbackURLs']>().toEqualTypeOf<string[] | undefined>()
    expectTypeOf<Camel<UserPoolType>['creationDate']>().toEqualTypeOf<Date | undefined>()
    expectTypeOf<Camel<UserPoolType>['userPoolTags']>().toEqualTypeOf<{ [key: string]: string } | undefined>()
    expectTypeOf<Camel<InitiateAuthResponse>>().toHaveProperty('challengeParameters')
    expectTypeOf<NonNullable<Camel<UserPoolType>['schemaAttributes']>[number]['name']>().toEqualTypeOf<
      string | undefined
    >()
  })

  function arbitrary(node: Node): fc.Arbitrary<unknown> {
    if (node.type === 'list') return fc.array(arbitrary(node.element), { maxLength: 2 })
    if (node.type === 'map') return fc.dictionary(fc.string(), arbitrary(node.value), { maxKeys: 2 })
    if (node.type === 'structure') {
      const entries = node.members.map((member) => [member.name, arbitrary(member.node)] as const)
      return fc.record(Object.fromEntries(entries), { requiredKeys: [] })
    }
    return node.type === 'timestamp' ? fc.date({ noInvalidDate: true }) : fc.string()
  }

  const structures = (Object.keys(shapes) as ShapeName[]).filter((name) => nodeOf(name).type === 'structure')

  test.each(structures)('%s comes back unchanged', (name) => {
    const property = fc.property(arbitrary(nodeOf(name)), (value) => {
      expect(toWire(name, toCamel(name, value))).toEqual(value)
    })
    fc.assert(property, { numRuns: 5 })
  })
})
