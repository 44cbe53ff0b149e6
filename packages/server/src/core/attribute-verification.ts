import { type Compositions, compose } from '../delivery/compose.ts'
import { deliver } from '../delivery/deliver.ts'
import {
  type CodeDelivery,
  type Destination,
  describeDelivery,
  destinationOf,
} from '../delivery/destination.ts'
import { ExpiredCodeException, InvalidParameterException, UserNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { UserPool, VerifiedAttribute } from '../storage/user-pools.ts'
import type { User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import * as verificationCodes from '../storage/verification-codes.ts'
import type { Authorized } from './access-tokens.ts'
import * as attempts from './attempts.ts'
import * as codes from './codes.ts'
import { type ClientMetadata, userSubject } from './event-subject.ts'
import * as userChanges from './user-changes.ts'
import { claimAliases } from './usernames.ts'

/**
 * Sends a code to the user's e-mail address or telephone number, verified or not; the code of a change that waits for
 * proof ends with it. Throws InvalidParameterException, LimitExceededException, UserNotFoundException,
 * UnexpectedLambdaException. The texts are those of real user pools, as floci's pull request 1898 reports them.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html
 */
export async function sendCode(
  services: Services,
  { user, pool, client }: Authorized,
  { attributeName, clientMetadata }: { attributeName: string; clientMetadata?: ClientMetadata },
): Promise<CodeDelivery> {
  const attribute = requireVerifiable(attributeName)
  const { to, channel } = requireAddress(user, attribute)
  await attempts.count(services, user.id, 'send-attribute-code')
  await attempts.countDestination(services, pool.id, to)
  const subject = userSubject({ pool, client }, user, clientMetadata)
  const asked = { occasion: 'VerifyUserAttribute', channels: [channel] } as const
  const compositions = await compose(services, subject, asked)
  const destination = await transaction(services, async (services) => {
    const current = await users.lock(services.db, user.id)
    if (!current) throw new UserNotFoundException()
    const sending = { destination: requireAddress(current, attribute), compositions }
    return issueCode(services, pool, current, sending)
  })
  services.wakeSender()
  return describeDelivery(destination)
}

/**
 * Verifies the address that got the code; a change that waited for this proof takes force, and
 * a code that the former address got for a forgotten password none. Throws
 * InvalidParameterException, CodeMismatchException, ExpiredCodeException, AliasExistsException, LimitExceededException,
 * UserNotFoundException.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html
 */
export async function verify(
  services: Services,
  { user, pool }: Authorized,
  input: { attributeName: string; code: string },
): Promise<void> {
  const attribute = requireVerifiable(input.attributeName)
  await attempts.count(services, user.id, 'verify-attribute')
  await transaction(services, async (services) => {
    const current = await users.lock(services.db, user.id)
    if (!current) throw new UserNotFoundException()
    const { destination } = await codes.take(services, current, `verify:${attribute}`, input.code)
    const proven = withProof(pool, current, { attribute, address: destination ?? '' })
    await userChanges.update(services, { ...proven, updatedAt: services.clock.now() })
    await claimAliases(services, pool, proven)
    if (destination !== current.attributes[attribute])
      await verificationCodes.remove(services.db, user.id, 'forgot-password')
  })
}

function requireVerifiable(name: string): VerifiedAttribute {
  if (name === 'email' || name === 'phone_number') return name
  throw new InvalidParameterException('Invalid attribute name. Only phone_number and email can be verified.')
}

function requireAddress(user: User, attribute: VerifiedAttribute): Destination {
  const value = user.attributes[attribute]
  if (value !== undefined) return destinationOf(attribute, value)
  const missing = attribute === 'email' ? 'email address' : 'phone number'
  throw new InvalidParameterException(`User does not have a valid registered ${missing}`)
}

async function issueCode(
  services: Services,
  pool: UserPool,
  user: User,
  { destination, compositions }: { destination: Destination; compositions: Compositions },
): Promise<Destination> {
  const { attribute, channel, to } = destination
  const purpose = `verify:${attribute}` as const
  const code = await codes.issue(services, user, { purpose, attribute, destination: to })
  await deliver(services, pool, {
    template: 'verify-attribute',
    channel,
    to,
    username: user.username,
    code,
    occasion: 'VerifyUserAttribute',
    composition: compositions.get(channel),
  })
  return destination
}

/** Another address than the user's is a change that waits, or one that the code no longer fits. */
function withProof(
  pool: UserPool,
  user: User,
  { attribute, address }: { attribute: VerifiedAttribute; address: string },
): User {
  const first = pool.settings.userAttributeUpdateSettings?.attributesRequireVerificationBeforeUpdate ?? []
  if (user.attributes[attribute] !== address && !first.includes(attribute)) throw new ExpiredCodeException()
  return {
    ...user,
    attributes: { ...user.attributes, [attribute]: address, [`${attribute}_verified`]: 'true' },
  }
}
