import { pbkdf2Sync, scryptSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hasBcrypt } from './bcrypt.ts'
import { type HashingAlgorithm, verifyImportedHash, writeImportedHash } from './imported-hashes.ts'

const text = 'password'
const salt = Buffer.from('salt-salt-salt-1')
const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
const passlib = (bytes: Buffer) => base64(bytes).replaceAll('+', '.')
const scryptKey = scryptSync(text, salt, 32, { N: 16, r: 8, p: 2 })
const pbkdf2Key = pbkdf2Sync(text, salt, 10, 32, 'sha256')

/** RFC 7914, section 12: scrypt of "pleaseletmein", "SodiumChloride", N 16384, r 8, p 1, 64 bytes. */
const rfcScrypt = `$scrypt$ln=14,r=8,p=1$${base64(Buffer.from('SodiumChloride'))}$${base64(
  Buffer.from(
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
    'hex',
  ),
)}`
/** RFC 7914, section 11: PBKDF2-HMAC-SHA-256 of "Password", "NaCl", 80000 iterations, 64 bytes. */
const rfcPbkdf2 = `$pbkdf2-sha256$i=80000,l=64$${base64(Buffer.from('NaCl'))}$${base64(
  Buffer.from(
    '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d',
    'hex',
  ),
)}`
/** By bcryptjs 3.0.3. */
const bcrypt = '$2b$05$8ASL9taJLd5DYgUHV1V.bO4L5rc2j92lt6okZL9g9AemVQSdFHH6u'

const right: [HashingAlgorithm, string, string][] = [
  ['SCRYPT', rfcScrypt, 'pleaseletmein'],
  ['SCRYPT', `$scrypt$ln=4,r=8,p=2$${passlib(salt)}$${passlib(scryptKey)}`, text],
  ['PBKDF2_SHA256', rfcPbkdf2, 'Password'],
  ['PBKDF2_SHA256', `$pbkdf2-sha256$10$${passlib(salt)}$${passlib(pbkdf2Key)}`, text],
  ['PBKDF2_SHA256', `pbkdf2_sha256$10$${salt}$${pbkdf2Key.toString('base64')}`, text],
  ...(hasBcrypt() ? ([['BCRYPT', bcrypt, 'Correct-Horse-1']] as [HashingAlgorithm, string, string][]) : []),
]

describe('an imported hash', () => {
  it.each(right)('of %s %s is met by its password alone', async (algorithm, hash, password) => {
    const stored = writeImportedHash(algorithm, hash) ?? ''
    expect(await verifyImportedHash(stored, password)).toBe(true)
    expect(await verifyImportedHash(stored, `${password}x`)).toBe(false)
  })

  const key = base64(scryptKey)
  const argon2 = (parameters: string) => `$argon2id$v=19$${parameters}$c2FsdHNhbHRzYWx0$${key}`
  it.each<[HashingAlgorithm, inside: string, outside: string]>([
    ['SCRYPT', `$scrypt$ln=17,r=8,p=4$c2FsdA$${key}`, `$scrypt$ln=18,r=8,p=1$c2FsdA$${key}`],
    ['SCRYPT', `$scrypt$ln=17,r=8,p=4$c2FsdA$${key}`, `$scrypt$ln=30,r=8,p=1$c2FsdA$${key}`],
    ['SCRYPT', `$scrypt$ln=16,r=16,p=4$c2FsdA$${key}`, `$scrypt$ln=16,r=17,p=1$c2FsdA$${key}`],
    ['SCRYPT', `$scrypt$ln=1,r=1,p=4$c2FsdA$${key}`, `$scrypt$ln=1,r=1,p=5$c2FsdA$${key}`],
    ['SCRYPT', `$scrypt$ln=1,r=1,p=1$c2FsdA$${key}`, `$scrypt$ln=0,r=1,p=1$c2FsdA$${key}`],
    ['PBKDF2_SHA256', `$pbkdf2-sha256$2000000$c2FsdA$${key}`, `$pbkdf2-sha256$2000001$c2FsdA$${key}`],
    ['PBKDF2_SHA256', `$pbkdf2-sha256$1$c2FsdA$${key}`, `$pbkdf2-sha256$0$c2FsdA$${key}`],
    [
      'PBKDF2_SHA256',
      `$pbkdf2-sha256$1$c2FsdA$${'A'.repeat(22)}`,
      `$pbkdf2-sha256$1$c2FsdA$${'A'.repeat(20)}`,
    ],
    ['ARGON2ID', argon2('m=262144,t=10,p=8'), argon2('m=262145,t=1,p=1')],
    ['ARGON2ID', argon2('m=262144,t=10,p=8'), argon2('m=64,t=11,p=1')],
    ['BCRYPT', bcrypt.replace('$05$', '$14$'), bcrypt.replace('$05$', '$15$')],
    ['BCRYPT', bcrypt.replace('$05$', '$04$'), bcrypt.replace('$05$', '$03$')],
    ['BCRYPT', bcrypt.replace('$2b$', '$2a$'), bcrypt.replace('$2b$', '$2x$')],
  ])('of %s may cost so much and no more', (algorithm, inside, outside) => {
    expect(writeImportedHash(algorithm, inside)).toBe(`${algorithm}:${inside}`)
    expect(writeImportedHash(algorithm, outside)).toBeUndefined()
  })

  it.each<[HashingAlgorithm, string]>([
    ['SCRYPT', bcrypt],
    ['BCRYPT', rfcScrypt],
    ['ARGON2ID', rfcScrypt],
    ['PBKDF2_SHA256', 'plain text'],
    ['SCRYPT', `${rfcScrypt}\n`],
  ])('of %s is not %s', (algorithm, hash) => {
    expect(writeImportedHash(algorithm, hash)).toBeUndefined()
  })

  it('without a known algorithm meets nothing', async () => {
    expect(await verifyImportedHash('MD5:5f4dcc3b5aa765d61d8327deb882cf99', text)).toBe(false)
    expect(await verifyImportedHash('', text)).toBe(false)
  })
})
