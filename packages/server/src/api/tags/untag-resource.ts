import * as userPools from '../../core/user-pools.ts'
import type { Operation } from '../operation.ts'
import { requireTaggable } from './resource-arn.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<'UntagResource'> = async (services, input) => {
  const pool = await requireTaggable(services, input.ResourceArn)
  await userPools.changeTags(services, pool.id, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([name]) => !input.TagKeys.includes(name))),
  )
  return {}
}
