import { checkClientSecret, requireClient } from '../../core/client-authentication.ts'
import { refresh, requireRefreshToken } from '../../core/refresh.ts'
import type { Operation } from '../operation.ts'
import { toAuthenticationResult } from './to-auth-response.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export const getTokensFromRefreshToken: Operation<'GetTokensFromRefreshToken'> = async (
  services,
  input,
  request,
) => {
  const found = await requireClient(services, input.ClientId)
  await checkClientSecret(services, found.client, input.ClientSecret)
  const token = await requireRefreshToken(services, found.client, input.RefreshToken)
  const origin = { ipAddress: request.ipAddress, userAgent: request.userAgent }
  const asked = { ...found, deviceKey: input.DeviceKey, origin, clientMetadata: input.ClientMetadata }
  const tokens = await refresh(services, asked, token)
  return { AuthenticationResult: toAuthenticationResult(tokens) }
}
