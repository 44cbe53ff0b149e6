import { type ShapeName, shapes } from './generated/shapes.ts'
import { compilePattern, widened } from './patterns.ts'
import { isSecret } from './secrets.ts'

/** One entry of the generated shape table. References are shape names. */
export type Shape = {
  readonly type: Type
  readonly members?: Readonly<Record<string, ShapeName>>
  readonly required?: readonly string[]
  readonly member?: ShapeName
  readonly key?: ShapeName
  readonly value?: ShapeName
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  readonly enum?: readonly string[]
  readonly sensitive?: boolean
}

type Type =
  | 'structure'
  | 'list'
  | 'map'
  | 'string'
  | 'integer'
  | 'long'
  | 'boolean'
  | 'timestamp'
  | 'blob'
  | 'document'

type Limits = { readonly min: number | undefined; readonly max: number | undefined }
type Named = { readonly name: ShapeName; readonly sensitive: boolean }

export type StringNode = Named &
  Limits & {
    readonly type: 'string'
    readonly pattern: { readonly source: string; readonly expression: RegExp } | undefined
    readonly enum: readonly string[] | undefined
  }
export type NumberNode = Named & Limits & { readonly type: 'integer' | 'long' }
export type ListNode = Named & Limits & { readonly type: 'list'; readonly element: Node }
export type MapNode = Named &
  Limits & { readonly type: 'map'; readonly key: StringNode; readonly value: Node }
export type BlobNode = Named & Limits & { readonly type: 'blob' }
export type PlainNode = Named & { readonly type: 'boolean' | 'timestamp' | 'document' }
export type StructureNode = Named & { readonly type: 'structure'; readonly members: readonly Member[] }
/** A shape with its references followed. The model has no recursive shape, so the graph has no cycle. */
export type Node = StringNode | NumberNode | ListNode | MapNode | BlobNode | PlainNode | StructureNode

export type Member = {
  readonly name: string
  /** The name with a small first letter: within the server, and in paths of validation messages. */
  readonly camel: string
  /** `"Name":`, ready to be written. */
  readonly jsonKey: string
  readonly node: Node
  readonly required: boolean
  /** The value must appear neither in logs nor in messages. */
  readonly secret: boolean
}

function membersOf(structure: ShapeName, shape: Shape, follow: (name: ShapeName) => Node): Member[] {
  return Object.entries(shape.members ?? {}).map(([name, target]) => {
    const node = follow(target)
    return {
      name,
      camel: name.charAt(0).toLowerCase() + name.slice(1),
      jsonKey: `${JSON.stringify(name)}:`,
      node,
      required: shape.required?.includes(name) ?? false,
      secret: node.sensitive || isSecret(structure, name, target),
    }
  })
}

function reference(name: ShapeName | undefined): ShapeName {
  if (name === undefined) throw new Error('The shape table has a list or map without element')
  return name
}

function keyNode(node: Node): StringNode {
  if (node.type !== 'string') throw new Error('The shape table has a map whose keys are no strings')
  return node
}

function toNode(name: ShapeName, shape: Shape, follow: (name: ShapeName) => Node): Node {
  const named = { name, sensitive: shape.sensitive ?? false }
  const limits = { min: shape.min, max: shape.max }
  switch (shape.type) {
    case 'structure':
      return { ...named, type: shape.type, members: membersOf(name, shape, follow) }
    case 'list':
      return { ...named, ...limits, type: shape.type, element: follow(reference(shape.member)) }
    case 'map': {
      const key = keyNode(follow(reference(shape.key)))
      return { ...named, ...limits, type: shape.type, key, value: follow(reference(shape.value)) }
    }
    case 'string': {
      const { pattern: source } = shape
      const pattern =
        source === undefined ? undefined : { source, expression: compilePattern(widened[name] ?? source) }
      return { ...named, ...limits, type: shape.type, pattern, enum: shape.enum }
    }
    case 'integer':
    case 'long':
    case 'blob':
      return { ...named, ...limits, type: shape.type }
    default:
      return { ...named, type: shape.type }
  }
}

function linkAll(): ReadonlyMap<ShapeName, Node> {
  const nodes = new Map<ShapeName, Node>()
  const follow = (name: ShapeName): Node => {
    const known = nodes.get(name)
    if (known) return known
    const node = toNode(name, shapes[name], follow)
    nodes.set(name, node)
    return node
  }
  for (const name of Object.keys(shapes)) follow(name as ShapeName)
  return nodes
}

const linked = linkAll()

/** The linked shape of this name; throws on a name that is not in the model, which is a bug of the caller. */
export function nodeOf(name: ShapeName): Node {
  const node = linked.get(name)
  if (!node) throw new Error(`Unknown shape ${name}`)
  return node
}
