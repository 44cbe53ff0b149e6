import * as srp from '../../../crypto/srp.ts'
import type { Services } from '../../../services.ts'
import type { Device } from '../../../storage/devices.ts'
import * as users from '../../../storage/users.ts'
import { deviceGroupKey, missingDevice, requireDevice, verifierOf } from '../../devices.ts'
import { type Auth, type AuthStep, incorrectUsernameOrPassword, requireParameter } from '../auth.ts'
import * as challengeSession from '../challenge-session.ts'
import { mayReplaceMfa } from '../device.ts'
import * as deviceExchange from '../device-exchange.ts'
import { finish } from '../next-step.ts'
import { requireSameStanding } from '../session-user.ts'
import { requireActive } from '../sign-in-user.ts'
import { isCanonicalTimestamp, requireTimestamp } from '../srp-timestamp.ts'

/**
 * Checks the device's proof and ends the sign-in with tokens. One exchange is good for one proof, right or wrong. The text
 * for a wrong one is that of aws/aws-sdk-net-extensions-cognito#73.
 */
export async function devicePasswordVerifier(services: Services, auth: Auth): Promise<AuthStep> {
  const key = requireParameter(auth, 'DEVICE_KEY')
  const block = requireParameter(auth, 'PASSWORD_CLAIM_SECRET_BLOCK')
  const timestamp = requireTimestamp(requireParameter(auth, 'TIMESTAMP'))
  const signature = requireParameter(auth, 'PASSWORD_CLAIM_SIGNATURE')
  const opened = deviceExchange.open(services, auth, block)
  if (opened?.exchange.deviceKey !== key) throw incorrectUsernameOrPassword()
  const { exchange, bytes } = opened
  challengeSession.requireUnexpired(services, exchange)
  const user = await users.find(services.db, auth.pool.id, exchange.userId)
  if (!user) throw incorrectUsernameOrPassword()
  const device = await requireDevice(services, user, key)
  if (!mayReplaceMfa(auth, device)) throw missingDevice()
  const proof = { bytes, timestamp, signature }
  if (!(await verify(services, auth, { exchange, device, proof }))) {
    await challengeSession.use(services, exchange)
    throw incorrectUsernameOrPassword()
  }
  requireActive(services, auth.pool, user)
  requireSameStanding(exchange.standing, user)
  const proven = { user, used: exchange, withoutPassword: true, occasion: 'AuthenticateDevice' } as const
  return finish(services, { ...auth, custom: undefined }, proven)
}

interface Verification {
  exchange: deviceExchange.DeviceExchange
  device: Device
  proof: { bytes: Buffer; timestamp: string; signature: string }
}

async function verify(services: Services, auth: Auth, verification: Verification): Promise<boolean> {
  const { exchange, device, proof } = verification
  const matches = await srp.verifyProof(services.modexp, {
    poolName: deviceGroupKey(services, auth.pool, device.key),
    userId: device.key,
    verifier: verifierOf(services, device).verifier,
    privateB: Buffer.from(exchange.privateB, 'base64'),
    publicB: exchange.publicB,
    publicA: BigInt(`0x${exchange.publicA}`),
    secretBlock: proof.bytes,
    timestamp: proof.timestamp,
    signature: Buffer.from(proof.signature, 'base64'),
  })
  return matches && isCanonicalTimestamp(proof.timestamp)
}
