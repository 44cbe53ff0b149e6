import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createDataKey,
  masterKeyId,
  openKeyring,
  rewrap,
  SealedValueError,
  WrongEncryptionKeyError,
} from './keyring.ts'

const masterKey = Buffer.alloc(32, 1)
const otherKey = Buffer.alloc(32, 2)
const row = createDataKey(masterKey, 1000)
const wrapped = [row]
const keyring = openKeyring({ masterKeys: [masterKey], wrapped })
const place = 'users.srp_verifier:42'

/** Every text that differs from `text` in one character, which is still in base64url. */
function oneCharacterChanges(text: string): string[] {
  return [...text].map((character, index) => {
    return text.slice(0, index) + (character === 'A' ? 'B' : 'A') + text.slice(index + 1)
  })
}

describe('sealed values', () => {
  it('opens what it sealed, whatever it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.string({ unit: 'binary' }), (bytes, where) => {
        const value = Buffer.from(bytes)
        expect(keyring.open(keyring.seal(value, where), where)).toEqual(value)
      }),
    )
    expect(keyring.open(keyring.seal('пароль🔑', place), place).toString('utf8')).toBe('пароль🔑')
  })

  it('writes version, data key and ciphertext, another one each time', () => {
    const sealed = keyring.seal('secret', place)
    expect(sealed).toMatch(/^1\.[0-9a-f]{16}\.[A-Za-z0-9_-]+$/)
    expect(sealed.split('.')[1]).toBe(row.id)
    expect(keyring.seal('secret', place)).not.toBe(sealed)
  })

  it('opens in its own place only', () => {
    const sealed = keyring.seal('secret', place)
    for (const elsewhere of ['users.srp_verifier:43', 'users.totp_seed:42', '', `${place} `]) {
      expect(() => keyring.open(sealed, elsewhere)).toThrow(SealedValueError)
    }
  })

  it('refuses every change of a character', () => {
    const sealed = keyring.seal('secret', place)
    for (const changed of oneCharacterChanges(sealed)) {
      expect(() => keyring.open(changed, place), changed).toThrow(SealedValueError)
    }
  })

  it.each(['', '.', '1', '1..', '1.aa', '2.0011223344556677.AAAA', 'plain text'])('refuses %j', (text) => {
    expect(() => keyring.open(text, place)).toThrow(SealedValueError)
  })

  it('refuses cut and prolonged values', () => {
    const sealed = keyring.seal('secret', place)
    for (const changed of [
      sealed.slice(0, -2),
      sealed.slice(0, 30),
      `${sealed}AAAA`,
      `${sealed}=`,
      `${sealed}.`,
    ]) {
      expect(() => keyring.open(changed, place)).toThrow(SealedValueError)
    }
  })

  it('names the data key that is not loaded', () => {
    const other = openKeyring({ masterKeys: [masterKey], wrapped: [createDataKey(masterKey)] })
    expect(() => keyring.open(other.seal('secret', place), place)).toThrow('not loaded')
  })
})

describe('master keys', () => {
  it('refuses a database of another key and says what to do', () => {
    const opening = () => openKeyring({ masterKeys: [otherKey], wrapped })
    expect(opening).toThrow(WrongEncryptionKeyError)
    expect(opening).toThrow(masterKeyId(masterKey))
    expect(opening).toThrow('POOLHOUSE_ENCRYPTION_KEY')
  })

  it('refuses a data key row that was changed', () => {
    const moved = { ...row, id: '0011223344556677' }
    expect(() => openKeyring({ masterKeys: [masterKey], wrapped: [moved] })).toThrow('was changed')
    for (const text of oneCharacterChanges(row.wrapped)) {
      const changed = { ...row, wrapped: text }
      expect(() => openKeyring({ masterKeys: [masterKey], wrapped: [changed] })).toThrow(
        WrongEncryptionKeyError,
      )
    }
  })

  it.each([0, 16, 31, 33])('refuses a key of %d bytes', (length) => {
    expect(() => createDataKey(Buffer.alloc(length))).toThrow(RangeError)
    expect(() => openKeyring({ masterKeys: [Buffer.alloc(length)], wrapped })).toThrow(RangeError)
  })

  it('refuses to open without a data key or without a master key', () => {
    expect(() => openKeyring({ masterKeys: [masterKey], wrapped: [] })).toThrow(RangeError)
    expect(() => openKeyring({ masterKeys: [], wrapped })).toThrow(WrongEncryptionKeyError)
    expect(() => rewrap({ masterKeys: [], wrapped })).toThrow(RangeError)
  })

  it('rotates: both keys open, rewrapped the new one alone does, and nothing sealed is lost', () => {
    const sealed = keyring.seal('secret', place)
    const both = { masterKeys: [otherKey, masterKey], wrapped }
    expect(keyring.needsRewrap).toBe(false)
    expect(openKeyring(both).needsRewrap).toBe(true)
    const rewrapped = rewrap(both)
    expect(rewrapped).toMatchObject([{ id: row.id, createdAt: 1000, masterKeyId: masterKeyId(otherKey) }])
    const rotated = openKeyring({ masterKeys: [otherKey], wrapped: rewrapped })
    expect(rotated.needsRewrap).toBe(false)
    expect(rotated.open(sealed, place).toString()).toBe('secret')
    expect(rotated.hmac('code', 'x')).toEqual(keyring.hmac('code', 'x'))
    expect(() => openKeyring({ masterKeys: [masterKey], wrapped: rewrapped })).toThrow(
      WrongEncryptionKeyError,
    )
  })

  it('does not store the master key or the data key', () => {
    const text = JSON.stringify(wrapped)
    expect(text).not.toContain(masterKey.toString('base64url'))
    expect(text).not.toContain(masterKey.toString('hex').slice(0, 16))
  })
})

