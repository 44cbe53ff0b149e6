import { requireUserPool } from '../../core/user-pools.ts'
import * as domains from '../../storage/domains.ts'
import type { Operation } from '../operation.ts'
import { toDomainDescription } from './to-domain-description.ts'

/**
 * A domain that nobody has is answered with an empty description, which Terraform waits for.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html
 */
export const describeUserPoolDomain: Operation<'DescribeUserPoolDomain'> = async (services, input) => {
  const domain = await domains.find(services.db, input.Domain)
  if (!domain) return { DomainDescription: {} }
  const pool = await requireUserPool(services, domain.userPoolId)
  return { DomainDescription: toDomainDescription(services, pool, domain) }
}
