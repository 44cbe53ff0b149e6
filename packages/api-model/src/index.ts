import { type OperationName, operations } from './generated/operations.ts'

export { type Camel, toCamel, toWire } from './camel.ts'
export { SerializationError, ValidationError } from './failures.ts'
export { type ErrorName, errors } from './generated/errors.ts'
export { type Caller, type OperationFacts, type OperationName, operations } from './generated/operations.ts'
export type { ShapeName } from './generated/shapes.ts'
export type * from './generated/types.ts'
export { type Input, readInput } from './read-input.ts'
export { redact } from './redact.ts'
export { type Output, writeOutput } from './write-output.ts'

/** Whether the text, from X-Amz-Target say, names an operation. */
export function isOperationName(text: string): text is OperationName {
  return Object.hasOwn(operations, text)
}
