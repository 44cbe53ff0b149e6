import { timingSafeEqual } from 'node:crypto'
import { canonicalRequest, hasRepeatedHeader, sha256Hex } from './sigv4-canonical-request.ts'
import {
  basicIso,
  type PresentedSignature,
  printable,
  readCredential,
  readSignature,
  refuse,
  type SigV4Refusal,
  type SigV4Request,
} from './sigv4-presented-signature.ts'

import {
  algorithm,
  type CredentialScope,
  deriveSigningKey,
  type SigV4Credential,
  signatureOf,
  terminator,
} from './sigv4-signature.ts'

export type { SigV4Error, SigV4Refusal, SigV4Request } from './sigv4-presented-signature.ts'
export type { CredentialScope, SigV4Credential } from './sigv4-signature.ts'

export interface SigV4Options {
  credentials: readonly SigV4Credential[] | ((accessKeyId: string) => SigV4Credential | undefined)
  /** Epoch milliseconds. */
  now: number
  /** Refuses signatures made for another service. */
  service?: string
  /** Saves four of the six HMACs of a request; see `createSigningKeyCache`. */
  signingKeys?: SigningKeyCache
}

export type SigV4Result = { ok: true; accessKeyId: string; region: string; service: string } | SigV4Refusal

/** Derived signing keys by credential scope; a key is good for one day, region and service. */
export type SigningKeyCache = Map<string, { secretAccessKey: string; key: Buffer }>

/** Observed in AWS's own messages: "(20181120T211029Z + 5 min.)". */
const clockSkewSeconds = 5 * 60
/** Seven days, AWS's limit for presigned requests. */
const longestExpirySeconds = 604_800
/** Our own limit, far above what any signer sends, so that refusing stays cheap. */
const mostSignedHeaders = 100
/** CloudFront adds this one on the way, after the client has signed. */
const addedOnTheWay = new Set(['x-amz-cf-id'])
/** A day's keys of a few credentials in every region; the oldest goes first. */
const mostSigningKeys = 256
const bodyMismatch = "The provided 'x-amz-content-sha256' header does not match what was computed."
const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
  'and signing method. Consult the service documentation for details.'

/** Makes an empty cache; keep one per server. */
export function createSigningKeyCache(): SigningKeyCache {
  return new Map()
}

/**
 * Reads who claims to have signed, for which region and service, and proves nothing: undefined where unreadable. The rest
 * of the signature may be missing, as in requests that are written by hand for a server without credentials.
 */
export function parseCredentialScope(
  request: Pick<SigV4Request, 'url' | 'headers'>,
): CredentialScope | undefined {
  const elements = readCredential(request)?.split('/') ?? []
  return scopeProblems(elements).length === 0 ? toScope(elements) : undefined
}

/**
 * Verifies a request signed with AWS Signature Version 4, in the header or the presigned form; refusals carry the
 * exception and the text of AWS. The body is always covered: unsigned and streamed payloads are refused.
 * Sources: AWS, "Create a signed AWS API request" and "Troubleshoot Signature Version 4 signing"; the order of the
 * checks is the one observed on AWS JSON services (parameters, time, host, algorithm, scope, key, signature).
 */
export function verifySigV4(request: SigV4Request, options: SigV4Options): SigV4Result {
  const presented = readSignature(request)
  if ('error' in presented) return presented
  const refusal =
    checkTime(presented, options.now) ??
    checkSignedHeaders(presented, request.headers) ??
    checkAlgorithm(presented)
  if (refusal) return refusal
  const scope = readScope(presented, options.service)
  if ('error' in scope) return scope
  const credential = findCredential(options.credentials, scope.accessKeyId)
  if (!credential) {
    return refuse('UnrecognizedClientException', 'The security token included in the request is invalid.')
  }
  const payloadHash = sha256Hex(request.body)
  if (!announcesPayloadHash(request, presented, payloadHash))
    return refuse('InvalidSignatureException', bodyMismatch)
  const key = findSigningKey(scope, credential, options.signingKeys)
  if (!signatureMatches(request, presented, { key, scope, payloadHash }))
    return refuse('InvalidSignatureException', mismatch)
  // Only after the proof, so that strangers cannot push good keys out.
  if (options.signingKeys)
    remember(options.signingKeys, scope, { secretAccessKey: credential.secretAccessKey, key })
  return { ok: true, accessKeyId: scope.accessKeyId, region: scope.region, service: scope.service }
}

