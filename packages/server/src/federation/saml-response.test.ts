import { beforeAll, describe, expect, it } from 'vitest'
import { createSigningKeys } from '../../test/support/saml-provider.ts'
import {
  change,
  changeAll,
  type EncryptionOptions,
  encrypt,
  exclusive,
  facts,
  formOf,
  metadataXml,
  responseXml,
  type SigningKeys,
  sign,
} from '../../test/support/saml-responses.ts'
import { createOutbound } from '../http/outbound.ts'
import { CLOCK_SKEW_MS } from './saml-assertion.ts'
import { solicitedProfile, unsolicitedProfile } from './saml-response.ts'

const outbound = createOutbound({ privateAddresses: false })
let idp: SigningKeys
let second: SigningKeys
let pool: SigningKeys

beforeAll(async () => {
  idp = await createSigningKeys('identity provider')
  second = await createSigningKeys('next key of the identity provider')
  pool = await createSigningKeys('user pool')
})

interface Situation {
  now?: number
  details?: Record<string, string>
}

function contextAt(now: number) {
  const serviceProvider = async () => ({ entityId: facts.entityId, ...pool })
  return { outbound, clock: { now: () => now }, serviceProvider }
}

function providerWith(details: Record<string, string> = {}) {
  return {
    userPoolId: 'us-east-1_Saml00001',
    name: 'Corporate',
    type: 'SAML' as const,
    details: { MetadataFile: metadataXml([second.certificate, idp.certificate]), ...details },
    attributeMapping: {},
  }
}

function receive(xml: string, { now = facts.now, details }: Situation = {}) {
  return solicitedProfile(contextAt(now), providerWith(details), facts, formOf(xml))
}

function receiveUnasked(xml: string, { now = facts.now, details = { IDPInit: 'true' } }: Situation = {}) {
  return unsolicitedProfile(contextAt(now), providerWith(details), facts.callbackUrl, formOf(xml))
}

/** Changed, then signed: a provider that really says so. */
function said(from: string | RegExp, to: string): string {
  return sign(change(responseXml, from, to), 'Assertion', idp)
}

const unasked = responseXml.replaceAll(` InResponseTo="${facts.requestId}"`, '')

