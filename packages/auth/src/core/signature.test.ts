import { describe, expect, it } from 'vitest'
import { aws } from '../../test/support/fixture.ts'
import { cryptography as node } from './signature-node.ts'
import { cryptography as web } from './signature-web.ts'

const [, key] = aws.jwks.keys
const { n = '', e = '' } = key ?? {}
const end = aws.tokens.access.lastIndexOf('.')
const signed = { signingInput: aws.tokens.access.slice(0, end), signature: aws.tokens.access.slice(end + 1) }

describe.each([
  ['node:crypto', node],
  ['WebCrypto', web],
])('the cryptography of %s', (_, cryptography) => {
  const verify = cryptography.importKey({ kty: 'RSA', n, e })

  it('knows a signature of its key', async () => {
    expect(await verify(signed)).toBe(true)
  })

  it('knows no other', async () => {
    expect(await verify({ ...signed, signingInput: `${signed.signingInput}x` })).toBe(false)
    expect(await verify({ ...signed, signature: signed.signature.slice(4) })).toBe(false)
    for (const signature of ['A', 'AAAA', 'AAAAA', `${signed.signature}AAAA`])
      expect(await verify({ ...signed, signature })).toBe(false)
  })

  it('decodes text of every length and script', () => {
    for (const text of ['', 'a', 'ab', 'abc', 'Ünïcödé – 東京 🚣'])
      expect(cryptography.decodeText(Buffer.from(text).toString('base64url'))).toBe(text)
  })
})
