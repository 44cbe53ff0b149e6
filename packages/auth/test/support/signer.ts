import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { during } from './fixture.ts'

/** A key of a user pool that tests sign with. */
export interface Signer {
  kid: string
  publicKey: KeyObject
  jwk: Record<string, unknown>
  /** Signs the claims as Cognito does; the header is laid over its own. */
  token(claims: Record<string, unknown>, header?: Record<string, unknown>): string
}

/** Makes an RSA key. */
export function createSigner(kid: string, modulusLength = 2048): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength })
  return {
    kid,
    publicKey,
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' },
    token: (claims, header = {}) => {
      const input = signingInput({ kid, alg: 'RS256', ...header }, claims)
      return `${input}.${sign('RSA-SHA256', Buffer.from(input), privateKey).toString('base64url')}`
    },
  }
}

/** Header and payload as they stand in a token. */
export function signingInput(header: Record<string, unknown>, claims: Record<string, unknown>): string {
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
}

export const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Test00001'
export const clientId = 'testclient'

/** Claims of an access token as Cognito makes them. */
export function accessClaims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const now = during() / 1000
  return {
    sub: '34c84488-e0e1-70ae-d2ee-991ad1a898c8',
    'cognito:groups': ['crew'],
    iss: issuer,
    client_id: clientId,
    token_use: 'access',
    scope: 'openid shop/read',
    auth_time: now,
    exp: now + 3600,
    iat: now,
    username: 'ada',
    ...changes,
  }
}

/** Claims of an ID token as Cognito makes them. */
export function idClaims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { client_id, scope, username, ...shared } = accessClaims()
  return {
    ...shared,
    aud: client_id,
    token_use: 'id',
    'cognito:username': username,
    email: 'ada@example.com',
    email_verified: true,
    ...changes,
  }
}