describe('a response', () => {
  it.each(['Assertion', 'Response'] as const)('is accepted with a signed %s', async (name) => {
    const profile = await receive(sign(responseXml, name, idp))
    expect(profile).toMatchObject({ subject: 'maria', issuer: facts.issuer })
    expect(profile.claims).toEqual({ mail: 'maria@example.com', NameID: 'maria' })
    expect(profile.samlSession).toMatchObject({ nameId: 'maria', sessionIndex: '_session-1' })
  })

  it('may be signed by any key of the metadata', async () => {
    expect(await receive(sign(responseXml, 'Assertion', second))).toMatchObject({ subject: 'maria' })
  })

  it.each([
    ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', 'http://www.w3.org/2001/04/xmlenc#sha512'],
    ['http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1', 'http://www.w3.org/2001/04/xmlenc#sha256'],
  ])('may be signed by %s', async (signatureMethod, digestMethod) => {
    const xml = sign(responseXml, 'Assertion', idp, { signatureMethod, digestMethod })
    expect(await receive(xml)).toMatchObject({ subject: 'maria' })
  })

  it.each([`${exclusive}WithComments`])('may be canonicalised by %s', async (canonicalization) => {
    expect(await receive(sign(responseXml, 'Assertion', idp, { canonicalization }))).toMatchObject({
      subject: 'maria',
    })
  })

  it('may have types whose prefixes are signed too', async () => {
    const declared = change(
      responseXml,
      '<samlp:Response',
      '<samlp:Response xmlns:xs="http://www.w3.org/2001/XMLSchema"',
    )
    const typed = change(
      declared,
      '<saml:AttributeValue>',
      '<saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">',
    )
    const xml = sign(typed, 'Assertion', idp, { prefixes: ['xs'] })
    expect(xml).toContain('PrefixList="xs"')
    expect(await receive(xml)).toMatchObject({ claims: { mail: 'maria@example.com' } })
  })

  it('may be written with other prefixes, white space, a declaration and characters by number', async () => {
    const other = changeAll(changeAll(responseXml, 'saml:', 'a:'), ':saml=', ':a=')
    const spaced = changeAll(change(other, 'maria<', '\r\n  m&#97;ria\t<'), '><', '>\r\n  <')
    const xml = sign(`<?xml version="1.0" encoding="UTF-8"?>\n${spaced}`, 'Assertion', idp)
    expect(await receive(xml)).toMatchObject({ subject: 'maria', claims: { mail: 'maria@example.com' } })
  })

  it('may break the lines of its base64', async () => {
    const form = formOf(sign(responseXml, 'Assertion', idp))
    const lines = form.get('SAMLResponse')?.match(/.{1,76}/g) ?? []
    const broken = new URLSearchParams({ SAMLResponse: lines.join('\r\n') })
    const profile = await solicitedProfile(contextAt(facts.now), providerWith(), facts, broken)
    expect(profile).toMatchObject({ subject: 'maria' })
  })

  it.each([
    ['an attribute without a value', '<saml:AttributeValue>maria@example.com</saml:AttributeValue>', '', {}],
    ['an empty value', 'maria@example.com', '', { mail: '' }],
    [
      'a value of elements',
      'maria@example.com',
      '<x>maria</x><x>@example.com</x>',
      { mail: 'maria@example.com' },
    ],
    ['an attribute named NameID', 'Name="mail"', 'Name="NameID"', {}],
    [
      'an attribute twice',
      '</saml:Attribute>',
      '</saml:Attribute><saml:Attribute Name="mail"><saml:AttributeValue>a,b</saml:AttributeValue></saml:Attribute>',
      { mail: '[maria%40example.com,a%2Cb]' },
    ],
  ])('gives the claims of %s', async (_, from, to, claims) => {
    expect((await receive(said(from, to))).claims).toEqual({ ...claims, NameID: 'maria' })
  })

  it('takes no claim for a prototype', async () => {
    const { claims } = await receive(said('Name="mail"', 'Name="__proto__"'))
    expect(Object.keys(claims)).toContain('__proto__')
    expect(Object.getPrototypeOf(claims)).toBe(Object.prototype)
  })
})

const destination = `Destination="${facts.callbackUrl}"`
const recipient = `Recipient="${facts.callbackUrl}"`
const inResponseTo = `InResponseTo="${facts.requestId}"`
const confirmed = /(?<=SubjectConfirmationData[^>]*)InResponseTo="[^"]*"/
const audience = `<saml:Audience>${facts.entityId}</saml:Audience>`
const restriction = `<saml:AudienceRestriction>${audience}</saml:AudienceRestriction>`
const nameId = /<saml:NameID.*<\/saml:NameID>/
const issuer = `<saml:Issuer>${facts.issuer}</saml:Issuer>`
const assertionIssuer = new RegExp(`(?<=<saml:Assertion[^>]*>)${issuer}`)
const status = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const audienceMessage = `Audience restriction in SAML Assertion does not allow it for ${facts.entityId}`

