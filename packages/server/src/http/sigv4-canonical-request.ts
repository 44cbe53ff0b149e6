import { hash } from 'node:crypto'

/** A request target as it was on the wire: nothing decoded, nothing normalised. */
export interface RequestTarget {
  authority: string | undefined
  path: string
  /** Name and value of each query parameter, still percent-encoded, in the order sent. */
  query: readonly (readonly [name: string, value: string])[]
}

/** Splits an absolute URL or an origin-form target (RFC 9112 section 3.2) without normalising it as `URL` would. */
export function splitTarget(url: string): RequestTarget {
  const withoutFragment = url.split('#', 1)[0] ?? ''
  const [, authority, rest = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/([^/?]*))?(.*)$/is.exec(withoutFragment) ?? []
  const queryStart = rest.indexOf('?')
  const path = queryStart < 0 ? rest : rest.slice(0, queryStart)
  return { authority, path: path || '/', query: queryStart < 0 ? [] : splitQuery(rest.slice(queryStart + 1)) }
}

function splitQuery(query: string): [string, string][] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
    })
}

/**
 * The canonical request of Signature Version 4, or undefined where a signed header is not in the request.
 * A header sent twice reaches us joined by a comma and a space, but is signed joined by a comma alone, and the two
 * cannot be told apart afterwards: `repeatedHeaders` picks the reading.
 * Source: AWS, "Create a signed AWS API request", step 1, with the path encoded twice as for every service but S3.
 */
export function canonicalRequest(
  request: { method: string; headers: Headers; target: RequestTarget; payloadHash: string },
  signedHeaders: readonly string[],
  options: { presigned: boolean; repeatedHeaders: boolean },
): string | undefined {
  const headerLines: string[] = []
  for (const name of signedHeaders) {
    const value = headerValue(request.headers, request.target, name)
    if (value === undefined) return undefined
    headerLines.push(`${name}:${foldHeaderValue(value, options.repeatedHeaders)}\n`)
  }
  return [
    request.method,
    canonicalPath(request.target.path),
    canonicalQuery(request.target.query, options.presigned),
    headerLines.join(''),
    signedHeaders.join(';'),
    request.payloadHash,
  ].join('\n')
}

function headerValue(headers: Headers, target: RequestTarget, name: string): string | undefined {
  const value = headers.get(name) ?? undefined
  // HTTP/2 sends the host as `:authority`, which reaches us only in the URL.
  return name === 'host' ? (value ?? target.authority) : value
}

function foldHeaderValue(value: string, repeated: boolean): string {
  const folded = value.replace(/[ \t]+/g, ' ').replace(/^ | $/g, '')
  return repeated ? folded.replaceAll(', ', ',') : folded
}

/** Whether reading a signed header as repeated would change the canonical request. */
export function hasRepeatedHeader(headers: Headers, signedHeaders: readonly string[]): boolean {
  return signedHeaders.some((name) => headers.get(name)?.includes(', '))
}

function canonicalPath(path: string): string {
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(encodeEverything(segment))
  }
  return `/${segments.join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`
}

function canonicalQuery(query: RequestTarget['query'], presigned: boolean): string {
  return query
    .filter(([name]) => !(presigned && decodeQueryComponent(name) === 'X-Amz-Signature'))
    .map(([name, value]) => [reencodeQueryComponent(name), reencodeQueryComponent(value)] as const)
    .sort((left, right) => compare(left[0], right[0]) || compare(left[1], right[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}

/** Decodes a query component as `URLSearchParams` does, with a plus sign for a space; wrong escapes stay as they are. */
export function decodeQueryComponent(component: string): string {
  const bytes = reencodeQueryComponent(component).replace(/%(..)/g, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Brings an encoded component into the one spelling that is signed: only unreserved characters stay plain. */
function reencodeQueryComponent(component: string): string {
  return component.replace(/%([0-9a-f]{2})|[^A-Za-z0-9\-._~]/giu, (character, hex: string | undefined) => {
    if (hex !== undefined) return encodeByte(Number.parseInt(hex, 16))
    return character === '+' ? '%20' : encodeEverything(character)
  })
}

function encodeEverything(text: string): string {
  return text.replace(/[^A-Za-z0-9\-._~]/gu, (character) =>
    Array.from(Buffer.from(character), encodeByte).join(''),
  )
}

function encodeByte(byte: number): string {
  const character = String.fromCharCode(byte)
  if (/[A-Za-z0-9\-._~]/.test(character)) return character
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256Hex(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex')
}
