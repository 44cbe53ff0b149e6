import { randomUUID } from 'node:crypto'
import {
  type Input,
  isOperationName,
  operations as model,
  type OperationName,
  readInput,
  redact,
  SerializationError,
  ValidationError,
  writeOutput,
} from '@poolhouse/api-model'
import { OverloadedError } from '../crypto/overloaded-error.ts'
import {
  ApiError,
  InternalErrorException,
  InternalServerException,
  InvalidParameterException,
  TooManyRequestsException,
} from '../errors.ts'
import { BodyTooLargeError, ClientGoneError, readBody } from '../http/read-body.ts'
import type { Services } from '../services.ts'
import { authenticate } from './authenticate.ts'
import { allowOrigin, exposedHeaders } from './cors.ts'
import { categoryOf, costOf } from './limits/categories.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { ProtocolError } from './protocol-error.ts'

const MEBIBYTE = 1024 * 1024
/** Branding brings its images along (API_CreateManagedLoginBranding: 2 MB). */
const largeOperations = ['CreateManagedLoginBranding', 'UpdateManagedLoginBranding']
const TARGET_PREFIX = 'AWSCognitoIdentityProviderService.'

/** What one request did, for the log and the metrics. */
export interface Outcome {
  requestId: string
  response: Response
  operation: OperationName | 'unknown'
  /** The exception's type, or undefined after a success. */
  errorType?: string
}

/** Answers one request to the user pools API (AWS JSON 1.1). */
export async function dispatch(
  services: Services,
  request: Request,
  ipAddress?: string | undefined,
): Promise<Outcome> {
  const id = randomUUID()
  let operation: OperationName | 'unknown' = 'unknown'
  try {
    const body = await readBody(request, bodyLimit(request))
    operation = targetOf(request)
    const caller = authenticate(services, model[operation].caller, request, body)
    if (!services.requestLimits.admits({ ...caller, category: categoryOf(operation) }, costOf(operation)))
      throw new OverloadedError()
    const input = readInput(operation, parseJson(body))
    logInput(services, { id, operation, input })
    const run = operations[operation] as Operation<OperationName>
    const output = await run(services, input as Input<OperationName>, {
      id,
      ...caller,
      ipAddress,
      userAgent: request.headers.get('user-agent') ?? undefined,
    })
    return { requestId: id, response: answer(id, 200, writeOutput(operation, output)), operation }
  } catch (error) {
    return { requestId: id, ...failure(services, { id, operation, error }), operation }
  }
}

/** In bytes, by what the request says that it is: the body is read before anything else is looked at. */
function bodyLimit(request: Request): number {
  const target = request.headers.get('x-amz-target') ?? ''
  return largeOperations.some((name) => target === TARGET_PREFIX + name) ? 2 * MEBIBYTE : MEBIBYTE
}

function targetOf(request: Request): OperationName {
  const target = request.headers.get('x-amz-target') ?? ''
  const name = target.slice(TARGET_PREFIX.length)
  if (!target.startsWith(TARGET_PREFIX) || !isOperationName(name))
    throw new ProtocolError('UnknownOperationException')
  return name
}

function parseJson(body: Uint8Array): unknown {
  try {
    return body.byteLength === 0 ? {} : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new ProtocolError('SerializationException')
  }
}

interface Failure {
  id: string
  operation: OperationName | 'unknown'
  error: unknown
}

function failure(services: Services, failed: Failure): { response: Response; errorType: string } {
  const { type, status, message } = describe(services, failed)
  const body = JSON.stringify({ __type: type, ...(message && { message }) })
  const response = answer(failed.id, status, body)
  response.headers.set('x-amzn-ErrorType', `${type}:`)
  if (message) response.headers.set('x-amzn-ErrorMessage', headerText(message))
  return { response, errorType: type }
}

function describe(services: Services, failed: Failure): { type: string; status: number; message: string } {
  const { error } = failed
  if (error instanceof ProtocolError)
    return { type: error.type, status: error.status, message: error.message }
  if (error instanceof BodyTooLargeError)
    return {
      type: 'RequestEntityTooLargeException',
      status: 413,
      message: `Request size exceeded the limit of ${error.limit / MEBIBYTE} MiB`,
    }
  if (error instanceof ClientGoneError) {
    services.log.debug({ requestId: failed.id, err: error }, error.message)
    return { type: 'RequestAbortedException', status: 400, message: error.message }
  }
  if (error instanceof SerializationError)
    return { type: 'SerializationException', status: 400, message: error.message }
  const declared = declaredError(services, failed)
  return { type: declared.name, status: declared.status, message: declared.message }
}

/** An operation throws only what the model lists for it; anything else is a bug, told to the log and not to the caller. */
function declaredError(services: Services, { id, operation, error }: Failure): ApiError {
  if (error instanceof ValidationError) return new InvalidParameterException(error.message)
  if (error instanceof OverloadedError) return new TooManyRequestsException()
  const errors: readonly string[] = operation === 'unknown' ? [] : model[operation].errors
  if (error instanceof ApiError && errors.includes(error.name)) return error
  services.log.error({ requestId: id, operation, err: error }, 'the operation failed unexpectedly')
  return errors.includes('InternalServerException')
    ? new InternalServerException()
    : new InternalErrorException()
}

function answer(requestId: string, status: number, body: string | undefined): Response {
  return new Response(body ?? '', {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': requestId,
      'access-control-allow-origin': allowOrigin,
      'access-control-expose-headers': exposedHeaders,
    },
  })
}

/** Header values hold visible ASCII; what the texts quote of the input may be anything. */
function headerText(message: string): string {
  return message.replace(/[^\x20-\x7e]/g, '?').slice(0, 1024)
}

/** The input with everything sensitive left out, for those who look for the cause of an error. */
function logInput(services: Services, call: { id: string; operation: OperationName; input: unknown }): void {
  if (!services.log.isLevelEnabled('debug')) return
  const input = redact(model[call.operation].input, call.input)
  services.log.debug({ requestId: call.id, input }, call.operation)
}
