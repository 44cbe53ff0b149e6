import { describe, expect, it } from 'vitest'
import { aws, during, recordedFetch, userPoolId } from '../../test/support/fixture.ts'
import { accessClaims, clientId, createSigner, idClaims, issuer } from '../../test/support/signer.ts'
import type { PoolOptions, VerifierOptions } from './options.ts'
import { createVerifier } from './verifier.ts'

const signer = createSigner('key one')
const jwks = () => Response.json({ keys: [signer.jwk] })
const now = during() / 1000

function verifierOf(pool: Partial<PoolOptions> = {}, options: VerifierOptions = {}) {
  const complete = { issuer, clientId, tokenUse: 'access', ...pool } as PoolOptions
  return createVerifier<{ company_id: string }>(complete, {
    fetch: recordedFetch(jwks).fetch,
    now: during,
    ...options,
  })
}

describe('a verifier for a pool of AWS', () => {
  const options = { fetch: recordedFetch().fetch, now: during }
  const pool = { userPoolId, clientId: aws.clientId }

  it('reads the user of an ID token, with typed custom attributes', async () => {
    const verifier = createVerifier<{ company_id: string; seats: string }>(
      { ...pool, tokenUse: 'id' },
      options,
    )
    const user = await verifier.verify(aws.tokens.id)
    expect(user).toMatchObject({
      sub: '34c84488-e0e1-70ae-d2ee-991ad1a898c8',
      username: 'ada',
      email: 'ada@example.com',
      emailVerified: true,
      groups: ['admin', 'crew'],
      scopes: [],
      custom: { company_id: 'company1', seats: '42' },
      tokenUse: 'id',
      clientId: aws.clientId,
      expiresAt: (aws.issuedAt + 3600) * 1000,
    })
    expect(user.custom.company_id satisfies string | undefined).toBe('company1')
  })

  it('reads the user of a federated sign-in', async () => {
    const user = await createVerifier({ ...pool, tokenUse: 'id' }, options).verify(aws.tokens.federatedId)
    expect(user).toMatchObject({ username: 'Google_123', email: undefined, emailVerified: false })
  })

  it.each([
    ['the hosted pages', aws.tokens.access, 'ada', ['openid', 'shop/read', 'shop/write']],
    ['the API', aws.tokens.apiAccess, 'ada', ['aws.cognito.signin.user.admin']],
    ['a program', aws.tokens.machine, undefined, ['shop/read']],
  ])('reads the access token of %s', async (_, token, username, scopes) => {
    const user = await createVerifier({ ...pool, tokenUse: 'access' }, options).verify(token)
    expect(user).toMatchObject({ username, scopes, tokenUse: 'access', clientId: aws.clientId })
  })

  it('finds the keys by the id of the user pool alone', async () => {
    const { fetch, urls } = recordedFetch()
    await createVerifier({ ...pool, tokenUse: null }, { fetch, now: during }).prime()
    expect(urls).toEqual([
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI/.well-known/jwks.json',
    ])
  })

  it('asks another address for the keys if told so', async () => {
    const { fetch, urls } = recordedFetch()
    const jwksUrl = 'http://poolhouse:9229/jwks'
    await createVerifier({ ...pool, tokenUse: null, jwksUrl }, { fetch, now: during }).prime()
    expect(urls).toEqual([jwksUrl])
  })
})

