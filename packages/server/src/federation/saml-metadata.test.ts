import 'reflect-metadata'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { X509CertificateGenerator } from '@peculiar/x509'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSigningKeys } from '../../test/support/saml-provider.ts'
import { change, metadataXml, type SigningKeys } from '../../test/support/saml-responses.ts'
import { createOutbound } from '../http/outbound.ts'
import { parseMetadata, requireMetadata } from './saml-metadata.ts'

const outbound = createOutbound({ privateAddresses: true })
const closers: (() => void)[] = []
let first: SigningKeys
let second: SigningKeys

beforeAll(async () => {
  first = await createSigningKeys('first')
  second = await createSigningKeys('second')
})

afterAll(() => {
  outbound.close()
  for (const close of closers) close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`
}

const metadata = () => metadataXml([first.certificate, second.certificate])
const SIX_HOURS_MS = 6 * 3_600_000

function require(url: string, now: number, way = outbound) {
  return requireMetadata({ outbound: way, clock: { now: () => now } }, { details: { MetadataURL: url } })
}

const expected = () => ({
  entityId: 'https://idp.example.com/metadata',
  certificates: [first.certificate, second.certificate],
  signInUrl: 'https://idp.example.com/sso',
  signOutUrl: 'https://idp.example.com/slo',
  validUntil: undefined,
})

describe('metadata', () => {
  it('says who signs with what, and where requests go', () => {
    expect(parseMetadata(metadata())).toEqual(expected())
  })

  it('may have a byte order mark, a declaration, comments and line ends', () => {
    const xml = `\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<!-- a provider -->\r\n${metadata()}\n<!-- end -->`
    expect(parseMetadata(change(xml, '<IDPSSODescriptor', '<!-- x --><IDPSSODescriptor'))).toEqual(expected())
  })

  it('may stand among parties that are no providers', () => {
    const other = '<EntityDescriptor entityID="x"><SPSSODescriptor/></EntityDescriptor>'
    const xml = `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${other}${metadata()}</EntitiesDescriptor>`
    expect(parseMetadata(xml)).toEqual(expected())
  })

  it('counts keys without a use, not those for encryption or of elliptic curves', async () => {
    const unused = change(metadata(), '<KeyDescriptor use="signing">', '<KeyDescriptor>')
    expect(parseMetadata(unused).certificates).toEqual(expected().certificates)
    const encryption = change(metadata(), '<KeyDescriptor use="signing">', '<KeyDescriptor use="encryption">')
    expect(parseMetadata(encryption).certificates).toEqual([second.certificate])
    const elliptic = metadataXml([await ellipticCertificate(), second.certificate])
    expect(parseMetadata(elliptic).certificates).toEqual([second.certificate])
  })

  it('needs no address to sign out', () => {
    const xml = change(metadata(), /<SingleLogoutService[^>]*>/, '')
    expect(parseMetadata(xml)).toEqual({ ...expected(), signOutUrl: undefined })
  })

  it.each<[string, string | RegExp, string, string]>([
    ['another root', /EntityDescriptor/g, 'Other', 'IDPSSODescriptor is missing'],
    ['no provider', /IDPSSODescriptor/g, 'SPSSODescriptor', 'IDPSSODescriptor is missing'],
    ['SAML 1.1', 'SAML:2.0:protocol', 'SAML:1.1:protocol', 'IDPSSODescriptor is missing'],
    ['no entityID', /entityID="[^"]*"/, '', 'entityID is missing'],
    ['no certificate', /<KeyDescriptor.*<\/KeyDescriptor>/s, '', 'signing certificate is missing'],
    ['a certificate that is none', /(?<=X509Certificate>)[^<]*/, 'AAAA', 'a certificate is malformed'],
    ['no redirect', /HTTP-Redirect/g, 'HTTP-POST', 'SingleSignOnService with HTTP-Redirect is missing'],
    [
      'an address that is none',
      'https://idp.example.com/sso',
      '/sso',
      'Location of SingleSignOnService is malformed',
    ],
    [
      'an address of script',
      'https://idp.example.com/sso',
      'javascript:alert(1)',
      'Location of SingleSignOnService is malformed',
    ],
    [
      'an address of script to sign out',
      'https://idp.example.com/slo',
      'data:text/html,x',
      'Location of SingleLogoutService is malformed',
    ],
    ['an end that is no time', 'entityID', 'validUntil="soon" entityID', 'validUntil is malformed'],
    ['a document type', /^/, '<!DOCTYPE x [<!ENTITY y "z">]>', 'it is malformed'],
    ['an entity', '<IDPSSODescriptor', '&x;<IDPSSODescriptor', 'it is malformed'],
    ['no XML', /.*/s, 'hello', 'it is malformed'],
  ])('is refused with %s', (_, from, to, detail) => {
    const text = `Invalid SAML metadata of the identity provider: ${detail}`
    expect(() => parseMetadata(change(metadata(), from, to))).toThrow(text)
  })

  it('is refused with two providers', () => {
    const xml = `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${metadata()}${metadata()}</EntitiesDescriptor>`
    expect(() => parseMetadata(xml)).toThrow('there is more than one IDPSSODescriptor')
  })
})

const end = Date.parse('2026-06-01T10:00:00Z')
const limited = () => change(metadata(), 'entityID', 'validUntil="2026-06-01T10:00:00Z" entityID')

async function ellipticCertificate(): Promise<string> {
  const signingAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await crypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify'])
  const created = await X509CertificateGenerator.createSelfSigned({ name: 'CN=x', keys, signingAlgorithm })
  return created.toString('pem')
}

describe('MetadataFile', () => {
  it('is read until its end', async () => {
    const at = (now: number) =>
      requireMetadata({ outbound, clock: { now: () => now } }, { details: { MetadataFile: limited() } })
    expect(await at(end - 1)).toMatchObject({ validUntil: end })
    await expect(at(end)).rejects.toThrow('it is not valid any more')
  })
})

describe('MetadataURL', () => {
  async function counting(text: () => string) {
    const asked = { count: 0, url: '' }
    asked.url = await serve((_, response) => {
      asked.count++
      response.end(text())
    })
    return asked
  }

  it('is read once for six hours, whoever asks meanwhile', async () => {
    const asked = await counting(metadata)
    await Promise.all([require(asked.url, 0), require(asked.url, 0), require(asked.url, 1)])
    expect(await require(asked.url, SIX_HOURS_MS - 1)).toEqual(expected())
    expect(asked.count).toBe(1)
    await Promise.all([require(asked.url, SIX_HOURS_MS), require(asked.url, SIX_HOURS_MS)])
    expect(asked.count).toBe(2)
  })

  it('is read anew at its end, if that is earlier', async () => {
    const asked = await counting(limited)
    await require(asked.url, end - 2)
    await require(asked.url, end - 1)
    expect(asked.count).toBe(1)
    await expect(require(asked.url, end)).rejects.toThrow('it is not valid any more')
    expect(asked.count).toBe(2)
  })

  it('is kept for one way out alone', async () => {
    const asked = await counting(metadata)
    const other = createOutbound({ privateAddresses: true })
    closers.push(() => other.close())
    await require(asked.url, 0)
    await require(asked.url, 0, other)
    expect(asked.count).toBe(2)
  })

  it('is kept for the last thousand addresses', async () => {
    const asked = await counting(metadata)
    const small = createOutbound({ privateAddresses: true })
    closers.push(() => small.close())
    for (let count = 0; count < 1_000; count++) await require(`${asked.url}?${count}`, 0, small)
    await require(`${asked.url}?0`, 0, small)
    expect(asked.count).toBe(1_000)
    await require(`${asked.url}?another`, 0, small)
    await require(`${asked.url}?0`, 0, small)
    expect(asked.count).toBe(1_002)
  })

  it('is read anew after it failed', async () => {
    const answers = ['hello', metadata()]
    const asked = await counting(() => answers.shift() ?? '')
    await expect(require(asked.url, 0)).rejects.toThrow('it is malformed')
    expect(await require(asked.url, 0)).toEqual(expected())
  })

  it.each<[string, RequestListener]>([
    ['another status', (_, response) => void response.writeHead(404).end(metadata())],
    ['a redirect', (_, response) => void response.writeHead(302, { location: '/other' }).end()],
    ['more than a megabyte', (_, response) => void response.end(metadata() + ' '.repeat(1_000_000))],
  ])('is refused with %s', async (_, listener) => {
    await expect(require(await serve(listener), 0)).rejects.toMatchObject({
      name: 'FederationError',
      code: 'server_error',
      message: 'Invalid SAML metadata of the identity provider: it cannot be read',
    })
  })

  it('is refused with bytes that are no UTF-8', async () => {
    const url = await serve((_, response) => void response.end(Buffer.from([0xff, 0xfe, 0x3c])))
    await expect(require(url, 0)).rejects.toThrow('it is malformed')
  })

  it('is not reached at a private address that the operator did not allow', async () => {
    const asked = await counting(metadata)
    const strict = createOutbound({ privateAddresses: false })
    closers.push(() => strict.close())
    await expect(require(asked.url, 0, strict)).rejects.toMatchObject({
      code: 'invalid_request',
      message: 'Connection reset',
    })
    expect(asked.count).toBe(0)
  })
})
