import { OAuthError } from '../errors.ts'
import { BodyTooLargeError, readBody } from './read-body.ts'

/** Far more than any form of the OAuth endpoints and the pages holds. */
const MAX_FORM_BYTES = 64 * 1024
const MEDIA_TYPE = 'application/x-www-form-urlencoded'

/**
 * Reads a form (application/x-www-form-urlencoded, RFC 6749, appendix B) of at most 64 KiB, unless said otherwise. Throws
 * OAuthError `invalid_request` for other types and what cannot be decoded, ClientGoneError when the connection ends before
 * the form.
 */
export async function readForm(request: Request, maxBytes = MAX_FORM_BYTES): Promise<URLSearchParams> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== MEDIA_TYPE) throw new OAuthError('invalid_request', `Content-Type must be ${MEDIA_TYPE}`)
  return parseForm(await readText(request, maxBytes))
}

/** Throws OAuthError `invalid_request` where one of these comes more than once (RFC 6749, section 3.2). */
export function requireOnce(parameters: URLSearchParams, names: readonly string[]): void {
  const repeated = names.find((name) => parameters.getAll(name).length > 1)
  if (repeated !== undefined) throw new OAuthError('invalid_request', `${repeated} is given more than once`)
}

/** The value of a parameter; one that is empty counts as left out (RFC 6749, section 3.2). */
export function given(parameters: URLSearchParams, name: string): string | undefined {
  return parameters.get(name) || undefined
}

/** As `given`; throws OAuthError `invalid_request` without a value. */
export function requireGiven(parameters: URLSearchParams, name: string): string {
  const value = given(parameters, name)
  if (value === undefined) throw new OAuthError('invalid_request', `${name} is missing`)
  return value
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  try {
    const body = await readBody(request, maxBytes)
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (cause) {
    if (cause instanceof BodyTooLargeError)
      throw new OAuthError('invalid_request', `The form is longer than ${maxBytes} bytes`, {
        status: 413,
      })
    throw cause instanceof TypeError ? malformed() : cause
  }
}

/** `URLSearchParams` takes anything; wrong escapes and what is no UTF-8 once unescaped are refused first. */
function parseForm(text: string): URLSearchParams {
  try {
    decodeURIComponent(text)
  } catch {
    throw malformed()
  }
  return new URLSearchParams(text)
}

function malformed(): OAuthError {
  return new OAuthError('invalid_request', 'The form is malformed')
}
