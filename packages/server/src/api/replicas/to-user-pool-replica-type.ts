import type { UserPoolReplicaType } from '@poolhouse/api-model'
import type { UserPool, UserPoolReplica } from '../../storage/user-pools.ts'

/** A copy of the pool; all of them share its id. */
export function toUserPoolReplicaType(pool: UserPool, replica: UserPoolReplica): UserPoolReplicaType {
  return {
    RegionName: replica.regionName,
    Status: replica.status,
    Role: 'SECONDARY',
    UserPoolArn: arnIn(pool, replica.regionName),
  }
}

/** The pool itself as the first of its copies. */
export function toPrimary(pool: UserPool): UserPoolReplicaType {
  return {
    RegionName: pool.region,
    Status: 'ACTIVE',
    Role: 'PRIMARY',
    UserPoolArn: arnIn(pool, pool.region),
  }
}

function arnIn(pool: UserPool, region: string): string {
  return `arn:aws:cognito-idp:${region}:${pool.accountId}:userpool/${pool.id}`
}
