import type { ShapeName } from './generated/shapes.ts'
import { type Member, type Node, nodeOf } from './shape.ts'

type Leaf = string | number | boolean | bigint | Date | Uint8Array | null | undefined

/** The type with the first letter of every structure member small, at any depth; map keys stay. */
export type Camel<T> = unknown extends T
  ? T
  : T extends Leaf
    ? T
    : T extends ReadonlyArray<infer Item>
      ? Array<Camel<Item>>
      : string extends keyof T
        ? { [Key in keyof T]: Camel<T[Key]> }
        : { [Key in keyof T as Key extends string ? Uncapitalize<Key> : Key]: Camel<T[Key]> }

type Spelling = 'name' | 'camel'

function respell(node: Node, value: unknown, from: Spelling): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (node.type === 'list' && Array.isArray(value))
    return value.map((item) => respell(node.element, item, from))
  if (node.type === 'structure') return respellMembers(node.members, value, from)
  if (node.type === 'map' && node.value.type === 'structure') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, respell(node.value, item, from)]),
    )
  }
  return value
}

function respellMembers(members: readonly Member[], value: object, from: Spelling): Record<string, unknown> {
  const to: Spelling = from === 'name' ? 'camel' : 'name'
  const result: Record<string, unknown> = {}
  for (const member of members) {
    const item = (value as Record<string, unknown>)[member[from]]
    if (item !== undefined) result[member[to]] = respell(member.node, item, from)
  }
  return result
}

/**
 * The value of a shape with camelCase member names. Nested structures, also those in lists and maps, are followed; map keys,
 * free documents and all other values stay. Members that the shape does not list are left out.
 */
export function toCamel<T>(shape: ShapeName, wire: T): Camel<T> {
  return respell(nodeOf(shape), wire, 'name') as Camel<T>
}

/** The reverse of toCamel: the value of a shape in wire spelling. The caller names the wire type. */
export function toWire<T>(shape: ShapeName, camel: Camel<T>): T {
  return respell(nodeOf(shape), camel, 'camel') as T
}
