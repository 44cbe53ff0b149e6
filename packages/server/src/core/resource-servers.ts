import { InvalidParameterException, LimitExceededException, ResourceNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { ResourceServer, ResourceServerScope } from '../storage/resource-servers.ts'
import * as resourceServers from '../storage/resource-servers.ts'
import { lockUserPool, requireUserPool } from './user-pools.ts'

/**
 * Deviation: AWS begins with 25 and grants up to 300 on request; here nobody has to ask.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
const MAX_RESOURCE_SERVERS = 300

/**
 * Lets an application register others; the server's own, whatever resource servers there are.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-dynamic-client-registration.html
 */
export const REGISTRATION_SCOPE = 'aws.cognito/dcr/register'

export interface ResourceServerKey {
  userPoolId: string
  identifier: string
}

export interface AskedResourceServer extends ResourceServerKey {
  name: string
  scopes: ResourceServerScope[]
}

/** Adds a resource server. Throws ResourceNotFoundException, InvalidParameterException, LimitExceededException. */
export async function create(services: Services, asked: AskedResourceServer): Promise<ResourceServer> {
  const now = services.clock.now()
  return transaction(services, async (services) => {
    const pool = await lockUserPool(services, asked.userPoolId)
    requireDistinctScopes(asked.scopes)
    if ((await resourceServers.count(services.db, pool.id)) >= MAX_RESOURCE_SERVERS)
      throw new LimitExceededException(`User pool ${pool.id} has reached its limit of resource servers.`)
    const server = { ...asked, createdAt: now, updatedAt: now }
    if (!(await resourceServers.insert(services.db, server)))
      throw new InvalidParameterException(`${asked.identifier} already exists in user pool ${pool.id}.`)
    return server
  })
}

/**
 * Replaces name and scopes. App clients keep a scope that goes, without effect, as on Cognito.
 * Throws ResourceNotFoundException, InvalidParameterException.
 */
export async function replace(services: Services, asked: AskedResourceServer): Promise<ResourceServer> {
  requireDistinctScopes(asked.scopes)
  const changed = { ...asked, updatedAt: services.clock.now() }
  return (await resourceServers.update(services.db, changed)) ?? missing(services, asked)
}

/** Removes a resource server. Throws ResourceNotFoundException. */
export async function remove(services: Services, key: ResourceServerKey): Promise<void> {
  if (!(await resourceServers.remove(services.db, key.userPoolId, key.identifier)))
    await missing(services, key)
}

/** Throws ResourceNotFoundException. */
export async function requireResourceServer(
  services: Services,
  key: ResourceServerKey,
): Promise<ResourceServer> {
  const server = await resourceServers.find(services.db, key.userPoolId, key.identifier)
  return server ?? missing(services, key)
}

/**
 * Those of the custom scopes (`<identifier>/<scope>`) that exist in the pool now, and the one that needs no resource server.
 */
export async function existingScopes(
  services: Services,
  userPoolId: string,
  scopes: readonly string[],
): Promise<string[]> {
  const identifiers = new Set(scopes.filter((scope) => scope.includes('/')).map(identifierOf))
  const servers = await resourceServers.findAll(services.db, userPoolId, [...identifiers])
  const custom = servers.flatMap(({ identifier, scopes }) =>
    scopes.map(({ scopeName }) => `${identifier}/${scopeName}`),
  )
  const known = new Set([REGISTRATION_SCOPE, ...custom])
  return scopes.filter((scope) => known.has(scope))
}

/** The scopes that can be granted now: custom ones only while a resource server has them. */
export async function grantableScopes(
  services: Services,
  userPoolId: string,
  scopes: readonly string[],
): Promise<string[]> {
  const custom = scopes.filter((scope) => scope.includes('/'))
  if (custom.length === 0) return [...scopes]
  const existing = await existingScopes(services, userPoolId, custom)
  return scopes.filter((scope) => !scope.includes('/') || existing.includes(scope))
}

/** Identifiers may hold slashes, names of scopes may not. */
function identifierOf(scope: string): string {
  return scope.slice(0, scope.lastIndexOf('/'))
}

/** The text is ours. */
function requireDistinctScopes(scopes: ResourceServerScope[]): void {
  const names = scopes.map(({ scopeName }) => scopeName)
  const repeated = names.find((name, index) => names.indexOf(name) < index)
  if (repeated !== undefined) throw new InvalidParameterException(`Duplicate scope name: ${repeated}`)
}

async function missing(services: Services, { userPoolId, identifier }: ResourceServerKey): Promise<never> {
  await requireUserPool(services, userPoolId)
  throw new ResourceNotFoundException(`Resource server ${identifier} does not exist.`)
}
