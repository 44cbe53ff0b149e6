import { checkClientSecret, requireClient } from '../../core/client-authentication.ts'
import { revoke } from '../../core/revocation.ts'
import {
  InvalidParameterException,
  NotAuthorizedException,
  ResourceNotFoundException,
  UnauthorizedException,
} from '../../errors.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html */
export const revokeToken: Operation<'RevokeToken'> = async (services, input) => {
  try {
    const found = await requireClient(services, input.ClientId)
    await checkClientSecret(services, found.client, input.ClientSecret)
    await revoke(services, found, { token: input.Token, linked: input.RevokeAssociatedSessions === 'LINKED' })
    return {}
  } catch (error) {
    throw asDeclared(error)
  }
}

/** RevokeToken has errors of its own for a client that is not there or is not proven. */
function asDeclared(error: unknown): unknown {
  if (error instanceof NotAuthorizedException) return new UnauthorizedException(error.message)
  if (error instanceof ResourceNotFoundException) return new InvalidParameterException(error.message)
  return error
}
