import { parseCredentialScope, verifySigV4 } from '../http/sigv4.ts'
import type { Services } from '../services.ts'
import { ProtocolError } from './protocol-error.ts'

interface Caller {
  region: string
  accountId: string
}

/**
 * Checks the signature where the operation asks for one. Without operator credentials (only possible on a loopback
 * host) any are accepted; the region is then taken from the signature as it stands.
 */
export function authenticate(
  services: Services,
  kind: 'unsigned' | 'accessToken' | 'sigv4',
  request: Request,
  body: Uint8Array,
): Caller {
  const { config } = services
  if (kind === 'sigv4') requireOperator(services, request, body)
  const scope = parseCredentialScope(request)
  return { region: scope?.region ?? config.region, accountId: config.accountId }
}

/** Throws AWS's own errors unless the request is signed by the operator. */
export function requireOperator(services: Services, request: Request, body: Uint8Array): void {
  const { operator } = services.config
  if (!operator) {
    refuseForeignPages(request)
    return
  }
  const { method, url, headers } = request
  const result = verifySigV4(
    { method, url, headers, body },
    {
      credentials: [operator],
      now: services.clock.now(),
      service: 'cognito-idp',
      signingKeys: services.sigV4Keys,
    },
  )
  if (!result.ok) throw new ProtocolError(result.error, result.message)
}

/** Without credentials only the origin tells a developer's own page from any other page that the browser has open. */
function refuseForeignPages(request: Request): void {
  const origin = request.headers.get('origin')
  if (!origin || origin === 'null') return
  if (!URL.canParse(origin) || isLoopback(new URL(origin).hostname)) return
  throw new ProtocolError(
    'AccessDeniedException',
    `Pages of ${origin} may call operations that need credentials only when the server has operator credentials`,
  )
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '127.0.0.1' ||
    hostname === '[::1]'
  )
}