describe('several data keys', () => {
  const added = openKeyring({
    masterKeys: [masterKey],
    wrapped: [createDataKey(masterKey, 2000), ...wrapped],
  })

  it('seals under the newest and opens under all', () => {
    const sealed = added.seal('new', place)
    expect(sealed.split('.')[1]).not.toBe(row.id)
    expect(added.open(sealed, place).toString()).toBe('new')
    expect(added.open(keyring.seal('old', place), place).toString()).toBe('old')
  })

  it('keeps HMACs and derived keys when a data key is added', () => {
    expect(added.hmac('code', 'x')).toEqual(keyring.hmac('code', 'x'))
    expect(added.deriveKey('fake-srp')).toEqual(keyring.deriveKey('fake-srp'))
  })

  it('opens tokens of every data key', () => {
    const binding = { purpose: 'test', context: [] }
    expect(added.openToken(keyring.sealToken('old', binding), binding)).toBe('old')
    expect(added.openToken(added.sealToken('new', binding), binding)).toBe('new')
    expect(keyring.openToken(added.sealToken('new', binding), binding)).toBeUndefined()
  })
})

describe('hmac and deriveKey', () => {
  it('gives every purpose and every list of parts a value of its own', () => {
    const values = [
      keyring.hmac('code', 'ab', 'c'),
      keyring.hmac('code', 'a', 'bc'),
      keyring.hmac('code', 'abc'),
      keyring.hmac('code', 'abc', ''),
      keyring.hmac('code'),
      keyring.hmac('token', 'abc'),
      keyring.deriveKey('code'),
      keyring.deriveKey('token'),
    ]
    expect(new Set(values.map((value) => value.toString('hex'))).size).toBe(values.length)
    expect(values.every((value) => value.length === 32)).toBe(true)
  })

  it('gives the same in another process with the same rows', () => {
    const again = openKeyring({ masterKeys: [masterKey], wrapped: structuredClone(wrapped) })
    expect(again.hmac('code', 'a', 'b')).toEqual(keyring.hmac('code', 'a', 'b'))
    expect(again.deriveKey('fake-srp')).toEqual(keyring.deriveKey('fake-srp'))
  })
})

describe('tokens', () => {
  const binding = { purpose: 'challenge-session', context: ['us-east-1_AbCdEf123', 'client'] }
  const payload = { user: 'zoë', step: 2, list: [1, null, true] }

  it('opens what it sealed', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (json) => {
        const value: unknown = JSON.parse(json)
        expect(keyring.openToken(keyring.sealToken(value, binding), binding)).toEqual(value)
      }),
    )
  })

  it("begins like Cognito's sessions and fits the pattern and length of Session", () => {
    const token = keyring.sealToken({ text: 'x'.repeat(1400) }, binding)
    expect(token).toMatch(/^AYABe[A-Za-z0-9_-]+$/)
    expect(token).toHaveLength(2048)
  })

  it('hides the length of the payload in steps of 512 bytes', () => {
    const lengths = Array.from(
      { length: 700 },
      (_, length) => keyring.sealToken('x'.repeat(length), binding).length,
    )
    expect([...new Set(lengths)]).toEqual([683, 1366])
  })

  it('opens with the same purpose and context only', () => {
    const token = keyring.sealToken(payload, binding)
    const others = [
      { ...binding, purpose: 'other' },
      { ...binding, context: [] },
      { ...binding, context: ['us-east-1_AbCdEf123client'] },
      { ...binding, context: ['client', 'us-east-1_AbCdEf123'] },
      { ...binding, context: [...binding.context, ''] },
    ]
    for (const other of others) expect(keyring.openToken(token, other)).toBeUndefined()
    expect(keyring.openToken(token, binding)).toEqual(payload)
  })

  it('opens no token with a changed character', () => {
    const token = keyring.sealToken(payload, binding)
    for (const changed of oneCharacterChanges(token))
      expect(keyring.openToken(changed, binding)).toBeUndefined()
  })

  it('opens no token cut, prolonged, padded, or spelled otherwise', () => {
    const token = keyring.sealToken(payload, binding)
    const changes = [token.slice(0, -1), token.slice(4), `${token}A`, `${token}=`, `${token}\n`, ` ${token}`]
    for (const changed of changes) expect(keyring.openToken(changed, binding)).toBeUndefined()
  })

  it('opens no random text', () => {
    const random = [512, 1024].map((length) => randomBytes(length).toString('base64url'))
    const texts = ['', 'AYABe', 'x'.repeat(20), 'A'.repeat(1_000_000), ...random]
    for (const text of texts) expect(keyring.openToken(text, binding)).toBeUndefined()
  })
})
