import {
  DuplicateProviderException,
  InvalidParameterException,
  LimitExceededException,
  ResourceNotFoundException,
} from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type {
  IdentityProvider,
  IdentityProviderSettings,
  IdentityProviderType,
} from '../storage/identity-providers.ts'
import * as identityProviders from '../storage/identity-providers.ts'
import type { UserPool } from '../storage/user-pools.ts'
import { asStored, type Given } from './given.ts'
import { type ProviderDetails, requireDetails } from './identity-provider-details.ts'
import { lockUserPool, requireUserPool } from './user-pools.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MAX_PROVIDERS = 300

/** The claim that names the user at a social provider, which no mapping changes. */
const socialSubjects: Partial<Record<IdentityProviderType, string>> = {
  Facebook: 'id',
  Google: 'sub',
  LoginWithAmazon: 'user_id',
  SignInWithApple: 'sub',
}

/** What a provider is mapped by that comes without a mapping. Observed on OIDC (floci-io/floci#2858) and Google. */
function defaultMapping(type: IdentityProviderType): Pick<IdentityProviderSettings, 'attributeMapping'> {
  const subject = type === 'OIDC' ? 'sub' : socialSubjects[type]
  return subject === undefined ? {} : { attributeMapping: { username: subject } }
}

export interface ProviderKey {
  userPoolId: string
  name: string
}

export interface AskedProvider extends ProviderKey {
  type: IdentityProviderType
  details: ProviderDetails
  settings: Given<IdentityProviderSettings>
}

/** Whether the provider is one of the four whose name is its type. */
export function isSocial(type: IdentityProviderType): boolean {
  return Object.hasOwn(socialSubjects, type)
}

/**
 * Adds a provider. Throws ResourceNotFoundException, InvalidParameterException, DuplicateProviderException,
 * LimitExceededException.
 */
export async function create(services: Services, asked: AskedProvider): Promise<IdentityProvider> {
  const { userPoolId, name, type, details } = asked
  const now = services.clock.now()
  const settings = { ...defaultMapping(type), ...asStored(asked.settings) } as IdentityProviderSettings
  const sealedDetails = sealDetails(services, asked, details)
  const provider = { userPoolId, name, type, settings, sealedDetails, createdAt: now, updatedAt: now }
  return transaction(services, async (services) => {
    const pool = await lockUserPool(services, userPoolId)
    requireName(name, type)
    requireDetails(type, details)
    requireSettings(pool, provider)
    if ((await identityProviders.count(services.db, pool.id)) >= MAX_PROVIDERS)
      throw new LimitExceededException(`User pool ${pool.id} has reached its limit of identity providers.`)
    if (!(await identityProviders.insert(services.db, provider)))
      // Observed: floci-io/floci#2858.
      throw new DuplicateProviderException(`${name} already exists for tenant ${pool.id}.`)
    await claimIdentifiers(services, provider)
    return provider
  })
}

export interface ProviderChange extends ProviderKey {
  details?: ProviderDetails | undefined
  settings: Given<IdentityProviderSettings>
}

/** Replaces each member that is given, as a whole. Throws ResourceNotFoundException, InvalidParameterException. */
export async function update(services: Services, change: ProviderChange): Promise<IdentityProvider> {
  return transaction(services, async (services) => {
    const pool = await lockUserPool(services, change.userPoolId)
    const former = await identityProviders.find(services.db, pool.id, change.name)
    if (!former)
      // Observed: floci-io/floci#2858.
      throw new ResourceNotFoundException(
        `Identity provider ${change.name} in User Pool ${pool.id} does not exist.`,
      )
    const settings = { ...former.settings, ...asStored(change.settings) } as IdentityProviderSettings
    const details = change.details && withPrivateKey(services, former, change.details)
    if (details) requireDetails(former.type, details)
    const provider = {
      ...former,
      settings,
      ...(details && { sealedDetails: sealDetails(services, former, details) }),
      updatedAt: services.clock.now(),
    }
    requireSettings(pool, provider)
    await identityProviders.update(services.db, provider)
    await claimIdentifiers(services, provider)
    return provider
  })
}

/** Apple's key is never shown, so whoever sends back what was shown means to keep it. */
function withPrivateKey(
  services: Services,
  former: IdentityProvider,
  details: ProviderDetails,
): ProviderDetails {
  if (former.type !== 'SignInWithApple' || details.private_key) return { ...details }
  const { private_key } = detailsOf(services, former)
  return { ...details, ...(private_key && { private_key }) }
}

/** Removes the provider. App clients keep its name, without effect, as links do. Throws ResourceNotFoundException. */
export async function remove(services: Services, key: ProviderKey): Promise<void> {
  if (!(await identityProviders.remove(services.db, key.userPoolId, key.name))) await missing(services, key)
}

/** Throws ResourceNotFoundException. */
export async function requireProvider(services: Services, key: ProviderKey): Promise<IdentityProvider> {
  const provider = await identityProviders.find(services.db, key.userPoolId, key.name)
  return provider ?? missing(services, key)
}

/** Everything that was given to reach the provider, secrets too. */
export function detailsOf(services: Services, provider: IdentityProvider): ProviderDetails {
  const opened = services.keyring.open(provider.sealedDetails, placeOf(provider))
  return JSON.parse(opened.toString('utf8')) as ProviderDetails
}

function sealDetails(services: Services, key: ProviderKey, details: ProviderDetails): string {
  return services.keyring.seal(JSON.stringify(details), placeOf(key))
}

function placeOf({ userPoolId, name }: ProviderKey): string {
  return `identity_providers.sealed_details:${userPoolId}/${name}`
}

/** Social providers are called as their type is, and no other provider is. Observed: hashicorp/terraform-provider-aws#4822. */
function requireName(name: string, type: IdentityProviderType): void {
  const isReserved = Object.hasOwn(socialSubjects, name) || name.toLowerCase() === 'cognito'
  if (isSocial(type) ? name !== type : isReserved)
    throw new InvalidParameterException(`Provider ${name} cannot be of type ${type}.`)
}

function requireSettings(pool: UserPool, provider: IdentityProvider): void {
  const { attributeMapping = {}, idpIdentifiers = [] } = provider.settings
  const subject = socialSubjects[provider.type]
  const targets = pool.schemaAttributes.map(({ name }) => name).filter((name) => name !== 'sub')
  const broken = Object.entries(attributeMapping)
    .filter(([name, claim]) => !(name === 'username' ? (subject ?? claim) === claim : targets.includes(name)))
    .map(([name]) => name)
  if (broken.length > 0)
    // Observed: aws/aws-cli#9729.
    throw new InvalidParameterException(`AttributeMapping contains invalid mapping: [${broken.join(', ')}]`)
  const repeated = idpIdentifiers.find((one, index) => idpIdentifiers.indexOf(one) < index)
  if (repeated !== undefined) throw identifierTaken(repeated)
}

async function claimIdentifiers(services: Services, provider: IdentityProvider): Promise<void> {
  const taken = await identityProviders.claimIdentifiers(services.db, provider)
  if (taken !== undefined) throw identifierTaken(taken)
}

/** The text is ours. */
function identifierTaken(identifier: string): InvalidParameterException {
  return new InvalidParameterException(`The identifier ${identifier} is already in use in the user pool.`)
}

/** Observed on DescribeIdentityProvider: floci-io/floci#2858. */
async function missing(services: Services, { userPoolId, name }: ProviderKey): Promise<never> {
  await requireUserPool(services, userPoolId)
  throw new ResourceNotFoundException(`Identity provider ${name} for tenantId ${userPoolId} does not exist.`)
}
