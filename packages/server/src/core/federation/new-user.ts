import { userSub } from '../../crypto/random.ts'
import { OAuthError, UsernameExistsException } from '../../errors.ts'
import { type Services, transaction } from '../../services.ts'
import * as groups from '../../storage/groups.ts'
import * as linkedIdentities from '../../storage/linked-identities.ts'
import type { Attributes, User } from '../../storage/users.ts'
import { postConfirmation } from '../../triggers/post-confirmation.ts'
import { preSignUp, type SignUpDecision } from '../../triggers/pre-sign-up.ts'
import { userSubject } from '../event-subject.ts'
import { keyOf, type ShownIdentity } from '../identities.ts'
import * as userChanges from '../user-changes.ts'
import { claimNewNames } from '../usernames.ts'
import { mapForNewUser, type Told } from './mapped-attributes.ts'
import { type Described, findOwner, subjectOf } from './owner.ts'
import type { FederatedSignIn } from './sign-in.ts'

/** What the API takes as a user name. */
const MAX_USERNAME_LENGTH = 128
/** What no database or no reader could tell apart, and the API could not say: controls, marks of direction, line ends, half pairs. */
const unspeakable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

/**
 * The user whom the provider signs in for the first time, or the one to whom the pool's function linked the identity just
 * now. Throws OAuthError, UserLambdaValidationException and the like.
 */
export async function welcome(services: Services, signIn: FederatedSignIn, told: Told): Promise<User> {
  const { pool, client } = signIn
  const username = usernameOf(signIn)
  const attributes = mapForNewUser(signIn, told)
  const subject = { pool, clientId: client.id, username, user: undefined }
  const shown = { 'cognito:email_alias': '', 'cognito:phone_number_alias': '', ...attributes }
  const given = { occasion: 'ExternalProvider', attributes: shown, validationData: {} } as const
  const decision = await preSignUp(services, subject, given)
  const linked = await findOwner(services, signIn)
  if (linked) return linked
  const user = newUser(services, signIn, { username, attributes: verified(attributes, decision) })
  const owner = await insert(services, signIn, user)
  if (owner.id === user.id) await postConfirmation(services, userSubject(signIn, user), 'ConfirmSignUp')
  return owner
}

/**
 * `<provider>_<subject>`, in lower case where the pool ignores case. Throws OAuthError where that is no user name.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation.html
 */
export function usernameOf({ pool, provider, profile }: Described): string {
  const username = `${provider.name}_${profile.subject}`
  if (profile.subject === '' || unspeakable.test(profile.subject))
    throw new OAuthError('invalid_request', 'The provider has no usable name for the user.') // our wording
  if (username.length > MAX_USERNAME_LENGTH)
    throw new OAuthError('invalid_request', 'The provider has too long a name for the user.') // our wording
  return pool.settings.usernameConfiguration?.caseSensitive === false ? username.toLowerCase() : username
}

function verified(attributes: Attributes, { verifyEmail, verifyPhone }: SignUpDecision): Attributes {
  return {
    ...attributes,
    ...(verifyEmail && attributes.email && { email_verified: 'true' }),
    ...(verifyPhone && attributes.phone_number && { phone_number_verified: 'true' }),
  }
}

function newUser(
  services: Services,
  { pool, provider, profile }: FederatedSignIn,
  { username, attributes }: Pick<User, 'username' | 'attributes'>,
): User {
  const now = services.clock.now()
  const identity: ShownIdentity = {
    userId: profile.subject,
    providerName: provider.name,
    providerType: provider.type,
    issuer: profile.issuer ?? null,
    primary: true,
    dateCreated: now,
  }
  return {
    id: userSub(),
    userPoolId: pool.id,
    username,
    attributes: { ...attributes, identities: JSON.stringify([identity]) },
    status: 'EXTERNAL_PROVIDER',
    enabled: true,
    createdAt: now,
    updatedAt: now,
  }
}

/** Of several first sign-ins at once one makes the user, and the others find them; so they do one who was linked meanwhile. */
async function insert(services: Services, signIn: FederatedSignIn, user: User): Promise<User> {
  const { pool } = signIn
  const taken = `Already found an entry for username ${user.username}`
  try {
    await transaction(services, async (services) => {
      await userChanges.insert(services, user)
      await claimNewNames(services, pool, user, { taken })
      const key = keyOf(pool, subjectOf(signIn))
      const ownerId = await linkedIdentities.insert(services.db, key, user.id, user.createdAt)
      if (ownerId !== undefined) throw new UsernameExistsException(taken)
      await joinGroup(services, signIn, user)
    })
    return user
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error
    const owner = await findOwner(services, signIn)
    if (owner) return owner
    throw new OAuthError('invalid_request', taken)
  }
}

/** Everybody whom a provider signs in is in a group of its own. Name and description as Cognito has them. */
async function joinGroup(services: Services, { pool, provider }: FederatedSignIn, user: User): Promise<void> {
  const name = `${pool.id}_${provider.name}`
  const description = `Autogenerated group for users who sign in using ${provider.name}`
  const now = services.clock.now()
  await groups.insert(services.db, { userPoolId: pool.id, name, description, createdAt: now, updatedAt: now })
  const group = await groups.lock(services.db, pool.id, name)
  if (group) await userChanges.addMember(services, group, user)
}
