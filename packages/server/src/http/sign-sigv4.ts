import { canonicalRequest, sha256Hex, splitTarget } from './sigv4-canonical-request.ts'
import { basicIso, type SigV4Request } from './sigv4-presented-signature.ts'
import {
  algorithm,
  deriveSigningKey,
  type SigV4Credential,
  scopeText,
  signatureOf,
} from './sigv4-signature.ts'

export interface SigningOptions {
  credential: SigV4Credential
  region: string
  service: string
  /** Epoch milliseconds. */
  now: number
}

/**
 * The headers of the request with those that sign it by AWS Signature Version 4: `host`, `x-amz-date` and
 * `authorization`. Every header is signed. `url` is absolute and stays as it is.
 * Source: AWS, "Create a signed AWS API request".
 */
export function signSigV4(request: SigV4Request, options: SigningOptions): Headers {
  const { credential, region, service, now } = options
  const target = splitTarget(request.url)
  const date = basicIso(now)
  const headers = new Headers(request.headers)
  headers.set('host', target.authority ?? '')
  headers.set('x-amz-date', date)
  const names = [...headers.keys()].sort()
  const canonical = canonicalRequest(
    { method: request.method, headers, target, payloadHash: sha256Hex(request.body) },
    names,
    { presigned: false, repeatedHeaders: false },
  )
  const scope = { date: date.slice(0, 8), region, service }
  const key = deriveSigningKey(scope, credential)
  const signature = signatureOf(canonical ?? '', date, { key, scope }).toString('hex')
  const presented = `Credential=${credential.accessKeyId}/${scopeText(scope)}`
  headers.set(
    'authorization',
    `${algorithm} ${presented}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  )
  return headers
}
