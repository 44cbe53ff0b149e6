import { AliasExistsException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { UserPool } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import type { TakenCode } from '../storage/verification-codes.ts'
import { postConfirmation } from '../triggers/post-confirmation.ts'
import { preventsUserExistenceErrors } from './app-clients.ts'
import * as attempts from './attempts.ts'
import { sessionAfterConfirmation } from './auth/sign-up-session.ts'
import type { ClientAndPool } from './client-authentication.ts'
import * as codes from './codes.ts'
import { type ClientMetadata, userSubject } from './event-subject.ts'
import * as pretence from './sign-up-pretence.ts'
import * as userChanges from './user-changes.ts'
import { requireEnabled, requireUnconfirmed } from './user-status.ts'
import { claimAliases, findUser, nameKey, unknownUsername } from './usernames.ts'

export interface Confirmation {
  username: string
  code: string
  /** Takes a verified e-mail address or telephone number from the user who holds it as an alias. */
  forceAliasCreation: boolean
  clientMetadata?: ClientMetadata
}

/**
 * Confirms a user by the code sent at sign-up, which verifies the address that got it. What the post confirmation trigger
 * refuses stays confirmed, as on Cognito. Answers a session that signs the user in, where codes may stand for passwords.
 * Throws UserNotFoundException, NotAuthorizedException, CodeMismatchException, ExpiredCodeException,
 * AliasExistsException, LimitExceededException, UnexpectedLambdaException.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
 */
export async function confirm(
  services: Services,
  { client, pool }: ClientAndPool,
  input: Confirmation,
): Promise<string | undefined> {
  const { username } = input
  const user = await findUser(services, pool, username)
  if (preventsUserExistenceErrors(client) && !(user && isKnown(pool, user, username)))
    return pretence.confirm(services, pool, { user, username })
  if (!user) throw unknownUsername()
  requireWaiting(user)
  await attempts.count(services, user.id, 'sign-up')
  const confirmed = await transaction(services, (services) => confirmByCode(services, pool, user, input))
  const subject = userSubject({ client, pool }, confirmed.user, input.clientMetadata)
  await postConfirmation(services, subject, 'ConfirmSignUp')
  return sessionAfterConfirmation(services, { client, pool }, confirmed)
}

/**
 * Whether the answer may tell of this user where the client hides who exists: whoever waits for a code, and whose name
 * SignUp calls taken. An alias of a confirmed user it does not.
 */
function isKnown(pool: UserPool, user: User, name: string): boolean {
  if (user.enabled && user.status === 'UNCONFIRMED') return true
  const { adminCreateUserConfig, aliasAttributes = [] } = pool.settings
  if (adminCreateUserConfig.allowAdminCreateUserOnly) return false
  return aliasAttributes.length === 0 || nameKey(pool, name) === nameKey(pool, user.username)
}

function requireWaiting(user: User): void {
  requireUnconfirmed(user)
  requireEnabled(user)
}

async function confirmByCode(
  services: Services,
  pool: UserPool,
  { id }: User,
  { code, forceAliasCreation }: Confirmation,
): Promise<{ user: User; attribute: TakenCode['attribute'] }> {
  const user = await users.lock(services.db, id)
  if (!user) throw unknownUsername()
  requireWaiting(user)
  const proof = await codes.take(services, user, 'sign-up', code)
  const confirmed: User = { ...withProof(user, proof), status: 'CONFIRMED', updatedAt: services.clock.now() }
  await userChanges.update(services, confirmed)
  await claimVerified(services, pool, confirmed, { proof, force: forceAliasCreation })
  const { attribute } = proof
  return { user: confirmed, attribute: attribute && isProven(user, proof) ? attribute : undefined }
}

/** The code proves the address that it went to, and no other that took its place. */
function withProof(user: User, proof: TakenCode): User {
  const { attribute } = proof
  if (!attribute || !isProven(user, proof)) return user
  return { ...user, attributes: { ...user.attributes, [`${attribute}_verified`]: 'true' } }
}

function isProven(user: User, { attribute, destination }: TakenCode): boolean {
  return attribute !== undefined && user.attributes[attribute] === destination
}

/** ConfirmSignUp words a taken alias differently from the other operations. */
async function claimVerified(
  services: Services,
  pool: UserPool,
  user: User,
  { proof, force }: { proof: TakenCode; force: boolean },
): Promise<void> {
  try {
    await claimAliases(services, pool, user, { force })
  } catch (error) {
    if (!(error instanceof AliasExistsException)) throw error
    const name = proof.attribute ?? 'email'
    throw new AliasExistsException(`An account with the ${name} already exists.`, { cause: error })
  }
}
