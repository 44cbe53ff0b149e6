import type { Operation } from '../operation.ts'
import { requireTaggable } from './resource-arn.ts'

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<'ListTagsForResource'> = async (services, input) => {
  const pool = await requireTaggable(services, input.ResourceArn)
  return { Tags: pool.tags }
}
