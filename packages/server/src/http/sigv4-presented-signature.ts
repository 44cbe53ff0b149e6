import { hash } from 'node:crypto'
import { decodeQueryComponent, type RequestTarget, splitTarget } from './sigv4-canonical-request.ts'

export interface SigV4Request {
  method: string
  /** Absolute URL or origin-form target, as it was on the wire. */
  url: string
  headers: Headers
  body: Uint8Array
}

export type SigV4Error =
  | 'MissingAuthenticationTokenException'
  | 'IncompleteSignatureException'
  | 'UnrecognizedClientException'
  | 'InvalidSignatureException'

export interface SigV4Refusal {
  ok: false
  error: SigV4Error
  message: string
}

/** What a request says about its signature, read but not believed. */
export interface PresentedSignature {
  presigned: boolean
  target: RequestTarget
  algorithm: string
  credential: string
  signedHeaders: readonly string[]
  signature: string
  /** As sent, but for an HTTP date, which is brought into the form that is signed. */
  date: string
  /** Undefined where the signature is good for the clock skew only. */
  expires: string | undefined
  /** What the query announces, in the presigned form only. */
  payloadHash: string | undefined
}

/** Our own limits, far above what any signer sends, so that refusing stays cheap. */
const limits = { url: 16_384, queryParameters: 512, authorization: 8_192 }

/** A refusal with the exception's name and AWS's text. */
export function refuse(error: SigV4Error, message: string): SigV4Refusal {
  return { ok: false, error, message }
}

function readTarget(url: string): RequestTarget | undefined {
  if (url.length > limits.url) return undefined
  const target = splitTarget(url)
  return target.query.length > limits.queryParameters ? undefined : target
}

/** Reads the signature from the Authorization header or the query; none, both or an incomplete one is refused. */
export function readSignature(
  request: Pick<SigV4Request, 'url' | 'headers'>,
): PresentedSignature | SigV4Refusal {
  const { headers } = request
  const target = readTarget(request.url)
  if (!target) return refuse('IncompleteSignatureException', 'The request address is too long.')
  const parameters = readQueryParameters(target)
  const authorization = headers.get('authorization')
  if (authorization !== null && parameters.size > 0) {
    const message = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."
    return refuse('InvalidSignatureException', message)
  }
  if (authorization !== null) return readAuthorization(authorization, headers, target)
  if (parameters.size > 0) return readPresigned(parameters, target)
  return refuse('MissingAuthenticationTokenException', 'Missing Authentication Token')
}

/** The credential of the header or the query, whatever else of the signature is there; undefined where it is in both. */
export function readCredential(request: Pick<SigV4Request, 'url' | 'headers'>): string | undefined {
  const authorization = request.headers.get('authorization')
  const target = readTarget(request.url)
  if (!target || (authorization?.length ?? 0) > limits.authorization) return undefined
  const parameters = readQueryParameters(target)
  if (authorization === null) return parameters.get('X-Amz-Credential')?.[0]
  if (parameters.size > 0) return undefined
  const pairs = splitParameters(authorization.slice(authorization.indexOf(' ') + 1))
  return pairs?.find(([name]) => name === 'Credential')?.[1]
}

const requiredQueryParameters = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
  'X-Amz-Date',
] as const

/** The signing parameters of the query with all their values; empty unless the request is a presigned one. */
function readQueryParameters(target: RequestTarget): Map<string, string[]> {
  const parameters = new Map<string, string[]>()
  for (const [rawName, rawValue] of target.query) {
    const name = decodeQueryComponent(rawName)
    if (!/^X-Amz-/.test(name)) continue
    parameters.set(name, [...(parameters.get(name) ?? []), decodeQueryComponent(rawValue)])
  }
  const presigned = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature'].some((name) =>
    parameters.has(name),
  )
  return presigned ? parameters : new Map()
}

