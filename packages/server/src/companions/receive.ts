import { refuseOthers } from '../http/operator.ts'
import { readBody } from '../http/read-body.ts'
import { parseCredentialScope } from '../http/sigv4.ts'
import type { Services } from '../services.ts'
import { RefusedRequestError } from './outcome.ts'

/**
 * Reads the body of a request that the operator signed for the service. Throws RefusedRequestError for everybody else, and
 * BodyTooLargeError.
 */
export async function receive(
  services: Services,
  request: Request,
  { service, maxBodyBytes }: { service: string; maxBodyBytes: number },
): Promise<Uint8Array> {
  refuseStrangers(services, request, service)
  const body = await readBody(request, maxBodyBytes)
  requireOperator(services, request, { service, body })
  return body
}

/** Nobody else's requests need be read, which may be large. Throws RefusedRequestError. */
export function refuseStrangers(services: Services, request: Request, service: string): void {
  const { operator } = services.config
  const isTheirs = operator && parseCredentialScope(request)?.accessKeyId === operator.accessKeyId
  if (!isTheirs) requireOperator(services, request, { service, body: new Uint8Array() })
}

/** Throws RefusedRequestError where the operator did not sign the request with this body for this service. */
export function requireOperator(
  services: Services,
  request: Request,
  { service, body }: { service: string; body: Uint8Array },
): void {
  const refusal = refuseOthers(services, request, { body, service })
  if (refusal) throw new RefusedRequestError(refusal.error, 403, refusal.message)
}
