import { InvalidParameterException, ServiceQuotaExceededException } from '../errors.ts'
import type { Services } from '../services.ts'
import * as storage from '../storage/provisioned-limits.ts'

/**
 * Requests a second that AWS gives every account (https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html).
 *
 * Deviation: they are shown and not enforced; a self-hosted server is as fast as its machine. What UpdateProvisionedLimit
 * set is enforced, by each process for itself: several on one database admit as many times more.
 */
const defaultLimits: Readonly<Record<string, number>> = {
  UserAuthentication: 120,
  UserCreation: 50,
  UserFederation: 25,
  UserAccountRecovery: 30,
  UserRead: 120,
  UserUpdate: 25,
  UserToken: 120,
  UserResourceRead: 50,
  UserResourceUpdate: 25,
  UserList: 30,
  UserPoolRead: 15,
  UserPoolUpdate: 15,
  UserPoolResourceRead: 20,
  UserPoolResourceUpdate: 15,
  UserPoolClientRead: 15,
  UserPoolClientUpdate: 15,
  ClientAuthentication: 150,
}

/** More is an error of writing. The account's maximum on AWS is what was agreed with it. */
const MAX_REQUESTS_PER_SECOND = 1_000_000

export interface LimitScope {
  accountId: string
  region: string
  category: string
}

export interface ShownLimit {
  provisioned: number
  free: number
}

/** What the category may have now, and by default. Throws InvalidParameterException. */
export async function getLimit(services: Services, scope: LimitScope): Promise<ShownLimit> {
  const free = requireDefault(scope.category)
  const all = await storage.listAll(services.db)
  const set = all.find(
    ({ accountId, region, category }) =>
      accountId === scope.accountId && region === scope.region && category === scope.category,
  )
  return { provisioned: set?.requestsPerSecond ?? free, free }
}

/**
 * Sets the category's limit, no lower than the default, as on AWS. Throws InvalidParameterException, and
 * ServiceQuotaExceededException for more than can be had.
 */
export async function setLimit(services: Services, scope: LimitScope, value: number): Promise<ShownLimit> {
  const free = requireDefault(scope.category)
  if (value < free) throw new InvalidParameterException(`The requested limit must be at least ${free}.`) // our wording
  if (value > MAX_REQUESTS_PER_SECOND)
    throw new ServiceQuotaExceededException(
      `The requested limit must be at most ${MAX_REQUESTS_PER_SECOND}.`, // our wording
    )
  await storage.put(services.db, { ...scope, requestsPerSecond: value }, services.clock.now())
  await loadLimits(services)
  return { provisioned: value, free }
}

/** Brings the limits that this process enforces up to date. */
export async function loadLimits(services: Services): Promise<void> {
  services.requestLimits.replace(await storage.listAll(services.db))
}

function requireDefault(category: string): number {
  const limit = Object.hasOwn(defaultLimits, category) ? defaultLimits[category] : undefined
  if (limit === undefined)
    throw new InvalidParameterException(`${category} is not an API category with a provisioned limit.`) // our wording
  return limit
}
