import type { ShapeName } from './generated/shapes.ts'
import { isSecretKey } from './secrets.ts'
import { type MapNode, type Member, type Node, nodeOf } from './shape.ts'

const hidden = '***'

function redactMember(member: Member, value: unknown): unknown {
  return member.secret ? hidden : redactNode(member.node, value)
}

function redactMap(node: MapNode, values: object): Record<string, unknown> {
  const isHidden = node.key.sensitive || node.value.sensitive
  const entries = Object.entries(values).map(([key, value]) => {
    return [key, isHidden || isSecretKey(key) ? hidden : redactNode(node.value, value)] as const
  })
  return Object.fromEntries(entries)
}

/** A value of another type than its shape's may be anything, a secret too: it is hidden. */
function redactNode(node: Node, value: unknown): unknown {
  if (value === undefined || value === null) return value
  if (node.sensitive) return hidden
  if (node.type === 'list')
    return Array.isArray(value) ? value.map((item) => redactNode(node.element, item)) : hidden
  if (node.type === 'blob') return value instanceof Uint8Array ? `${value.byteLength} bytes` : hidden
  if (node.type !== 'structure' && node.type !== 'map') return value
  if (typeof value !== 'object' || Array.isArray(value)) return hidden
  if (node.type === 'map') return redactMap(node, value)
  const entries = node.members.map((member) => {
    const item = (value as Record<string, unknown>)[member.name]
    return [
      member.name,
      item === undefined || item === null ? undefined : redactMember(member, item),
    ] as const
  })
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined))
}

/**
 * A copy for logs of a value of this shape, in wire spelling: what the model marks as sensitive, and the further secrets
 * listed in secrets.ts, become `***`; members that the shape does not list are left out.
 */
export function redact(shape: ShapeName, value: unknown): unknown {
  return redactNode(nodeOf(shape), value)
}
