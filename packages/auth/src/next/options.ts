import { type IssuerOption, issuerOf, type VerifierOptions } from '../core/options.ts'

/** How an app signs users in. */
export type AuthOptions = IssuerOption & {
  clientId: string
  /** Null for a public client. */
  clientSecret: string | null
  /** Where the sign-in pages are: the address of the user pool's domain, or of Poolhouse itself. */
  domain: string
  /** Where this app is; https, or http on localhost. The `Host` of requests is never believed. */
  baseUrl: string
  /** At least 32 random characters. In a list the first encrypts and all decrypt. */
  cookieSecret: string | readonly string[]
  /** Default `openid email profile`. */
  scopes?: readonly string[] | undefined
  /** Where the route handler lies, default `/auth`. */
  path?: string | undefined
  /** Where users go who did not say, default `/`. */
  home?: string | undefined
  /** Where users go whose sign-in failed, with `?error=` and a code; default an answer in plain text. */
  errorPath?: string | undefined
  /** How long cookies live, default 30 days as refresh tokens do. */
  sessionSeconds?: number | undefined
  /** Default `poolhouse`. */
  cookieName?: string | undefined
  jwksUrl?: string | undefined
  fetch?: VerifierOptions['fetch']
  now?: VerifierOptions['now']
}

/** The options with their defaults. */
export interface Settings {
  issuer: string
  clientId: string
  clientSecret: string | undefined
  domain: string
  baseUrl: URL
  secure: boolean
  secrets: readonly string[]
  scope: string
  path: string
  home: string
  errorPath: string | undefined
  sessionSeconds: number
  cookieName: string
  jwksUrl: string | undefined
  fetch: typeof globalThis.fetch
  now: () => number
}

const THIRTY_DAYS = 30 * 24 * 60 * 60

/** The settings of these options. Throws TypeError. */
export function readOptions(options: AuthOptions): Settings {
  const { clientId, clientSecret, cookieSecret } = options
  if (typeof clientId !== 'string' || !clientId) throw new TypeError('clientId must be set')
  if (clientSecret !== null && (typeof clientSecret !== 'string' || !clientSecret))
    throw new TypeError('clientSecret must be set, or null for a public client')
  const baseUrl = readAddress(options.baseUrl, 'baseUrl')
  const secure = baseUrl.protocol === 'https:'
  if (!secure && !/^(localhost|.*\.localhost|127\.0\.0\.1|\[::1\])$/.test(baseUrl.hostname))
    throw new TypeError(
      'baseUrl must be https, except on localhost: browsers would send the session in the clear',
    )
  return {
    issuer: issuerOf(options),
    clientId,
    clientSecret: clientSecret ?? undefined,
    domain: readAddress(options.domain, 'domain').origin,
    baseUrl,
    secure,
    secrets: typeof cookieSecret === 'string' ? [cookieSecret] : (cookieSecret ?? []),
    scope: (options.scopes ?? ['openid', 'email', 'profile']).join(' '),
    path: options.path ?? '/auth',
    home: options.home ?? '/',
    errorPath: options.errorPath,
    sessionSeconds: options.sessionSeconds ?? THIRTY_DAYS,
    cookieName: options.cookieName ?? 'poolhouse',
    jwksUrl: options.jwksUrl,
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    now: options.now ?? Date.now,
  }
}

function readAddress(value: string, name: string): URL {
  if (typeof value !== 'string' || !/^https?:\/\//.test(value) || !URL.canParse(value))
    throw new TypeError(`${name} must be an http or https address`)
  return new URL(value)
}
