import { SerializationError } from './failures.ts'
import type { MapNode, Node, NumberNode, StructureNode } from './shape.ts'

/**
 * How AWS's JSON front end (the one of x-amz-json-1.1 services) treats types: null is absent, unknown members are
 * ignored, wrong types are refused with the texts below before any constraint is looked at. Texts observed by others on
 * Athena, SES v2 and SQS; combinations that nobody has observed have no text (Athena leaves it out for some, too).
 */
const startOfList = 'Start of list found where not expected'
const startOfStructure = 'Start of structure or map found where not expected.'

/**
 * Deviation: the service's limit is unknown. This one is far above every real document (passkey options, branding
 * settings) and far below what the stack holds.
 */
const maxDocumentDepth = 64

function tokenOf(value: string | number | boolean): string {
  if (typeof value === 'string') return 'STRING_VALUE'
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE'
  return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE'
}

function refuse(value: unknown, wanted?: string): never {
  if (Array.isArray(value)) throw new SerializationError(startOfList)
  if (typeof value === 'object') throw new SerializationError(startOfStructure)
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  if (!isScalar || wanted === undefined) throw new SerializationError()
  throw new SerializationError(`${tokenOf(value)} can not be converted to ${wanted}`)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function requireObject(value: unknown): Record<string, unknown> {
  if (isObject(value)) return value
  if (Array.isArray(value)) throw new SerializationError(startOfList)
  throw new SerializationError('Expected null')
}

function structure(node: StructureNode, json: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const member of node.members) {
    const value = json[member.name]
    if (value !== undefined && value !== null) result[member.name] = deserialize(member.node, value)
  }
  return result
}

function list(element: Node, json: unknown): unknown[] {
  if (isObject(json)) throw new SerializationError(startOfStructure)
  if (!Array.isArray(json)) throw new SerializationError('Expected list or null')
  const result: unknown[] = []
  for (const value of json) if (value !== null) result.push(deserialize(element, value))
  return result
}

/** Maps have no prototype: a key such as `__proto__` or `constructor` is an entry like any other. */
function map(node: MapNode, json: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = Object.create(null)
  for (const key of Object.keys(json)) {
    const value = json[key]
    if (value !== null && value !== undefined) result[key] = deserialize(node.value, value)
  }
  return result
}

/**
 * A whole number. Beyond the range of the Java type a value is kept if the shape's own limit refuses it with a better text
 * (observed on Athena: 99999999999 is answered with the limit of MaxResults), else refused here.
 */
function wholeNumber(node: NumberNode, json: unknown): number {
  const wanted = node.type === 'integer' ? 'an Integer' : 'a Long'
  if (typeof json !== 'number' || !Number.isInteger(json)) refuse(json, wanted)
  const limit = node.type === 'integer' ? 2 ** 31 : 2 ** 63
  const refusedLater = json > 0 ? node.max !== undefined : node.min !== undefined
  if ((json < -limit || json >= limit) && !refusedLater) throw new SerializationError()
  return json
}

/** Observed on SES v2: a string is taken if it names a boolean; the article of the refusal depends on the token. */
function boolean(json: unknown): boolean {
  if (typeof json === 'boolean') return json
  if (typeof json !== 'string') refuse(json, 'a Boolean')
  const word = json.toLowerCase()
  if (['true', 'yes', 'y', 't', '1'].includes(word)) return true
  if (['false', 'no', 'n', 'f', '0'].includes(word)) return false
  return refuse(json, 'an Boolean')
}

/** Epoch seconds with fraction, the timestamp format of the AWS JSON protocol. */
function timestamp(json: unknown): Date {
  if (typeof json !== 'number') refuse(json)
  const date = new Date(Math.round(json * 1000))
  if (Number.isNaN(date.getTime())) throw new SerializationError()
  return date
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/

function blob(json: unknown): Uint8Array {
  if (typeof json !== 'string') refuse(json)
  if (json.length % 4 !== 0 || !base64.test(json)) throw new SerializationError()
  const binary = atob(json)
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

/** A copy of free JSON without prototypes, so that no key can reach one; nulls stay. Bounded in depth. */
function document(json: unknown, depth = 0): unknown {
  if (typeof json !== 'object' || json === null) return json
  if (depth >= maxDocumentDepth) throw new SerializationError()
  if (Array.isArray(json)) return json.map((value) => document(value, depth + 1))
  const result: Record<string, unknown> = Object.create(null)
  for (const [key, value] of Object.entries(json)) result[key] = document(value, depth + 1)
  return result
}

/** The value of a shape from parsed JSON; throws SerializationError on wrong JSON types. */
function deserialize(node: Node, json: unknown): unknown {
  switch (node.type) {
    case 'string':
      return typeof json === 'string' ? json : refuse(json, 'a String')
    case 'structure':
      return structure(node, requireObject(json))
    case 'map':
      return map(node, requireObject(json))
    case 'list':
      return list(node.element, json)
    case 'integer':
    case 'long':
      return wholeNumber(node, json)
    case 'boolean':
      return boolean(json)
    case 'timestamp':
      return timestamp(json)
    case 'blob':
      return blob(json)
    case 'document':
      return document(json)
  }
}

/** The body of a request; unlike members, anything but an object or a list is refused without a text. */
export function deserializeBody(node: Node, json: unknown): unknown {
  if (!isObject(json) && !Array.isArray(json)) throw new SerializationError()
  return deserialize(node, json)
}
