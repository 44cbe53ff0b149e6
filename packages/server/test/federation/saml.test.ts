import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createFunctions } from '../support/functions.ts'
import { type HostedClient, hostedClient } from '../support/hosted.ts'
import { CALLBACK, codeClient, exchange, registerClient } from '../support/oauth.ts'
import { claimsOf, createPool, type Pool } from '../support/pool.ts'
import { type SamlProvider, type SamlProviderOptions, startSamlProvider } from '../support/saml-provider.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const EMAIL = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'
const INVALID = 'Invalid samlResponse or relayState from identity provider'
const BYE = 'https://app.example.com/bye'

describe.each(databases)('sign-in at a SAML provider on %s', (kind) => {
  const functions = createFunctions()
  let server: TestServer
  const providers: SamlProvider[] = []

  beforeAll(async () => {
    server = await startTestServer(kind, [], { invoke: functions.invoke })
  })
  afterAll(() => server.stop())
  beforeEach(() => void functions.events.splice(0))
  afterEach(async () => {
    await Promise.all(providers.splice(0).map((provider) => provider.close()))
  })

  const start = async (options: SamlProviderOptions = {}) => {
    const provider = await startSamlProvider({ now: () => server.services.clock.now(), ...options })
    providers.push(provider)
    provider.signsIn({ nameId: 'Maria', attributes: { [EMAIL]: 'maria@example.com', role: ['one', 'two'] } })
    return provider
  }
  /** A pool with this provider; `details` are some of ProviderDetails. */
  const poolAt = async (
    provider: SamlProvider,
    { details = {}, pool = {}, client = {} }: Record<string, Record<string, unknown>> = {},
  ): Promise<Pool> => {
    const role = { Name: 'role', AttributeDataType: 'String', Mutable: true }
    const made = await createPool(server, { Schema: [role], ...pool }, codeClient)
    await server.call('CreateIdentityProvider', {
      UserPoolId: made.userPoolId,
      ProviderName: 'Works',
      ProviderType: 'SAML',
      ProviderDetails: { MetadataURL: provider.metadataUrl, ...details },
      AttributeMapping: { email: EMAIL, 'custom:role': 'role' },
    })
    await server.call('UpdateUserPoolClient', {
      UserPoolId: made.userPoolId,
      ClientId: made.clientId,
      ...codeClient,
      SupportedIdentityProviders: ['Works'],
      ...client,
    })
    const { Certificate } = await server.call('GetSigningCertificate', { UserPoolId: made.userPoolId })
    const { publicUrl } = server.services
    provider.register({
      entityId: `urn:amazon:cognito:sp:${made.userPoolId}`,
      callbackUrl: `${publicUrl}/saml2/idpresponse`,
      logoutUrl: `${publicUrl}/saml2/logout`,
      certificate: Certificate,
    })
    return made
  }
  const queryFor = ({ clientId }: Pool, more: Record<string, string> = {}) =>
    new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: CALLBACK,
      scope: 'openid email profile',
      ...more,
    })
  const depart = async (browser: HostedClient, provider: SamlProvider, pool: Pool) => {
    const { location = '' } = await browser.get(
      `/oauth2/authorize?${queryFor(pool, { identity_provider: 'Works' })}`,
    )
    return provider.signIn(location)
  }
  const post = async (browser: HostedClient, form: URLSearchParams, path = '/saml2/idpresponse') => {
    const { location = '' } = await browser.post(path, Object.fromEntries(form))
    return new URL(location, server.services.publicUrl)
  }
  const tokensOf = async (pool: Pool, back: URL) =>
    (await exchange(server, pool, back.searchParams.get('code') ?? '')).body
  const errorIn = ({ pathname, searchParams }: URL) => [
    pathname,
    searchParams.get('error'),
    searchParams.get('error_description'),
  ]

  it.each<[string, SamlProviderOptions, Record<string, string>]>([
    ['signed assertions', {}, {}],
    ['signed responses', { signs: 'response' }, {}],
    ['encrypted assertions', { encrypts: true }, { EncryptedResponses: 'true' }],
    [
      'requests that it wants signed',
      { wantsSignedRequests: true },
      { RequestSigningAlgorithm: 'rsa-sha256' },
    ],
  ])('takes users of a provider with %s', async (_, options, details) => {
    const provider = await start(options)
    const pool = await poolAt(provider, { details })
    const browser = hostedClient(server)
    const body = await tokensOf(pool, await post(browser, await depart(browser, provider, pool)))
    expect(claimsOf(body.id_token)).toMatchObject({
      'cognito:username': 'Works_Maria',
      'cognito:groups': [`${pool.userPoolId}_Works`],
      email: 'maria@example.com',
      'custom:role': '[one,two]',
      identities: [
        expect.objectContaining({ userId: 'Maria', providerType: 'SAML', issuer: provider.entityId }),
      ],
    })
  })

  it('takes the metadata as a text too', async () => {
    const provider = await start()
    const pool = await poolAt(provider)
    await server.call('UpdateIdentityProvider', {
      UserPoolId: pool.userPoolId,
      ProviderName: 'Works',
      ProviderDetails: { MetadataFile: provider.metadata },
    })
    const browser = hostedClient(server)
    const back = await post(browser, await depart(browser, provider, pool))
    expect(back.searchParams.has('code')).toBe(true)
    expect(provider.metadataRequests()).toBe(0)
  })

  it('looks at a response that a browser brings without its cookie once it comes back with it', async () => {
    const provider = await start()
    const pool = await poolAt(provider)
    const browser = hostedClient(server)
    const form = await depart(browser, provider, pool)
    const stranger = hostedClient(server)
    const again = await post(stranger, form)
    expect(again.pathname).toBe('/saml2/idpresponse')
    expect([...again.searchParams.keys()]).toEqual(['RelayState'])
    const path = `${again.pathname}${again.search}`
    const refused = new URL((await stranger.get(path)).location ?? '', server.services.publicUrl)
    expect(errorIn(refused)).toEqual(['/error', 'invalid_request', INVALID])
    const { location = '' } = await browser.get(path)
    expect(new URL(location).searchParams.has('code')).toBe(true)
    expect(errorIn(await post(hostedClient(server), form))).toEqual(['/error', 'invalid_request', INVALID])
  })

  it.each([
    ['too long to be looked at', 'A'.repeat(100_001), {}],
    ['no response', '', {}],
    ['one with much beside it', undefined, { more: 'x'.repeat(200_000) }],
  ])('keeps nothing for later of what is %s', async (_, response, more) => {
    const provider = await start()
    const pool = await poolAt(provider)
    const browser = hostedClient(server)
    const form = await depart(browser, provider, pool)
    const sent = new URLSearchParams({ ...Object.fromEntries(form), ...more })
    if (response !== undefined) sent.set('SAMLResponse', response)
    const isKept = (await post(hostedClient(server), sent)).pathname === '/saml2/idpresponse'
    expect(isKept).toBe(response === undefined)
    const rows = await server.services.db.selectFrom('federation_attempts').selectAll().execute()
    expect(
      rows.find(({ user_pool_id }) => user_pool_id === pool.userPoolId)?.sealed_answer?.length ?? 0,
    ).toBeLessThan(150_000)
    if (!isKept) expect((await post(browser, form)).searchParams.has('code')).toBe(true)
  })

  it('takes a response once, and none that answers the request of another browser', async () => {
    const provider = await start()
    const pool = await poolAt(provider)
    const browser = hostedClient(server)
    const form = await depart(browser, provider, pool)
    expect((await post(browser, form)).searchParams.has('code')).toBe(true)
    expect(errorIn(await post(browser, form))).toEqual(['/error', 'invalid_request', INVALID])
    const another = hostedClient(server)
    const mine = await depart(another, provider, pool)
    const theirs = await depart(hostedClient(server), provider, pool)
    theirs.set('RelayState', mine.get('RelayState') ?? '')
    const [path, error, description] = errorIn(await post(another, theirs))
    expect([path, error]).toEqual(['/callback', 'server_error'])
    expect(description).toMatch(/InResponseTo/)
  })

  it.each(['', 'x', '\u0000', 'client', crypto.randomUUID()])(
    'knows nothing of a relay state %j that it did not give',
    async (RelayState) => {
      const form = new URLSearchParams({ SAMLResponse: 'PA==', RelayState })
      expect(errorIn(await post(hostedClient(server), form))).toEqual(['/error', 'invalid_request', INVALID])
    },
  )

  it('tells the application what was wrong, and the attributes that its pool does not take', async () => {
    const provider = await start()
    const name = { Name: 'family_name', Required: true, Mutable: true, AttributeDataType: 'String' }
    const role = { Name: 'role', AttributeDataType: 'String', Mutable: true }
    const pool = await poolAt(provider, { pool: { Schema: [role, name] } })
    const browser = hostedClient(server)
    expect(errorIn(await post(browser, await depart(browser, provider, pool)))).toEqual([
      '/callback',
      'server_error',
      'Error in SAML response processing: Invalid user attributes: family_name: The attribute is required',
    ])
    const form = await depart(browser, provider, pool)
    form.set('SAMLResponse', Buffer.from('<nonsense/>').toString('base64'))
    expect((await post(browser, form)).searchParams.get('error')).toBeTruthy()
  })

  it('shows the function for inbound federation the attributes of the assertion', async () => {
    const LambdaArn = functions.add('saml-inbound', (event) => event)
    const LambdaConfig = { InboundFederation: { LambdaArn, LambdaVersion: 'V1_0' } }
    const provider = await start()
    const pool = await poolAt(provider, {
      pool: { LambdaConfig, Schema: [{ Name: 'role', AttributeDataType: 'String', Mutable: true }] },
    })
    const browser = hostedClient(server)
    await post(browser, await depart(browser, provider, pool))
    const [event] = functions.events
    expect(event).toMatchObject({
      triggerSource: 'InboundFederation_ExternalProvider',
      userName: 'Works_Maria',
      request: {
        providerName: 'Works',
        providerType: 'SAML',
        attributes: { samlResponse: { [EMAIL]: 'maria@example.com', NameID: 'Maria' } },
      },
    })
  })

  describe('that begins at the provider', () => {
    const relay = (pool: Pool, more: Record<string, string> = {}) =>
      queryFor(pool, { identity_provider: 'Works', ...more }).toString()

    it('signs in where the provider may, each assertion once', async () => {
      const provider = await start()
      const pool = await poolAt(provider, { details: { IDPInit: 'true' } })
      const form = await provider.signInUnasked(relay(pool))
      const answers = await Promise.all([1, 2, 3].map(() => post(hostedClient(server), form)))
      const won = answers.filter(({ searchParams }) => searchParams.has('code'))
      expect(won).toHaveLength(1)
      expect(claimsOf((await tokensOf(pool, won[0] as URL)).id_token)['cognito:username']).toBe('Works_Maria')
      for (const lost of answers.filter((each) => !won.includes(each)))
        expect(errorIn(lost)).toEqual(['/callback', 'invalid_request', INVALID])
    })

    it('is refused where it is off, and where the response is one to a request', async () => {
      const provider = await start()
      const off = await poolAt(provider)
      const answer = await post(hostedClient(server), await provider.signInUnasked(relay(off)))
      expect(answer.searchParams.has('code')).toBe(false)
      const other = await start()
      const on = await poolAt(other, { details: { IDPInit: 'true' } })
      const form = await depart(hostedClient(server), other, on)
      form.set('RelayState', relay(on))
      expect((await post(hostedClient(server), form)).searchParams.has('code')).toBe(false)
    })

    it('leads to no application that registered itself, which nobody has said yes to', async () => {
      const grants = {
        AuthenticatedGrantTypes: ['code'],
        OpenDcrGrantTypes: ['code'],
        AllowedScopes: ['openid'],
      }
      const DcrConfiguration = { EnableStatus: 'Enabled', OpenDcrEnabled: true, ...grants }
      const provider = await start()
      const pool = await poolAt(provider, { details: { IDPInit: 'true' }, pool: { DcrConfiguration } })
      const Domain = `works-${kind}`
      await server.call('CreateUserPoolDomain', { UserPoolId: pool.userPoolId, Domain })
      const host = `${Domain}.auth.us-east-1.localhost`
      const { body } = await registerClient(server, { redirect_uris: [CALLBACK] }, { host })
      await server.call('UpdateUserPoolClient', {
        UserPoolId: pool.userPoolId,
        ClientId: body.client_id,
        ...codeClient,
        AllowedOAuthScopes: ['openid'],
        SupportedIdentityProviders: ['Works'],
      })
      const registered = { ...pool, clientId: body.client_id }
      const form = await provider.signInUnasked(relay(registered, { scope: 'openid' }))
      expect(errorIn(await post(hostedClient(server), form))).toEqual([
        '/callback',
        'invalid_request',
        'The sign-in has to begin at the application',
      ])
    })

    it('leads nowhere but to addresses of the application', async () => {
      const provider = await start()
      const pool = await poolAt(provider, { details: { IDPInit: 'true' } })
      const form = await provider.signInUnasked(relay(pool, { redirect_uri: 'https://evil.example/' }))
      expect(errorIn(await post(hostedClient(server), form))[0]).toBe('/error')
      const another = await provider.signInUnasked(relay(pool, { identity_provider: 'Nobody' }))
      expect((await post(hostedClient(server), another)).searchParams.get('error')).toBe('invalid_request')
    })
  })

  describe('and sign-out', () => {
    const signedIn = async (details: Record<string, string>) => {
      const provider = await start()
      provider.signsIn({ nameId: 'Maria', sessionIndex: 's-1' })
      const pool = await poolAt(provider, { details })
      const browser = hostedClient(server)
      await post(browser, await depart(browser, provider, pool))
      return { provider, pool, browser }
    }
    const signOut = async (browser: HostedClient, { clientId }: Pool) => {
      const query = new URLSearchParams({ client_id: clientId, logout_uri: BYE })
      return (await browser.get(`/logout?${query}`)).location ?? ''
    }

    it('ends the session there too where it is to, and then leads on', async () => {
      const { provider, pool, browser } = await signedIn({ IDPSignout: 'true' })
      const there = await signOut(browser, pool)
      expect(new URL(there).origin).toBe(new URL(provider.entityId).origin)
      expect([...browser.cookies.keys()]).not.toContain(`cognito-${pool.userPoolId}`)
      const form = await provider.signOut(there)
      expect((await post(browser, form, '/saml2/logout')).href).toBe(BYE)
      expect(errorIn(await post(browser, form, '/saml2/logout'))[0]).toBe('/error')
    })

    it('stays here where it is not to, or the provider has gone', async () => {
      const { pool, browser } = await signedIn({})
      expect(await signOut(browser, pool)).toBe(BYE)
      const other = await signedIn({ IDPSignout: 'true' })
      await server.call('DeleteIdentityProvider', {
        UserPoolId: other.pool.userPoolId,
        ProviderName: 'Works',
      })
      expect(await signOut(other.browser, other.pool)).toBe(BYE)
    })
  })
})
