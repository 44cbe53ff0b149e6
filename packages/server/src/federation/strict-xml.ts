/** An element of a document, its prefixes resolved. */
export interface XmlElement extends XmlName {
  attributes: readonly XmlAttribute[]
  children: readonly XmlElement[]
  /** The text that stands in the element itself, in one. */
  text: string
  /** Text and children in their order. */
  content: readonly (string | XmlElement)[]
}

export interface XmlAttribute extends XmlName {
  value: string
}

interface XmlName {
  /** Empty where there is none. */
  namespace: string
  /** As written; empty where there is none. */
  prefix: string
  /** Without prefix. */
  name: string
}

/** The text is no document of the subset that we read. The message quotes nothing of it. */
export class XmlError extends Error {
  override readonly name = 'XmlError'
}

/** Far deeper than any message or metadata of SAML. */
const MAX_DEPTH = 60
/** Each element that declares one copies those around it, so that many of both would take long. */
const MAX_NAMESPACES = 100
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/'

const declaration =
  /<\?xml[ \t\n]+version=["']1\.0["']([ \t\n]+encoding=["'][uU][tT][fF]-8["'])?([ \t\n]+standalone=["']\w+["'])?[ \t\n]*\?>/y
const opening = /<((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)/y
const attributePart =
  /[ \t\n]+((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)[ \t\n]*=[ \t\n]*(?:"([^<"]*)"|'([^<']*)')/y
const openingEnd = /[ \t\n]*(\/?)>/y
const closing = /<\/((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)[ \t\n]*>/y
const characters = /[^<]+/y
const comment = /<!--(?:(?!--)[\s\S])*-->/y
const reference = /&(?:(lt|gt|amp|apos|quot)|#(\d{1,7})|#x([\dA-Fa-f]{1,6}));|&/g
/** Those that XML does not know, and line ends that only some parsers know. */
const forbiddenCharacters = /[\p{Cc}\u2028\uFFFE\uFFFF]/u
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' }

interface OpenElement {
  tag: string
  scope: ReadonlyMap<string, string>
  element: XmlName & { attributes: XmlAttribute[] }
  content: (string | XmlElement)[]
}

interface Reader {
  readonly text: string
  readonly comments: 'skip' | 'refuse'
  position: number
}

/**
 * Reads the subset of XML 1.0 with namespaces in which no two parsers differ: no document type, no entities but the five,
 * no processing instructions, no CDATA, names of ASCII, and comments only where they are to be skipped. Throws XmlError.
 */
export function parseXml(text: string, comments: 'skip' | 'refuse'): XmlElement {
  const normal = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n') // XML 1.0, section 2.11
  if (forbiddenCharacters.test(normal.replace(/[\t\n]/g, ' ')))
    throw new XmlError('a character is not allowed')
  const reader: Reader = { text: normal, comments, position: 0 }
  take(reader, declaration)
  skipMisc(reader)
  const root = readTree(reader)
  skipMisc(reader)
  if (reader.position !== normal.length) throw new XmlError('something follows the document')
  return root
}

/** The children of that name. */
export function childrenOf(element: XmlElement, namespace: string, name: string): XmlElement[] {
  return element.children.filter((child) => is(child, namespace, name))
}

export function is(element: XmlElement, namespace: string, name: string): boolean {
  return element.namespace === namespace && element.name === name
}

/** The element and everything within it, in the order of the document. */
export function everyElement(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap(everyElement)]
}

/** The value of an attribute that has no namespace. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.namespace === '' && attribute.name === name)?.value
}

/** The text of the element without the white space of XML around it; undefined where elements stand in it. */
export function textOf(element: XmlElement | undefined): string | undefined {
  return element?.children.length === 0 ? trim(element.text) : undefined
}

/** As `textOf`, with the text of the elements within. */
export function wholeTextOf(element: XmlElement): string {
  return trim(
    everyElement(element)
      .map(({ text }) => text)
      .join(''),
  )
}

/** Not by an expression for the end, whose time grows with the square of the white space. */
function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text[start])) start++
  while (end > start && isSpace(text[end - 1])) end--
  return text.slice(start, end)
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r'
}

function readTree(reader: Reader): XmlElement {
  const open: OpenElement[] = []
  for (;;) {
    const parent = open.at(-1)
    const finished = readPart(reader, open, parent)
    if (finished && open.length === 0) return finished
  }
}

/** Reads one tag, comment or text; gives the element that it ends. */
function readPart(
  reader: Reader,
  open: OpenElement[],
  parent: OpenElement | undefined,
): XmlElement | undefined {
  const tag = take(reader, opening)?.[1]
  if (tag !== undefined) return readOpening(reader, open, tag)
  if (!parent) throw new XmlError('there is no element')
  const text = take(reader, characters)?.[0]
  if (text !== undefined) return addText(parent, text)
  if (skipComment(reader)) return undefined
  const closed = take(reader, closing)?.[1]
  if (closed !== parent.tag) throw new XmlError('an element is not closed, or something else is not allowed')
  return finish(open)
}

