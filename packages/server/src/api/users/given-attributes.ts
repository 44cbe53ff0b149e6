import type { AttributeType } from '@poolhouse/api-model'
import type { GivenAttribute } from '../../core/attributes.ts'

/** Attributes as an input lists them. */
export function givenAttributes(list: readonly AttributeType[] = []): GivenAttribute[] {
  return list.map(({ Name, Value }) => ({ name: Name, value: Value }))
}
