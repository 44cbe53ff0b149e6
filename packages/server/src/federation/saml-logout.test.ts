import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSigningKeys, type SamlProvider, startSamlProvider } from '../../test/support/saml-provider.ts'
import {
  change,
  facts,
  formOf,
  logoutResponseXml,
  metadataXml,
  partOf,
  type SigningKeys,
  sign,
} from '../../test/support/saml-responses.ts'
import { createOutbound } from '../http/outbound.ts'
import type { FederationContext, Provider } from './provider.ts'
import { logoutUrl, readLogoutResponse } from './saml-logout.ts'

const outbound = createOutbound({ privateAddresses: true })
let real: SamlProvider
let idp: SigningKeys
let pool: SigningKeys
let context: FederationContext

beforeAll(async () => {
  idp = await createSigningKeys('identity provider')
  pool = await createSigningKeys('user pool')
  real = await startSamlProvider()
  const { entityId, callbackUrl } = facts
  const { certificate } = pool
  real.register({ entityId, callbackUrl, logoutUrl: callbackUrl, certificate })
  context = {
    outbound,
    clock: { now: () => facts.now },
    serviceProvider: async () => ({ entityId, ...pool }),
  }
})

afterAll(async () => {
  outbound.close()
  await real.close()
})

function providerWith(details: Record<string, string>): Provider {
  return { userPoolId: 'us-east-1_Saml00001', name: 'Corporate', type: 'SAML', details, attributeMapping: {} }
}

const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'
const session = { nameId: 'maria', nameIdFormat: persistent, sessionIndex: '_session-1' }
const request = { session, requestId: facts.requestId, relayState: 'state & more' }

describe('signing out at a SAML provider', () => {
  const wanted = () => providerWith({ MetadataURL: real.metadataUrl, IDPSignout: 'True' })

  it('asks with a signature, and believes the signed answer', async () => {
    real.signsIn({ nameId: 'maria' })
    const url = await logoutUrl(context, wanted(), request)
    const form = await real.signOut(String(url))
    expect(url).toMatch(
      /\/slo\?from=pool&SAMLRequest=[^&]+&RelayState=state%20%26%20more&SigAlg=[^&]+&Signature=[^&]+$/,
    )
    expect(form.get('RelayState')).toBe('state & more')
    await expect(readLogoutResponse(context, wanted(), form, facts)).resolves.toBeUndefined()
  })

  it('names the user as the provider did, whatever characters they have', async () => {
    const nameId = '"Grün" <&\'a> \u{1f980}'
    real.signsIn({ nameId })
    const url = await logoutUrl(context, wanted(), { ...request, session: { nameId } })
    await expect(real.signOut(String(url))).resolves.toBeDefined()
  })

  it('signs what the provider then does not take for something else', async () => {
    const url = new URL(String(await logoutUrl(context, wanted(), request)))
    url.searchParams.set('RelayState', 'other')
    await expect(real.signOut(url.href)).rejects.toThrow('ERR_FAILED_MESSAGE_SIGNATURE_VERIFICATION')
  })

  it.each([{}, { IDPSignout: 'false' }])('does not happen with %o', async (details) => {
    const provider = providerWith({ MetadataURL: real.metadataUrl, ...details })
    expect(await logoutUrl(context, provider, request)).toBeUndefined()
  })

  it('does not happen where the provider has no address for it', async () => {
    const MetadataFile = change(metadataXml([idp.certificate]), /<SingleLogoutService[^>]*>/, '')
    expect(
      await logoutUrl(context, providerWith({ MetadataFile, IDPSignout: 'true' }), request),
    ).toBeUndefined()
  })
})

describe('the answer to signing out', () => {
  const read = (xml: string) => {
    const provider = providerWith({ MetadataFile: metadataXml([idp.certificate]) })
    return readLogoutResponse(context, provider, formOf(xml), facts)
  }
  const said = (from: string | RegExp, to: string) =>
    sign(change(logoutResponseXml, from, to), 'LogoutResponse', idp)

  it('is accepted when it is signed', async () => {
    await expect(read(sign(logoutResponseXml, 'LogoutResponse', idp))).resolves.toBeUndefined()
  })

  it.each<[string, () => string, string]>([
    ['no signature', () => logoutResponseXml, 'SAML Response is not signed'],
    ['another key', () => sign(logoutResponseXml, 'LogoutResponse', pool), 'signature is invalid'],
    [
      'another text signed',
      () => change(sign(logoutResponseXml, 'LogoutResponse', idp), '10:00:00Z', '10:00:01Z'),
      'signature is invalid',
    ],
    [
      'SHA-1',
      () =>
        sign(logoutResponseXml, 'LogoutResponse', idp, {
          signatureMethod: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
        }),
      'not allowed',
    ],
    ['another request', () => said('_request-1', '_request-2'), 'InResponseTo of the response is invalid'],
    ['no request', () => said(/ InResponseTo="[^"]*"/, ''), 'InResponseTo of the response is invalid'],
    [
      'another destination',
      () => said(/Destination="[^"]*"/, 'Destination="https://x.example"'),
      'Destination of the response is invalid',
    ],
    [
      'another issuer',
      () => said(/(?<=<saml:Issuer>)[^<]*/, 'https://x.example'),
      'Issuer of the response is invalid',
    ],
    ['a session that goes on', () => said('status:Success', 'status:Requester'), 'Status is Requester'],
    [
      'another message',
      () => logoutResponseXml.replaceAll('LogoutResponse', 'LogoutRequest'),
      'Invalid samlResponse or relayState',
    ],
    ['a signed one within', () => wrapped(), 'Invalid samlResponse or relayState'],
  ])('is refused with %s', async (_, forge, message) => {
    await expect(read(forge())).rejects.toMatchObject({
      name: 'FederationError',
      message: expect.stringContaining(message),
    })
  })

  it('is refused without an issuer', async () => {
    const xml = said(/<saml:Issuer>.*<\/saml:Issuer>/, '<Issuer xmlns="urn:x"/>')
    await expect(read(xml)).rejects.toThrow('Issuer is missing')
  })

  function wrapped(): string {
    const signed = sign(logoutResponseXml, 'LogoutResponse', idp)
    const signature = partOf(signed, 'ds:Signature')
    const inner = change(signed, signature, '')
    const forged = change(signed, '"_response-1"', '"_forged"')
    return change(forged, signature, change(signature, '</ds:Signature>', `${inner}</ds:Signature>`))
  }
})
