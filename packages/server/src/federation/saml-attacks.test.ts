import { beforeAll, describe, expect, it } from 'vitest'
import { createSigningKeys } from '../../test/support/saml-provider.ts'
import {
  change,
  encrypt,
  enveloped,
  exclusive,
  facts,
  formOf,
  metadataXml,
  partOf,
  responseXml,
  rsaSha256,
  type SigningKeys,
  sign,
  signAgain,
} from '../../test/support/saml-responses.ts'
import { createOutbound } from '../http/outbound.ts'
import { solicitedProfile } from './saml-response.ts'

const outbound = createOutbound({ privateAddresses: false })
let idp: SigningKeys
let attacker: SigningKeys
let pool: SigningKeys

beforeAll(async () => {
  idp = await createSigningKeys('identity provider')
  attacker = await createSigningKeys('identity provider')
  pool = await createSigningKeys('user pool')
})

function send(form: URLSearchParams, details: Record<string, string> = {}) {
  const serviceProvider = async () => ({ entityId: facts.entityId, ...pool })
  const context = { outbound, clock: { now: () => facts.now }, serviceProvider }
  const provider = {
    userPoolId: 'us-east-1_Saml00001',
    name: 'Corporate',
    type: 'SAML' as const,
    details: { MetadataFile: metadataXml([idp.certificate]), ...details },
    attributeMapping: {},
  }
  return solicitedProfile(context, provider, facts, form)
}

const unreadable = {
  code: 'invalid_request',
  message: 'Invalid samlResponse or relayState from identity provider',
}
const invalidSignature = {
  code: 'server_error',
  message: 'Error in SAML response processing: SAML Assertion signature is invalid',
}
const notAllowed = {
  code: 'server_error',
  message:
    'Error in SAML response processing: SAML Assertion signature has an algorithm or a transform that is not allowed',
}
const unsigned = { message: 'Error in SAML response processing: SAML Response is not signed' }

async function expectRefusal(
  xml: string,
  refusal: object,
  details: Record<string, string> = {},
): Promise<void> {
  await expect(send(formOf(xml), details)).rejects.toMatchObject({ name: 'FederationError', ...refusal })
}

const signedAssertion = () => sign(responseXml, 'Assertion', idp)
const signedResponse = () => sign(responseXml, 'Response', idp)

/** The assertion as the provider signed it, its signature, and the assertion without. */
function pieces() {
  const xml = signedAssertion()
  const assertion = partOf(xml, 'saml:Assertion')
  const signature = partOf(assertion, 'ds:Signature')
  return { xml, assertion, signature, bare: change(assertion, signature, '') }
}

function forged(assertion: string): string {
  return change(change(assertion, '>maria<', '>admin<'), '"_assertion-1"', '"_forged"')
}

describe('what is forged here', () => {
  it('is accepted before', async () => {
    expect(await send(formOf(signedAssertion()))).toMatchObject({ subject: 'maria' })
    expect(await send(formOf(signedResponse()))).toMatchObject({ subject: 'maria' })
    expect(signAgain(signedAssertion(), idp)).toBe(signedAssertion())
  })

  it('is refused when a letter of it changes', async () => {
    await expectRefusal(change(signedAssertion(), '>maria<', '>Maria<'), invalidSignature)
    await expectRefusal(change(signedResponse(), '>maria<', '>Maria<'), invalidSignature)
    await expectRefusal(
      change(signedResponse(), 'IssueInstant="2026', 'IssueInstant="2025'),
      invalidSignature,
    )
  })

  it('is refused without signature', () => expectRefusal(responseXml, unsigned))
})

