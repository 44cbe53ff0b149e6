import { InvalidParameterException, LimitExceededException, ResourceNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { UserPool, UserPoolReplica } from '../storage/user-pools.ts'
import * as userPools from '../storage/user-pools.ts'
import { requireValidTags } from './tags.ts'
import { requireEssentials } from './user-pool-tiers.ts'
import { lockUserPool } from './user-pools.ts'

/** More than AWS has regions; the quota is not documented. */
const MAX_REPLICAS = 20
const region = /^[a-z]{2}(-[a-z]+)+-[0-9]+$/

/**
 * Notes a copy of the pool in another region, which is inactive at first. Throws ResourceNotFoundException,
 * InvalidParameterException, LimitExceededException, FeatureUnavailableInTierException, UserPoolTaggingException.
 *
 * Deviation: replicas are a description. A server has one place; what is written down here answers in no other region.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-multi-region.html
 */
export function create(
  services: Services,
  userPoolId: string,
  asked: { regionName: string; tags: Record<string, string> },
): Promise<{ pool: UserPool; replica: UserPoolReplica }> {
  return change(services, userPoolId, (pool, replicas) => {
    requireEssentials(pool, 'Multi-Region Replication')
    requireValidTags(asked.tags)
    requireNewRegion(pool, replicas, asked.regionName)
    if (replicas.length >= MAX_REPLICAS)
      throw new LimitExceededException(`User pool ${pool.id} has reached its limit of replicas.`)
    const replica: UserPoolReplica = { ...asked, status: 'INACTIVE' }
    return { replica, replicas: [...replicas, replica] }
  })
}

/** Turns a replica on or off. Throws ResourceNotFoundException, InvalidParameterException. */
export function setStatus(
  services: Services,
  userPoolId: string,
  asked: Pick<UserPoolReplica, 'regionName' | 'status'>,
): Promise<{ pool: UserPool; replica: UserPoolReplica }> {
  return change(services, userPoolId, (pool, replicas) => {
    const replica = { ...requireReplica(pool, replicas, asked.regionName), status: asked.status }
    return { replica, replicas: replicas.map((each) => (isIn(asked.regionName)(each) ? replica : each)) }
  })
}

/** Forgets a replica. Throws ResourceNotFoundException, InvalidParameterException. */
export function remove(
  services: Services,
  userPoolId: string,
  regionName: string,
): Promise<{ pool: UserPool; replica: UserPoolReplica }> {
  return change(services, userPoolId, (pool, replicas) => {
    const replica = requireReplica(pool, replicas, regionName)
    return { replica, replicas: replicas.filter((each) => !isIn(regionName)(each)) }
  })
}

type Change = (
  pool: UserPool,
  replicas: readonly UserPoolReplica[],
) => { replica: UserPoolReplica; replicas: UserPoolReplica[] }

function change(
  services: Services,
  userPoolId: string,
  work: Change,
): Promise<{ pool: UserPool; replica: UserPoolReplica }> {
  return transaction(services, async (services) => {
    const pool = await lockUserPool(services, userPoolId)
    const { replica, replicas } = work(pool, pool.settings.replicas ?? [])
    await userPools.update(services.db, { ...pool, settings: { ...pool.settings, replicas } })
    return { pool, replica }
  })
}

/** The texts are ours. */
function requireNewRegion(pool: UserPool, replicas: readonly UserPoolReplica[], regionName: string): void {
  if (!region.test(regionName)) throw new InvalidParameterException(`${regionName} is not a valid region.`)
  if (regionName === pool.region || replicas.some(isIn(regionName)))
    throw new InvalidParameterException(`User pool ${pool.id} already exists in ${regionName}.`)
}

function requireReplica(
  pool: UserPool,
  replicas: readonly UserPoolReplica[],
  regionName: string,
): UserPoolReplica {
  if (regionName === pool.region)
    throw new InvalidParameterException('The primary replica cannot be changed or deleted.')
  const replica = replicas.find(isIn(regionName))
  if (!replica) throw new ResourceNotFoundException(`User pool ${pool.id} has no replica in ${regionName}.`)
  return replica
}

function isIn(regionName: string): (replica: UserPoolReplica) => boolean {
  return (replica) => replica.regionName === regionName
}
