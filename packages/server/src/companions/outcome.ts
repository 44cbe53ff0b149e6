import { CompanionError } from '../core/companion-error.ts'
import { ClientGoneError } from '../http/read-body.ts'
import type { Services } from '../services.ts'

/** What one request did, for the log and the metrics. */
export interface CompanionOutcome {
  requestId: string
  response: Response
  /** The service and a name of its API, as `lambda:Invoke`, or `lambda:unknown`: never a text of the request. */
  operation: string
  /** The exception's type, or undefined after a success. */
  errorType?: string
}

/** A request that no operation gets to see. */
export class RefusedRequestError extends CompanionError {
  override readonly name: string
  override readonly status: number
  constructor(name: string, status: number, message: string) {
    super(message)
    this.name = name
    this.status = status
  }
}

/** The exception that the client is told of; what was not thrown on purpose is logged, and told as `unexpected`. */
export function asCompanionError(
  services: Services,
  {
    error,
    unexpected,
    ...request
  }: { error: unknown; unexpected: CompanionError } & Pick<CompanionOutcome, 'operation' | 'requestId'>,
): CompanionError {
  if (error instanceof CompanionError) return error
  if (error instanceof ClientGoneError)
    return new RefusedRequestError('RequestAbortedException', 400, error.message)
  services.log.error({ ...request, err: error }, 'the operation failed unexpectedly')
  return unexpected
}
