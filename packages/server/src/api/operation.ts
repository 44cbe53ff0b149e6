import type { Input, OperationName, Output } from '@poolhouse/api-model'
import type { Services } from '../services.ts'

/** What an operation may know of the request besides its input. */
export interface ApiRequest {
  /** Answered as `x-amzn-RequestId` and written to the log. */
  id: string
  /** The region that the signature names, else the configured one. */
  region: string
  accountId: string
  /** The address that the connection comes from. */
  ipAddress?: string | undefined
  userAgent?: string | undefined
}

/** One operation of the user pools API: the input is validated, the answer is cut to the shape of the output. */
export type Operation<Name extends OperationName> = (
  services: Services,
  input: Input<Name>,
  request: ApiRequest,
) => Promise<Output<Name>>
