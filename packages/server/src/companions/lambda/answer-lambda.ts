import { randomUUID } from 'node:crypto'
import { LambdaError, RequestTooLargeException, ServiceException } from '../../core/functions/errors.ts'
import { refuseOthers } from '../../http/operator.ts'
import { BodyTooLargeError, ClientGoneError, readBody } from '../../http/read-body.ts'
import { parseCredentialScope } from '../../http/sigv4.ts'
import type { Services } from '../../services.ts'
import type { LambdaAnswer } from './operation.ts'
import { type LambdaRoute, lambdaRoutes } from './operations.ts'

/** What one request did, for the log and the metrics. */
export interface LambdaOutcome {
  requestId: string
  response: Response
  /** `lambda:` and a name of the API, or `lambda:unknown`. */
  operation: string
  /** The exception's type, or undefined after a success. */
  errorType?: string
}

/** Of all operations that take neither code nor events. */
const MAX_BODY_BYTES = 1_048_576

class UnavailableOperationException extends LambdaError {
  override readonly name = 'UnsupportedOperationException'
}

class UnknownOperationException extends LambdaError {
  override readonly name = 'UnknownOperationException'
  override readonly status = 404
}

class RequestEntityTooLargeException extends LambdaError {
  override readonly name = 'RequestEntityTooLargeException'
  override readonly status = 413
}

/** The request is not the operator's, or was cut short. */
class RefusedException extends LambdaError {
  override readonly name: string
  override readonly status: number
  constructor(name: string, status: number, message: string) {
    super(message)
    this.name = name
    this.status = status
  }
}

/** Answers one request to the Lambda API (REST with JSON): https://docs.aws.amazon.com/lambda/latest/api/welcome.html */
export async function answerLambda(services: Services, request: Request): Promise<LambdaOutcome> {
  const requestId = randomUUID()
  const found = findRoute(request)
  const operation = `lambda:${found?.route.name ?? 'unknown'}`
  try {
    const body = await readRequest(services, request, found?.route)
    if (!found) throw new UnknownOperationException('Lambda has no such operation.')
    const answer = await run(services, request, { id: requestId, ...found, body })
    return { requestId, operation, response: toResponse(requestId, answer) }
  } catch (error) {
    const failure = asLambdaError(services, { error, operation, requestId })
    return { requestId, operation, response: toFailure(requestId, failure), errorType: failure.name }
  }
}

interface FoundRoute {
  route: LambdaRoute
  path: Record<string, string>
}

function findRoute({ method, url }: Request): FoundRoute | undefined {
  const asked = new URL(url).pathname.split('/').filter((part) => part !== '')
  for (const route of lambdaRoutes) {
    const path = route.method === method ? matchPath(route.path, asked) : undefined
    if (path) return { route, path }
  }
  return undefined
}

function matchPath(pattern: string, asked: readonly string[]): Record<string, string> | undefined {
  const parts = pattern.split('/').filter((part) => part !== '')
  if (parts.length !== asked.length) return undefined
  const path: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const member = /^\{(\w+)\}$/.exec(part)?.[1]
    const value = decode(asked[index] ?? '')
    if (value === undefined || (!member && part !== value)) return undefined
    if (member) path[member] = value
  }
  return path
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

/** Reads no more than the operation takes. Throws where the operator did not sign it. */
async function readRequest(
  services: Services,
  request: Request,
  route: LambdaRoute | undefined,
): Promise<Uint8Array> {
  refuseStrangers(services, request)
  const body = await readBody(request, route?.maxBodyBytes ?? MAX_BODY_BYTES).catch((error) => {
    throw error instanceof BodyTooLargeError ? tooLarge(route, error.limit) : error
  })
  refuse(services, request, body)
  return body
}

/** Nobody else's requests need be read, which may be large. */
function refuseStrangers(services: Services, request: Request): void {
  const { operator } = services.config
  const isTheirs = operator && parseCredentialScope(request)?.accessKeyId === operator.accessKeyId
  if (!isTheirs) refuse(services, request, new Uint8Array())
}

function refuse(services: Services, request: Request, body: Uint8Array): void {
  const refusal = refuseOthers(services, request, { body, service: 'lambda' })
  if (refusal) throw new RefusedException(refusal.error, 403, refusal.message)
}

function tooLarge(route: LambdaRoute | undefined, limit: number): LambdaError {
  if (route?.name === 'Invoke')
    return new RequestTooLargeException(
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
    )
  return new RequestEntityTooLargeException(
    `Request must be smaller than ${limit} bytes for the ${route?.name ?? 'unknown'} operation`,
  )
}

function run(
  services: Services,
  request: Request,
  { id, route, path, body }: FoundRoute & { id: string; body: Uint8Array },
): Promise<LambdaAnswer> {
  if (!route.run) throw new UnavailableOperationException(`${route.name} is not available on this server.`)
  const { config } = services
  const region = parseCredentialScope(request)?.region ?? config.region
  const query = new URL(request.url).searchParams
  return route.run(services, {
    id,
    caller: { accountId: config.accountId, region },
    path,
    query,
    headers: request.headers,
    body,
  })
}

function asLambdaError(
  services: Services,
  { error, ...request }: { error: unknown; operation: string; requestId: string },
): LambdaError {
  if (error instanceof LambdaError) return error
  if (error instanceof ClientGoneError)
    return new RefusedException('RequestAbortedException', 400, error.message)
  services.log.error({ ...request, err: error }, 'the operation failed unexpectedly')
  return new ServiceException()
}

function toResponse(requestId: string, { status = 200, body, payload, headers }: LambdaAnswer): Response {
  const text = payload ?? (body && JSON.stringify(body))
  return new Response(text ?? null, {
    status,
    headers: { ...commonHeaders(requestId), ...headers },
  })
}

function toFailure(requestId: string, { name, status, message, members }: LambdaError): Response {
  return Response.json(
    { Type: 'User', ...members, Message: message, message },
    { status, headers: { ...commonHeaders(requestId), 'x-amzn-errortype': name } },
  )
}

function commonHeaders(requestId: string): Record<string, string> {
  return { 'content-type': 'application/json', 'x-amzn-requestid': requestId }
}
