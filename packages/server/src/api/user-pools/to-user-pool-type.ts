import { type Camel, toWire, type UserPoolDescriptionType, type UserPoolType } from '@poolhouse/api-model'
import type { Domain } from '../../storage/domains.ts'
import type { UserPool } from '../../storage/user-pools.ts'

/** The pool as CreateUserPool and DescribeUserPool show it. */
export function toUserPoolType(
  pool: UserPool,
  estimatedNumberOfUsers: number,
  domains: Domain[] = [],
): UserPoolType {
  const shown = {
    ...pool.settings,
    id: pool.id,
    name: pool.name,
    arn: arnOf(pool),
    schemaAttributes: pool.schemaAttributes,
    userPoolTags: pool.tags,
    estimatedNumberOfUsers,
    domain: domains.find(({ kind }) => kind === 'prefix')?.domain,
    customDomain: domains.find(({ kind }) => kind === 'custom')?.domain,
    creationDate: new Date(pool.createdAt),
    lastModifiedDate: new Date(pool.updatedAt),
  }
  return toWire<UserPoolType>('UserPoolType', shown as Camel<UserPoolType>)
}

/** The pool as ListUserPools shows it. */
export function toUserPoolDescription(pool: UserPool): UserPoolDescriptionType {
  const shown = {
    id: pool.id,
    name: pool.name,
    lambdaConfig: pool.settings.lambdaConfig,
    creationDate: new Date(pool.createdAt),
    lastModifiedDate: new Date(pool.updatedAt),
  }
  return toWire<UserPoolDescriptionType>('UserPoolDescriptionType', shown)
}

/** The Amazon Resource Name by which tags are set. */
export function arnOf(pool: Pick<UserPool, 'id' | 'region' | 'accountId'>): string {
  return `arn:aws:cognito-idp:${pool.region}:${pool.accountId}:userpool/${pool.id}`
}
