import type { ListNode, MapNode, Node, StringNode, StructureNode } from './shape.ts'

/**
 * The texts and their order follow the service's validator, as far as its answers are public:
 * - Members come in the reverse of the model's order. SignUp (ClientId, SecretHash, Username, Password) names the
 *   password before the username in every quoted answer; SES tags (Key, Value) name the value first, ACM the alternative
 *   names before the domain name, DynamoDB the write units before the read units.
 * - Within a string the pattern comes before the length: `Value at 'username' ... pattern ...; Value at 'username' ...
 *   length greater than or equal to 1` in quoted answers of ForgotPassword and SignUp. (Answers of 2017 had it reversed.)
 * - A list of scalars is one violation that names every constraint of the element, largest first; so are the keys and the
 *   values of a map (`Map keys must satisfy constraint: [...]`, `Map value must satisfy constraint: [...]`).
 * - Structures in a list are `list.1.member.name`, in a map `map.key.member.name`.
 * - Length is counted in code points: observed on STS, where 2048 emoji pass a limit of 2048.
 * - Enum values stand as in a Java hash table of 32 places (`inHashOrder`): every quoted list of Cognito has this order, and
 *   so has each of DynamoDB's, whose longest has thirteen values.
 * - Values of secrets, and collections of structures, are left out. Text, numbers and scalar collections are quoted.
 */
type Found = {
  readonly path: string
  readonly value: unknown
  readonly secret: boolean
  readonly violations: string[]
}

/** Deviation: the service has no such limit; without one a small body could ask for a very long answer. */
const maxViolations = 100

function report(found: Found, constraint: string): void {
  if (found.violations.length >= maxViolations) return
  const value = found.secret ? undefined : quoted(found.value)
  const subject = value === undefined ? 'Value' : `Value ${value}`
  found.violations.push(`${subject} at '${found.path}' failed to satisfy constraint: ${constraint}`)
}

function quoted(value: unknown): string | undefined {
  if (value === undefined) return 'null'
  const text = javaText(value)
  return text === undefined ? undefined : `'${text}'`
}

/** Java's text of strings, numbers, and lists and maps of them; undefined for anything else. */
function javaText(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === 'string') ? `[${value.join(', ')}]` : undefined
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== null) return undefined
  const entries = Object.entries(value)
  if (!entries.every(([, item]) => typeof item === 'string')) return undefined
  return `{${entries.map(([key, item]) => `${key}=${item}`).join(', ')}}`
}

/** Length in code points. Scans only texts whose length in UTF-16 units leaves a doubt. */
function lengthOf(text: string, limit: number): number {
  if (text.length > 2 * limit) return text.length
  let length = text.length
  for (let index = 0; index < text.length - 1; index++) {
    if (text.charCodeAt(index) >> 10 === 0x36 && text.charCodeAt(index + 1) >> 10 === 0x37) {
      length--
      index++
    }
  }
  return length
}

/** The values by the lowest five bits of Java's `String.hashCode`; of those with the same bits the last comes first. */
function inHashOrder(values: readonly string[]): readonly string[] {
  return values.toReversed().sort((one, other) => placeOf(one) - placeOf(other))
}

function placeOf(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0
  return hash & 31
}

const atMost = (limit: number) => `Member must have length less than or equal to ${limit}`
const atLeast = (limit: number) => `Member must have length greater than or equal to ${limit}`
const oneOf = (values: readonly string[]) =>
  `Member must satisfy enum value set: [${inHashOrder(values).join(', ')}]`
const likePattern = (source: string) => `Member must satisfy regular expression pattern: ${source}`

function isTooLong(node: StringNode, text: string): boolean {
  return node.max !== undefined && text.length > node.max && lengthOf(text, node.max) > node.max
}

function isTooShort(node: StringNode, text: string): boolean {
  return node.min !== undefined && text.length < 2 * node.min && lengthOf(text, node.min) < node.min
}

/**
 * Whether the pattern refuses the text. Of a text beyond the limit only so much is looked at that no pattern takes long;
 * such a text is refused by its length in any case, so that this only decides whether the pattern is named as well.
 */
function isUnlikePattern(node: StringNode, text: string): boolean {
  if (!node.pattern) return false
  const isHuge = node.max !== undefined && text.length > 4 * node.max + 64
  return !isHuge && !node.pattern.expression.test(text)
}

