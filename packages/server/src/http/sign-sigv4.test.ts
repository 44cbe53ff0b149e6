import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import aws4 from 'aws4'
import { describe, expect, it } from 'vitest'
import { signSigV4 } from './sign-sigv4.ts'
import { verifySigV4 } from './sigv4.ts'

const credential = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
const now = Date.UTC(2026, 10, 20, 12, 0, 0)
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:hello:live'
const path = `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`
const body = '{"word":"grüß Gott"}'
const given = {
  method: 'POST',
  url: `https://lambda.eu-west-1.amazonaws.com:8443${path}`,
  headers: new Headers({ 'content-type': 'application/json', 'x-amz-invocation-type': 'RequestResponse' }),
  body: Buffer.from(body),
}
const options = { credential, region: 'eu-west-1', service: 'lambda', now }
const signed = signSigV4(given, options)
const host = 'lambda.eu-west-1.amazonaws.com:8443'

describe('signSigV4', () => {
  it("signs as AWS's own signer for JavaScript does", async () => {
    const signer = new SignatureV4({
      credentials: credential,
      region: 'eu-west-1',
      service: 'lambda',
      sha256: Sha256,
      applyChecksum: false,
    })
    const theirs = await signer.sign(
      {
        method: 'POST',
        protocol: 'https:',
        hostname: 'lambda.eu-west-1.amazonaws.com',
        path,
        headers: { ...Object.fromEntries(given.headers), host },
        body,
      },
      { signingDate: new Date(now) },
    )
    expect(signed.get('authorization')).toBe(theirs.headers['authorization'])
    expect(signed.get('x-amz-date')).toBe(theirs.headers['x-amz-date'])
  })

  it('signs as aws4 does', () => {
    const own = { ...Object.fromEntries(given.headers), 'content-length': String(given.body.byteLength) }
    const theirs = aws4.sign(
      {
        method: 'POST',
        service: 'lambda',
        region: 'eu-west-1',
        host,
        path,
        body,
        headers: { ...own, Host: host, 'X-Amz-Date': '20261120T120000Z' },
      },
      credential,
    )
    const signature = (text: unknown) => /Signature=(\w+)/.exec(String(text))?.[1]
    const names = (text: unknown) => /SignedHeaders=([\w;-]+)/.exec(String(text))?.[1]
    const again = signSigV4({ ...given, headers: new Headers(own) }, options)
    const theirAuthorization = theirs.headers?.['Authorization']
    expect(names(theirAuthorization)).toBe(names(again.get('authorization')))
    expect(signature(theirAuthorization)).toBe(signature(again.get('authorization')))
  })

  it('is accepted by our own check', () => {
    const result = verifySigV4(
      { ...given, headers: signed },
      { credentials: [credential], now, service: 'lambda' },
    )
    expect(result).toMatchObject({ ok: true, region: 'eu-west-1' })
    const changed = { ...given, headers: signed, body: Buffer.from('{}') }
    expect(verifySigV4(changed, { credentials: [credential], now })).toMatchObject({ ok: false })
  })
})
