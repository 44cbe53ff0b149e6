import { InvalidParameterException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { Domain, DomainSettings } from '../storage/domains.ts'
import * as domains from '../storage/domains.ts'
import * as uiCustomizations from '../storage/ui-customizations.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { asStored, type Given } from './given.ts'
import { requireEssentials } from './user-pool-tiers.ts'
import { lockUserPool } from './user-pools.ts'

/** Words that no part of a prefix may be, the parts standing between hyphens (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html). */
const reservedWords = ['aws', 'amazon', 'cognito']
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
/** The classic hosted UI, and managed login. */
const loginVersions = [1, 2]

export interface AskedDomain {
  domain: string
  userPoolId: string
  settings: Given<DomainSettings>
}

/**
 * Gives the pool a domain: a custom one where a certificate is named, else a prefix; one of each at most. Texts as recorded
 * from real deployments (badmintoncryer/cdk-preflight, 2026; aws-amplify/amplify-cli#1513) unless a rule says otherwise.
 * Throws ResourceNotFoundException, InvalidParameterException, FeatureUnavailableInTierException.
 */
export async function create(services: Services, asked: AskedDomain): Promise<Domain> {
  const { domain, userPoolId } = asked
  const settings = {
    ...asStored(asked.settings),
    managedLoginVersion: asked.settings.managedLoginVersion ?? 1,
  }
  return transaction(services, async (services) => {
    const pool = await lockUserPool(services, userPoolId)
    const kind = settings.customDomainConfig ? 'custom' : 'prefix'
    if (kind === 'custom') requireHostName(domain)
    else requirePrefix(domain)
    requireLoginVersion(pool, settings.managedLoginVersion)
    const created: Domain = {
      domain,
      userPoolId,
      kind,
      settings: settings as DomainSettings,
      createdAt: services.clock.now(),
    }
    if (await domains.insert(services.db, created)) return created
    const other = await domains.find(services.db, domain)
    if (other && other.userPoolId !== userPoolId)
      throw new InvalidParameterException('Domain already associated with another user pool.')
    throw new InvalidParameterException('User pool already has a domain configured.')
  })
}

/** Changes what is given. Throws InvalidParameterException, FeatureUnavailableInTierException, ResourceNotFoundException. */
export async function update(services: Services, asked: AskedDomain): Promise<Domain> {
  return transaction(services, async (services) => {
    const pool = await lockUserPool(services, asked.userPoolId)
    const domain = await domains.find(services.db, asked.domain)
    if (domain?.userPoolId !== asked.userPoolId) throw missing()
    if (domain.kind === 'prefix' && asked.settings.customDomainConfig)
      throw new InvalidParameterException('CustomDomainConfig can not be set for a prefix domain.') // our wording
    const settings = { ...domain.settings, ...asStored(asked.settings) } as DomainSettings
    requireLoginVersion(pool, settings.managedLoginVersion)
    const changed = { ...domain, settings }
    await domains.update(services.db, changed)
    return changed
  })
}

/**
 * Takes the domain from the pool; with the last one goes how its pages look, as on Cognito (observed in the tests of
 * hashicorp/terraform-provider-aws). Throws InvalidParameterException, also where there is no such pool.
 */
export async function remove(services: Services, key: { domain: string; userPoolId: string }): Promise<void> {
  await transaction(services, async ({ db }) => {
    if (!(await domains.remove(db, key.userPoolId, key.domain))) throw missing()
    const others = await domains.listOfPool(db, key.userPoolId)
    if (others.length === 0) await uiCustomizations.removeAll(db, key.userPoolId)
  })
}

function requirePrefix(domain: string): void {
  if (!label.test(domain))
    throw new InvalidParameterException(
      'The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$',
    )
  const reserved = reservedWords.find((word) => domain.split('-').includes(word))
  if (reserved !== undefined)
    throw new InvalidParameterException(`Domain cannot contain reserved word: ${reserved}`)
}

/** Deviation: the parent domain may be a top-level one (`auth.test`), and nothing is looked up in DNS. */
function requireHostName(domain: string): void {
  const labels = domain.split('.')
  if (labels.length < 2 || !labels.every((part) => label.test(part)))
    throw new InvalidParameterException(
      'Custom domain is not a valid subdomain: Was not able to resolve a DNS A record for the parent domain or domain parent is a top-level domain.',
    )
}

function requireLoginVersion(pool: UserPool, version: number): void {
  if (!loginVersions.includes(version))
    throw new InvalidParameterException('ManagedLoginVersion must be 1 or 2.') // our wording
  if (version === 2) requireEssentials(pool, 'Managed Login Version 2')
}

function missing(): InvalidParameterException {
  return new InvalidParameterException('No such domain or user pool exists.')
}