function parseBasicIso(date: string): number | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(date)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second] = parts
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  // Date.parse takes the 31st of February for the 3rd of March.
  return Number.isNaN(time) || basicIso(time) !== date ? undefined : time
}

function checkTime(presented: PresentedSignature, now: number): SigV4Refusal | undefined {
  const time = parseBasicIso(presented.date)
  if (time === undefined) {
    const got = `Got '${printable(presented.date)}'. See http://en.wikipedia.org/wiki/ISO_8601`
    return refuse('IncompleteSignatureException', `Date must be in ISO-8601 'basic format'. ${got}`)
  }
  const goodForSeconds = presented.expires === undefined ? clockSkewSeconds : parseExpiry(presented.expires)
  if (goodForSeconds === undefined) {
    const message = `X-Amz-Expires must be a number of seconds from 1 to ${longestExpirySeconds}.`
    return refuse('IncompleteSignatureException', message)
  }
  const latest = now + clockSkewSeconds * 1000
  if (time > latest) {
    const limit = `${basicIso(latest)} (${basicIso(now)} + 5 min.)`
    return refuse(
      'InvalidSignatureException',
      `Signature not yet current: ${presented.date} is still later than ${limit}`,
    )
  }
  return checkAge(time, goodForSeconds, now)
}

function checkAge(time: number, goodForSeconds: number, now: number): SigV4Refusal | undefined {
  const earliest = now - goodForSeconds * 1000
  if (time >= earliest) return undefined
  const age = goodForSeconds % 60 === 0 ? `${goodForSeconds / 60} min.` : `${goodForSeconds} sec.`
  const limit = `${basicIso(earliest)} (${basicIso(now)} - ${age})`
  return refuse(
    'InvalidSignatureException',
    `Signature expired: ${basicIso(time)} is now earlier than ${limit}`,
  )
}

function parseExpiry(expires: string): number | undefined {
  const seconds = /^\d{1,6}$/.test(expires) ? Number(expires) : 0
  return seconds >= 1 && seconds <= longestExpirySeconds ? seconds : undefined
}

function checkSignedHeaders(presented: PresentedSignature, headers: Headers): SigV4Refusal | undefined {
  const signed = presented.signedHeaders
  if (!signed.includes('host')) {
    const message = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
    return refuse('InvalidSignatureException', message)
  }
  const inOrder = signed.every((name, index) => index === 0 || (signed[index - 1] ?? '') < name)
  const wellFormed = signed.every((name) => /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name))
  if (signed.length > mostSignedHeaders || !inOrder || !wellFormed) {
    return refuse('InvalidSignatureException', mismatch)
  }
  const unsigned = [...headers.keys()].filter(
    (name) => name.startsWith('x-amz-') && !signed.includes(name) && !addedOnTheWay.has(name),
  )
  if (unsigned.length === 0) return undefined
  // S3's wording; without this rule X-Amz-Target could be swapped under a captured signature.
  const message = `There were headers present in the request which were not signed: ${printable(unsigned.join(', '))}`
  return refuse('InvalidSignatureException', message)
}

function checkAlgorithm(presented: PresentedSignature): SigV4Refusal | undefined {
  if (presented.algorithm === algorithm) return undefined
  const got = `'${printable(presented.algorithm)}' (only ${algorithm} for now). `
  return refuse('IncompleteSignatureException', `Unsupported AWS 'algorithm': ${got}`)
}

