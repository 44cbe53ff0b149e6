import { ApiError, OAuthError } from '../../errors.ts'
import { type FederatedProfile, FederationError, type Provider } from '../../federation/provider.ts'
import { type Services, transaction } from '../../services.ts'
import type { User } from '../../storage/users.ts'
import * as users from '../../storage/users.ts'
import { inboundFederation } from '../../triggers/inbound-federation.ts'
import { postAuthentication } from '../../triggers/post-authentication.ts'
import { preAuthentication } from '../../triggers/pre-authentication.ts'
import { applyChanges } from '../attributes.ts'
import * as authEvents from '../auth-events.ts'
import type { ClientAndPool } from '../client-authentication.ts'
import { userSubject } from '../event-subject.ts'
import * as loginSessions from '../login-sessions.ts'
import { requireAllowedAddress } from '../risk/enforcement.ts'
import * as userChanges from '../user-changes.ts'
import type { RequestOrigin } from '../user-sessions.ts'
import { claimAliases } from '../usernames.ts'
import { mapForUpdate, type Told } from './mapped-attributes.ts'
import { usernameOf, welcome } from './new-user.ts'
import { findOwner } from './owner.ts'

/** A browser that a provider signed in, for an app client of the pool. */
export interface FederatedSignIn extends ClientAndPool {
  provider: Provider
  profile: FederatedProfile
  origin: RequestOrigin
}

/** The user, and the session of the browser that begins. */
export interface SignedIn extends loginSessions.LoginSession {
  token: string
}

/**
 * Signs in the user whom the provider describes: a new one, the one who was here before, or the one to whom the identity was
 * linked, with the pool's functions on the way. Addresses never link anybody by themselves. Throws OAuthError.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html
 */
export async function signIn(services: Services, given: FederatedSignIn): Promise<SignedIn> {
  const { pool, client, origin } = given
  const facts = { pool, client, type: 'SignIn', origin } as const
  try {
    const username = usernameOf(given)
    return await authEvents.recording(services, facts, { name: username }, async () => {
      await requireAllowedAddress(services, { pool, client, ...origin })
      return begin(services, given, await findOrMakeUser(services, given))
    })
  } catch (error) {
    throw asOAuthError(services, error)
  }
}

async function findOrMakeUser(services: Services, given: FederatedSignIn): Promise<User> {
  const told = await lookAtProfile(services, given)
  const owner = await findOwner(services, given)
  return owner ? welcomeBack(services, given, owner, told) : welcome(services, given, told)
}

/** What the pool's function makes of the provider's claims, or these. Custom attributes that it gives need no mapping. */
async function lookAtProfile(services: Services, given: FederatedSignIn): Promise<Told> {
  const { pool, client, provider, profile } = given
  const { attributeMapping } = provider
  const subject = { pool, clientId: client.id, username: usernameOf(given), user: undefined }
  const claims = await inboundFederation(services, subject, { provider, sources: { ...profile.sources } })
  if (!claims) return { attributeMapping, claims: profile.claims }
  const custom = Object.keys(claims).filter((name) => /^(?:custom|dev):/.test(name))
  const itself = Object.fromEntries(custom.map((name) => [name, name]))
  return { attributeMapping: { ...itself, ...attributeMapping }, claims }
}

/** Writes the mapped attributes anew, between the functions that may deny the sign-in. */
async function welcomeBack(
  services: Services,
  given: FederatedSignIn,
  owner: User,
  told: Told,
): Promise<User> {
  requireEnabled(owner)
  await preAuthentication(services, userSubject(given, owner), undefined)
  const changes = mapForUpdate(given, told)
  const user = await transaction(services, async (services) => {
    const current = await users.lock(services.db, owner.id)
    if (!current) throw gone()
    const attributes = applyChanges(current.attributes, changes)
    const user = { ...current, attributes, updatedAt: services.clock.now() }
    await userChanges.update(services, user)
    await claimAliases(services, given.pool, user)
    return user
  })
  await postAuthentication(services, userSubject(given, user), false)
  return user
}

/** What may have ended on the way, as functions and providers take their time, is looked at once more: user and link. */
function begin(services: Services, given: FederatedSignIn, user: User): Promise<SignedIn> {
  const { pool, client, provider, profile, origin } = given
  return transaction(services, async (services) => {
    const current = await findOwner(services, given)
    if (current?.id !== user.id) throw gone()
    requireEnabled(current)
    const by = { name: provider.name, session: profile.samlSession }
    const session = await loginSessions.begin(services, { pool, client, user, origin, by })
    await userChanges.signIn(services, user)
    return { ...session, user: current, providerName: provider.name }
  })
}

/** The words are those of the API; which ones Cognito puts into the redirect is not known. */
function requireEnabled({ enabled }: User): void {
  if (!enabled) throw new OAuthError('invalid_request', 'User is disabled.')
}

function gone(): OAuthError {
  return new OAuthError('invalid_request', 'User does not exist.')
}

/** The application is told why. A text about a function ends with a space, as public reports have it. */
export function asOAuthError(services: Services, error: unknown): unknown {
  if (error instanceof FederationError) {
    services.log.warn({ err: error }, 'a sign-in at an identity provider failed')
    return new OAuthError(error.code, error.message, {
      reason: 'the sign-in at the identity provider failed',
    })
  }
  if (!(error instanceof ApiError)) return error
  const isFromFunction = / failed (?:with|due to) error /.test(error.message)
  const description = isFromFunction ? `${error.message} ` : error.message
  return new OAuthError('invalid_request', description, { reason: error.name })
}