describe('verify', () => {
  const refused: [name: string, claims: Record<string, unknown>, code: string][] = [
    ['a token at its end', { exp: now }, 'expired'],
    ['a token without end', { exp: undefined }, 'malformed'],
    ['an end that is text', { exp: String(now + 60) }, 'malformed'],
    ['a token before its time', { nbf: now + 1 }, 'not-yet-valid'],
    ['a beginning that is text', { nbf: 'soon' }, 'malformed'],
    ['another issuer', { iss: `${issuer}x` }, 'issuer'],
    ['an issuer with a slash more', { iss: `${issuer}/` }, 'issuer'],
    ['an issuer in a list', { iss: [issuer] }, 'issuer'],
    ['no issuer', { iss: undefined }, 'issuer'],
    ['another client', { client_id: 'another' }, 'audience'],
    ['no client', { client_id: undefined }, 'audience'],
    ['a client in aud alone', { client_id: undefined, aud: clientId }, 'audience'],
    ['an ID token', idClaims(), 'token-use'],
    ['no token_use', { token_use: undefined }, 'token-use'],
    ['no sub', { sub: undefined }, 'malformed'],
  ]

  it.each(refused)('refuses %s', async (_, claims, code) => {
    const token = signer.token(accessClaims(claims))
    await expect(verifierOf().verify(token)).rejects.toMatchObject({ name: 'AuthError', code })
    const verifier = verifierOf()
    await verifier.prime()
    expect(() => verifier.verifySync(token)).toThrow(expect.objectContaining({ code }))
  })

  it.each([
    ['a second before its end', { exp: now + 1 }],
    ['at its beginning', { nbf: now }],
  ])('takes a token %s', async (_, claims) => {
    expect(await verifierOf().verify(signer.token(accessClaims(claims)))).toMatchObject({ username: 'ada' })
  })

  it('forgives wrong clocks as far as it is told', async () => {
    const verifier = verifierOf({}, { clockToleranceSeconds: 5 })
    const token = (claims: Record<string, unknown>) => signer.token(accessClaims(claims))
    await verifier.verify(token({ exp: now - 4, nbf: now + 5 }))
    await expect(verifier.verify(token({ exp: now - 5 }))).rejects.toMatchObject({ code: 'expired' })
    await expect(verifier.verify(token({ nbf: now + 6 }))).rejects.toMatchObject({ code: 'not-yet-valid' })
  })

  it.each([
    '',
    'a',
    'a.b',
    'a.b.c',
    'a.b.c.d',
    `${'a'.repeat(40_000)}.b.c`,
    'e30.e30.e30 ',
    undefined,
    null,
    1,
  ])('refuses %j as malformed or unsigned', async (token) => {
    const error = await verifierOf()
      .verify(token as string)
      .catch((thrown: unknown) => thrown)
    expect(['malformed', 'algorithm']).toContain((error as { code: string }).code)
  })

  it.each(['bnVsbA', 'W10', 'IjEi', 'e30x'])('refuses a payload that is %s', async (payload) => {
    const [header, , signature] = signer.token(accessClaims()).split('.')
    const token = `${header}.${payload}.${signature}`
    await expect(verifierOf().verify(token)).rejects.toMatchObject({ code: 'malformed' })
  })

  it('refuses changed claims', async () => {
    const [header, , signature] = signer.token(accessClaims()).split('.')
    const payload = Buffer.from(JSON.stringify(accessClaims({ username: 'root' }))).toString('base64url')
    const token = `${header}.${payload}.${signature}`
    await expect(verifierOf().verify(token)).rejects.toMatchObject({ code: 'signature' })
  })

  it('keeps an attribute called __proto__ an attribute', async () => {
    const token = signer.token(idClaims({ 'custom:__proto__': { admin: true } }))
    const user = await verifierOf({ tokenUse: 'id' }).verify(token)
    expect(Object.keys(user.custom)).toEqual(['__proto__'])
    expect((user.custom as { admin?: boolean }).admin).toBeUndefined()
  })

  it('accepts one of several clients, and all where told so', async () => {
    const token = signer.token(accessClaims({ client_id: 'second' }))
    await verifierOf({ clientId: ['first', 'second'] }).verify(token)
    await verifierOf({ clientId: null }).verify(token)
    await expect(verifierOf({ clientId: ['first'] }).verify(token)).rejects.toMatchObject({
      code: 'audience',
    })
  })

  it('accepts both kinds of token where told so, each with its own claim of the client', async () => {
    const verifier = verifierOf({ tokenUse: null })
    await verifier.verify(signer.token(accessClaims()))
    await verifier.verify(signer.token(idClaims()))
    const mixed = signer.token(idClaims({ aud: undefined, client_id: clientId }))
    await expect(verifier.verify(mixed)).rejects.toMatchObject({ code: 'audience' })
  })

  it.each([
    [{ groups: 'crew' }, true],
    [{ groups: 'captains' }, false],
    [{ groups: { anyOf: ['captains', 'crew'] } }, true],
    [{ groups: { allOf: ['captains', 'crew'] } }, false],
    [{ scopes: { allOf: ['openid', 'shop/read'] } }, true],
    [{ scopes: { anyOf: ['shop/write'] } }, false],
    [{ scopes: 'shop' }, false],
  ])('weighs %j', async (requirements, accepted) => {
    const verified = verifierOf(requirements).verify(signer.token(accessClaims()))
    if (accepted) await verified
    else
      await expect(verified).rejects.toMatchObject({
        code: 'groups' in requirements ? 'group' : 'scope',
      })
  })

  it('keeps several pools apart', async () => {
    const other = createSigner('key one') // the same key id, as every pool has its own
    const second = issuer.replace('00001', '00002')
    const verifier = createVerifier(
      [
        { issuer, clientId, tokenUse: 'access' },
        { issuer: second, clientId: 'other', tokenUse: 'id' },
      ],
      {
        now: during,
        fetch: async (url) =>
          Response.json({ keys: [(String(url).startsWith(second) ? other : signer).jwk] }),
      },
    )
    await verifier.verify(signer.token(accessClaims()))
    await verifier.verify(other.token(idClaims({ iss: second, aud: 'other' })))
    await expect(verifier.verify(other.token(accessClaims()))).rejects.toMatchObject({ code: 'signature' })
    const mixed = other.token(accessClaims({ iss: second, client_id: 'other' }))
    await expect(verifier.verify(mixed)).rejects.toMatchObject({ code: 'token-use' })
  })
})

