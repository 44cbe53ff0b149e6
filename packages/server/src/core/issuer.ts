import type { Services } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'

/**
 * The `iss` of the pool's tokens: an address of this server, or Cognito's own form for pools with the tag
 * `_issuer_` = `aws`, whose tokens verifiers that know nothing but AWS can check with keys given to them.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_IssuerConfigurationType.html
 */
export function issuerOf(services: Pick<Services, 'publicUrl'>, pool: UserPool): string {
  if (pool.tags._issuer_ !== 'aws') return `${services.publicUrl}/${pool.id}`
  const service = pool.settings.issuerConfiguration?.type === 'UPDATED' ? 'issuer-cognito-idp' : 'cognito-idp'
  return `https://${service}.${pool.region}.amazonaws.com/${pool.id}`
}
