import type { XmlAttribute, XmlElement } from './strict-xml.ts'

type Rendered = ReadonlyMap<string, string>

/**
 * The element in the form of Exclusive XML Canonicalization 1.0 (https://www.w3.org/TR/xml-exc-c14n/), without a list of
 * prefixes to include.
 */
export function canonicalize(element: XmlElement, rendered: Rendered = new Map()): string {
  const declared = newNamespaces(element, rendered)
  const within = new Map([...rendered, ...declared])
  const namespaces = [...declared]
    .sort(byFirst)
    .map(([prefix, uri]) => [prefix ? `xmlns:${prefix}` : 'xmlns', uri] as const)
  const attributes = element.attributes
    .toSorted(byName)
    .map((attribute) => [nameOf(attribute), attribute.value] as const)
  const written = [...namespaces, ...attributes].map(
    ([name, value]) => ` ${name}="${escapeAttribute(value)}"`,
  )
  const content = element.content.map((part) =>
    typeof part === 'string' ? escapeText(part) : canonicalize(part, within),
  )
  return `<${nameOf(element)}${written.join('')}>${content.join('')}</${nameOf(element)}>`
}

/** Those of the element's own name and of its attributes' that stand on no element around it. */
function newNamespaces(element: XmlElement, rendered: Rendered): Map<string, string> {
  const used = [element, ...element.attributes.filter(({ prefix }) => prefix !== '')]
  const unknown = used.filter(
    ({ prefix, namespace }) => prefix !== 'xml' && (rendered.get(prefix) ?? '') !== namespace,
  )
  return new Map(unknown.map(({ prefix, namespace }) => [prefix, namespace]))
}

function nameOf({ prefix, name }: { prefix: string; name: string }): string {
  return prefix === '' ? name : `${prefix}:${name}`
}

function byFirst([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1
}

function byName(a: XmlAttribute, b: XmlAttribute): number {
  if (a.namespace !== b.namespace) return a.namespace < b.namespace ? -1 : 1
  return a.name < b.name ? -1 : 1
}

function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => references[character] ?? '')
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<"\t\n\r]/g, (character) => references[character] ?? '')
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}
