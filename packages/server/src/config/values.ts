/** How the text of a flag or variable becomes a value. */
export interface ValueType<Value> {
  /** Stands for the value in the help: `<number>`. */
  placeholder: string
  /** Ends the sentence "expected …". */
  expected: string
  /** The value, or undefined where the text is not one. */
  parse(text: string): Value | undefined
}

/** A whole number within the limits, both included. */
export function integer(lowest: number, highest: number): ValueType<number> {
  return {
    placeholder: '<number>',
    expected: `a whole number from ${lowest} to ${highest}`,
    parse: (text) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : -1
      return value >= lowest && value <= highest ? value : undefined
    },
  }
}

/** Text of the given form. */
export function text(placeholder: string, expected: string, pattern: RegExp): ValueType<string> {
  return { placeholder, expected, parse: (value) => (pattern.test(value) ? value : undefined) }
}

/** One of a few words. */
export function choice<const Word extends string>(words: readonly Word[]): ValueType<Word> {
  return {
    placeholder: `<${words.length > 3 ? 'word' : words.join('|')}>`,
    expected: `one of ${words.join(', ')}`,
    parse: (value) => words.find((word) => word === value),
  }
}

const booleans = new Map([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off'].map((word) => [word, false] as const),
])

/** Yes or no; as a flag it needs no value, and `--no-…` turns it off. */
export const boolean: ValueType<boolean> = {
  placeholder: '',
  expected: 'true or false',
  parse: (value) => booleans.get(value.toLowerCase()),
}

/** The outside address: a bare origin, because hosted pages and endpoints live at the root of their host. */
export const origin: ValueType<string> = {
  placeholder: '<url>',
  expected:
    'an http or https address without user, path, query or fragment, such as https://auth.example.com',
  parse: (value) => {
    const url = parseUrl(value, ['http:', 'https:'])
    const bare = url && url.username === '' && url.password === '' && url.pathname === '/'
    return bare && !/[?#]/.test(value) ? url.origin : undefined
  },
}

/** A host name of at most 189 characters, which leaves room for the longest label before it; in lower case. */
export const domainSuffix: ValueType<string> = {
  placeholder: '<host>',
  expected: 'a host name such as auth.example.com, without a dot at its ends',
  parse: (value) => {
    const labels = value.toLowerCase().split('.')
    const valid = labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label))
    const isAddress = /^\d+$/.test(labels.at(-1) ?? '')
    return valid && !isAddress && value.length <= 189 ? value.toLowerCase() : undefined
  },
}

/** A mail server. */
export const smtpUrl: ValueType<string> = {
  placeholder: '<url>',
  expected: 'an address such as smtp://user:password@host:587',
  parse: (value) => (parseUrl(value, ['smtp:', 'smtps:'])?.hostname ? value : undefined),
}

/** SQLite in a file or in memory, or PostgreSQL. */
export const databaseUrl: ValueType<string> = {
  placeholder: '<url>',
  expected: 'sqlite:FILE, sqlite::memory: or postgres://user:password@host/database',
  parse: (value) => {
    const known = /^sqlite:./.test(value) || parseUrl(value, ['postgres:', 'postgresql:']) !== undefined
    return known ? value : undefined
  },
}

function parseUrl(value: string, protocols: readonly string[]): URL | undefined {
  const url = URL.parse(value)
  return url && protocols.includes(url.protocol) && /^[a-z]+:\/\//i.test(value) ? url : undefined
}

/** Encryption keys, the one to encrypt with first: base64 of exactly 32 bytes each. */
export const keyList: ValueType<Buffer[]> = {
  placeholder: '<keys>',
  expected:
    'base64 of 32 bytes, several keys separated by commas, the newest first (see `poolhouse keys generate`)',
  parse: (value) => {
    const keys = value.split(',').map((part) => part.trim())
    const valid = keys.every((key) => Buffer.from(key, 'base64').toString('base64') === key)
    const buffers = keys.map((key) => Buffer.from(key, 'base64'))
    return valid && buffers.every((key) => key.length === 32) ? buffers : undefined
  },
}
