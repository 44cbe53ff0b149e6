import { randomDigits, uuid } from '../../crypto/random.ts'
import { deliver } from '../../delivery/deliver.ts'
import { describeDelivery } from '../../delivery/destination.ts'
import { type Services, transaction } from '../../services.ts'
import * as messages from '../../storage/messages.ts'
import type { UserPool } from '../../storage/user-pools.ts'
import * as attempts from '../attempts.ts'
import { inventDestination } from '../pretence.ts'
import { nameKey } from '../usernames.ts'
import type { Auth, AuthStep } from './auth.ts'
import * as challengeSession from './challenge-session.ts'
import { attributeOf, type OfferedPasskey } from './first-factors.ts'

/**
 * A code for a name that nobody has: the limits, the statements up to the commit and the answer are those of a real one,
 * with a masked address that is always the same, and nothing is sent.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export async function pretendCode(
  services: Services,
  auth: Auth,
  { username, name }: { username: string; name: 'EMAIL_OTP' | 'SMS_OTP' },
): Promise<AuthStep> {
  const attribute = attributeOf(name)
  const { channel, to } = inventDestination(services, auth.pool, username, [attribute])
  await attempts.countDestinationAsRate(services, auth.pool.id, `nobody ${to}`)
  await sendNothing(services, auth.pool, { channel, to, username })
  const { deliveryMedium, destination } = describeDelivery({ attribute, to })
  const state = { role: 'first-factor', code: randomDigits(8), to, nobody: username }
  return {
    kind: 'challenge',
    name,
    parameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: deliveryMedium,
      CODE_DELIVERY_DESTINATION: destination,
    },
    session: challengeSession.create(services, auth, { step: name, userId: uuid(), state }),
  }
}

async function sendNothing(
  services: Services,
  pool: UserPool,
  message: { channel: 'email' | 'sms'; to: string; username: string },
): Promise<void> {
  await transaction(services, async (services) => {
    const id = await deliver(services, pool, {
      ...message,
      template: 'authentication',
      code: '00000000',
      occasion: 'Authentication',
    })
    await messages.remove(services.db, id)
  })
  services.wakeSender()
}

/** Every second name that nobody has seems to have a passkey, always the same. */
export function pretendedPasskey(services: Services, pool: UserPool, username: string): OfferedPasskey[] {
  const hash = services.keyring.hmac('pretended passkey', pool.id, nameKey(pool, username))
  if (hash.readUInt8(31) % 2 === 0) return []
  return [{ credentialId: hash.subarray(0, 16).toString('base64url'), transports: ['internal', 'hybrid'] }]
}

/**
 * A key to check signatures of nobody's passkey with, so that it takes as long: the base point of P-256 (SEC 2 section
 * 2.4.2) as a COSE key. Anybody can sign for it, and is refused all the same.
 */
export const nobodysPublicKey = new Uint8Array(
  Buffer.from(
    'a5010203262001215820' +
      '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296' +
      '225820' +
      '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
    'hex',
  ),
)
