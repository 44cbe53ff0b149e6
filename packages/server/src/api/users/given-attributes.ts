import type { AttributeType } from '@poolhouse/api-model'
import type { GivenAttribute } from '../../core/attributes.ts'

/** Attributes as an input lists them. */
export function givenAttributes(list: readonly AttributeType[] = []): GivenAttribute[] {
  return list.map(({ Name, Value }) => ({ name: Name, value: Value }))
}

/** A list of attributes as members, of which the last of a name counts; ones without a value are empty. */
export function toRecord(given: readonly AttributeType[]): Record<string, string> {
  return Object.fromEntries(given.map(({ Name, Value }) => [Name, Value ?? '']))
}
