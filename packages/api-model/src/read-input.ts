import { deserializeBody } from './deserialize.ts'
import { ValidationError } from './failures.ts'
import { type OperationName, operations } from './generated/operations.ts'
import type { Operations } from './generated/types.ts'
import { nodeOf } from './shape.ts'
import { validate } from './validate.ts'

/** Input of an operation, in wire spelling. */
export type Input<Name extends OperationName> = Operations[Name]['input']

/**
 * The input of an operation from its parsed JSON body: unknown members and nulls dropped, timestamps as Date, blobs as
 * bytes, maps without prototype. Throws SerializationError on wrong JSON types and ValidationError, with every broken
 * constraint in one text, on values that the model refuses.
 */
export function readInput<Name extends OperationName>(operation: Name, json: unknown): Input<Name> {
  const node = nodeOf(operations[operation].input)
  const input = deserializeBody(node, json)
  const violations = validate(node, input)
  if (violations.length > 0) throw new ValidationError(violations)
  return input as Input<Name>
}