function readScope(
  presented: PresentedSignature,
  service: string | undefined,
): CredentialScope | SigV4Refusal {
  const elements = presented.credential.split('/')
  if (elements.length !== 5) {
    const example = 'e.g. keyid/date/region/service/term'
    const message = `Credential must have exactly 5 slash-delimited elements, ${example}, got '${printable(presented.credential)}'`
    return refuse('IncompleteSignatureException', message)
  }
  const scope = toScope(elements)
  const problems = scopeProblems(elements)
  if (service !== undefined && scope.service !== service) {
    problems.push(`Credential should be scoped to correct service: '${service}'. `)
  }
  const day = presented.date.slice(0, 8)
  if (scope.date !== day) {
    const difference = `'${printable(scope.date)}' != '${day}', from '${presented.date}'. `
    const wanted = 'YYYYMMDD from ISO-8601 version of date from HTTP'
    problems.push(`Date in Credential scope does not match ${wanted}: ${difference}`)
  }
  return problems.length === 0 ? scope : refuse('InvalidSignatureException', problems.join(''))
}

function toScope(elements: readonly string[]): CredentialScope {
  const [accessKeyId = '', date = '', region = '', service = ''] = elements
  return { accessKeyId, date, region, service }
}

function scopeProblems(elements: readonly string[]): string[] {
  const { accessKeyId, date, region, service } = toScope(elements)
  const problems: string[] = []
  const name = /^[a-z0-9-]{1,64}$/
  if (!/^[\x21-\x7e]{1,128}$/.test(accessKeyId))
    problems.push('Credential should start with an access key id. ')
  if (!/^\d{8}$/.test(date)) problems.push('Credential should be scoped to a date. ')
  if (!name.test(region)) {
    problems.push(`Credential should be scoped to a valid region, not '${printable(region)}'. `)
  }
  if (!name.test(service)) problems.push('Credential should be scoped to a service. ')
  if (elements.length !== 5 || elements[4] !== terminator) {
    const got = printable(elements[4] ?? '')
    problems.push(`Credential should be scoped with a valid terminator: '${terminator}', not '${got}'. `)
  }
  return problems
}

function findCredential(
  credentials: SigV4Options['credentials'],
  accessKeyId: string,
): SigV4Credential | undefined {
  if (typeof credentials === 'function') return credentials(accessKeyId)
  return credentials.find((credential) => credential.accessKeyId === accessKeyId)
}

/** S3's X-Amz-Content-Sha256, which other signers send too, may only repeat what we computed. */
function announcesPayloadHash(
  request: SigV4Request,
  presented: PresentedSignature,
  payloadHash: string,
): boolean {
  const announced = request.headers.get('x-amz-content-sha256') ?? payloadHash
  return announced === payloadHash && (presented.payloadHash ?? payloadHash) === payloadHash
}

function findSigningKey(
  scope: CredentialScope,
  credential: SigV4Credential,
  cache: SigningKeyCache | undefined,
): Buffer {
  const cached = cache?.get(cacheKey(scope))
  if (cached && cached.secretAccessKey === credential.secretAccessKey) return cached.key
  return deriveSigningKey(scope, credential)
}

function remember(
  cache: SigningKeyCache,
  scope: CredentialScope,
  entry: { secretAccessKey: string; key: Buffer },
): void {
  cache.set(cacheKey(scope), entry)
  const [oldest] = cache.keys()
  if (cache.size > mostSigningKeys && oldest !== undefined) cache.delete(oldest)
}

function cacheKey(scope: CredentialScope): string {
  return [scope.accessKeyId, scope.date, scope.region, scope.service].join('/')
}

function signatureMatches(
  request: SigV4Request,
  presented: PresentedSignature,
  context: { key: Buffer; scope: CredentialScope; payloadHash: string },
): boolean {
  if (!/^[0-9a-f]{64}$/.test(presented.signature)) return false
  const given = Buffer.from(presented.signature, 'hex')
  const readings = hasRepeatedHeader(request.headers, presented.signedHeaders) ? [false, true] : [false]
  return readings.some((repeatedHeaders) => {
    const canonical = canonicalRequest(
      { ...request, target: presented.target, payloadHash: context.payloadHash },
      presented.signedHeaders,
      { presigned: presented.presigned, repeatedHeaders },
    )
    return canonical !== undefined && timingSafeEqual(given, signatureOf(canonical, presented.date, context))
  })
}