describe('a signed assertion that is not for us', () => {
  it.each<[string, string | RegExp, string, string]>([
    [
      'another Destination',
      destination,
      'Destination="https://other.example.com/saml2/idpresponse"',
      'Destination of the response is invalid',
    ],
    [
      'a longer Destination',
      destination,
      `Destination="${facts.callbackUrl}/"`,
      'Destination of the response is invalid',
    ],
    [
      'another Recipient',
      recipient,
      'Recipient="https://other.example.com/saml2/idpresponse"',
      'Recipient of the SubjectConfirmationData is invalid',
    ],
    ['no Recipient', recipient, '', 'Recipient of the SubjectConfirmationData is invalid'],
    [
      'another InResponseTo of the response',
      inResponseTo,
      'InResponseTo="_other"',
      'InResponseTo of the response is invalid',
    ],
    ['no InResponseTo of the response', inResponseTo, '', 'InResponseTo of the response is invalid'],
    [
      'another InResponseTo of the confirmation',
      confirmed,
      'InResponseTo="_other"',
      'InResponseTo of the SubjectConfirmationData is invalid',
    ],
    [
      'no InResponseTo of the confirmation',
      confirmed,
      '',
      'InResponseTo of the SubjectConfirmationData is invalid',
    ],
    [
      'no confirmation',
      /<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/,
      '',
      'SubjectConfirmation is missing',
    ],
    ['no bearer', 'cm:bearer', 'cm:sender-vouches', 'SubjectConfirmation is missing'],
    [
      'no data of the confirmation',
      /<saml:SubjectConfirmationData[^>]*>/,
      '',
      'SubjectConfirmationData is missing',
    ],
    [
      'a confirmation without end',
      /(?<=ConfirmationData )NotOnOrAfter="[^"]*"/,
      '',
      'NotOnOrAfter of the SubjectConfirmationData is missing',
    ],
    [
      'another audience',
      audience,
      '<saml:Audience>urn:amazon:cognito:sp:us-east-1_Other0001</saml:Audience>',
      audienceMessage,
    ],
    ['a longer audience', audience, `<saml:Audience>${facts.entityId}1</saml:Audience>`, audienceMessage],
    [
      'an audience in another case',
      audience,
      `<saml:Audience>${facts.entityId.toUpperCase()}</saml:Audience>`,
      audienceMessage,
    ],
    [
      'no audience in a second restriction',
      restriction,
      `${restriction}<saml:AudienceRestriction><saml:Audience>urn:x</saml:Audience></saml:AudienceRestriction>`,
      audienceMessage,
    ],
    ['no audience', audience, '', audienceMessage],
    ['no restriction', restriction, '', 'AudienceRestriction is missing'],
    [
      'an unknown condition',
      restriction,
      `${restriction}<saml:Condition/>`,
      'Conditions of the SAML Assertion are not known',
    ],
    ['no conditions', /<saml:Conditions.*<\/saml:Conditions>/, '', 'Conditions is missing'],
    ['conditions twice', /(?=<saml:Conditions)/, '<saml:Conditions/>', 'Conditions is given more than once'],
    [
      'another issuer of the response',
      issuer,
      '<saml:Issuer>https://idp.example.com/</saml:Issuer>',
      'Issuer of the response is invalid',
    ],
    [
      'another issuer of the assertion',
      assertionIssuer,
      '<saml:Issuer>https://idp.example.com/</saml:Issuer>',
      'Issuer of the SAML Assertion is invalid',
    ],
    ['two issuers of the assertion', assertionIssuer, `${issuer}${issuer}`, 'Issuer is given more than once'],
    ['no NameID', nameId, '', 'NameID is missing'],
    ['an empty NameID', '>maria<', '> <', 'NameID is missing'],
    [
      'two NameIDs',
      nameId,
      '<saml:NameID>maria</saml:NameID><saml:NameID>admin</saml:NameID>',
      'NameID is given more than once',
    ],
    ['elements in NameID', '>maria<', '>ma<x/>ria<', 'NameID is missing'],
    ['a NameID of another namespace', nameId, '<NameID xmlns="urn:x">maria</NameID>', 'NameID is missing'],
    ['no subject', /<saml:Subject>.*<\/saml:Subject>/, '', 'Subject is missing'],
    ['two subjects', /(?=<saml:Subject>)/, '<saml:Subject/>', 'Subject is given more than once'],
    ['no status', /<samlp:Status>.*<\/samlp:Status>/, '', 'Status is missing'],
    ['a status that failed', status, 'urn:oasis:names:tc:SAML:2.0:status:Responder', 'Status is Responder'],
    ['a status that nobody knows', status, 'urn:x:<b>', 'Status is not Success'],
    [
      'a session that has ended',
      'SessionIndex=',
      'SessionNotOnOrAfter="2026-06-01T09:00:00Z" SessionIndex=',
      'Session of the SAML Assertion is expired',
    ],
    [
      'a time without zone',
      'NotBefore="2026-06-01T09:59:00Z"',
      'NotBefore="2026-06-01T09:59:00"',
      'NotBefore is malformed',
    ],
    [
      'a time that is none',
      'NotBefore="2026-06-01T09:59:00Z"',
      'NotBefore="2026-13-01T09:59:00Z"',
      'NotBefore is malformed',
    ],
    ['no time of issue', / IssueInstant="[^"]*"(?=>)/, '', 'IssueInstant is missing'],
  ])('is refused with %s', async (_, from, to, detail) => {
    await expect(receive(said(from, to.replace('<b>', '&lt;b&gt;')))).rejects.toMatchObject({
      name: 'FederationError',
      code: 'server_error',
      message: `Error in SAML response processing: ${detail}`,
    })
  })

  it('is accepted when one of several bearers fits', async () => {
    const wrong = `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="2026-06-01T10:05:00Z" Recipient="https://other.example.com"/></saml:SubjectConfirmation>`
    expect(await receive(said(/(?=<saml:SubjectConfirmation )/, wrong))).toMatchObject({ subject: 'maria' })
  })

  it('is accepted without Destination and issuer of an unsigned response', async () => {
    expect(await receive(said(destination, ''))).toMatchObject({ subject: 'maria' })
    expect(await receive(said(issuer, ''))).toMatchObject({ subject: 'maria' })
  })

  it.each(['AuthnFailed', 'RequestDenied'])('tells %s of the provider as access_denied', async (name) => {
    const inner = `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${name}"/>`
    const failed = `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder">${inner}</samlp:StatusCode><samlp:StatusMessage>secret</samlp:StatusMessage></samlp:Status>`
    const xml = change(responseXml, /<samlp:Status>.*<\/saml:Assertion>/, failed)
    await expect(receive(xml)).rejects.toMatchObject({
      code: 'access_denied',
      message: `Error in SAML response processing: Status is Responder, ${name}`,
    })
  })

  it('is refused when there is none', async () => {
    const xml = change(responseXml, /<saml:Assertion.*<\/saml:Assertion>/, '')
    await expect(receive(sign(xml, 'Response', idp))).rejects.toThrow('SAML Assertion is missing')
  })
})

