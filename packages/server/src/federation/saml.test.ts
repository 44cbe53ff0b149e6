import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createSigningKeys,
  type SamlProvider,
  type SamlProviderOptions,
  startSamlProvider,
} from '../../test/support/saml-provider.ts'
import { metadataXml } from '../../test/support/saml-responses.ts'
import { createOutbound } from '../http/outbound.ts'
import type { FederationContext, Provider, SignInAttempt } from './provider.ts'
import { saml, unsolicitedProfile } from './saml.ts'

const entityId = 'urn:amazon:cognito:sp:us-east-1_Saml00001'
const callbackUrl = 'https://pool.example.com/saml2/idpresponse'
const email = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'
const start = Date.parse('2026-06-01T10:00:00Z')
const outbound = createOutbound({ privateAddresses: true })
const providers: SamlProvider[] = []
let keys: { certificate: string; privateKey: string }

beforeAll(async () => {
  keys = await createSigningKeys('user pool')
})

afterAll(async () => {
  outbound.close()
  for (const provider of providers) await provider.close()
})

const attempt: SignInAttempt = {
  callbackUrl,
  state: 'state-of-the-attempt',
  nonce: 'nonce',
  codeVerifier: 'verifier',
  requestId: '_0f4c7d1e-request',
}

interface World {
  idp: SamlProvider
  context: FederationContext
  provider: Provider
  clock: { time: number; now(): number }
}

async function startWorld(
  details: Record<string, string> = {},
  options: SamlProviderOptions = {},
): Promise<World> {
  const clock = { time: start, now: () => clock.time }
  const idp = await startSamlProvider({ now: clock.now, ...options })
  providers.push(idp)
  idp.register({ entityId, callbackUrl, certificate: keys.certificate })
  const context = { outbound, clock, serviceProvider: async () => ({ entityId, ...keys }) }
  const provider: Provider = {
    userPoolId: 'us-east-1_Saml00001',
    name: 'Corporate',
    type: 'SAML',
    details: { MetadataURL: idp.metadataUrl, ...details },
    attributeMapping: { email },
  }
  return { idp, context, provider, clock }
}

async function signIn({ idp, context, provider }: World) {
  const url = await saml.authorizationUrl(context, provider, attempt, {})
  const answer = await idp.signIn(url)
  expect(answer.get('RelayState')).toBe(attempt.state)
  return saml.profile(context, provider, attempt, answer)
}

const maria = {
  nameId: 'Maria.Grün',
  sessionIndex: '_session-1',
  attributes: { [email]: 'maria@example.com', groups: ['admins, all', 'Läufer'] },
}

const claims = {
  [email]: 'maria@example.com',
  groups: '[admins%2C+all,L%C3%A4ufer]',
  NameID: 'Maria.Grün',
}

