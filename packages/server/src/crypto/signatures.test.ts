import {
  createHmac,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import { importJWK, jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { generateSigningKey, signJwt, toSigningKey, verifyJwt } from './signatures.ts'

type Generated = Awaited<ReturnType<typeof generateSigningKey>>
let generated: Generated
let signing: ReturnType<typeof toSigningKey>
let publicKey: KeyObject
const claims = { sub: 'ünïcode-🔑', token_use: 'access', n: 1 }
const findKey = (kid: string) => (kid === signing.kid ? publicKey : undefined)

beforeAll(async () => {
  generated = await generateSigningKey()
  signing = toSigningKey(generated)
  publicKey = createPublicKey({ key: { ...generated.publicJwk }, format: 'jwk' })
})

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token with any header and claims text, rightly signed. */
function forge(header: unknown, claimsText = encode(claims)): string {
  const input = `${encode(header)}.${claimsText}`
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), signing.privateKey).toString('base64url')}`
}

describe('generateSigningKey', () => {
  it('makes a kid and a JWK of the shape of Cognito', () => {
    expect(generated.kid).toMatch(/^[A-Za-z0-9+/]{43}=$/)
    expect(generated.publicJwk).toEqual({
      kid: generated.kid,
      kty: 'RSA',
      alg: 'RS256',
      use: 'sig',
      e: 'AQAB',
      n: expect.stringMatching(/^[A-Za-z0-9_-]{342}$/),
    })
  })
})

describe('toSigningKey', () => {
  it('derives the same public key that was generated', () => {
    expect(signing.publicJwk).toEqual(generated.publicJwk)
    expect(signing.publicKey.equals(publicKey)).toBe(true)
    expect(Object.keys(signing.publicJwk)).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  })

  it('throws when the stored bytes are no key', () => {
    expect(() => toSigningKey({ kid: 'x', privatePkcs8: Buffer.alloc(10) })).toThrow()
  })
})

describe('signJwt', () => {
  it('writes exactly kid and alg, in that order', async () => {
    const [header = ''] = (await signJwt(signing, claims)).split('.')
    const text = Buffer.from(header, 'base64url').toString()
    expect(text).toBe(`{"kid":"${signing.kid}","alg":"RS256"}`)
  })

  it('signs without a prepared header the same', async () => {
    const { kid, privateKey } = signing
    expect(await signJwt({ kid, privateKey }, claims)).toBe(await signJwt(signing, claims))
  })

  it('is verified by jose', async () => {
    const token = await signJwt(signing, claims)
    const { payload, protectedHeader } = await jwtVerify(token, await importJWK({ ...generated.publicJwk }))
    expect(payload).toEqual(claims)
    expect(protectedHeader).toEqual({ kid: signing.kid, alg: 'RS256' })
  })

  it('rejects when the key cannot sign', async () => {
    await expect(signJwt({ kid: 'x', privateKey: publicKey }, claims)).rejects.toThrow()
  })
})

describe('verifyJwt', () => {
  it('accepts what signJwt made', async () => {
    expect(verifyJwt(await signJwt(signing, claims), findKey)).toEqual({
      header: { kid: signing.kid, alg: 'RS256' },
      claims,
    })
  })

  it('accepts a token of 16384 characters and none longer', async () => {
    const rest = 16_384 - (await signJwt(signing, { filler: '' })).length
    const fitting = await signJwt(signing, { filler: 'x'.repeat(Math.floor((rest * 3) / 4)) })
    expect(fitting.length).toBeGreaterThan(16_380)
    expect(verifyJwt(fitting, findKey)).toBeDefined()
    expect(
      verifyJwt(await signJwt(signing, { filler: 'x'.repeat((rest * 3) / 4 + 4) }), findKey),
    ).toBeUndefined()
  })

  it('refuses every change of a character', async () => {
    const token = await signJwt(signing, claims)
    const changed = [...token].map(
      (old, at) => token.slice(0, at) + (old === 'A' ? 'B' : 'A') + token.slice(at + 1),
    )
    for (const text of changed) expect(verifyJwt(text, findKey), text).toBeUndefined()
  })

  it('refuses other spellings of the same bytes', async () => {
    const token = await signJwt(signing, claims)
    const last = token.at(-1) ?? ''
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const sibling = token.slice(0, -1) + alphabet[alphabet.indexOf(last) ^ 1]
    for (const text of [
      `${token}=`,
      `${token} `,
      `${token}\n`,
      ` ${token}`,
      `${token}.`,
      `${token}.x`,
      sibling,
    ]) {
      expect(verifyJwt(text, findKey)).toBeUndefined()
    }
  })

  it.each(['', '.', '..', 'a.b', 'a.b.c', 'a.b.c.d', 'bnVsbA.bnVsbA.bnVsbA', 'W10.W10.W10'])(
    'refuses %j',
    (text) => {
      expect(verifyJwt(text, findKey)).toBeUndefined()
    },
  )

  it('refuses every algorithm but RS256', () => {
    const { kid } = signing
    for (const alg of [
      'none',
      'None',
      'HS256',
      'RS512',
      'PS256',
      'ES256',
      'rs256',
      '',
      undefined,
      null,
      ['RS256'],
    ]) {
      expect(verifyJwt(forge({ kid, alg }), findKey)).toBeUndefined()
    }
    const unsigned = `${encode({ kid, alg: 'none' })}.${encode(claims)}.`
    expect(verifyJwt(unsigned, findKey)).toBeUndefined()
  })

  it('refuses an HMAC under the public key', () => {
    const pem = publicKey.export({ type: 'spki', format: 'pem' })
    for (const alg of ['HS256', 'RS256']) {
      const input = `${encode({ kid: signing.kid, alg })}.${encode(claims)}`
      const token = `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`
      expect(verifyJwt(token, findKey)).toBeUndefined()
    }
  })

  it('takes the key from findKey alone, whatever the header offers', () => {
    const attacker = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const jwk = attacker.publicKey.export({ format: 'jwk' })
    const header = {
      kid: signing.kid,
      alg: 'RS256',
      jwk,
      jku: 'https://attacker.example/',
      x5u: 'https://attacker.example/',
    }
    const input = `${encode(header)}.${encode(claims)}`
    const signature = sign('RSA-SHA256', Buffer.from(input), attacker.privateKey).toString('base64url')
    expect(verifyJwt(`${input}.${signature}`, findKey)).toBeUndefined()
    expect(verifyJwt(forge(header), findKey)?.claims).toEqual(claims)
  })

  it('refuses an unknown, missing or odd kid, and crit', () => {
    const headers = [{ kid: 'other' }, {}, { kid: 5 }, { kid: null }, { kid: signing.kid, crit: ['exp'] }]
    for (const header of headers)
      expect(verifyJwt(forge({ alg: 'RS256', ...header }), findKey)).toBeUndefined()
  })

  it('refuses rightly signed claims that are not a JSON object in UTF-8', () => {
    const header = { kid: signing.kid, alg: 'RS256' }
    const texts = ['null', '[]', '"x"', '1', '{', '']
    const encoded = texts.map((text) => Buffer.from(text).toString('base64url'))
    for (const text of [...encoded, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]).toString('base64url')]) {
      expect(verifyJwt(forge(header, text), findKey)).toBeUndefined()
    }
    expect(verifyJwt(forge(header), findKey)).toBeDefined()
  })

  it('refuses a key that is not a public RSA key', async () => {
    const token = await signJwt(signing, claims)
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (const key of [signing.privateKey, createSecretKey(Buffer.alloc(32)), elliptic.publicKey]) {
      expect(verifyJwt(token, () => key)).toBeUndefined()
    }
  })
})
