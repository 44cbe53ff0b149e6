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
 * browser there may show: neither by its own name nor by one that it lets point to this machine (DNS rebinding).
 */
export function refuseOthers(
  services: Services,
  request: Request,
  { body, service }: { body: Uint8Array; service: string },
): OperatorRefusal | undefined {
  const { operator, publicUrl } = services.config
  if (!operator) return refuseForeignPages(request) ?? refuseForeignHosts(request, publicUrl)
  const { method, url, headers } = request
  const result = verifySigV4(
    { method, url, headers, body },
    { credentials: [operator], now: services.clock.now(), service, signingKeys: services.sigV4Keys },
  )
  return result.ok ? undefined : result
}

function refuseForeignPages(request: Request): OperatorRefusal | undefined {
  const origin = request.headers.get('origin')
  if (!origin || isLoopback(URL.parse(origin)?.hostname)) return undefined
  return {
    error: 'AccessDeniedException',
    message: `Pages of ${origin} may call operations that need credentials only when the server has operator credentials`,
  }
}

/** The host as the browser knows it: a name that a page's owner points to this machine stays the owner's name. */
function refuseForeignHosts(request: Request, publicUrl: string | undefined): OperatorRefusal | undefined {
  const host = request.headers.get('host') ?? new URL(request.url).host
  const hostname = URL.parse(`http://${host}`)?.hostname
  if (isLoopback(hostname) || (publicUrl && new URL(publicUrl).hostname === hostname)) return undefined
  return {
    error: 'AccessDeniedException',
    message: `Without operator credentials, operations that need credentials are answered at localhost and at the host of --public-url, not at ${host}`,
  }
}

/** Whether a host name, as URLs have it, stands for this machine alone. */
export function isLoopback(hostname: string | undefined): boolean {
  return hostname !== undefined && /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}
