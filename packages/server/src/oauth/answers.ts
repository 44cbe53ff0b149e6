import { OverloadedError } from '../crypto/overloaded-error.ts'
import {
  InvalidLambdaResponseException,
  OAuthError,
  UnexpectedLambdaException,
  UserLambdaValidationException,
} from '../errors.ts'
import { inAscii } from '../http/location.ts'
import { BodyTooLargeError, ClientGoneError } from '../http/read-body.ts'
import { securityHeaders } from '../http/security-headers.ts'
import type { Services } from '../services.ts'

/** JSON that nobody keeps (RFC 6749, section 5.1), with the media type as Cognito spells it. */
export function json(services: Services, body: unknown, status = 200): Response {
  const headers = { ...securityHeaders(services.publicUrl), 'content-type': 'application/json;charset=UTF-8' }
  return new Response(JSON.stringify(body), { status, headers })
}

/** Takes the browser elsewhere: to the application, or to a page of the same host. */
export function redirect(services: Services, location: string): Response {
  const headers = { ...securityHeaders(services.publicUrl), location: inAscii(location) }
  return new Response(null, { status: 302, headers })
}

/** The page that shows an error whose redirect URI cannot be trusted, on the same host. */
export function errorPage(error: OAuthError, clientId: string | null): string {
  const query = new URLSearchParams({
    error: error.code,
    ...(error.description !== undefined && { error_description: error.description }),
    ...(clientId && { client_id: clientId }),
  })
  return `/error?${query}`
}

/** Where the browser goes with an error: back to the application where that can be trusted. */
export function redirectError(services: Services, error: OAuthError, clientId: string | null): Response {
  return redirect(services, error.location ?? errorPage(error, clientId))
}

/** An error as JSON (RFC 6749, section 5.2). */
export function errorJson(services: Services, { code, description, status }: OAuthError): Response {
  return json(
    services,
    { error: code, ...(description !== undefined && { error_description: description }) },
    status,
  )
}

/** The answer to any other method than these; without a body, as observed on Cognito (amazon-cognito-auth-js#52). */
export function methodNotAllowed(services: Services, allowed: readonly string[]): Response {
  const headers = { ...securityHeaders(services.publicUrl), allow: allowed.join(', ') }
  return new Response(null, { status: 405, headers })
}

/**
 * What is thrown, in words of OAuth. That a trigger failed is the application's to know; which code Cognito gives it at the
 * token endpoint is not documented. Nor is the code for one request too many, whose status 429 was seen. Everything else is a bug, which the log is told and the caller is not. Throws
 * ClientGoneError on, which nobody waits to hear.
 */
export function toOAuthError(services: Services, error: unknown): OAuthError {
  if (error instanceof OAuthError) return error
  if (error instanceof ClientGoneError) throw error
  if (error instanceof BodyTooLargeError)
    return new OAuthError('invalid_request', `Send at most ${error.limit} bytes`, { status: 413 })
  if (error instanceof OverloadedError)
    return new OAuthError('temporarily_unavailable', 'Rate exceeded', { status: 429 })
  if (isTriggerFailure(error)) return new OAuthError('invalid_request', error.message, { reason: error.name })
  services.log.error({ err: error }, 'an OAuth request failed unexpectedly')
  return new OAuthError('server_error', undefined, { status: 500 })
}

function isTriggerFailure(error: unknown): error is Error {
  return (
    error instanceof UnexpectedLambdaException ||
    error instanceof UserLambdaValidationException ||
    error instanceof InvalidLambdaResponseException
  )
}
