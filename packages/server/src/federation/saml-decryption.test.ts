import { beforeAll, describe, expect, it } from 'vitest'
import { createSigningKeys } from '../../test/support/saml-provider.ts'
import { change, encrypt, partOf, responseXml, type SigningKeys } from '../../test/support/saml-responses.ts'
import { decryptAssertion } from './saml-decryption.ts'
import { parseXml, type XmlElement } from './strict-xml.ts'

let pool: SigningKeys

beforeAll(async () => {
  pool = await createSigningKeys('user pool')
})

function encryptedAssertion(
  forge: (xml: string) => string,
  cipher: 'aes-256-gcm' | 'aes-256-cbc',
): XmlElement {
  const xml = partOf(encrypt(responseXml, pool.certificate, { cipher }), 'saml:EncryptedAssertion')
  const standalone = change(xml, '<saml:EncryptedAssertion', '<saml:EncryptedAssertion xmlns:saml="urn:x"')
  return parseXml(forge(standalone), 'refuse')
}

/** Changes one byte of the content, counted from its end. */
function withOtherByte(fromEnd: number): (xml: string) => string {
  return (xml) => {
    const [value = ''] = /(?<=CipherValue>)[^<]{400,}/.exec(xml) ?? []
    const bytes = Buffer.from(value, 'base64')
    const at = bytes.length - fromEnd
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0x40, at)
    return change(xml, value, bytes.toString('base64'))
  }
}

describe('decryption', () => {
  it.each(['aes-256-gcm', 'aes-256-cbc'] as const)('opens %s', (cipher) => {
    const text = decryptAssertion(
      encryptedAssertion((xml) => xml, cipher),
      pool.privateKey,
    )
    expect(parseXml(text, 'refuse')).toMatchObject({ name: 'Assertion' })
  })

  it.each([1, 17, 100])('refuses GCM with another byte %i from the end', (fromEnd) => {
    const forged = encryptedAssertion(withOtherByte(fromEnd), 'aes-256-gcm')
    expect(() => decryptAssertion(forged, pool.privateKey)).toThrow('unable to authenticate data')
  })

  it('refuses a tag that was cut short', () => {
    const cut = (xml: string) =>
      change(xml, /(?<=CipherValue>)[^<]{400,}/, Buffer.alloc(20).toString('base64'))
    expect(() => decryptAssertion(encryptedAssertion(cut, 'aes-256-gcm'), pool.privateKey)).toThrow()
  })

  it('refuses padding that is longer than a block', () => {
    const forged = encryptedAssertion(withOtherByte(17), 'aes-256-cbc')
    expect(() => decryptAssertion(forged, pool.privateKey)).toThrow('the padding is wrong')
  })

  it('refuses two keys', () => {
    const twice = (xml: string) => change(xml, '</ds:KeyInfo>', '<xenc:EncryptedKey/></ds:KeyInfo>')
    expect(() => decryptAssertion(encryptedAssertion(twice, 'aes-256-gcm'), pool.privateKey)).toThrow(
      'the encryption has another form',
    )
  })
})
