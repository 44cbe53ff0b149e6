import { InvalidParameterException } from '../../../errors.ts'
import type { Services } from '../../../services.ts'
import { checkSecretHash } from '../../client-authentication.ts'
import * as refreshing from '../../refresh.ts'
import { type Auth, type AuthStep, requireParameter } from '../auth.ts'

/** REFRESH_TOKEN_AUTH. The secret hash is over the user's own name, which the caller needs not send. */
export async function refreshToken(services: Services, auth: Auth): Promise<AuthStep> {
  if (refreshing.rotates(auth.client))
    throw new InvalidParameterException('Refresh Token flow not enabled for this client')
  const text = requireParameter(auth, 'REFRESH_TOKEN')
  const found = await refreshing.requireRefreshToken(services, auth.client, text)
  const { client } = auth
  const secret = { username: found.user.username, secretHash: auth.parameters['SECRET_HASH'] }
  await checkSecretHash(services, client, secret, `SecretHash does not match for the client: ${client.id}`)
  const { pool, parameters } = auth
  const origin = { ipAddress: auth.ipAddress, userAgent: auth.userAgent }
  const on = { client, pool, deviceKey: parameters['DEVICE_KEY'], origin }
  return { kind: 'tokens', tokens: await refreshing.refresh(services, on, found) }
}
