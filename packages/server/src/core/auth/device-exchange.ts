import type { Services } from '../../services.ts'
import type { Auth } from './auth.ts'
import type { SingleUse } from './challenge-session.ts'

/**
 * The server's side of an SRP exchange with a device. It lives in SECRET_BLOCK, encrypted and bound to pool and client,
 * under a purpose of its own: a device's proof is never one of the password.
 */
export interface DeviceExchange extends SingleUse {
  userId: string
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
  const token = services.keyring.sealToken(exchange, binding(auth))
  return Buffer.from(token, 'base64url').toString('base64')
}

/** The exchange with the bytes that the device signed; undefined for everything that `seal` did not make for this client. */
export function open(
  services: Services,
  auth: Auth,
  text: string,
): { exchange: DeviceExchange; bytes: Buffer } | undefined {
  const bytes = Buffer.from(text, 'base64')
  const exchange = services.keyring.openToken(bytes.toString('base64url'), binding(auth))
  return exchange ? { exchange: exchange as DeviceExchange, bytes } : undefined
}

function binding(auth: Auth) {
  return { purpose: 'device-exchange', context: [auth.pool.id, auth.client.id] }
}
