import * as userPools from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { requireTaggable } from './resource-arn.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<'TagResource'> = async (services, input) => {
  const pool = await requireTaggable(services, input.ResourceArn)
  await userPools.changeTags(services, pool.id, (tags) => ({ ...tags, ...input.Tags }))
  return {}
}
