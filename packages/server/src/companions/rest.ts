import { randomUUID } from 'node:crypto'
import type { CompanionError } from '../core/companion-error.ts'
import { BodyTooLargeError } from '../http/read-body.ts'
import { parseCredentialScope } from '../http/sigv4.ts'
import type { Services } from '../services.ts'
import { asCompanionError, type CompanionOutcome, RefusedRequestError } from './outcome.ts'
import { receive } from './receive.ts'

/** A request to a REST API with JSON that was authenticated. */
export interface RestCall {
  id: string
  /** Whose resources the request is about, and where. */
  caller: { accountId: string; region: string }
  /** The members that the path holds, decoded. */
  path: Readonly<Record<string, string>>
  query: URLSearchParams
  headers: Headers
  body: Uint8Array
}

export interface RestAnswer {
  /** 200 where it is not set. */
  status?: number
  /** Written as JSON. */
  body?: object
  /** JSON that was written already, in the place of `body`. */
  payload?: string
  headers?: Record<string, string>
}

export type RestOperation = (services: Services, call: RestCall) => Promise<RestAnswer>

export interface RestRoute {
  name: string
  method: string
  /** With members in braces. */
  path: string
  /** Undefined for operations of the service that are not available. */
  run?: RestOperation
  maxBodyBytes?: number
}

/** A service of AWS that speaks REST with JSON. */
export interface RestService {
  /** In the log and the metrics. */
  name: string
  /** The service that signatures name. */
  signedAs: string
  /** In texts. */
  title: string
  routes: readonly RestRoute[]
  /** What more the JSON of each error has than its text. */
  errorMembers?(error: CompanionError): Record<string, string>
  tooLarge?(operation: string, limit: number): CompanionError
  unexpected(): CompanionError
}

/** Of all operations that take no more than settings. */
const MAX_BODY_BYTES = 1_048_576

/** Answers one request to such a service; errors in the way of AWS's protocol REST-JSON. */
export async function answerRest(
  services: Services,
  request: Request,
  service: RestService,
): Promise<CompanionOutcome> {
  const requestId = randomUUID()
  const found = findRoute(service.routes, request)
  const operation = `${service.name}:${found?.route.name ?? 'unknown'}`
  try {
    const body = await read(services, request, { service, route: found?.route })
    if (!found)
      throw new RefusedRequestError(
        'UnknownOperationException',
        404,
        `${service.title} has no such operation.`,
      )
    const answer = await run(services, request, { id: requestId, ...found, body })
    return { requestId, operation, response: toResponse(requestId, answer) }
  } catch (error) {
    const unexpected = service.unexpected()
    const failure = asCompanionError(services, { error, unexpected, operation, requestId })
    const members = service.errorMembers?.(failure)
    return {
      requestId,
      operation,
      response: toFailure(requestId, failure, members),
      errorType: failure.name,
    }
  }
}

interface FoundRoute {
  route: RestRoute
  path: Record<string, string>
}

function findRoute(routes: readonly RestRoute[], { method, url }: Request): FoundRoute | undefined {
  const asked = new URL(url).pathname.split('/').filter((part) => part !== '')
  for (const route of routes) {
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
async function read(
  services: Services,
  request: Request,
  { service, route }: { service: RestService; route: RestRoute | undefined },
): Promise<Uint8Array> {
  const maxBodyBytes = route?.maxBodyBytes ?? MAX_BODY_BYTES
  try {
    return await receive(services, request, { service: service.signedAs, maxBodyBytes })
  } catch (error) {
    if (!(error instanceof BodyTooLargeError)) throw error
    throw (service.tooLarge ?? tooLarge)(route?.name ?? 'unknown', error.limit)
  }
}

/** For requests that are larger than the operation takes. */
export function tooLarge(operation: string, limit: number): CompanionError {
  return new RefusedRequestError(
    'RequestEntityTooLargeException',
    413,
    `Request must be smaller than ${limit} bytes for the ${operation} operation`,
  )
}

function run(
  services: Services,
  request: Request,
  { id, route, path, body }: FoundRoute & { id: string; body: Uint8Array },
): Promise<RestAnswer> {
  if (!route.run) {
    const text = `${route.name} is not available on this server.`
    throw new RefusedRequestError('UnsupportedOperationException', 400, text)
  }
  const { config } = services
  const region = parseCredentialScope(request)?.region ?? config.region
  const query = new URL(request.url).searchParams
  const caller = { accountId: config.accountId, region }
  return route.run(services, { id, caller, path, query, headers: request.headers, body })
}

function toResponse(requestId: string, { status = 200, body, payload, headers }: RestAnswer): Response {
  const text = payload ?? (body && JSON.stringify(body))
  return new Response(text ?? null, {
    status,
    headers: { ...commonHeaders(requestId), ...headers },
  })
}

function toFailure(
  requestId: string,
  { name, status, message, members }: CompanionError,
  more: Record<string, string> = {},
): Response {
  return Response.json(
    { ...more, ...members, message },
    { status, headers: { ...commonHeaders(requestId), 'x-amzn-errortype': name } },
  )
}

function commonHeaders(requestId: string): Record<string, string> {
  return { 'content-type': 'application/json', 'x-amzn-requestid': requestId }
}
