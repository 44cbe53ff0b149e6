import * as replicas from '../../core/replicas.ts'
import type { Operation } from '../operation.ts'
import { toUserPoolReplicaType } from './to-user-pool-replica-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolReplica.html */
export const updateUserPoolReplica: Operation<'UpdateUserPoolReplica'> = async (services, input) => {
  const asked = { regionName: input.RegionName, status: input.Status }
  const { pool, replica } = await replicas.setStatus(services, input.UserPoolId, asked)
  return { UserPoolReplica: toUserPoolReplicaType(pool, replica) }
}
