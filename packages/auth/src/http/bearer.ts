import { AuthError } from '../core/auth-error.ts'

/** An answer that lets nobody in, RFC 6750 section 3. */
export interface Refusal {
  status: 401 | 403 | 503
  headers: Record<string, string>
  body: { error: string; error_description: string }
}

/** What can be said about refusals. */
export interface RefusalOptions {
  /** Shown in WWW-Authenticate. */
  realm?: string | undefined
}

/**
 * The token of an Authorization header, RFC 6750 section 2.1; it is read from nowhere else. Throws AuthError `missing`
 * without header or with another scheme, `malformed` for what is no token.
 */
export function readBearer(authorization: string | null | undefined): string {
  const [, token] = /^bearer(?: +(.*))?$/i.exec(authorization?.trim() ?? '') ?? []
  if (token !== undefined && token !== '') return token
  throw new AuthError('missing', 'This needs an Authorization header with a bearer token')
}

/** The answer to a request that caused the error. Throws again what is no AuthError. */
export function toRefusal(error: unknown, { realm }: RefusalOptions = {}): Refusal {
  if (!(error instanceof AuthError)) throw error
  const { status, name } = kindOf(error)
  const body = { error: name, error_description: error.message }
  if (status === 503) {
    // Nothing is known to be wrong with the token: a challenge would make clients throw it away.
    const error_description = 'The keys of the issuer cannot be read'
    return { status, headers: { 'retry-after': '1' }, body: { ...body, error_description } }
  }
  return { status, headers: { 'www-authenticate': challenge(error, name, realm) }, body }
}

function kindOf({ code }: AuthError): { status: Refusal['status']; name: string } {
  if (code === 'keys-unavailable') return { status: 503, name: 'temporarily_unavailable' }
  if (code === 'group' || code === 'scope') return { status: 403, name: 'insufficient_scope' }
  return { status: 401, name: code === 'missing' ? 'missing_token' : 'invalid_token' }
}

/** Without a token there is only the scheme, RFC 6750 section 3.1. */
function challenge(error: AuthError, name: string, realm: string | undefined): string {
  const parameters: [string, string | undefined][] = [['realm', realm]]
  if (error.code !== 'missing')
    parameters.push(
      ['error', name],
      ['error_description', error.message],
      ['scope', error.requiredScopes?.join(' ')],
    )
  const written = parameters.flatMap(([key, value]) =>
    value === undefined ? [] : `${key}="${quotable(value)}"`,
  )
  return ['Bearer', written.join(', ')].filter(Boolean).join(' ')
}

/** What RFC 6750 section 3 allows within quotes. */
function quotable(text: string): string {
  return text.replaceAll(/[^\x20\x21\x23-\x5B\x5D-\x7E]/g, '?')
}
