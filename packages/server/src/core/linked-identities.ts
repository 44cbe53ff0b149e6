import {
  AliasExistsException,
  InvalidParameterException,
  LimitExceededException,
  UserNotFoundException,
} from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import * as identityProviders from '../storage/identity-providers.ts'
import type { IdentityKey } from '../storage/linked-identities.ts'
import * as linkedIdentities from '../storage/linked-identities.ts'
import * as loginSessions from '../storage/login-sessions.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import { isStorable } from './attribute-formats.ts'
import { type Identity, identitiesOf, keyOf, type ShownIdentity, SUBJECT } from './identities.ts'
import { isSocial } from './identity-providers.ts'
import * as userChanges from './user-changes.ts'
import { findUser, requireUser } from './usernames.ts'
import { disable } from './users.ts'

/** https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const MAX_LINKS = 5
/** How the API calls the pool itself. */
const NATIVE = 'Cognito'

/** Who somebody is at a provider, as callers say it. */
export interface AskedIdentity {
  providerName?: string | undefined
  attributeName?: string | undefined
  attributeValue?: string | undefined
}

/**
 * Lets an identity at a provider sign in the user from now on. Throws InvalidParameterException, UserNotFoundException,
 * AliasExistsException, LimitExceededException.
 */
export async function link(
  services: Services,
  pool: UserPool,
  asked: { destination: AskedIdentity; source: AskedIdentity },
): Promise<void> {
  const { source, type } = await requireSource(services, pool, asked.source)
  const destination = requireIdentity({ ...asked.destination, attributeName: SUBJECT }, 'DestinationUser')
  const found = await requireUser(services, pool, usernameOf(destination))
  if (await findUser(services, pool, usernameOf(source)))
    throw new InvalidParameterException(
      'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
    )
  await transaction(services, async (services) => {
    const user = await lock(services, found.id)
    const now = services.clock.now()
    await insertLink(services, keyOf(pool, source), user)
    const { providerName, attributeValue: userId } = source
    const identity = {
      userId,
      providerName,
      providerType: type,
      issuer: null,
      primary: false,
      dateCreated: now,
    }
    await storeIdentities(services, user, [...identitiesOf(user), identity])
  })
}

/** The first text is quoted in public projects, the others are ours. */
async function insertLink(services: Services, key: IdentityKey, user: User): Promise<void> {
  const ownerId = await linkedIdentities.insert(services.db, key, user.id, services.clock.now())
  if (ownerId === user.id)
    throw new InvalidParameterException('SourceUser is already linked to DestinationUser')
  if (ownerId !== undefined) throw new AliasExistsException('SourceUser is already linked to another user.')
  if (identitiesOf(user).length >= MAX_LINKS)
    throw new LimitExceededException(`DestinationUser already has ${MAX_LINKS} linked identities.`)
}

/**
 * Ends a link, with the browsers' sign-ins by its provider, or else disables the profile of the identity. Deviation: a native user is disabled as a whole, where Cognito
 * takes only the password from service. Throws InvalidParameterException, UserNotFoundException.
 */
export async function disableIdentity(
  services: Services,
  pool: UserPool,
  asked: AskedIdentity,
): Promise<void> {
  const identity = requireIdentity(asked, 'User')
  const key = keyOf(pool, identity)
  const ownerId = await linkedIdentities.findUserId(services.db, key)
  if (ownerId === undefined) return disable(services, pool, usernameOf(identity))
  const { providerName, attributeValue } = identity
  const isIt = (one: ShownIdentity) => one.providerName === providerName && one.userId === attributeValue
  const ownProfile = await transaction(services, async (services) => {
    const user = await lock(services, ownerId)
    const identities = identitiesOf(user)
    if (identities.some((one) => one.primary && isIt(one))) return user
    await linkedIdentities.remove(services.db, key)
    await loginSessions.removeOfProvider(services.db, user.id, providerName)
    await storeIdentities(
      services,
      user,
      identities.filter((one) => !isIt(one)),
    )
    return undefined
  })
  if (ownProfile) await disable(services, pool, ownProfile.username)
}

async function requireSource(services: Services, pool: UserPool, asked: AskedIdentity) {
  const source = requireIdentity(asked, 'SourceUser')
  if (source.providerName === NATIVE)
    throw new InvalidParameterException(
      'Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser',
    )
  const provider = await identityProviders.find(services.db, pool.id, source.providerName)
  if (!provider)
    throw new InvalidParameterException(
      `The provider ${source.providerName} does not exist for User Pool ${pool.id}.`,
    )
  if (isSocial(provider.type) && source.attributeName !== SUBJECT)
    throw new InvalidParameterException(`ProviderAttributeName of SourceUser must be ${SUBJECT}.`) // our wording
  return { source, type: provider.type }
}

/** The text is ours. */
function requireIdentity(asked: AskedIdentity, member: string): Identity {
  const { providerName, attributeName, attributeValue } = asked
  if (!providerName || !attributeName || !attributeValue || !isStorable(attributeName + attributeValue))
    throw new InvalidParameterException(
      `${member} must have a ProviderName, a ProviderAttributeName and a ProviderAttributeValue.`,
    )
  return { providerName, attributeName, attributeValue }
}

/** Profiles that a provider signed in are called after it. */
function usernameOf({ providerName, attributeValue }: Identity): string {
  return providerName === NATIVE ? attributeValue : `${providerName}_${attributeValue}`
}

/** The links are told to everyone by an attribute, so that reading a user costs no further query. */
async function storeIdentities(services: Services, user: User, identities: ShownIdentity[]): Promise<void> {
  const { identities: _, ...others } = user.attributes
  const attributes = identities.length > 0 ? { ...others, identities: JSON.stringify(identities) } : others
  await userChanges.update(services, { ...user, attributes, updatedAt: services.clock.now() })
}

async function lock(services: Services, id: string): Promise<User> {
  const user = await users.lock(services.db, id)
  if (!user) throw new UserNotFoundException()
  return user
}
