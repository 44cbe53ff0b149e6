import { requireLeave } from '../core/request-limits.ts'
import * as revocation from '../core/revocation.ts'
import {
  NotAuthorizedException,
  OAuthError,
  UnsupportedOperationException,
  UnsupportedTokenTypeException,
} from '../errors.ts'
import { readForm, requireGiven, requireOnce } from '../http/form.ts'
import { securityHeaders } from '../http/security-headers.ts'
import { errorJson } from './answers.ts'
import { authenticateClient } from './authenticate-client.ts'
import type { Endpoint } from './endpoint.ts'

/**
 * Revocation endpoint (RFC 7009): ends the sign-in of a refresh token.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
 */
export const revoke: Endpoint = {
  path: '/oauth2/revoke',
  methods: ['POST'],
  openToScripts: true,
  run: async (services, request, { site }) => {
    const parameters = await readForm(request)
    requireOnce(parameters, ['token', 'token_type_hint'])
    const found = await authenticateClient(services, request, { parameters, site })
    requireLeave(services, found.pool, 'UserToken')
    await revocation.revoke(services, found, { token: requireGiven(parameters, 'token') }).catch(refuse)
    return new Response(null, { status: 200, headers: securityHeaders(services.publicUrl) })
  },
  refuse: (services, error) =>
    errorJson(
      services,
      error.code === 'invalid_client'
        ? new OAuthError(error.code, error.description, { status: 401 })
        : error,
    ),
}

/** That a token was issued to another client is no fault of the token (RFC 7009, section 2.1); the code is our reading. */
function refuse(error: unknown): never {
  if (error instanceof UnsupportedOperationException) throw new OAuthError('invalid_request', error.message)
  if (error instanceof UnsupportedTokenTypeException)
    throw new OAuthError('unsupported_token_type', error.message)
  if (error instanceof NotAuthorizedException)
    throw new OAuthError('invalid_grant', undefined, { reason: error.message })
  throw error
}
