import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns'
import * as http from 'node:http'
import * as https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './private-addresses.ts'

/** A request of ours to another server. */
export interface OutboundRequest {
  method: string
  /** `http:` or `https:`. */
  url: string
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array
  /** From the start to the last byte of the answer. */
  timeoutMs: number
  /** What is read of the answer's body; the rest is left. */
  maxResponseBytes: number
}

/** What the other server answered; a redirect is an answer like any other and is never followed. */
export interface OutboundAnswer {
  status: number
  headers: http.IncomingHttpHeaders
  body: Uint8Array
  /** The body was longer than what was read of it. */
  truncated: boolean
}

/** `address`: it is not one of the public internet. `timeout`: the time was over. `connection`: everything else. */
export type OutboundReason = 'address' | 'timeout' | 'connection'

/** No answer was had. The message holds nothing of the address but its host, and nothing of the request. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  readonly reason: OutboundReason

  constructor(reason: OutboundReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

export interface Outbound {
  /** Throws `OutboundError`. */
  send(request: OutboundRequest): Promise<OutboundAnswer>
  /** Ends the connections that are kept for the next request. */
  close(): void
}

/** How many connections to one server are kept for the next request. */
const IDLE_CONNECTIONS = 10

/**
 * The one way to other servers. Only with `privateAddresses`, for addresses that the operator configured, does it reach
 * what is not public; elsewhere each address that a name stands for is looked at as the connection is made, so that no
 * name can change its mind between the look and the connection.
 */
export function createOutbound({ privateAddresses }: { privateAddresses: boolean }): Outbound {
  const settings = {
    keepAlive: true,
    maxFreeSockets: IDLE_CONNECTIONS,
    ...(!privateAddresses && { lookup: lookupPublic }),
  }
  const agents = { http: new http.Agent(settings), https: new https.Agent(settings) }
  return {
    send: async (request) => {
      const url = new URL(request.url)
      if (!privateAddresses) refusePrivateLiteral(url)
      return exchange(url, url.protocol === 'https:' ? agents.https : agents.http, request)
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}

/** Addresses in numbers are not looked up. */
function refusePrivateLiteral({ hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic(host)
}

const lookupPublic: LookupFunction = (hostname, options, callback) => {
  const all: LookupAllOptions = { ...(options as LookupAllOptions), all: true }
  lookup(hostname, all, (error, found) => {
    if (error) return callback(error, [])
    if (!found.every(({ address }) => isPublicAddress(address))) return callback(notPublic(hostname), [])
    if (options.all) return callback(null, found)
    const [first] = found as [LookupAddress]
    callback(null, first.address, first.family)
  })
}

function notPublic(host: string): OutboundError {
  return new OutboundError('address', `${host} is not an address of the public internet`)
}

async function exchange(url: URL, agent: http.Agent, request: OutboundRequest): Promise<OutboundAnswer> {
  const signal = AbortSignal.timeout(request.timeoutMs)
  try {
    const response = await start(url, { agent, signal }, request)
    const read = await readBody(response, request.maxResponseBytes)
    return { status: response.statusCode ?? 0, headers: response.headers, ...read }
  } catch (error) {
    throw asOutboundError(error, { signal, host: url.host, timeoutMs: request.timeoutMs })
  }
}

function start(
  url: URL,
  options: { agent: http.Agent; signal: AbortSignal },
  { method, headers, body }: OutboundRequest,
): Promise<http.IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    request(url, { ...options, method, headers: { ...headers } })
      .on('error', reject)
      .on('response', resolve)
      .end(body)
  })
}

async function readBody(
  response: http.IncomingMessage,
  limit: number,
): Promise<Pick<OutboundAnswer, 'body' | 'truncated'>> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, limit - length))
    length += chunk.byteLength
    if (length > limit) return { body: Buffer.concat(chunks), truncated: true } // which ends the connection
  }
  return { body: Buffer.concat(chunks), truncated: false }
}

function asOutboundError(
  error: unknown,
  { signal, host, timeoutMs }: { signal: AbortSignal; host: string; timeoutMs: number },
): OutboundError {
  if (error instanceof OutboundError) return error
  const cause = { cause: error }
  if (signal.aborted)
    return new OutboundError('timeout', `${host} did not answer within ${timeoutMs / 1000} s`, cause)
  return new OutboundError('connection', `No connection to ${host}: ${codeOf(error)}`, cause)
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
