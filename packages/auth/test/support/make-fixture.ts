/**
 * Makes test/fixtures/aws-tokens.json anew: `node packages/auth/test/support/make-fixture.ts`. The tokens have the claims
 * of Amazon Cognito's (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 * and …-access-token.html), AWS's issuer, and two keys of which one signs ID tokens and one access tokens. The private
 * keys are thrown away.
 */
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI'
const clientId = '1example23456789'
const issuedAt = 1_790_000_000

async function makeKey() {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const { n, e } = await exportJWK(publicKey)
  const kid = randomBytes(32).toString('base64')
  const jwk = { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' }
  return { kid, privateKey, jwk }
}

type Key = Awaited<ReturnType<typeof makeKey>>

function sign({ kid, privateKey }: Key, claims: Record<string, unknown>): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ kid, alg: 'RS256' }).sign(privateKey)
}

const [idKey, accessKey] = [await makeKey(), await makeKey()]
const shared = {
  sub: '34c84488-e0e1-70ae-d2ee-991ad1a898c8',
  'cognito:groups': ['admin', 'crew'],
  iss: issuer,
  origin_jti: '8f0d7c1e-64a5-4e47-9d9d-6d4ce37a7f2b',
  event_id: '64f513be-32db-42b0-b78e-b02127b4f463',
  auth_time: issuedAt,
  exp: issuedAt + 3600,
  iat: issuedAt,
}
const profile = {
  email: 'ada@example.com',
  email_verified: true,
  phone_number: '+15551234567',
  phone_number_verified: false,
  'cognito:username': 'ada',
  'cognito:preferred_role': 'arn:aws:iam::111122223333:role/admin',
  'cognito:roles': ['arn:aws:iam::111122223333:role/admin'],
  'custom:company_id': 'company1',
  'custom:seats': '42',
}
const tokens = {
  id: await sign(idKey, {
    ...shared,
    ...profile,
    aud: clientId,
    token_use: 'id',
    at_hash: 'J3JfVeZ4XhF2F1sQ2bq6Gw',
    nonce: 'f3kpLqv2NLBR0Jv2',
    jti: 'a4a8b4a1-6b5b-4b5c-8b5c-0a1b2c3d4e5f',
  }),
  federatedId: await sign(idKey, {
    ...shared,
    aud: clientId,
    token_use: 'id',
    'cognito:groups': ['eu-west-1_AbCdEfGhI_Google'],
    'cognito:username': 'Google_123',
    identities: [
      {
        userId: '123',
        providerName: 'Google',
        providerType: 'Google',
        issuer: null,
        primary: 'true',
        dateCreated: '1642699117273',
      },
    ],
    jti: 'c2f5a2aa-8a6c-4f0e-9c52-37a4b0c35d4b',
  }),
  access: await sign(accessKey, {
    ...shared,
    client_id: clientId,
    token_use: 'access',
    scope: 'openid shop/read shop/write',
    version: 2,
    jti: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
    username: 'ada',
  }),
  apiAccess: await sign(accessKey, {
    ...shared,
    client_id: clientId,
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    jti: 'f7a1d4a5-0c0f-4ce4-8d0a-3b7a0d1c1f0e',
    username: 'ada',
  }),
  machine: await sign(accessKey, {
    sub: clientId,
    token_use: 'access',
    scope: 'shop/read',
    auth_time: issuedAt,
    iss: issuer,
    exp: issuedAt + 3600,
    iat: issuedAt,
    version: 2,
    jti: 'd3b07384-d9a0-4c9b-8f6e-1b1c2a3d4e5f',
    client_id: clientId,
  }),
}
const fixture = { issuer, clientId, issuedAt, jwks: { keys: [idKey.jwk, accessKey.jwk] }, tokens }
const file = new URL('../fixtures/aws-tokens.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(fixture, null, 2)}\n`)
