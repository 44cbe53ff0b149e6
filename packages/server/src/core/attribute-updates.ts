import { type Compositions, compose } from '../delivery/compose.ts'
import { deliver } from '../delivery/deliver.ts'
import { type Destination, destinationOf } from '../delivery/destination.ts'
import { UserNotFoundException } from '../errors.ts'
import { type Services, transaction } from '../services.ts'
import type { UserPool, VerifiedAttribute } from '../storage/user-pools.ts'
import type { Attributes, User } from '../storage/users.ts'
import * as users from '../storage/users.ts'
import * as verificationCodes from '../storage/verification-codes.ts'
import type { UserSubject } from '../triggers/invoke.ts'
import { applyChanges } from './attributes.ts'
import * as codes from './codes.ts'
import * as userChanges from './user-changes.ts'
import { claimAliases } from './usernames.ts'

/** The attributes that a code can prove. */
export const addresses: readonly VerifiedAttribute[] = ['email', 'phone_number']

/**
 * Stores what `checkAttributes` passed. A new address that the pool verifies automatically gets a code, unless the
 * changes call it verified; where the pool asks for proof before the update, the old address stays in force until
 * then. Answers where codes went. Throws UserNotFoundException, AliasExistsException, UnexpectedLambdaException.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html
 */
export async function updateAttributes(
  services: Services,
  subject: UserSubject,
  changes: Attributes,
): Promise<Destination[]> {
  const { pool, user: found } = subject
  const compositions = await composeUpdate(services, subject, changes)
  const destinations = await transaction(services, async (services) => {
    const user = await users.lock(services.db, found.id)
    if (!user) throw new UserNotFoundException()
    const unproven = addresses.filter((name) => needsCode(pool, user, changes, name))
    const applied = withoutPending(pool, changes, unproven)
    await storeAttributes(services, pool, user, applyChanges(user.attributes, applied))
    return sendCodes(services, pool, user, unproven, { changes, compositions })
  })
  if (destinations.length > 0) services.wakeSender()
  return destinations
}

/** Functions see the user with the attributes as they were. */
async function composeUpdate(
  services: Services,
  subject: UserSubject,
  changes: Attributes,
): Promise<Compositions | undefined> {
  const names = addresses.filter((name) => needsCode(subject.pool, subject.user, changes, name))
  if (names.length === 0) return undefined
  const channels = names.map((name) => destinationOf(name, changes[name] ?? '').channel)
  return compose(services, subject, { occasion: 'UpdateUserAttribute', channels })
}

/** Whether the new address of a change is still to be proved by a code. */
export function needsCode(pool: UserPool, user: User, changes: Attributes, name: VerifiedAttribute): boolean {
  const value = changes[name]
  if (!value || value === user.attributes[name]) return false
  if (changes[`${name}_verified`]?.toLowerCase() === 'true') return false
  return pool.settings.autoVerifiedAttributes?.includes(name) ?? false
}

function withoutPending(pool: UserPool, changes: Attributes, unproven: VerifiedAttribute[]): Attributes {
  const first = pool.settings.userAttributeUpdateSettings?.attributesRequireVerificationBeforeUpdate ?? []
  const pending = unproven.filter((name) => first.includes(name))
  const held = new Set(pending.flatMap((name) => [name, `${name}_verified`]))
  return Object.fromEntries(Object.entries(changes).filter(([name]) => !held.has(name)))
}

/** Codes sent to an address that has changed since are withdrawn: whoever reads the old one resets no password. */
async function storeAttributes(
  services: Services,
  pool: UserPool,
  user: User,
  attributes: Attributes,
): Promise<void> {
  const changed = { ...user, attributes, updatedAt: services.clock.now() }
  await userChanges.update(services, changed)
  await claimAliases(services, pool, changed)
  for (const name of addresses) {
    if (attributes[name] === user.attributes[name]) continue
    await verificationCodes.remove(services.db, user.id, `verify:${name}`)
    await verificationCodes.remove(services.db, user.id, 'forgot-password')
  }
}

async function sendCodes(
  services: Services,
  pool: UserPool,
  user: User,
  names: VerifiedAttribute[],
  { changes, compositions }: { changes: Attributes; compositions: Compositions | undefined },
): Promise<Destination[]> {
  const destinations = names.map((name) => destinationOf(name, changes[name] ?? ''))
  for (const { attribute, channel, to } of destinations) {
    const code = await codes.issue(services, user, {
      purpose: `verify:${attribute}`,
      attribute,
      destination: to,
    })
    await deliver(services, pool, {
      template: 'update-attribute',
      channel,
      to,
      username: user.username,
      code,
      occasion: 'UpdateUserAttribute',
      composition: compositions?.get(channel),
    })
  }
  return destinations
}
