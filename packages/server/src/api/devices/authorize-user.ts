import { type Authorized, authorize } from '../../core/access-tokens.ts'
import { InvalidParameterException } from '../../errors.ts'
import type { Services } from '../../services.ts'

/** As `authorize`, where the model leaves the token optional. Throws InvalidParameterException without one. */
export async function authorizeUser(
  services: Services,
  accessToken: string | undefined,
): Promise<Authorized> {
  if (accessToken) return authorize(services, accessToken)
  throw new InvalidParameterException('Missing required parameter AccessToken') // our wording
}
