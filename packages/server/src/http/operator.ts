import type { Services } from '../services.ts'
import { verifySigV4 } from './sigv4.ts'

/** Why a request is not the operator's: AWS's error type and text. */
export interface OperatorRefusal {
  error: string
  message: string
}

/**
 * Whether the operator signed the request for this service; undefined if so. Without operator credentials, which is
 * possible only on a loopback host, everyone on the machine counts as the operator, but no page of another site that a
 * browser there may show.
 */
export function refuseOthers(
  services: Services,
  request: Request,
  { body, service }: { body: Uint8Array; service: string },
): OperatorRefusal | undefined {
  const { operator } = services.config
  if (!operator) return refuseForeignPages(request)
  const { method, url, headers } = request
  const result = verifySigV4(
    { method, url, headers, body },
    { credentials: [operator], now: services.clock.now(), service, signingKeys: services.sigV4Keys },
  )
  return result.ok ? undefined : result
}

function refuseForeignPages(request: Request): OperatorRefusal | undefined {
  const origin = request.headers.get('origin')
  if (!origin || (URL.canParse(origin) && isLoopback(new URL(origin).hostname))) return undefined
  return {
    error: 'AccessDeniedException',
    message: `Pages of ${origin} may call operations that need credentials only when the server has operator credentials`,
  }
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '127.0.0.1' ||
    hostname === '[::1]'
  )
}
