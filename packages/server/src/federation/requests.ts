import { type Outbound, type OutboundAnswer, OutboundError } from '../http/outbound.ts'
import { type JsonObject, parseJsonObject, textOf } from './json-object.ts'
import { FederationError } from './provider.ts'

/** What is asked of a provider. */
export type Endpoint = 'discovery' | 'jwks' | 'token' | 'userInfo'

export interface ProviderRequest {
  method: 'GET' | 'POST'
  url: string
  headers?: Readonly<Record<string, string>>
  body?: string
}

/** A user waits before a browser meanwhile, for up to four of these requests. */
const TIMEOUT_MS = 10_000

/** Key sets and discovery documents have a few kilobytes, profiles hardly more; tokens may bring hundreds of groups. */
const MAX_ANSWER_BYTES = 1_048_576

/** As Cognito words them in redirects; the doubled key is its own. https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html */
const TIMEOUTS: Record<Endpoint, string> = {
  discovery: 'Read timed out',
  jwks: 'error_description=Timeout in calling jwks uri',
  token: 'Timeout occurred in calling IdP token endpoint',
  userInfo: 'Read timed out',
}

/** Cognito's for the token endpoint; the others are ours, made like it. */
const PURPOSES: Record<Endpoint, string> = {
  discovery: 'getting openid configuration',
  jwks: 'getting jwks',
  token: 'getting token',
  userInfo: 'getting user info',
}

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

/** `error` of RFC 6749, section 5.2, of a length that one may show. */
const ERROR_CODE = /^[\x20-\x21\x23-\x5b\x5d-\x7e]{1,64}$/

/**
 * The JSON object that a provider answers with, of at most 1 MiB and within 10 s. `name` stands in messages. Any status
 * but 200 is a refusal, redirects too. Throws FederationError.
 */
export async function requestJson(
  outbound: Outbound,
  { endpoint, name }: { endpoint: Endpoint; name: string },
  request: ProviderRequest,
): Promise<JsonObject> {
  const answer = await send(outbound, endpoint, request)
  if (answer.truncated) throw failure('The answer of the identity provider is too large.')
  const object = parseJsonObject(answer.body)
  if (answer.status !== 200) throw failure(refusal(endpoint, name, answer.status, object))
  if (!object) throw failure('The answer of the identity provider is not a JSON object.')
  return object
}

/** The `error` of an answer, if it is one that may be shown. */
export function errorCodeOf(text: string | undefined): string | undefined {
  return text !== undefined && ERROR_CODE.test(text) ? text : undefined
}

/** A failure in our words. */
export function failure(message: string, cause?: unknown): FederationError {
  return new FederationError('invalid_request', message, cause === undefined ? {} : { cause })
}

async function send(
  outbound: Outbound,
  endpoint: Endpoint,
  request: ProviderRequest,
): Promise<OutboundAnswer> {
  if (!isSafeAddress(request.url))
    throw failure('An address of the identity provider does not start with https://.')
  const headers = { accept: 'application/json', ...request.headers }
  const limits = { timeoutMs: TIMEOUT_MS, maxResponseBytes: MAX_ANSWER_BYTES }
  return outbound.send({ ...request, headers, ...limits }).catch((error: unknown) => {
    throw error instanceof OutboundError ? failure(unreachable(endpoint, error), error) : error
  })
}

/** Whether codes and tokens may be sent there: by HTTPS, or within this machine, as details of providers may say. */
export function isSafeAddress(text: string): boolean {
  const { protocol, hostname = '' } = URL.parse(text) ?? {}
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK_NAMES.includes(hostname))
}

function unreachable(endpoint: Endpoint, { reason }: OutboundError): string {
  if (reason === 'timeout') return TIMEOUTS[endpoint]
  return reason === 'connection' ? 'Connection reset' : 'The address of the identity provider is not public.'
}

function refusal(endpoint: Endpoint, name: string, status: number, answer: JsonObject | undefined): string {
  const code = answer && errorCodeOf(textOf(answer, 'error'))
  if (endpoint === 'token' && name === 'Google' && code) return `Google Error - ${status} ${code}`
  return `${name} Error - ${status} error ${PURPOSES[endpoint]}`
}