function readOpening(reader: Reader, open: OpenElement[], tag: string): XmlElement | undefined {
  if (open.length === MAX_DEPTH) throw new XmlError('elements are too deep')
  const written = readAttributes(reader)
  const end = take(reader, openingEnd)
  if (!end) throw new XmlError('a tag is malformed')
  const scope = declareNamespaces(open.at(-1)?.scope ?? new Map([['xml', XML_NAMESPACE]]), written)
  const attributes = resolveAttributes(scope, written)
  const element = { ...resolve(scope, tag, scope.get('') ?? ''), attributes }
  open.push({ tag, scope, element, content: [] })
  return end[1] === '/' ? finish(open) : undefined
}

function finish(open: OpenElement[]): XmlElement | undefined {
  const ended = open.pop()
  if (!ended) return undefined
  const { element, content } = ended
  const children = content.filter((part) => typeof part !== 'string')
  const text = content.filter((part) => typeof part === 'string').join('')
  const finished = { ...element, children, text, content }
  open.at(-1)?.content.push(finished)
  return finished
}

function addText({ content }: OpenElement, text: string): undefined {
  if (text.includes(']]>')) throw new XmlError('text is malformed')
  content.push(resolveReferences(text))
}

/** By the names as they are written. */
function readAttributes(reader: Reader): Map<string, string> {
  const written = new Map<string, string>()
  for (let found = take(reader, attributePart); found; found = take(reader, attributePart)) {
    const [, name = '', double, single] = found
    if (written.has(name)) throw new XmlError('an attribute is repeated')
    written.set(name, resolveReferences((double ?? single ?? '').replace(/[\t\n]/g, ' '))) // section 3.3.3
  }
  return written
}

/** Namespaces in XML 1.0, sections 3 and 5. */
function declareNamespaces(
  outer: ReadonlyMap<string, string>,
  written: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const declared = [...written].filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
  if (declared.length === 0) return outer
  const own = declared.map(([name, value]) => [name.slice('xmlns:'.length), value] as const)
  if (own.some(([prefix, value]) => !mayDeclare(prefix, value)))
    throw new XmlError('a namespace is not allowed')
  if (outer.size + own.length > MAX_NAMESPACES) throw new XmlError('there are too many namespaces')
  return new Map([...outer, ...own])
}

function mayDeclare(prefix: string, namespace: string): boolean {
  if (['xml', 'xmlns'].includes(prefix) || [XML_NAMESPACE, XMLNS_NAMESPACE].includes(namespace)) return false
  return prefix === '' || namespace !== ''
}

function resolveAttributes(
  scope: ReadonlyMap<string, string>,
  written: ReadonlyMap<string, string>,
): XmlAttribute[] {
  const attributes = [...written]
    .filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:'))
    .map(([name, value]) => ({ ...resolve(scope, name, ''), value }))
  const names = new Set(attributes.map(({ namespace, name }) => `${name} ${namespace}`))
  if (names.size !== attributes.length) throw new XmlError('an attribute is repeated')
  return attributes
}

function resolve(scope: ReadonlyMap<string, string>, written: string, withoutPrefix: string): XmlName {
  const [prefix = '', name] = written.split(':')
  if (name === undefined) return { namespace: withoutPrefix, prefix: '', name: prefix }
  const namespace = scope.get(prefix)
  if (namespace === undefined) throw new XmlError('a prefix has no namespace')
  return { namespace, prefix, name }
}

function resolveReferences(text: string): string {
  return text.replace(reference, (_, name?: string, decimal?: string, hexadecimal?: string) => {
    if (name !== undefined) return named[name] ?? ''
    if (decimal !== undefined) return characterOf(Number.parseInt(decimal, 10))
    if (hexadecimal !== undefined) return characterOf(Number.parseInt(hexadecimal, 16))
    throw new XmlError('an entity is not known')
  })
}

/** XML 1.0, section 2.2. */
function characterOf(code: number): string {
  const allowed =
    [0x9, 0xa, 0xd].includes(code) ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  if (!allowed) throw new XmlError('a character is not allowed')
  return String.fromCodePoint(code)
}

/** White space and comments around the root. */
function skipMisc(reader: Reader): void {
  do take(reader, /[ \t\n]*/y)
  while (skipComment(reader))
}

function skipComment(reader: Reader): boolean {
  if (!take(reader, comment)) return false
  if (reader.comments === 'refuse') throw new XmlError('a comment is not allowed')
  return true
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.position
  const found = pattern.exec(reader.text)
  if (found) reader.position = pattern.lastIndex
  return found ?? undefined
}
