/** What reads cookies: a request, or the store that `cookies()` of next/headers gives. */
export type CookieSource = { headers: Headers } | { getAll(): readonly { name: string; value: string }[] }

/** Values of any length under one name, in as many cookies as they need. */
export interface CookieJar {
  read(source: CookieSource): string | undefined
  /** Set-Cookie headers that write the value and remove what an older, longer one left. */
  write(value: string, source: CookieSource, maximumAgeSeconds: number): string[]
  /** Set-Cookie headers that remove the value. */
  remove(source: CookieSource): string[]
}

/** Browsers allow 4096 bytes for name, value and attributes, RFC 6265 section 6.1. */
const CHUNK_LENGTH = 3800
/** A header of more than 32 kB passes few servers. */
const MAXIMUM_CHUNKS = 8

/** Cookies that scripts cannot read; on https with `__Host-`, which binds them to this host (RFC 6265bis section 4.1.3.2). */
export function createCookieJar(name: string, secure: boolean): CookieJar {
  const prefix = `${secure ? '__Host-' : ''}${name}.`
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  const write = (index: number, value: string, seconds: number) =>
    `${prefix}${index}=${value}; ${attributes}; Max-Age=${seconds}`
  const chunksOf = (source: CookieSource) => {
    const cookies = readCookies(source)
    const chunks: string[] = []
    for (let index = 0; index < MAXIMUM_CHUNKS; index++) {
      const value = cookies.get(`${prefix}${index}`)
      if (!value) break
      chunks.push(value)
    }
    return chunks
  }
  const removeFrom = (start: number, source: CookieSource) =>
    chunksOf(source).flatMap((_, index) => (index < start ? [] : [write(index, '', 0)]))

  return {
    read: (source) => chunksOf(source).join('') || undefined,
    write: (value, source, seconds) => {
      const chunks = value.match(new RegExp(`.{1,${CHUNK_LENGTH}}`, 'g')) ?? []
      if (chunks.length > MAXIMUM_CHUNKS) throw new RangeError('The tokens are too long for cookies')
      return [
        ...chunks.map((chunk, index) => write(index, chunk, seconds)),
        ...removeFrom(chunks.length, source),
      ]
    },
    remove: (source) => removeFrom(0, source),
  }
}

/** The Cookie header as it will be once the browser has these Set-Cookie headers. */
export function applyCookies(header: string | null, setCookies: readonly string[]): string {
  const cookies = parseCookies(header)
  for (const line of setCookies) {
    const [pair = ''] = line.split(';')
    const [name = '', value = ''] = splitPair(pair)
    if (value === '') cookies.delete(name)
    else cookies.set(name, value)
  }
  return Array.from(cookies, (pair) => pair.join('=')).join('; ')
}

function readCookies(source: CookieSource): Map<string, string> {
  if ('headers' in source) return parseCookies(source.headers.get('cookie'))
  return new Map(source.getAll().map(({ name, value }) => [name, value]))
}

function parseCookies(header: string | null): Map<string, string> {
  const pairs = (header ?? '').split(';').map((pair) => splitPair(pair.trim()))
  return new Map(pairs.filter(([name]) => name !== ''))
}

function splitPair(pair: string): [name: string, value: string] {
  const equals = pair.indexOf('=')
  return equals < 0 ? ['', pair] : [pair.slice(0, equals), pair.slice(equals + 1)]
}
