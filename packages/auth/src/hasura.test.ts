import { describe, expect, it } from 'vitest'
import { HASURA_NAMESPACE, hasuraClaims, hasuraJwtSecret, readHasuraClaims } from './hasura.ts'

const claims = { sub: 'a', iss: 'https://a.example', token_use: 'id', exp: 1 } as const
const roles = { userId: 'a', defaultRole: 'user', allowedRoles: ['user', 'editor'] }

describe('hasuraClaims', () => {
  it('writes JSON text as Hasura reads it', () => {
    const text = hasuraClaims({
      ...roles,
      variables: { 'org-id': 'o1', teams: ['a', 'with "quotes" and \\'] },
    })
    expect(JSON.parse(text)).toEqual({
      'x-hasura-user-id': 'a',
      'x-hasura-default-role': 'user',
      'x-hasura-allowed-roles': ['user', 'editor'],
      'x-hasura-org-id': 'o1',
      'x-hasura-teams': '{"a","with \\"quotes\\" and \\\\"}',
    })
  })

  it('lets no variable take the place of a role', () => {
    const text = hasuraClaims({ ...roles, variables: { 'default-role': 'admin', 'user-id': 'b' } })
    expect(JSON.parse(text)).toMatchObject({ 'x-hasura-default-role': 'user', 'x-hasura-user-id': 'a' })
  })

  it('refuses a default role that is not allowed', () => {
    expect(() => hasuraClaims({ ...roles, defaultRole: 'admin' })).toThrow(TypeError)
  })
})

describe('readHasuraClaims', () => {
  const text = hasuraClaims({ ...roles, variables: { 'org-id': 'o1' } })

  it.each([
    ['text', text],
    ['an object', JSON.parse(text)],
  ])('reads %s', (_, value) => {
    expect(readHasuraClaims({ claims: { ...claims, [HASURA_NAMESPACE]: value } })).toEqual({
      ...roles,
      variables: { 'org-id': 'o1' },
    })
  })

  it.each([undefined, null, 1, '', 'no JSON', '[]', '{}', '{"x-hasura-default-role":"user"}'])(
    'refuses %j',
    (value) => {
      const read = () => readHasuraClaims({ claims: { ...claims, [HASURA_NAMESPACE]: value } })
      expect(read).toThrow(expect.objectContaining({ name: 'AuthError', code: 'malformed' }))
    },
  )
})

describe('hasuraJwtSecret', () => {
  it('names the keys, the issuer and the client', () => {
    const secret = hasuraJwtSecret({ userPoolId: 'eu-west-1_a', clientId: 'c' })
    expect(JSON.parse(secret)).toEqual({
      jwk_url: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a/.well-known/jwks.json',
      issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a',
      audience: 'c',
      claims_format: 'stringified_json',
    })
  })

  it('takes the keys from another address of the same server', () => {
    const issuer = 'http://localhost:9229/local_a'
    const secret = hasuraJwtSecret({ issuer, clientId: 'c', jwksUrl: 'http://poolhouse:9229/jwks' })
    expect(JSON.parse(secret)).toMatchObject({ issuer, jwk_url: 'http://poolhouse:9229/jwks' })
  })

  it('refuses a client without a name, which would let the tokens of every client in', () => {
    expect(() => hasuraJwtSecret({ userPoolId: 'eu-west-1_a', clientId: '' })).toThrow(TypeError)
  })
})
