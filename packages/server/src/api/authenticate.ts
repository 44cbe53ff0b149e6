import { refuseOthers } from '../http/operator.ts'
import { parseCredentialScope } from '../http/sigv4.ts'
import type { Services } from '../services.ts'
import { ProtocolError } from './protocol-error.ts'

interface Caller {
  region: string
  accountId: string
}

/**
 * Checks the signature where the operation asks for one. The region is the one that the signature names, if any.
 * Throws AWS's own errors.
 */
export function authenticate(
  services: Services,
  kind: 'unsigned' | 'accessToken' | 'sigv4',
  request: Request,
  body: Uint8Array,
): Caller {
  const refusal = kind === 'sigv4' && refuseOthers(services, request, { body, service: 'cognito-idp' })
  if (refusal) throw new ProtocolError(refusal.error, refusal.message)
  const { config } = services
  const scope = parseCredentialScope(request)
  return { region: scope?.region ?? config.region, accountId: config.accountId }
}