const noConditionTimes = change(responseXml, /(?<=<saml:Conditions) [^>]*/, '')
const noConfirmationEnd = change(
  responseXml,
  /(?<=ConfirmationData )NotOnOrAfter="[^"]*"/,
  'NotBefore="2026-06-01T09:59:00Z" NotOnOrAfter="2099-01-01T00:00:00Z"',
)

describe('the time', () => {
  const { notBefore, notOnOrAfter } = facts
  it.each([
    [
      'the conditions',
      noConfirmationEnd,
      notOnOrAfter + CLOCK_SKEW_MS - 1,
      notOnOrAfter + CLOCK_SKEW_MS,
      'expired',
    ],
    [
      'the confirmation',
      noConditionTimes,
      notOnOrAfter + CLOCK_SKEW_MS - 1,
      notOnOrAfter + CLOCK_SKEW_MS,
      'expired',
    ],
    [
      'the conditions',
      responseXml,
      notBefore - CLOCK_SKEW_MS,
      notBefore - CLOCK_SKEW_MS - 1,
      'not yet valid',
    ],
    [
      'the confirmation',
      change(noConfirmationEnd, /(?<=<saml:Conditions) [^>]*/, ''),
      notBefore - CLOCK_SKEW_MS,
      notBefore - CLOCK_SKEW_MS - 1,
      'not yet valid',
    ],
  ])('of %s counts to the millisecond', async (_, xml, inside, outside, detail) => {
    const signed = sign(xml, 'Assertion', idp)
    expect(await receive(signed, { now: inside })).toMatchObject({ subject: 'maria' })
    await expect(receive(signed, { now: outside })).rejects.toThrow(`SAML Assertion is ${detail}`)
  })

  it('of a response that nobody asked for counts from its issue', async () => {
    const long = unasked.replaceAll('2026-06-01T10:05:00Z', '2026-06-01T11:00:00Z')
    const signed = sign(long.replaceAll('09:59:00Z', '09:00:00Z'), 'Assertion', idp)
    const unsolicited = await receiveUnasked(signed, { now: facts.now + 360_000 })
    expect(unsolicited).toMatchObject({ assertionId: '_assertion-1', expiresAt: facts.now + 360_001 })
    await expect(receiveUnasked(signed, { now: facts.now + 360_001 })).rejects.toThrow('expired')
    expect(await receiveUnasked(signed, { now: facts.now - CLOCK_SKEW_MS })).toBeDefined()
    await expect(receiveUnasked(signed, { now: facts.now - CLOCK_SKEW_MS - 1 })).rejects.toThrow(
      'not yet valid',
    )
  })
})

