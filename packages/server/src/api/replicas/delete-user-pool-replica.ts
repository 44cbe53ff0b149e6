import * as replicas from '../../core/replicas.ts'
import type { Operation } from '../operation.ts'
import { toUserPoolReplicaType } from './to-user-pool-replica-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolReplica.html */
export const deleteUserPoolReplica: Operation<'DeleteUserPoolReplica'> = async (services, input) => {
  const { pool, replica } = await replicas.remove(services, input.UserPoolId, input.RegionName)
  return { UserPoolReplica: { ...toUserPoolReplicaType(pool, replica), Status: 'DELETING' } }
}
