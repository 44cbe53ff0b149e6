import type { Services } from '../../services.ts'
import type { Auth } from './auth.ts'
import type { SingleUse } from './challenge-session.ts'
import { openBlock, sealBlock } from './sealed-block.ts'

const PURPOSE = 'device-exchange'

/**
 * The server's side of an SRP exchange with a device. It lives in SECRET_BLOCK, encrypted and bound to pool and client,
 * under a purpose of its own: a device's proof is never one of the password.
 */
export interface DeviceExchange extends SingleUse {
  userId: string
  /** Of the user at the start (`standingOf` of session-user.ts). */
  standing: string
  deviceKey: string
  /** Hexadecimal. */
  publicA: string
  /** Base64. */
  privateB: string
  /** Hexadecimal. */
  publicB: string
}

/** The exchange as standard Base64, which clients decode before they sign it. */
export function seal(services: Services, auth: Auth, exchange: DeviceExchange): string {
  return sealBlock(services, auth, PURPOSE, exchange)
}

/** The exchange with the bytes that were signed; undefined for everything that `seal` did not make for this client. */
export function open(services: Services, auth: Auth, text: string) {
  return openBlock<DeviceExchange>(services, auth, PURPOSE, text)
}
