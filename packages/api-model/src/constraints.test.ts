import { describe, expect, test } from 'vitest'
import { type OperationName, operations, readInput, type ShapeName, ValidationError } from './index.ts'
import { type Node, nodeOf, type StringNode } from './shape.ts'

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
function sample(node: Node): unknown {
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

type Place = { operation: OperationName; node: Node; wrap: (value: unknown) => unknown }

/** The first place in an input of an operation where each shape occurs. */
function placesOf(): Map<ShapeName, Place> {
  const places = new Map<ShapeName, Place>()
  const visit = (place: Place) => {
    const { operation, node, wrap } = place
    if (!places.has(node.name)) places.set(node.name, place)
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
  for (const operation of Object.keys(operations) as OperationName[]) {
    visit({ operation, node: nodeOf(operations[operation].input), wrap: (value) => value })
  }
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

function casesOf(node: Node): Array<[string, unknown, boolean]> {
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

function isAccepted(operation: OperationName, json: unknown): boolean {
  try {
    readInput(operation, json)
    return true
  } catch (error) {
    if (error instanceof ValidationError) return false
    throw error
  }
}

const table = [...placesOf()].flatMap(([shape, { operation, node, wrap }]) =>
  casesOf(node).map(([title, value, isValid]) => ({ shape, operation, title, json: wrap(value), isValid })),
)

describe('every constrained shape, just inside and just outside', () => {
  test('covers the constraints of the model', () => {
    expect(new Set(table.map(({ shape }) => shape)).size).toBeGreaterThan(140)
    expect(table.filter(({ isValid }) => !isValid).length).toBeGreaterThan(200)
  })

  test.each(table)('$shape in $operation: $title is valid: $isValid', ({ operation, json, isValid }) => {
    expect(isAccepted(operation, json)).toBe(isValid)
  })
})