function readPresigned(
  parameters: Map<string, string[]>,
  target: RequestTarget,
): PresentedSignature | SigV4Refusal {
  const value = (name: string) => parameters.get(name)?.[0] ?? ''
  const missing = requiredQueryParameters.filter((name) => value(name) === '')
  if (missing.length > 0) {
    const sentences = missing.map((name) => `AWS query-string parameters must include '${name}'. `)
    const message = `${sentences.join('')}Re-examine the query-string parameters.`
    return refuse('IncompleteSignatureException', message)
  }
  if ([...parameters.values()].some((values) => values.length > 1)) {
    return refuse('IncompleteSignatureException', 'AWS query-string parameters must not be repeated.')
  }
  return {
    presigned: true,
    target,
    algorithm: value('X-Amz-Algorithm'),
    credential: value('X-Amz-Credential'),
    signedHeaders: value('X-Amz-SignedHeaders').split(';'),
    signature: value('X-Amz-Signature'),
    date: value('X-Amz-Date'),
    expires: parameters.get('X-Amz-Expires')?.[0],
    payloadHash: parameters.get('X-Amz-Content-Sha256')?.[0],
  }
}

function readAuthorization(
  authorization: string,
  headers: Headers,
  target: RequestTarget,
): PresentedSignature | SigV4Refusal {
  const problem = (message: string) => refuse('IncompleteSignatureException', message)
  if (authorization === '') return problem('Authorization header cannot be empty.')
  if (authorization.length > limits.authorization) return problem('Authorization header is too long.')
  // AWS used to echo the header here and now sends its hash: a bearer token sent by mistake must not come back.
  const fingerprint = hash('sha256', authorization, 'base64')
  const space = authorization.indexOf(' ')
  const pairs = splitParameters(space < 0 ? '' : authorization.slice(space + 1))
  if (!pairs) {
    const where = `Authorization header (hashed with SHA-256 and encoded with Base64): '${fingerprint}'.`
    return problem(`Invalid key=value pair (missing equal-sign) in ${where}`)
  }
  const parameters = new Map(pairs)
  const date = headers.get('x-amz-date') ?? headers.get('date') ?? ''
  const missing = missingFromHeader(parameters, date)
  if (missing !== '') {
    return problem(`${missing}(Hashed with SHA-256 and encoded with Base64) Authorization=${fingerprint}`)
  }
  if (pairs.length > 3) return problem('Authorization header has an unknown or a repeated parameter.')
  return {
    presigned: false,
    target,
    algorithm: authorization.slice(0, space),
    credential: parameters.get('Credential') ?? '',
    signedHeaders: (parameters.get('SignedHeaders') ?? '').split(';'),
    signature: parameters.get('Signature') ?? '',
    date: headers.has('x-amz-date') ? date : fromHttpDate(date),
    expires: undefined,
    payloadHash: undefined,
  }
}

function splitParameters(text: string): [string, string][] | undefined {
  const pairs: [string, string][] = []
  for (const part of text.split(',').map((part) => part.trim())) {
    const equals = part.indexOf('=')
    if (part === '') continue
    if (equals < 0) return undefined
    pairs.push([part.slice(0, equals), part.slice(equals + 1)])
  }
  return pairs
}

function missingFromHeader(parameters: Map<string, string>, date: string): string {
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !parameters.get(name))
    .map((name) => `Authorization header requires '${name}' parameter. `)
  if (date === '') {
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ")
  }
  return missing.join('')
}

/** An HTTP date (RFC 9110 section 5.6.7, the preferred form) in the form that is signed; anything else unchanged. */
function fromHttpDate(date: string): string {
  const time = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(date)
    ? Date.parse(date)
    : NaN
  return Number.isNaN(time) ? date : basicIso(time)
}

/** ISO 8601 basic format in UTC, whole seconds: `20130524T000000Z`; `time` in epoch milliseconds. */
export function basicIso(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

/** Makes a part of the request fit for a message: bounded, and without anything that could start a header line. */
export function printable(text: string): string {
  return text.slice(0, 128).replace(/[^\x20-\x7e]/g, '?')
}
