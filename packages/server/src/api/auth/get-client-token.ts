import { requireClient } from '../../core/client-authentication.ts'
import * as clientToken from '../../core/client-token.ts'
import type { Operation } from '../operation.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetClientToken.html */
export const getClientToken: Operation<'GetClientToken'> = async (services, input) => {
  const found = await requireClient(services, input.ClientId)
  const asked = { secret: input.Secret, scopes: input.Scopes, clientMetadata: input.ClientMetadata }
  const { accessToken, expiresInSeconds } = await clientToken.getClientToken(services, found, asked)
  return {
    ClientAuthenticationResult: {
      AccessToken: accessToken,
      ExpiresIn: expiresInSeconds,
      TokenType: 'Bearer',
    },
  }
}
