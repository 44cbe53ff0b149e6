import type { OAuthError } from '../errors.ts'
import type { Services } from '../services.ts'
import { errorJson } from './answers.ts'

/** The token of the request's header (RFC 6750, section 2.1); undefined without one of that form. */
export function bearerToken(request: Request): string | undefined {
  return /^bearer +([\w.~+/-]+=*)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
}

/**
 * An error as JSON and in `WWW-Authenticate`.
 *
 * Deviation: the header of errors begins with `Bearer`, as RFC 6750, section 3, has it; in Cognito's documentation it does not.
 */
export function bearerRefusal(services: Services, error: OAuthError): Response {
  const response = errorJson(services, error)
  const description = error.description === undefined ? '' : `, error_description="${error.description}"`
  response.headers.set('www-authenticate', `Bearer error="${error.code}"${description}`)
  return response
}