describe('a response that nobody asked for', () => {
  it('is refused where its confirmation answers a request', async () => {
    const xml = change(unasked, recipient, `${recipient} ${inResponseTo}`)
    await expect(receiveUnasked(sign(xml, 'Assertion', idp))).rejects.toThrow(
      'InResponseTo of the SubjectConfirmationData is invalid',
    )
  })

  it('is refused where it answers a request itself', async () => {
    const xml = change(unasked, destination, `${destination} ${inResponseTo}`)
    await expect(receiveUnasked(sign(xml, 'Assertion', idp))).rejects.toThrow(
      'InResponseTo of the response is invalid',
    )
  })
})

const encrypted = { details: { EncryptedResponses: 'true' } }

describe('an encrypted assertion', () => {
  it.each<EncryptionOptions>([
    { cipher: 'aes-256-gcm' },
    { cipher: 'aes-128-gcm' },
    { cipher: 'aes-256-cbc' },
    { cipher: 'aes-128-cbc' },
    { hash: 'sha256' },
  ])('is opened with %o', async (options) => {
    const signedWithin = encrypt(sign(responseXml, 'Assertion', idp), pool.certificate, options)
    expect(await receive(signedWithin, encrypted)).toMatchObject({ subject: 'maria' })
    const signedAround = sign(encrypt(responseXml, pool.certificate, options), 'Response', idp)
    expect(await receive(signedAround, encrypted)).toMatchObject({ subject: 'maria' })
  })

  it('is opened with its key beside it', async () => {
    const inside = encrypt(sign(responseXml, 'Assertion', idp), pool.certificate)
    const [key = ''] = /<xenc:EncryptedKey>.*<\/xenc:EncryptedKey>/.exec(inside) ?? []
    const beside = change(change(inside, key, ''), '</xenc:EncryptedData>', `</xenc:EncryptedData>${key}`)
    const declared = change(
      beside,
      '<saml:EncryptedAssertion>',
      '<saml:EncryptedAssertion xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">',
    )
    expect(await receive(declared, encrypted)).toMatchObject({ subject: 'maria' })
  })

  it.each<[string, (xml: string) => string]>([
    ['RSA with PKCS #1 v1.5', (xml) => encrypt(xml, pool.certificate, { padding: 'pkcs1' })],
    ['the key of somebody else', (xml) => encrypt(xml, second.certificate)],
    [
      'triple DES',
      (xml) =>
        change(
          encrypt(xml, pool.certificate),
          /http[^"]*aes256-gcm/,
          'http://www.w3.org/2001/04/xmlenc#tripledes-cbc',
        ),
    ],
    [
      'another digest of the mask',
      (xml) => change(encrypt(xml, pool.certificate, { hash: 'sha256' }), 'mgf1sha256', 'mgf1sha1'),
    ],
    [
      'bytes that were changed',
      (xml) =>
        change(encrypt(xml, pool.certificate), /(?<=<xenc:CipherValue>[^<]{400,})[A-Z](?=[^<]{400,}<)/, '+'),
    ],
    [
      'no content',
      (xml) => change(encrypt(xml, pool.certificate), /<xenc:EncryptedData.*<\/xenc:EncryptedData>/, ''),
    ],
    [
      'two keys',
      (xml) => change(encrypt(xml, pool.certificate), '<ds:KeyInfo>', '<ds:KeyInfo><xenc:EncryptedKey/>'),
    ],
  ])('is refused with %s, always in the same words', async (_, forge) => {
    await expect(receive(forge(sign(responseXml, 'Assertion', idp)), encrypted)).rejects.toMatchObject({
      message: 'Error in SAML response processing: Encrypted SAML Assertion is invalid',
    })
  })
})
