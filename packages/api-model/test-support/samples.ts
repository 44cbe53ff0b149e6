import { type OperationName, operations, type ShapeName } from '../src/index.ts'
import { type Node, nodeOf, type StringNode } from '../src/shape.ts'

/** A value for each pattern: fixed ends, between them a filling as long as wanted; and a value that it refuses. */
const fillings: Readonly<Record<string, { head?: string; fill?: string; tail?: string; refused?: string }>> =
  {
    '[0-9]+': { fill: '1' },
    'arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?':
      {
        head: 'arn:aws:kms:us-east-1:0:',
      },
    '(arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)?':
      {
        head: 'arn:aws:kms:us-east-1:0:',
      },
    'arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:::[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?': {
      head: 'arn:aws:s3:::',
    },
    '[\\w-]+_[0-9a-f-]+': { head: 'r_' },
    '[\\w-]+_[0-9a-zA-Z]+': { head: 'r_' },
    '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+@[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+': { head: 'a@' },
    '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*': {
      head: '{####}',
      refused: 'no code',
    },
    '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{##[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*##\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*':
      {
        head: '{##',
        tail: '##}',
        refused: '{##link#',
      },
    '.*\\{####\\}.*': { head: '{####}', refused: 'no code' },
    '^cognito:(default|dutch|english|french|spanish|german|bahasa-indonesia|italian|japanese|korean|portuguese-brazil|chinese-(simplified|traditional))$':
      { head: 'cognito:dutch', fill: '' },
    '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$': {
      head: '00000000-0000-4000-8000-000000000000',
      fill: '',
    },
    '^(terms-of-use|privacy-policy)$': { head: 'terms-of-use', fill: '' },
    '^[\\S]+.*[\\S]+$': { head: 'a', tail: 'z', refused: ' ab' },
    'import-[0-9a-zA-Z-]+': { head: 'import-' },
    '[\\S]+': { refused: 'a b' },
    '[^_\\p{Z}][\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}][^_\\p{Z}]+': { head: 'aa', refused: '_aa' },
    '(?s).*': {},
  }
const acceptsEverything = '(?s).*'

function text(node: StringNode, length = node.min ?? 1): string {
  if (node.enum) return node.enum[0] ?? ''
  const { head = '', fill = 'a', tail = '' } = fillings[node.pattern?.source ?? ''] ?? {}
  const shortest = node.pattern ? Math.max(length, head.length + tail.length + fill.length) : length
  return `${head}${fill.repeat(Math.max(0, shortest - head.length - tail.length))}${tail}`
}

/** The smallest valid value of a shape: no more than the required members and the least length. */
export function sample(node: Node): unknown {
  switch (node.type) {
    case 'string':
      return text(node, node.min || 1)
    case 'structure':
      return Object.fromEntries(
        node.members.filter((item) => item.required).map((item) => [item.name, sample(item.node)]),
      )
    case 'list':
      return new Array(node.min ?? 0).fill(sample(node.element))
    case 'map':
      return Object.fromEntries(
        new Array(node.min ?? 0).fill(0).map(() => [sample(node.key), sample(node.value)]),
      )
    case 'integer':
    case 'long':
      return node.min ?? 0
    case 'blob':
      return ''
    case 'boolean':
      return true
    case 'timestamp':
      return 0
    case 'document':
      return {}
  }
}

/** Where a shape occurs in the input of an operation; `wrap` makes that input, otherwise minimal, around a value. */
export type Place = { operation: OperationName; node: Node; wrap: (value: unknown) => unknown }

/** Every place in the input of the operation, from the outside in. */
export function placesIn(operation: OperationName): Place[] {
  const places: Place[] = []
  const visit = (place: Place) => {
    const { node, wrap } = place
    places.push(place)
    if (node.type === 'list')
      visit({ operation, node: node.element, wrap: (value) => wrap(new Array(node.min || 1).fill(value)) })
    if (node.type === 'map') {
      visit({ operation, node: node.value, wrap: (value) => wrap({ [String(sample(node.key))]: value }) })
      visit({ operation, node: node.key, wrap: (value) => wrap({ [String(value)]: sample(node.value) }) })
    }
    if (node.type !== 'structure') return
    for (const member of node.members) {
      visit({
        operation,
        node: member.node,
        wrap: (value) => wrap({ ...Object(sample(node)), [member.name]: value }),
      })
    }
  }
  visit({ operation, node: nodeOf(operations[operation].input), wrap: (value) => value })
  return places
}

/** The first place in an input of an operation where each shape occurs. */
export function allPlaces(): Map<ShapeName, Place> {
  const places = new Map<ShapeName, Place>()
  for (const operation of Object.keys(operations) as OperationName[])
    for (const place of placesIn(operation))
      if (!places.has(place.node.name)) places.set(place.node.name, place)
  return places
}

function stringCases(node: StringNode): Array<[string, unknown, boolean]> {
  if (node.enum)
    return [
      ...node.enum.map((value): [string, unknown, boolean] => [value, value, true]),
      ['no value', '?', false],
    ]
  const cases: Array<[string, unknown, boolean]> = [['the sample', sample(node), true]]
  if (node.max !== undefined) cases.push([`length ${node.max}`, text(node, node.max), true])
  if (node.max !== undefined) cases.push([`length ${node.max + 1}`, text(node, node.max + 1), false])
  if (node.min && !node.pattern) cases.push([`length ${node.min}`, 'a'.repeat(node.min), true])
  if (node.min) cases.push([`length ${node.min - 1}`, 'a'.repeat(node.min - 1), false])
  const refused = fillings[node.pattern?.source ?? '']?.refused ?? `${text(node)}\u0000`
  if (node.pattern && node.pattern.source !== acceptsEverything)
    cases.push(['an unlike value', refused, false])
  return cases
}

/** Values just inside and just outside each constraint of the shape: what it is, the value, whether it is valid. */
export function casesOf(node: Node): Array<[string, unknown, boolean]> {
  if (node.type === 'string') return stringCases(node)
  const { min, max } = 'min' in node ? node : { min: undefined, max: undefined }
  const make = (size: number): unknown => {
    if (node.type === 'list') return new Array(size).fill(sample(node.element))
    if (node.type === 'blob') return Buffer.alloc(size).toString('base64')
    return size
  }
  if (node.type === 'map' || (min === undefined && max === undefined)) return []
  const cases: Array<[string, unknown, boolean]> = []
  if (min !== undefined) cases.push([`size ${min}`, make(min), true])
  if (min !== undefined && (min > 0 || node.type === 'integer'))
    cases.push([`size ${min - 1}`, make(min - 1), false])
  if (max !== undefined)
    cases.push([`size ${max}`, make(max), true], [`size ${max + 1}`, make(max + 1), false])
  return cases
}
