import * as refresh from '../../core/refresh.ts'
import { requireLeave } from '../../core/request-limits.ts'
import { NotAuthorizedException, OAuthError, RefreshTokenReuseException } from '../../errors.ts'
import { requireGiven } from '../../http/form.ts'
import type { Grant } from './grant.ts'
import { tokenAnswer } from './token-answer.ts'

/**
 * New tokens for a refresh token (RFC 6749, section 6), also for one of the API, unless that belongs to a device.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
export const refreshToken: Grant = async (services, { client, pool }, { parameters, origin }) => {
  const text = requireGiven(parameters, 'refresh_token')
  requireLeave(services, pool, 'UserAuthentication')
  try {
    const found = await refresh.requireRefreshToken(services, client, text)
    return tokenAnswer(await refresh.refresh(services, { client, pool, origin }, found))
  } catch (error) {
    throw isRefusal(error) ? new OAuthError('invalid_grant', undefined, { reason: error.message }) : error
  }
}

function isRefusal(error: unknown): error is Error {
  return error instanceof NotAuthorizedException || error instanceof RefreshTokenReuseException
}
