import { issuerOf } from '../core/issuer.ts'
import { sha256 } from '../crypto/random.ts'
import { jsonWithValidator, notFound } from '../http/public-json.ts'
import type { Services } from '../services.ts'
import * as userPools from '../storage/user-pools.ts'

/**
 * The discovery document (OpenID Connect Discovery 1.0, section 3), keys in alphabetical order as Cognito's. The
 * endpoints of a domain are absent, as a pool has none.
 */
export async function discovery(services: Services, request: Request, userPoolId: string): Promise<Response> {
  const pool = await userPools.find(services.db, userPoolId)
  if (!pool) return notFound(`User pool ${userPoolId} does not exist.`)
  const body = JSON.stringify({
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: issuerOf(services, pool),
    jwks_uri: `${services.publicUrl}/${pool.id}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  })
  return jsonWithValidator(request, body, `"${sha256(body)}"`)
}
