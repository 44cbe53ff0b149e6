import { type CodeDelivery, describeDelivery } from '../delivery/destination.ts'
import type { Services } from '../services.ts'
import type { Attributes } from '../storage/users.ts'
import type { Authorized } from './access-tokens.ts'
import * as attempts from './attempts.ts'
import { addresses, needsCode, updateAttributes } from './attribute-updates.ts'
import { checkAttributes, checkRemoval, type GivenAttribute, requireWritable } from './attributes.ts'
import { type ClientMetadata, userSubject } from './event-subject.ts'
import { removeUser } from './user-removal.ts'

/**
 * Changes attributes of the signed-in user that the client may write. Answers where codes for new addresses went, masked. Throws
 * NotAuthorizedException, InvalidParameterException, AliasExistsException, TooManyRequestsException,
 * UserNotFoundException, UnexpectedLambdaException.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 */
export async function update(
  services: Services,
  authorized: Authorized,
  {
    attributes: given,
    clientMetadata,
  }: { attributes: readonly GivenAttribute[]; clientMetadata?: ClientMetadata },
): Promise<CodeDelivery[]> {
  const { user, pool, client } = authorized
  requireWritable(
    client,
    pool,
    given.map(({ name }) => name),
  )
  const changes = checkAttributes(pool, given, 'update')
  await countCodes(services, authorized, changes)
  const subject = userSubject({ pool, client }, user, clientMetadata)
  const destinations = await updateAttributes(services, subject, changes)
  return destinations.map(describeDelivery)
}

/**
 * Takes attributes of the signed-in user away, an address with its mark and sign-in name. Throws NotAuthorizedException,
 * InvalidParameterException, UserNotFoundException.
 */
export async function removeAttributes(
  services: Services,
  { user, pool, client }: Authorized,
  names: readonly string[],
): Promise<void> {
  requireWritable(client, pool, names)
  await updateAttributes(services, userSubject({ pool, client }, user), checkRemoval(pool, names))
}

/** Removes the signed-in user with everything that is theirs, the tokens too. Throws UserNotFoundException. */
export async function remove(services: Services, { user }: Authorized): Promise<void> {
  await removeUser(services, user)
}

async function countCodes(
  services: Services,
  { user, pool }: Authorized,
  changes: Attributes,
): Promise<void> {
  for (const name of addresses) {
    if (!needsCode(pool, user, changes, name)) continue
    await attempts.countDestinationAsRate(services, pool.id, changes[name] ?? '')
  }
}
