/** What an answer of the query protocol holds: structures as objects, lists as arrays, maps as Map, times as Date. */
export type XmlValue =
  | string
  | number
  | boolean
  | Date
  | undefined
  | readonly XmlValue[]
  | ReadonlyMap<string, XmlValue>
  | { readonly [member: string]: XmlValue }

/**
 * The members of a structure as elements; those that are undefined are left out.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#response-serialization
 */
export function toElements(members: { readonly [member: string]: XmlValue }): string {
  return Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => element(name, value))
    .join('')
}

function element(name: string, value: XmlValue): string {
  return `<${name}>${content(value)}</${name}>`
}

function content(value: XmlValue): string {
  if (value === undefined) return ''
  if (value instanceof Date) return value.toISOString().replace(/\.\d{3}Z$/, 'Z')
  if (typeof value !== 'object') return escapeXml(String(value))
  if (isList(value)) return value.map((item) => element('member', item)).join('')
  if (isMap(value)) return [...value].map(([key, value]) => element('entry', { key, value })).join('')
  return toElements(value)
}

function isList(value: object): value is readonly XmlValue[] {
  return Array.isArray(value)
}

function isMap(value: object): value is ReadonlyMap<string, XmlValue> {
  return value instanceof Map
}

/** XML 1.0, section 2.2: what no document may hold, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

/** Text as the content of an element. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
    .replace(impossible, '\ufffd')
}
