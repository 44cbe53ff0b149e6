import { issuerOf } from '../core/issuer.ts'
import { endpointBase } from '../core/sites.ts'
import { sha256 } from '../crypto/random.ts'
import { jsonWithValidator, notFound } from '../http/public-json.ts'
import type { Services } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import * as userPools from '../storage/user-pools.ts'

/** The discovery document (OpenID Connect Discovery 1.0, section 3), on the host of the issuer alone, as on Cognito. */
export async function discovery(services: Services, request: Request, userPoolId: string): Promise<Response> {
  const pool = await userPools.find(services.db, userPoolId)
  if (!pool) return notFound(`User pool ${userPoolId} does not exist.`)
  const body = JSON.stringify(describe(services, pool, await endpointBase(services, pool)))
  return jsonWithValidator(request, body, `"${sha256(body)}"`)
}

/**
 * In alphabetical order, as Cognito's. Deviation: the discovery document names its grants and `S256`, as strict clients
 * ask of RFC 8414, that it takes no `request_uri` (who says nothing does, by OpenID Connect Discovery 1.0), the address to
 * register clients at where the pool allows that (which names the pool where no domain does), and the endpoints of a pool
 * without a domain, which answer at the public address.
 */
function describe(services: Services, pool: UserPool, endpoints: string): Record<string, unknown> {
  const registers = pool.settings.dcrConfiguration?.enableStatus === 'Enabled'
  const at = endpoints === services.publicUrl ? `?user_pool_id=${pool.id}` : ''
  return {
    authorization_endpoint: `${endpoints}/oauth2/authorize`,
    code_challenge_methods_supported: ['S256'],
    end_session_endpoint: `${endpoints}/logout`,
    grant_types_supported: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: issuerOf(services, pool),
    jwks_uri: `${services.publicUrl}/${pool.id}/.well-known/jwks.json`,
    ...(registers && { registration_endpoint: `${endpoints}/oauth2/register${at}` }),
    request_uri_parameter_supported: false,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: `${endpoints}/oauth2/revoke`,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${endpoints}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${endpoints}/oauth2/userInfo`,
  }
}
