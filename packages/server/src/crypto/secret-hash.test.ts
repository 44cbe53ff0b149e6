import { expect, it } from 'vitest'
import { matchesSecretHash, secretHash } from './secret-hash.ts'

const client = { username: 'mary', clientId: '1example23456789', secret: 's3cret' }

it('computes HMAC-SHA256 over user name and client id', () => {
  // printf %s mary1example23456789 | openssl dgst -sha256 -hmac s3cret -binary | base64
  expect(secretHash('mary', '1example23456789', 's3cret')).toBe(
    'GtDL+3CCwFZiM5ZYO26MQyvLgkwvOUfb0mcBlj2czyE=',
  )
})

it('matches this hash and no other', () => {
  const hash = secretHash(client.username, client.clientId, client.secret)
  expect(matchesSecretHash(hash, client)).toBe(true)
  for (const other of ['', `${hash} `, hash.slice(0, -1), hash.toLowerCase(), 'é'.repeat(22)]) {
    expect(matchesSecretHash(other, client)).toBe(false)
  }
  expect(matchesSecretHash(hash, { ...client, username: 'Mary' })).toBe(false)
  expect(matchesSecretHash(hash, { ...client, secret: 's3cret2' })).toBe(false)
})
