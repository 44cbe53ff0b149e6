import { AuthError } from './auth-error.ts'
import { readKeys } from './jwks.ts'
import type { VerifyingKey } from './signature.ts'

export interface KeySourceOptions {
  url: string
  fetch: typeof globalThis.fetch
  /** Epoch milliseconds. */
  now: () => number
  timeoutMs: number
  maximumBytes: number
  cooldownMs: number
  maximumAgeMs: number
}

/** The keys of one issuer, by `kid`. */
export interface KeySource {
  /** The key if it is known; looks for changes in the background once the keys are old. */
  cached(kid: string): VerifyingKey | undefined
  /** The key, after a fetch if it is unknown. Throws AuthError `unknown-key` or `keys-unavailable`. */
  find(kid: string): Promise<VerifyingKey>
  /** Throws AuthError as `find` does, without asking anybody. */
  explainAbsence(): AuthError
  /** Fetches the keys unless that was done just now. Throws AuthError `keys-unavailable`. */
  prime(): Promise<void>
}

/** After a failure the next try may come this much sooner than after a success. */
const RETRY_SHARE = 0.1

/**
 * Keeps the keys of a JWKS. Tokens with invented key ids cause at most one fetch in `cooldownMs`, and keys that were
 * read once stay good for as long as the address does not answer.
 */
export function createKeySource(options: KeySourceOptions): KeySource {
  const { now, cooldownMs, maximumAgeMs, timeoutMs } = options
  let keys: ReadonlyMap<string, VerifyingKey> | undefined
  let loadedAt = Number.NEGATIVE_INFINITY
  let triedAt = Number.NEGATIVE_INFINITY
  let failure: unknown
  let pending: Promise<void> | undefined

  const load = async () => {
    try {
      keys = readKeys(await fetchText(options))
      loadedAt = now()
      failure = undefined
    } catch (cause) {
      failure = cause // told to whoever needs a key that is not there
    }
    pending = undefined
  }

  /** Joins the fetch that is on its way, unless its time is over: edge runtimes may drop one with its request. */
  const refresh = async () => {
    const age = now() - triedAt
    if (pending && age < timeoutMs) return pending
    if (age < (failure === undefined ? cooldownMs : cooldownMs * RETRY_SHARE)) return
    triedAt = now()
    pending = load()
    await pending
  }

  const explainAbsence = () =>
    keys && failure === undefined
      ? new AuthError('unknown-key', 'The issuer has no key of that id')
      : new AuthError('keys-unavailable', `No keys could be read from ${options.url}`, { cause: failure })

  return {
    explainAbsence,
    cached: (kid) => {
      const key = keys?.get(kid)
      if (!key || now() - loadedAt > maximumAgeMs) void refresh()
      return key
    },
    find: async (kid) => {
      await refresh()
      const key = keys?.get(kid)
      if (!key) throw explainAbsence()
      return key
    },
    prime: async () => {
      await refresh()
      if (!keys) throw explainAbsence()
    },
  }
}

/** Follows no redirect: the address is part of the configuration. */
async function fetchText(options: KeySourceOptions): Promise<string> {
  const response = await options.fetch(options.url, {
    headers: { accept: 'application/json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(options.timeoutMs),
  })
  if (response.status !== 200 || !response.body) throw new Error(`The JWKS answered ${response.status}`)
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of readChunks(response.body)) {
    bytes += chunk.length
    if (bytes > options.maximumBytes) throw new Error(`The JWKS has more than ${options.maximumBytes} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/** Not every runtime lets one iterate over a stream. */
async function* readChunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel()
  }
}