describe('sign-in at a SAML provider', () => {
  it.each([
    ['assertion', false],
    ['response', false],
    ['both', false],
    ['assertion', true],
    ['response', true],
  ] as const)('accepts a signed %s, encrypted: %s', async (signs, encrypts) => {
    const world = await startWorld({ EncryptedResponses: String(encrypts) }, { signs, encrypts })
    world.idp.signsIn(maria)
    expect(await signIn(world)).toEqual({
      subject: 'Maria.Grün',
      issuer: world.idp.entityId,
      claims,
      sources: { samlResponse: claims },
      samlSession: {
        nameId: 'Maria.Grün',
        nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
        sessionIndex: '_session-1',
      },
    })
  })

  it('signs its request where the pool is told to', async () => {
    const signed = await startWorld({ RequestSigningAlgorithm: 'rsa-sha256' }, { wantsSignedRequests: true })
    expect(await signIn(signed)).toMatchObject({ subject: 'maria' })
  })

  it('sends no signature else, which a provider that wants one refuses', async () => {
    const unsigned = await startWorld({}, { wantsSignedRequests: true })
    await expect(signIn(unsigned)).rejects.toThrow('ERR_MISSING_SIG_ALG')
  })

  it('signs nothing that the provider takes for another text', async () => {
    const signed = await startWorld({ RequestSigningAlgorithm: 'rsa-sha256' }, { wantsSignedRequests: true })
    const url = new URL(await saml.authorizationUrl(signed.context, signed.provider, attempt, {}))
    url.searchParams.set('RelayState', 'another')
    await expect(signed.idp.signIn(url.href)).rejects.toThrow('ERR_FAILED_MESSAGE_SIGNATURE_VERIFICATION')
  })

  it('keeps the query of the address, not its fragment, and says what it wants', async () => {
    const { context, provider } = await startWorld()
    const address = 'https://idp.example.com/sso?tenant=1'
    const MetadataFile = metadataXml([keys.certificate]).replace(
      'https://idp.example.com/sso',
      `${address}#x`,
    )
    const url = await saml.authorizationUrl(context, { ...provider, details: { MetadataFile } }, attempt, {})
    expect(url).toMatch(/^https:\/\/idp\.example\.com\/sso\?tenant=1&SAMLRequest=[^&#]+&RelayState=[\w-]+$/)
    const xml = inflateRawSync(Buffer.from(new URL(url).searchParams.get('SAMLRequest') ?? '', 'base64'))
    expect(xml.toString()).toBe(
      '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"' +
        ` ID="${attempt.requestId}" Version="2.0" IssueInstant="2026-06-01T10:00:00.000Z" Destination="${address}#x"` +
        ` ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" AssertionConsumerServiceURL="${callbackUrl}">` +
        `<saml:Issuer>${entityId}</saml:Issuer>` +
        '<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" AllowCreate="true"></samlp:NameIDPolicy>' +
        '</samlp:AuthnRequest>',
    )
  })

  it('refuses the answer to another request', async () => {
    const world = await startWorld()
    const answer = await world.idp.signIn(
      await saml.authorizationUrl(world.context, world.provider, attempt, {}),
    )
    const other = { ...attempt, requestId: '_another' }
    await expect(saml.profile(world.context, world.provider, other, answer)).rejects.toMatchObject({
      name: 'FederationError',
      message: 'Error in SAML response processing: InResponseTo of the response is invalid',
    })
  })

  it('refuses what another provider signed', async () => {
    const world = await startWorld()
    const other = await startWorld()
    const answer = await other.idp.signIn(
      await saml.authorizationUrl(other.context, other.provider, attempt, {}),
    )
    await expect(saml.profile(world.context, world.provider, attempt, answer)).rejects.toMatchObject({
      name: 'FederationError',
    })
  })

  it('refuses an assertion that is not encrypted where all should be, and the other way round', async () => {
    const plain = await startWorld({ EncryptedResponses: 'true' })
    await expect(signIn(plain)).rejects.toThrow('SAML Assertion is not encrypted')
    const encrypted = await startWorld({}, { encrypts: true })
    await expect(signIn(encrypted)).rejects.toThrow('Encrypted SAML Assertion is not expected')
  })
})

describe('sign-in that begins at the provider', () => {
  async function begin(world: World) {
    world.idp.signsIn(maria)
    return world.idp.signInUnasked('redirect_uri=https%3A%2F%2Fapp.example.com')
  }
  const enabled = { IDPInit: 'true' }

  it('gives the user, and what is needed to refuse a second time', async () => {
    const world = await startWorld(enabled)
    const answer = await begin(world)
    const unsolicited = await unsolicitedProfile(world.context, world.provider, callbackUrl, answer)
    expect(unsolicited).toMatchObject({ profile: { subject: 'Maria.Grün', claims } })
    expect(unsolicited.assertionId).toMatch(/^_/)
    expect(unsolicited.expiresAt).toBe(start + 360_000)
  })

  it.each([{}, { IDPInit: 'false' }])('is refused with %o', async (details) => {
    const world = await startWorld(details)
    const answer = await begin(world)
    await expect(unsolicitedProfile(world.context, world.provider, callbackUrl, answer)).rejects.toThrow(
      'IdP-initiated sign-in is not enabled',
    )
  })

  it('is refused with the answer to a request', async () => {
    const world = await startWorld(enabled)
    const answer = await world.idp.signIn(
      await saml.authorizationUrl(world.context, world.provider, attempt, {}),
    )
    await expect(unsolicitedProfile(world.context, world.provider, callbackUrl, answer)).rejects.toThrow(
      'InResponseTo of the response is invalid',
    )
  })

  it('is no answer to a request', async () => {
    const world = await startWorld(enabled)
    const answer = await begin(world)
    await expect(saml.profile(world.context, world.provider, attempt, answer)).rejects.toThrow(
      'InResponseTo of the response is invalid',
    )
  })
})
