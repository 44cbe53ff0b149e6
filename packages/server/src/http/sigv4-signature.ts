import { createHmac } from 'node:crypto'
import { sha256Hex } from './sigv4-canonical-request.ts'

export interface SigV4Credential {
  accessKeyId: string
  secretAccessKey: string
}

export interface CredentialScope {
  accessKeyId: string
  /** YYYYMMDD. */
  date: string
  region: string
  service: string
}

export const algorithm = 'AWS4-HMAC-SHA256'
export const terminator = 'aws4_request'

/** The key that signs for one day, region and service (AWS, "Create a signed AWS API request", step 3). */
export function deriveSigningKey(
  { date, region, service }: Omit<CredentialScope, 'accessKeyId'>,
  { secretAccessKey }: Pick<SigV4Credential, 'secretAccessKey'>,
): Buffer {
  return [date, region, service, terminator].reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`))
}

/** What follows the access key id in a credential: `20260101/us-east-1/lambda/aws4_request`. */
export function scopeText({ date, region, service }: Omit<CredentialScope, 'accessKeyId'>): string {
  return [date, region, service, terminator].join('/')
}

/** The signature of a canonical request; `date` is in ISO 8601's basic form. */
export function signatureOf(
  canonical: string,
  date: string,
  { key, scope }: { key: Buffer; scope: Omit<CredentialScope, 'accessKeyId'> },
): Buffer {
  return hmac(key, [algorithm, date, scopeText(scope), sha256Hex(canonical)].join('\n'))
}

function hmac(key: Buffer, content: string): Buffer {
  return createHmac('sha256', key).update(content).digest()
}