describe('verifySync', () => {
  it('needs the keys first', async () => {
    const verifier = verifierOf()
    const token = signer.token(accessClaims())
    expect(() => verifier.verifySync(token)).toThrow(expect.objectContaining({ code: 'keys-unavailable' }))
    await verifier.prime()
    expect(verifier.verifySync(token)).toMatchObject({ username: 'ada' })
  })

  it('learns of a new key for the next time', async () => {
    let keys = [signer.jwk]
    let time = during()
    const { fetch, urls } = recordedFetch(() => Response.json({ keys }))
    const verifier = verifierOf({}, { fetch, now: () => time })
    await verifier.prime()
    const next = createSigner('key two')
    keys = [signer.jwk, next.jwk]
    time += 10_000
    const token = next.token(accessClaims())
    expect(() => verifier.verifySync(token)).toThrow(expect.objectContaining({ code: 'unknown-key' }))
    await verifier.prime()
    expect(verifier.verifySync(token)).toMatchObject({ username: 'ada' })
    expect(urls).toHaveLength(2)
  })
})

describe('createVerifier', () => {
  it.each([
    ['no pool', []],
    ['no clientId', { issuer, tokenUse: 'id' }],
    ['an empty clientId', { issuer, clientId: '', tokenUse: 'id' }],
    ['no client in the list', { issuer, clientId: [], tokenUse: 'id' }],
    ['no tokenUse', { issuer, clientId }],
    ['a tokenUse that is none', { issuer, clientId, tokenUse: 'refresh' }],
    ['no issuer', { clientId, tokenUse: 'id' }],
    ['both issuer and userPoolId', { issuer, userPoolId, clientId, tokenUse: 'id' }],
    ['an issuer that is no address', { issuer: 'eu-west-1_a', clientId, tokenUse: 'id' }],
    ['a userPoolId that leads elsewhere', { userPoolId: 'evil.example/_a', clientId, tokenUse: 'id' }],
    ['no group in the list', { issuer, clientId, tokenUse: 'id', groups: { anyOf: [] } }],
    ['a requirement without a word', { issuer, clientId, tokenUse: 'id', groups: ['crew'] }],
    [
      'one pool twice',
      [
        { issuer, clientId, tokenUse: 'id' },
        { issuer, clientId, tokenUse: 'access' },
      ],
    ],
  ])('refuses %s at once', (_, pools) => {
    expect(() => createVerifier(pools as PoolOptions)).toThrow(TypeError)
  })
})
