import { openPosition } from '../../core/page-tokens.ts'
import { requireUserPool } from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { toPrimary, toUserPoolReplicaType } from './to-user-pool-replica-type.ts'

/**
 * The pool, then its replicas, on one page.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolReplicas.html
 */
export const listUserPoolReplicas: Operation<'ListUserPoolReplicas'> = async (services, input) => {
  const pool = await requireUserPool(services, input.UserPoolId)
  openPosition(services, ['ListUserPoolReplicas', pool.id], input.NextToken)
  const others = (pool.settings.replicas ?? []).map((replica) => toUserPoolReplicaType(pool, replica))
  return { UserPoolReplicas: [toPrimary(pool), ...others] }
}
