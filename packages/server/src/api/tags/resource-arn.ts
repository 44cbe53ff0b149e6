import { requireUserPool } from '../../core/user-pools.ts'
import { InvalidParameterException, ResourceNotFoundException } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import { arnOf } from '../user-pools/to-user-pool-type.ts'

/**
 * The user pool that the ARN names. Throws InvalidParameterException for the ARN of anything else (the text is ours),
 * ResourceNotFoundException.
 */
export async function requireTaggable(services: Services, arn: string): Promise<UserPool> {
  const id = /^arn:aws[\w-]*:cognito-idp:[\w-]*:\d+:userpool\/([\w-]+_[0-9a-zA-Z]+)$/.exec(arn)?.[1]
  if (id === undefined) throw new InvalidParameterException(`${arn} is not the ARN of a user pool.`)
  const pool = await requireUserPool(services, id)
  if (arnOf(pool) !== arn.replace(/^arn:aws[\w-]*:/, 'arn:aws:'))
    throw new ResourceNotFoundException(`User pool ${id} does not exist.`)
  return pool
}
