import type { X509Certificate } from 'node:crypto'
import { request } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { TLSSocket } from 'node:tls'

export interface HttpsAnswer {
  status: number
  text: string
  certificate: X509Certificate
}

/** Every name is this machine. */
const lookup: LookupFunction = (_hostname, options, callback) =>
  options.all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4)

/** Sends a request, as a JSON call where it has a target, and trusts only this authority. Rejects as Node's TLS does. */
export function sendTls(
  url: string,
  options: { ca?: string; target?: string; body?: unknown } = {},
): Promise<HttpsAnswer> {
  const { ca, target, body } = options
  const headers = {
    authorization:
      'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00',
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${target}`,
  }
  return new Promise((resolve, reject) => {
    const settings = { ca, lookup, agent: false, ...(target && { method: 'POST', headers }) }
    const sent = request(url, settings, (response) => {
      const certificate = (response.socket as TLSSocket).getPeerX509Certificate() as X509Certificate
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString(), certificate }),
      )
    })
    sent.on('error', reject)
    sent.end(target && JSON.stringify(body ?? {}))
  })
}
