import { argon2Sync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashArgon2id, verifyArgon2id } from './argon2.ts'

/** A hash with other parameters, as another program would write it. */
function foreignHash(memory: number, passes: number, parallelism: number, tagLength = 32): string {
  const nonce = Buffer.from('somesalt')
  const message = Buffer.from('password')
  const tag = argon2Sync('argon2id', { message, nonce, memory, passes, parallelism, tagLength })
  const text = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(nonce)}$${text(tag)}`
}

describe('argon2id', () => {
  it('writes the PHC text with the parameters of OWASP', async () => {
    const hash = await hashArgon2id('pässwörd🔑')
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(await verifyArgon2id(hash, 'pässwörd🔑')).toBe(true)
    expect(await verifyArgon2id(hash, 'passwörd🔑')).toBe(false)
    expect(await hashArgon2id('pässwörd🔑')).not.toBe(hash)
  })

  it('verifies a published hash', async () => {
    // The reference implementation's test suite (phc-winner-argon2, src/test.c): m=2^16, t=2, p=1, version 0x13.
    const published = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
    expect(await verifyArgon2id(published, 'password')).toBe(true)
    expect(await verifyArgon2id(published, 'Password')).toBe(false)
  })

  it.each([
    [8, 1, 1, 16],
    [64, 10, 8, 64],
    [262_144, 1, 1, 32],
  ])(
    'verifies a foreign hash with m=%d, t=%d, p=%d and %d bytes',
    async (memory, passes, parallelism, length) => {
      expect(await verifyArgon2id(foreignHash(memory, passes, parallelism, length), 'password')).toBe(true)
    },
  )

  it.each([
    '',
    'password',
    '$argon2i$v=19$m=64,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=16$m=64,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=262145,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=64,t=11,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=128,t=2,p=9$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=7,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=64,t=2,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ$',
  ])('matches no password against %j', async (phc) => {
    expect(await verifyArgon2id(phc, 'password')).toBe(false)
  })
})