/** As SAML Raider names them, after Somorovsky and others, "On breaking SAML: be whoever you want to be", 2012. */
const wrappings: Record<string, () => string> = {
  'XSW1: the signed response within the signature of the forged one': () => {
    const { signature, bare, forgedResponse } = responsePieces()
    return change(forgedResponse, signature, change(signature, '</ds:Signature>', `${bare}</ds:Signature>`))
  },
  'XSW2: the signed response beside the signature of the forged one': () => {
    const { signature, bare, forgedResponse } = responsePieces()
    return change(forgedResponse, signature, `${bare}${signature}`)
  },
  'XSW3: a forged assertion before the signed one': () => {
    const { xml, assertion, bare } = pieces()
    return change(xml, assertion, `${forged(bare)}${assertion}`)
  },
  'XSW4: the signed assertion within the forged one': () => {
    const { xml, assertion, bare } = pieces()
    return change(xml, assertion, change(forged(bare), '</saml:Assertion>', `${assertion}</saml:Assertion>`))
  },
  'XSW5: the signature moved into the forged assertion, the signed one behind it': () => {
    const { xml, assertion, bare } = pieces()
    return change(xml, assertion, `${forged(assertion)}${bare}`)
  },
  'XSW6: the signed assertion within the signature of the forged one': () => {
    const { xml, assertion, signature, bare } = pieces()
    const wrapped = change(signature, '</ds:Signature>', `${bare}</ds:Signature>`)
    return change(xml, assertion, change(forged(assertion), signature, wrapped))
  },
  'XSW7: a forged assertion within extensions': () => {
    const { xml, assertion, bare } = pieces()
    return change(xml, assertion, `<samlp:Extensions>${forged(bare)}</samlp:Extensions>${assertion}`)
  },
  'XSW8: the signed assertion within an object of the forged signature': () => {
    const { xml, assertion, signature, bare } = pieces()
    const wrapped = change(signature, '</ds:Signature>', `<ds:Object>${bare}</ds:Object></ds:Signature>`)
    return change(xml, assertion, change(forged(assertion), signature, wrapped))
  },
  'the signed response as a child of another root': () =>
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_x" Version="2.0">${signedResponse()}</samlp:Response>`,
  'an unsigned assertion behind the signed one': () => {
    const { xml, assertion, bare } = pieces()
    return change(xml, assertion, `${assertion}${forged(bare)}`)
  },
  'a forged assertion of another namespace': () => {
    const { xml, assertion } = pieces()
    return change(xml, assertion, `<Assertion xmlns="urn:x" ID="_x"/>${assertion}`)
  },
  'the signed assertion in another place': () => {
    const { xml, assertion } = pieces()
    return change(xml, assertion, `<samlp:Extensions>${assertion}</samlp:Extensions>`)
  },
  'a signed assertion of another namespace': () => {
    const xml = change(responseXml, '<saml:Assertion', '<x:Assertion xmlns:x="urn:x"')
    return sign(change(xml, '</saml:Assertion>', '</x:Assertion>'), 'Assertion', idp)
  },
  'a forged assertion with the identifier of the signed one': () => {
    const { xml, assertion, bare } = pieces()
    return change(xml, assertion, `${change(bare, '>maria<', '>admin<')}${assertion}`)
  },
  'an element with the identifier of the signed assertion': () =>
    change(signedAssertion(), '<saml:Assertion', '<samlp:Extensions ID="_assertion-1"/><saml:Assertion'),
  'an element with the identifier in another spelling': () =>
    change(signedAssertion(), '<saml:Assertion', '<samlp:Extensions id="_assertion-1"/><saml:Assertion'),
  'an encrypted assertion beside the signed one': () =>
    change(signedAssertion(), '<saml:Assertion', '<saml:EncryptedAssertion/><saml:Assertion'),
  'a signature elsewhere': () => {
    const { xml, signature } = pieces()
    return change(
      change(xml, signature, ''),
      '</samlp:Status>',
      `</samlp:Status><samlp:Extensions>${signature}</samlp:Extensions>`,
    )
  },
  'two signatures in one assertion': () => {
    const { xml, signature } = pieces()
    return change(xml, signature, `${signature}${signature}`)
  },
}

