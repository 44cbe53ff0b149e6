import * as replicas from '../../core/replicas.ts'
import type { Operation } from '../operation.ts'
import { toUserPoolReplicaType } from './to-user-pool-replica-type.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolReplica.html */
export const createUserPoolReplica: Operation<'CreateUserPoolReplica'> = async (services, input) => {
  const asked = { regionName: input.RegionName, tags: { ...input.UserPoolTags } }
  const { pool, replica } = await replicas.create(services, input.UserPoolId, asked)
  return { UserPoolReplica: toUserPoolReplicaType(pool, replica) }
}
