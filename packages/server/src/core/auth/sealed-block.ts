import type { Services } from '../../services.ts'
import type { Auth } from './auth.ts'

/** What a block is for, so that one of another kind does not open. */
type BlockPurpose = 'srp-exchange' | 'device-exchange'

/**
 * The server's side of an exchange as standard Base64, which clients decode before they sign it; encrypted, and bound to
 * its purpose, the pool and the client.
 */
export function sealBlock(services: Services, auth: Auth, purpose: BlockPurpose, exchange: unknown): string {
  const token = services.keyring.sealToken(exchange, binding(auth, purpose))
  return Buffer.from(token, 'base64url').toString('base64')
}

/** The exchange with the bytes that the client signed; undefined for all that `sealBlock` did not make for this client. */
export function openBlock<Exchange extends object>(
  services: Services,
  auth: Auth,
  purpose: BlockPurpose,
  text: string,
): { exchange: Exchange; bytes: Buffer } | undefined {
  const bytes = Buffer.from(text, 'base64') // reads base64url too, which some clients send back
  const exchange = services.keyring.openToken(bytes.toString('base64url'), binding(auth, purpose))
  return exchange ? { exchange: exchange as Exchange, bytes } : undefined
}

function binding(auth: Auth, purpose: BlockPurpose) {
  return { purpose, context: [auth.pool.id, auth.client.id] }
}