function responsePieces() {
  const xml = signedResponse()
  const signature = partOf(xml, 'ds:Signature')
  const forgedResponse = change(change(xml, '"_response-1"', '"_forged"'), '>maria<', '>admin<')
  return {
    signature,
    bare: change(xml, signature, ''),
    forgedResponse: change(forgedResponse, '"_assertion-1"', '"_a"'),
  }
}

describe('a signature that covers something else', () => {
  it.each(Object.entries(wrappings))('refuses %s', (_, forge) => expectRefusal(forge(), unreadable))

  it('refuses a reference to another element', async () => {
    const { xml, assertion } = pieces()
    await expectRefusal(change(xml, assertion, forged(assertion)), invalidSignature)
  })

  it.each(['', '#', '#_response-1', '_assertion-1', "#xpointer(id('_assertion-1'))"])(
    'refuses a reference to "%s"',
    async (uri) => {
      const xml = change(signedAssertion(), 'URI="#_assertion-1"', `URI="${uri}"`)
      await expectRefusal(signAgain(xml, idp), invalidSignature)
    },
  )
})

describe('what parsers read differently', () => {
  it.each<[string, () => string]>([
    ['a comment in NameID', () => change(signedAssertion(), '>maria<', '>mar<!-- x -->ia<')],
    [
      'a comment in a signed NameID',
      () => sign(change(responseXml, '>maria<', '>maria<!-- x -->.evil<'), 'Assertion', idp),
    ],
    [
      'a comment in DigestValue',
      () => change(signedAssertion(), '<ds:DigestValue>', '<ds:DigestValue><!-- x -->'),
    ],
    [
      'a comment in SignatureValue',
      () => change(signedAssertion(), '<ds:SignatureValue>', '<ds:SignatureValue><!-- x -->'),
    ],
    ['a comment behind the document', () => `${signedAssertion()}<!-- x -->`],
    ['a processing instruction', () => change(signedAssertion(), '>maria<', '>mar<?x y?>ia<')],
    ['a style sheet', () => `<?xml-stylesheet href="x"?>${signedAssertion()}`],
    ['CDATA', () => change(signedAssertion(), '>maria<', '><![CDATA[maria]]><')],
    ['a document type', () => `<!DOCTYPE Response>${signedAssertion()}`],
    [
      'an external entity',
      () =>
        `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${change(signedAssertion(), '>maria<', '>&x;<')}`,
    ],
    ['an external document type', () => `<!DOCTYPE r SYSTEM "http://127.0.0.1/x.dtd">${signedAssertion()}`],
    [
      'a bomb of entities',
      () =>
        `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>${change(signedAssertion(), '>maria<', '>&c;<')}`,
    ],
    ['an entity that nobody declared', () => change(signedAssertion(), '>maria<', '>maria&nbsp;<')],
    ['a character that XML has not', () => change(signedAssertion(), '>maria<', '>maria&#0;<')],
    ['half a character', () => change(signedAssertion(), '>maria<', '>maria&#xD800;<')],
    [
      'a prefix without namespace',
      () => change(signedAssertion(), '<saml:AuthnStatement', '<x:AuthnStatement'),
    ],
    ['an attribute twice', () => change(signedAssertion(), 'Format="', 'Format="x" Format="')],
    [
      'an attribute twice by two prefixes',
      () =>
        change(
          signedAssertion(),
          '<saml:Subject>',
          '<saml:Subject xmlns:a="urn:x" xmlns:b="urn:x" a:y="1" b:y="2">',
        ),
    ],
    [
      'the namespace of xml under another prefix',
      () =>
        change(
          signedAssertion(),
          '<saml:Subject>',
          '<saml:Subject xmlns:x="http://www.w3.org/XML/1998/namespace">',
        ),
    ],
    ['two roots', () => `${signedAssertion()}${signedAssertion()}`],
    ['text behind the document', () => `${signedAssertion()}x`],
    ['an element that is not closed', () => signedAssertion().slice(0, -1)],
    ['a tag that closes another', () => change(signedAssertion(), '</saml:Subject>', '</samlp:Subject>')],
    [
      'a response of another namespace',
      () => signedAssertion().replaceAll('SAML:2.0:protocol', 'SAML:1.1:protocol'),
    ],
    ['another version', () => change(signedAssertion(), 'Version="2.0"', 'Version="1.1"')],
    ['no identifier', () => change(signedAssertion(), 'ID="_response-1"', '')],
    ['an assertion as the root', () => partOf(sign(responseXml, 'Assertion', idp), 'saml:Assertion')],
    [
      'elements too deep',
      () =>
        change(
          signedAssertion(),
          '</samlp:Status>',
          `</samlp:Status>${'<a>'.repeat(60)}${'</a>'.repeat(60)}`,
        ),
    ],
  ])('is refused: %s', (_, forge) => expectRefusal(forge(), unreadable))

  it('is refused: bytes that are no UTF-8', async () => {
    const bytes = Buffer.from(signedAssertion().replace('>maria<', '>mari\xe4<'), 'latin1')
    const form = new URLSearchParams({ SAMLResponse: bytes.toString('base64') })
    await expect(send(form)).rejects.toMatchObject(unreadable)
  })
})

