import { type OperationName, operations } from './generated/operations.ts'
import type { Operations } from './generated/types.ts'
import { type Node, nodeOf, type StructureNode } from './shape.ts'

/** Output of an operation, in wire spelling; undefined where the answer has an empty body. */
export type Output<Name extends OperationName> = Operations[Name]['output']

function wrongType(node: Node): never {
  throw new TypeError(`An output has a value of the wrong type for the shape ${node.name}`)
}

function structure(node: StructureNode, value: object): string {
  let text = ''
  for (const member of node.members) {
    const item = (value as Record<string, unknown>)[member.name]
    if (item === undefined || item === null) continue
    text += (text === '' ? '' : ',') + member.jsonKey + write(member.node, item)
  }
  return `{${text}}`
}

function map(element: Node, value: object): string {
  let text = ''
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined || item === null) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${write(element, item)}`
  }
  return `{${text}}`
}

function list(element: Node, values: readonly unknown[]): string {
  let text = ''
  for (const item of values) {
    if (item === undefined || item === null) continue
    text += (text === '' ? '' : ',') + write(element, item)
  }
  return `[${text}]`
}

/** Standard base64, in pieces because a call takes a bounded number of arguments. */
function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192))
  }
  return btoa(binary)
}

/** Epoch seconds with fraction; a date that is none is a bug. */
function timestamp(node: Node, value: unknown): string {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return wrongType(node)
  return String(value.getTime() / 1000)
}

function write(node: Node, value: unknown): string {
  switch (node.type) {
    case 'string':
      return typeof value === 'string' ? JSON.stringify(value) : wrongType(node)
    case 'structure':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? structure(node, value)
        : wrongType(node)
    case 'list':
      return Array.isArray(value) ? list(node.element, value) : wrongType(node)
    case 'map':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? map(node.value, value)
        : wrongType(node)
    case 'integer':
    case 'long':
      return Number.isFinite(value) ? String(value) : wrongType(node)
    case 'boolean':
      return typeof value === 'boolean' ? String(value) : wrongType(node)
    case 'timestamp':
      return timestamp(node, value)
    case 'blob':
      return value instanceof Uint8Array ? `"${base64(value)}"` : wrongType(node)
    case 'document':
      return JSON.stringify(value)
  }
}

/**
 * The JSON text of an operation's output, or undefined where the operation answers an empty body. Only members that the
 * shape lists are written; undefined and null are left out; dates become epoch seconds, bytes base64. Throws TypeError on a
 * value of another type than its shape's, which is a bug.
 */
export function writeOutput<Name extends OperationName>(
  operation: Name,
  output: Output<Name>,
): string | undefined {
  const { output: shape } = operations[operation]
  if (shape === undefined) return undefined
  return write(nodeOf(shape), output ?? {})
}
