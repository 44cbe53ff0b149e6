import { createHmac } from 'node:crypto'
import { accessClaims, clientId, createSigner, idClaims, issuer, signingInput } from '../support/signer.ts'
import { signer } from './verifiers.ts'

/** A token that must not be accepted. */
export interface Attack {
  row: 'algorithm confusion' | 'key injection' | 'token substitution'
  name: string
  /** What the attacked program expects. */
  expects: 'id' | 'access'
  token: string
  /** What our verifier says. */
  code: string
}

const now = Math.floor(Date.now() / 1000)
const times = { auth_time: now, iat: now, exp: now + 3600 }

/** Claims of this moment, so that nothing but the attack is wrong. */
export const access = (changes: Record<string, unknown> = {}) => accessClaims({ ...times, ...changes })
export const id = (changes: Record<string, unknown> = {}) => idClaims({ ...times, ...changes })

const attacker = createSigner(signer.kid)
const forged = access({ username: 'root', 'cognito:groups': ['admin'] })
const pem = signer.publicKey.export({ type: 'spki', format: 'pem' }).toString()
const pkcs1 = signer.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()

/** Signed with something that everybody knows as the secret. */
function hmac(secret: string | Buffer, alg = 'HS256'): string {
  const input = signingInput({ alg, kid: signer.kid }, forged)
  const hash = `sha${alg.slice(2)}`
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`
}

/** The signature of a good token under another header. */
function reheaded(header: Record<string, unknown>): string {
  const [, payload, signature] = signer.token(access()).split('.')
  const [head] = signingInput({ kid: signer.kid, alg: 'RS256', ...header }, {}).split('.')
  return `${head}.${payload}.${signature}`
}

function confusion(name: string, token: string, code = 'algorithm'): Attack {
  return { row: 'algorithm confusion', name, expects: 'access', token, code }
}

function injection(name: string, header: Record<string, unknown>, code = 'signature'): Attack {
  return { row: 'key injection', name, expects: 'access', token: attacker.token(forged, header), code }
}

function substitution(name: string, expects: 'id' | 'access', token: string, code: string): Attack {
  return { row: 'token substitution', name, expects, token, code }
}

const unsigned = (alg: string) => `${signingInput({ alg, kid: signer.kid }, forged)}.`

/** Rows 1 to 3 of what verifiers have got wrong before. */
export const attacks: readonly Attack[] = [
  ...['none', 'None', 'NONE', 'nOnE', ''].map((alg) =>
    confusion(`no signature, alg ${JSON.stringify(alg)}`, unsigned(alg)),
  ),
  confusion('alg none with the signature of another token', reheaded({ alg: 'none' })),
  confusion('no alg', attacker.token(forged, { alg: undefined })),
  confusion('HS256 with the public key in PEM as the secret', hmac(pem)),
  confusion('HS256 with the PEM after a line feed', hmac(`\n${pem}`)),
  confusion('HS256 with the PEM without its last line feed', hmac(pem.trimEnd())),
  confusion('HS256 with the PEM of PKCS#1', hmac(pkcs1)),
  confusion('HS256 with the DER', hmac(signer.publicKey.export({ type: 'spki', format: 'der' }))),
  confusion('HS256 with the JWK as JSON', hmac(JSON.stringify(signer.jwk))),
  confusion('HS256 with the modulus', hmac(Buffer.from(String(signer.jwk['n']), 'base64url'))),
  confusion('HS512 with the public key in PEM', hmac(pem, 'HS512')),
  confusion('HS256 with an empty secret', hmac('')),
  confusion(
    'RS256 in the header over an HMAC',
    `${hmac(pem).replace(/^[^.]+/, reheaded({}).split('.')[0] ?? '')}`,
    'signature',
  ),
  confusion('PS256 over a good signature', reheaded({ alg: 'PS256' })),
  confusion('rs256 in small letters', reheaded({ alg: 'rs256' })),
  confusion('alg as a list', reheaded({ alg: ['RS256'] })),

  injection('another key under the known kid', {}),
  injection('the key in jwk', { jwk: attacker.jwk }),
  injection('the key in jwk, without kid', { jwk: attacker.jwk, kid: undefined }, 'malformed'),
  injection('the address of keys in jku', { jku: 'https://evil.example/jwks.json' }),
  injection('the address of a certificate in x5u', { x5u: 'https://evil.example/cert.pem' }),
  injection('a certificate in x5c', {
    x5c: [attacker.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
  }),
  injection('a kid that is a path', { kid: '../../../../dev/null' }, 'unknown-key'),
  injection('a kid that is SQL', { kid: `' UNION SELECT 'key` }, 'unknown-key'),
  injection('a kid that is an address', { kid: 'https://evil.example/key' }, 'unknown-key'),
  injection('a kid of every object', { kid: 'constructor' }, 'unknown-key'),
  injection('a kid called __proto__', { kid: '__proto__' }, 'unknown-key'),
  injection('a kid that is no text', { kid: [signer.kid] }, 'malformed'),
  injection('a critical header that nobody knows', { crit: ['exp'], exp: 1 }, 'malformed'),
  {
    row: 'key injection',
    name: 'a critical header over a good signature',
    expects: 'access',
    token: signer.token(access(), { crit: ['trust'], trust: 'me' }),
    code: 'malformed',
  },

  substitution('an access token for an ID token', 'id', signer.token(access()), 'token-use'),
  substitution(
    'an access token with aud for an ID token',
    'id',
    signer.token(access({ aud: clientId })),
    'token-use',
  ),
  substitution('an ID token for an access token', 'access', signer.token(id()), 'token-use'),
  substitution(
    'a token without token_use',
    'access',
    signer.token(access({ token_use: undefined })),
    'token-use',
  ),
  substitution(
    "another client's access token",
    'access',
    signer.token(access({ client_id: 'another' })),
    'audience',
  ),
  substitution("another client's ID token", 'id', signer.token(id({ aud: 'another' })), 'audience'),
  substitution(
    "another client's access token with aud of this one",
    'access',
    signer.token(access({ client_id: 'another', aud: clientId })),
    'audience',
  ),
  substitution(
    "another pool's token under its own key",
    'access',
    createSigner('other').token(access({ iss: `${issuer}2` })),
    'issuer',
  ),
  substitution(
    "another pool's token that claims this pool",
    'access',
    createSigner('other').token(access()),
    'unknown-key',
  ),
  substitution(
    'an issuer with a slash more',
    'access',
    signer.token(access({ iss: `${issuer}/` })),
    'issuer',
  ),
  substitution(
    'an issuer in capitals',
    'access',
    signer.token(access({ iss: issuer.toUpperCase() })),
    'issuer',
  ),
  substitution(
    'an issuer of http',
    'access',
    signer.token(access({ iss: issuer.replace('https', 'http') })),
    'issuer',
  ),
  substitution(
    "the other form of AWS's issuer",
    'access',
    signer.token(access({ iss: issuer.replace('cognito-idp', 'issuer-cognito-idp') })),
    'issuer',
  ),
  substitution('an issuer in a list', 'access', signer.token(access({ iss: [issuer] })), 'issuer'),
  substitution('no issuer', 'access', signer.token(access({ iss: undefined })), 'issuer'),
]

/** The attacks of one row, for `it.each`. */
export function attacksOf(row: Attack['row']): [name: string, attack: Attack][] {
  return attacks.filter((attack) => attack.row === row).map((attack) => [attack.name, attack])
}
