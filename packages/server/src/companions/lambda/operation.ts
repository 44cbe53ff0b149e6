import type { Caller } from '../../core/functions/names.ts'
import type { Services } from '../../services.ts'

/** A request to the Lambda API that was authenticated. */
export interface LambdaCall {
  id: string
  caller: Caller
  /** The members that the path holds, decoded. */
  path: Readonly<Record<string, string>>
  query: URLSearchParams
  headers: Headers
  body: Uint8Array
}

export interface LambdaAnswer {
  /** 200 where it is not set. */
  status?: number
  /** Written as JSON. */
  body?: object
  /** JSON that was written already, in the place of `body`. */
  payload?: string
  headers?: Record<string, string>
}

export type LambdaOperation = (services: Services, call: LambdaCall) => Promise<LambdaAnswer>
