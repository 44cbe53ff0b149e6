import { deliver, type OutgoingMessage } from '../delivery/deliver.ts'
import { type Destination, destinationOf } from '../delivery/destination.ts'
import { type Services, transaction } from '../services.ts'
import * as messages from '../storage/messages.ts'
import type { UserPool, VerifiedAttribute } from '../storage/user-pools.ts'
import * as users from '../storage/users.ts'
import type { CodePurpose } from '../storage/verification-codes.ts'
import * as verificationCodes from '../storage/verification-codes.ts'
import { isEmail, isPhoneNumber } from './attribute-formats.ts'
import * as usernames from './usernames.ts'

/** A message that would go to somebody who is not there. */
export interface PretendedMessage extends Pick<OutgoingMessage, 'template' | 'occasion' | 'username'> {
  purpose: CodePurpose
  /** What `attempts.unknownSubject` gives, in place of a user's id. */
  subject: string
  destination: Destination
}

/** Does the work of sending a code up to the commit, so that it takes as long, and sends none. */
export async function sendNothing(
  services: Services,
  pool: UserPool,
  message: PretendedMessage,
): Promise<void> {
  const { destination, subject, purpose, username, template, occasion } = message
  const { channel, to } = destination
  await transaction(services, async (services) => {
    await users.lock(services.db, subject)
    await verificationCodes.remove(services.db, subject, purpose)
    const id = await deliver(services, pool, {
      template,
      channel,
      to,
      username,
      code: '000000',
      occasion,
    })
    await messages.remove(services.db, id)
  })
  services.wakeSender()
}

/**
 * Where a code would go: what looks like an address of `order` gets it itself; any other name an invented address, always
 * the same, of the first attribute in `order` that the pool verifies.
 */
export function inventDestination(
  services: Services,
  pool: UserPool,
  username: string,
  order: readonly VerifiedAttribute[],
): Destination {
  if (order.includes('email') && isEmail(username)) return destinationOf('email', username)
  if (order.includes('phone_number') && isPhoneNumber(username))
    return destinationOf('phone_number', username)
  const verified = pool.settings.autoVerifiedAttributes ?? []
  const attribute = order.find((name) => verified.includes(name)) ?? order[0] ?? 'email'
  const hash = services.keyring.hmac('pretended destination', pool.id, usernames.nameKey(pool, username))
  if (attribute === 'email') return destinationOf('email', `${letter(hash, 0)}@${letter(hash, 4)}.invalid`)
  const digits = String(hash.readUInt32BE(0) % 10_000).padStart(4, '0')
  return destinationOf('phone_number', `+1555555${digits}`)
}

function letter(hash: Buffer, offset: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + (hash.readUInt32BE(offset) % 26))
}
