import type {
  GetUserPoolClientSessionConfigurationResponse,
  GetUserPoolSessionConfigurationResponse,
} from '@poolhouse/api-model'
import { sessionTracking, ssoSessionMinutes } from '../../core/session-configuration.ts'
import type { AppClient } from '../../storage/app-clients.ts'
import type { UserPool } from '../../storage/user-pools.ts'

/** The pool's setting, with the defaults where none was made. */
export function toSessionConfiguration(pool: UserPool): GetUserPoolSessionConfigurationResponse {
  const { enabled, maxPerUser } = sessionTracking(pool)
  return {
    UserPoolId: pool.id,
    UserSessionTracking: enabled ? 'ENABLED' : 'DISABLED',
    TokenSession: { MaxPerUser: maxPerUser },
  }
}

/** The client's setting, with the default where none was made. */
export function toClientSessionConfiguration(
  client: AppClient,
): GetUserPoolClientSessionConfigurationResponse {
  return {
    UserPoolId: client.userPoolId,
    ClientId: client.id,
    SSOSession: { MaxValidityMinutes: ssoSessionMinutes(client) },
  }
}