describe('a signature that proves nothing', () => {
  it('refuses another key that names itself as the provider', async () => {
    await expectRefusal(sign(responseXml, 'Assertion', attacker), invalidSignature)
    await expectRefusal(sign(responseXml, 'Response', attacker), invalidSignature)
  })

  it('refuses another key below the certificate of the provider', async () => {
    const keys = { ...attacker, certificate: idp.certificate }
    await expectRefusal(sign(responseXml, 'Assertion', keys), invalidSignature)
  })

  it('takes no key from the message where the metadata has none', async () => {
    const MetadataFile = metadataXml([])
    await expectRefusal(
      sign(responseXml, 'Assertion', attacker),
      { message: expect.stringContaining('signing certificate is missing') },
      { MetadataFile },
    )
  })

  it('refuses a right assertion in a response with a wrong signature', async () => {
    await expectRefusal(sign(signedAssertion(), 'Response', attacker), invalidSignature)
  })

  it.each<[string, () => string]>([
    [
      'RSA with SHA-1',
      () =>
        sign(responseXml, 'Assertion', idp, {
          signatureMethod: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
        }),
    ],
    [
      'a SHA-1 digest',
      () => sign(responseXml, 'Assertion', idp, { digestMethod: 'http://www.w3.org/2000/09/xmldsig#sha1' }),
    ],
    [
      'HMAC with the certificate as its key',
      () =>
        sign(responseXml, 'Assertion', idp, {
          signatureMethod: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
          hmacKey: idp.certificate,
        }),
    ],
    [
      'a method that nobody knows',
      () =>
        signAgain(
          change(signedAssertion(), rsaSha256, 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5'),
          idp,
        ),
    ],
    [
      'canonicalisation that takes in what is around',
      () =>
        sign(responseXml, 'Assertion', idp, {
          canonicalization: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
        }),
    ],
    [
      'a transform that takes in what is around',
      () =>
        sign(responseXml, 'Assertion', idp, {
          transforms: [enveloped, 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'],
        }),
    ],
    [
      'transforms in another order',
      () => sign(responseXml, 'Assertion', idp, { transforms: [exclusive, enveloped] }),
    ],
    [
      'XSLT',
      () =>
        signAgain(
          change(
            signedAssertion(),
            `Transform Algorithm="${exclusive}"`,
            'Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"',
          ),
          idp,
        ),
    ],
    [
      'XPath',
      () =>
        signAgain(
          change(
            signedAssertion(),
            `Transform Algorithm="${exclusive}"`,
            'Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"',
          ),
          idp,
        ),
    ],
    [
      'an XPath filter in place of the enveloped signature',
      () => signAgain(change(signedAssertion(), enveloped, 'http://www.w3.org/2002/06/xmldsig-filter2'), idp),
    ],
  ])('refuses %s', (_, forge) => expectRefusal(forge(), notAllowed))

  it.each<[string, () => string]>([
    ['two SignedInfo', () => repeated('ds:SignedInfo')],
    ['two references', () => signAgain(repeated('ds:Reference'), idp)],
    ['no reference', () => signAgain(change(signedAssertion(), /<ds:Reference.*<\/ds:Reference>/, ''), idp)],
    ['two values of the signature', () => repeated('ds:SignatureValue')],
    ['two digests', () => signAgain(repeated('ds:DigestValue'), idp)],
    [
      'elements in the digest',
      () => signAgain(change(signedAssertion(), '<ds:DigestValue>', '<ds:DigestValue><x/>'), idp),
    ],
    [
      'elements in the value of the signature',
      () => change(signedAssertion(), '<ds:SignatureValue>', '<ds:SignatureValue><x/>'),
    ],
    [
      'a third transform',
      () =>
        signAgain(
          change(
            signedAssertion(),
            '</ds:Transforms>',
            `<ds:Transform Algorithm="${exclusive}"/></ds:Transforms>`,
          ),
          idp,
        ),
    ],
    ['one transform', () => sign(responseXml, 'Assertion', idp, { transforms: [exclusive] })],
    ['an object', () => change(signedAssertion(), '</ds:Signature>', '<ds:Object/></ds:Signature>')],
    [
      'SignedInfo of another namespace before the right one',
      () => change(signedAssertion(), '<ds:SignedInfo>', '<SignedInfo xmlns="urn:x"/><ds:SignedInfo>'),
    ],
    ['a length of the HMAC', () => signAgain(change(signedAssertion(), methodXml, withLength), idp)],
    ['no value of the signature', () => change(signedAssertion(), /(?<=<ds:SignatureValue>)[^<]*/, '')],
  ])('refuses %s', (_, forge) => expectRefusal(forge(), invalidSignature))

  const methodXml = `<ds:SignatureMethod Algorithm="${rsaSha256}"/>`
  const withLength = `<ds:SignatureMethod Algorithm="${rsaSha256}"><ds:HMACOutputLength>0</ds:HMACOutputLength></ds:SignatureMethod>`

  function repeated(tag: string): string {
    const xml = signedAssertion()
    const part = partOf(xml, tag)
    return change(xml, part, `${part}${part}`)
  }
})

describe('a form that is no response', () => {
  const wrapped = () => formOf(signedAssertion()).get('SAMLResponse') ?? ''

  it.each<[string, () => [string, string][]]>([
    ['none', () => []],
    ['an empty one', () => [['SAMLResponse', '']]],
    [
      'two',
      () => [
        ['SAMLResponse', wrapped()],
        ['SAMLResponse', wrapped()],
      ],
    ],
    ['truncated base64', () => [['SAMLResponse', wrapped().slice(0, -5)]]],
    ['base64 for addresses', () => [['SAMLResponse', Buffer.from('<a>???</a>').toString('base64url')]]],
    ['white space in base64', () => [['SAMLResponse', wrapped().replace(/^..../, '$& ')]]],
    ['no base64', () => [['SAMLResponse', signedAssertion()]]],
  ])('is refused: %s', async (_, entries) => {
    await expect(send(new URLSearchParams(entries()))).rejects.toMatchObject(unreadable)
  })

  /** Of exactly 100,000 characters, and one line end more. */
  function long(): string {
    const room = 75_000 - Buffer.byteLength(signedAssertion())
    return formOf(`${signedAssertion()}${' '.repeat(room)}`).get('SAMLResponse') ?? ''
  }

  it('is read up to 100,000 characters', async () => {
    expect(long()).toHaveLength(100_000)
    expect(await send(new URLSearchParams({ SAMLResponse: long() }))).toMatchObject({ subject: 'maria' })
    const longer = new URLSearchParams({ SAMLResponse: `${long()}\n` })
    await expect(send(longer)).rejects.toMatchObject(unreadable)
  })
})

describe('a response that is long in another way', () => {
  function withElements(count: number): string {
    const xml = signedAssertion()
    const there = xml.match(/<\w/g)?.length ?? 0
    const more = `<samlp:Extensions>${'<a/>'.repeat(count - there - 1)}</samlp:Extensions>`
    return change(xml, '<saml:Assertion', `${more}<saml:Assertion`)
  }

  it('is read up to 2,000 elements', async () => {
    expect(await send(formOf(withElements(2_000)))).toMatchObject({ subject: 'maria' })
    await expectRefusal(withElements(2_001), unreadable)
  })
})

describe('an encrypted assertion that anybody can make', () => {
  const encrypted = { EncryptedResponses: 'true' }
  const invalid = { message: 'Error in SAML response processing: Encrypted SAML Assertion is invalid' }
  const withinUnsigned = (forge: (xml: string) => string) =>
    encrypt(forge(signedAssertion()), pool.certificate)

  it('is accepted when the provider signed it', async () => {
    expect(await send(formOf(withinUnsigned((xml) => xml)), encrypted)).toMatchObject({ subject: 'maria' })
  })

  it.each<[string, () => string]>([
    ['nothing signed', () => encrypt(responseXml, pool.certificate)],
    ['another text signed', () => withinUnsigned((xml) => change(xml, '>maria<', '>admin<'))],
    ['another key', () => encrypt(sign(responseXml, 'Assertion', attacker), pool.certificate)],
    [
      'SHA-1',
      () =>
        encrypt(
          sign(responseXml, 'Assertion', idp, {
            signatureMethod: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
          }),
          pool.certificate,
        ),
    ],
    ['a comment', () => withinUnsigned((xml) => change(xml, '>maria<', '>mar<!-- -->ia<'))],
    [
      'a second assertion within',
      () =>
        withinUnsigned((xml) =>
          change(
            xml,
            '<saml:AuthnStatement',
            '<saml:Advice><saml:Assertion ID="_x"/></saml:Advice><saml:AuthnStatement',
          ),
        ),
    ],
    [
      'a response within',
      () =>
        withinUnsigned((xml) =>
          change(
            change(xml, '<saml:Assertion', '<saml:Assertion><saml:Response'),
            '</saml:Assertion>',
            '</saml:Response></saml:Assertion>',
          ),
        ),
    ],
  ])('is refused with %s', (_, forge) => expectRefusal(forge(), invalid, encrypted))

  it('is refused under another namespace', async () => {
    const xml = withinUnsigned((inner) => inner)
    const other = change(xml, '<saml:EncryptedAssertion', '<x:EncryptedAssertion xmlns:x="urn:x"')
    await expectRefusal(change(other, '</saml:EncryptedA', '</x:EncryptedA'), unreadable, encrypted)
  })

  it('is refused with a second assertion within, though the provider signed around', async () => {
    const advice = '<saml:Advice><saml:Assertion ID="_x"></saml:Assertion></saml:Advice><saml:AuthnStatement'
    const xml = encrypt(change(responseXml, '<saml:AuthnStatement', advice), pool.certificate)
    await expectRefusal(sign(xml, 'Response', idp), invalid, encrypted)
  })

  it('is refused where a signed one beside it is not encrypted', async () => {
    const inside = partOf(encrypt(responseXml, pool.certificate), 'saml:EncryptedAssertion')
    await expectRefusal(
      change(signedAssertion(), '</samlp:Response>', `${inside}</samlp:Response>`),
      unreadable,
      encrypted,
    )
  })

  it('is refused where the response was signed around another', async () => {
    const xml = sign(encrypt(responseXml, pool.certificate), 'Response', idp)
    const other = partOf(encrypt(responseXml, pool.certificate), 'saml:EncryptedAssertion')
    await expectRefusal(
      change(xml, partOf(xml, 'saml:EncryptedAssertion'), other),
      invalidSignature,
      encrypted,
    )
  })
})
