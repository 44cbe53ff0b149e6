import { signingKeys } from '../core/signing-keys.ts'
import { sha256 } from '../crypto/random.ts'
import { jsonWithValidator, notFound } from '../http/public-json.ts'
import type { Services } from '../services.ts'
import * as userPools from '../storage/user-pools.ts'

/** The pool's public keys (RFC 7517), which verifiers keep for as long as `Cache-Control` says. */
export async function jwks(services: Services, request: Request, userPoolId: string): Promise<Response> {
  const pool = await userPools.find(services.db, userPoolId)
  if (!pool) return notFound(`User pool ${userPoolId} does not exist.`)
  const { id, access } = await signingKeys(services, pool.id)
  const body = JSON.stringify({ keys: [id.publicJwk, access.publicJwk] })
  return jsonWithValidator(request, body, `"${sha256(body)}"`)
}