function checkString(node: StringNode, found: Found, text: string): void {
  if (node.enum) {
    if (!node.enum.includes(text)) report(found, oneOf(node.enum))
    return
  }
  if (node.pattern && isUnlikePattern(node, text)) report(found, likePattern(node.pattern.source))
  if (isTooLong(node, text)) report(found, atMost(node.max ?? 0))
  if (isTooShort(node, text)) report(found, atLeast(node.min ?? 0))
}

function isValidString(node: StringNode, text: string): boolean {
  if (node.enum) return node.enum.includes(text)
  return !isTooLong(node, text) && !isTooShort(node, text) && !isUnlikePattern(node, text)
}

/** Every constraint of a string in one bracket, as the service names them for list elements, map keys and values. */
function allConstraints(node: StringNode): string {
  if (node.enum) return `[${oneOf(node.enum)}]`
  const texts = [
    node.max === undefined ? undefined : atMost(node.max),
    node.min === undefined ? undefined : atLeast(node.min),
    node.pattern && likePattern(node.pattern.source),
  ]
  return `[${texts.filter((text) => text !== undefined).join(', ')}]`
}

function checkSize(
  node: { min: number | undefined; max: number | undefined },
  found: Found,
  size: number,
): void {
  if (node.max !== undefined && size > node.max) report(found, atMost(node.max))
  if (node.min !== undefined && size < node.min) report(found, atLeast(node.min))
}

function checkNumber(
  node: { min: number | undefined; max: number | undefined },
  found: Found,
  value: number,
): void {
  if (node.max !== undefined && value > node.max) {
    report(found, `Member must have value less than or equal to ${node.max}`)
  }
  if (node.min !== undefined && value < node.min) {
    report(found, `Member must have value greater than or equal to ${node.min}`)
  }
}

function checkList(node: ListNode, found: Found, values: readonly unknown[]): void {
  const { element } = node
  const hidden = element.sensitive ? { ...found, secret: true } : found
  checkSize(node, hidden, values.length)
  if (element.type === 'string') {
    const isBroken = values.some((value) => !isValidString(element, String(value)))
    if (isBroken) report(hidden, `Member must satisfy constraint: ${allConstraints(element)}`)
    return
  }
  for (let index = 0; index < values.length && found.violations.length < maxViolations; index++) {
    check(element, { ...hidden, path: `${found.path}.${index + 1}.member`, value: values[index] })
  }
}

function checkMap(node: MapNode, found: Found, values: Readonly<Record<string, unknown>>): void {
  const { key, value: element } = node
  const hidden = element.sensitive || key.sensitive ? { ...found, secret: true } : found
  const keys = Object.keys(values)
  checkSize(node, hidden, keys.length)
  if (keys.some((name) => !isValidString(key, name))) {
    report(hidden, `Map keys must satisfy constraint: ${allConstraints(key)}`)
  }
  if (element.type === 'string') {
    const isBroken = keys.some((name) => !isValidString(element, String(values[name])))
    if (isBroken) report(hidden, `Map value must satisfy constraint: ${allConstraints(element)}`)
    return
  }
  for (const name of keys)
    check(element, { ...hidden, path: `${found.path}.${name}.member`, value: values[name] })
}

function checkStructure(node: StructureNode, found: Found, values: Readonly<Record<string, unknown>>): void {
  const prefix = found.path === '' ? '' : `${found.path}.`
  for (let index = node.members.length - 1; index >= 0; index--) {
    const member = node.members[index]
    if (member === undefined) continue
    const value = values[member.name]
    if (value === undefined && !member.required) continue
    const path = prefix + member.camel
    const at = { path, value, secret: found.secret || member.secret, violations: found.violations }
    if (value === undefined) report(at, 'Member must not be null')
    else check(member.node, at)
  }
}

function check(node: Node, found: Found): void {
  const { value } = found
  if (node.type === 'string') checkString(node, found, value as string)
  else if (node.type === 'structure') checkStructure(node, found, value as Record<string, unknown>)
  else if (node.type === 'list') checkList(node, found, value as readonly unknown[])
  else if (node.type === 'map') checkMap(node, found, value as Record<string, unknown>)
  else if (node.type === 'integer' || node.type === 'long') checkNumber(node, found, value as number)
  else if (node.type === 'blob') checkSize(node, found, (value as Uint8Array).byteLength)
}

/** The texts of every constraint that a deserialized value breaks; empty when it is valid. */
export function validate(node: Node, value: unknown): readonly string[] {
  const violations: string[] = []
  check(node, { path: '', value, secret: node.sensitive, violations })
  return violations
}
