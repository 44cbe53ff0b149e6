import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { detailsOf } from '../support/federated.ts'
import { type FormProvider, startFormProvider } from '../support/form-provider.ts'
import { timeOf } from '../support/mfa.ts'
import { codeClient, createOAuthPool } from '../support/oauth.ts'
import { confidentialClient, type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts'
import { claimsOf, createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { type SamlProvider, startSamlProvider } from '../support/saml-provider.ts'
import { PHONE, type Walk } from '../support/walk.ts'
import { createWorld, type World, type WorldPool } from '../support/walk-world.ts'
import { serveWebApp, type WebApp } from '../support/web-app.ts'

const EMAIL_URI = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'

describe('the walk of an application whose users sign in at other providers', () => {
  let world: World
  let shop: WebApp
  let pool: Pool
  let staff: WorldPool
  let acme: OpenIdProvider
  let works: SamlProvider
  let orchard: FormProvider

  beforeAll(async () => {
    ;[world, shop] = await Promise.all([createWorld(), serveWebApp()])
    const { server } = world
    const { publicUrl } = server.services
    staff = await world.addPool('staff', {
      client: { CallbackURLs: [world.callback, `${publicUrl}/oauth2/idpresponse`] },
    })
    ;[acme, works, orchard] = await Promise.all([
      startAcme([publicUrl, staff.domain]),
      startSamlProvider({ now: () => timeOf(server) }),
      startFormProvider({ email: 'ada@orchard.example' }),
    ])
    await createUser(server, staff, 'grace', { email: 'grace@example.com', email_verified: 'true' })
    const client = { ClientName: 'Shop', CallbackURLs: [shop.callback], LogoutURLs: [shop.home] }
    pool = await createOAuthPool(server, client)
    await addProviders(client)
    await addAcmeToStaff()
    const issuer = `${publicUrl}/${pool.userPoolId}`
    const settings = { clientId: pool.clientId, domain: publicUrl, serverUrl: server.url, issuer }
    shop.configure({ ...settings, now: () => timeOf(server) })
  })
  afterAll(async () => {
    shop?.close()
    await world?.end()
    await Promise.all([acme?.close(), works?.close(), orchard?.close()])
  })

  function startAcme(origins: string[]): Promise<OpenIdProvider> {
    const redirect_uris = origins.map((origin) => `${origin}/oauth2/idpresponse`)
    const accounts = { ada: { email: 'ada@example.com' } }
    return startOpenIdProvider({ clients: [confidentialClient({ redirect_uris })], accounts })
  }

  async function addAcmeToStaff(): Promise<void> {
    await addProvider('Acme', 'OIDC', detailsOf(acme), { at: staff })
    await world.server.call('UpdateUserPoolClient', {
      UserPoolId: staff.userPoolId,
      ClientId: staff.clientId,
      ...codeClient,
      CallbackURLs: [world.callback, `${world.server.services.publicUrl}/oauth2/idpresponse`],
      SupportedIdentityProviders: ['COGNITO', 'Acme'],
    })
  }

  async function addProviders(client: Record<string, unknown>): Promise<void> {
    const open = { client_id: staff.clientId, authorize_scopes: 'openid email' }
    const method = { attributes_request_method: 'GET' }
    await addProvider('Staff', 'OIDC', { ...open, ...method, oidc_issuer: staff.issuer })
    await addProvider('Gone', 'OIDC', { ...open, ...method, oidc_issuer: 'http://127.0.0.1:9' })
    await addProvider('Acme', 'OIDC', detailsOf(acme))
    await addProvider('SignInWithApple', 'SignInWithApple', {
      client_id: 'com.example.shop',
      team_id: 'TEAM123456',
      key_id: 'KEY1234567',
      private_key: orchard.privateKey,
      authorize_scopes: 'email name',
      oidc_issuer: orchard.issuer,
    })
    const details = { MetadataURL: works.metadataUrl, IDPSignout: 'true' }
    await addProvider('Works', 'SAML', details, { email: EMAIL_URI })
    await registerAtWorks()
    await world.server.call('UpdateUserPoolClient', {
      UserPoolId: pool.userPoolId,
      ClientId: pool.clientId,
      ...codeClient,
      ...client,
      SupportedIdentityProviders: ['COGNITO', 'Staff', 'Gone', 'Acme', 'SignInWithApple', 'Works'],
    })
  }

  function addProvider(
    ProviderName: string,
    ProviderType: string,
    ProviderDetails: Record<string, string>,
    { email = 'email', at = pool }: { email?: string; at?: Pool } = {},
  ): Promise<unknown> {
    const provider = { ProviderName, ProviderType, ProviderDetails, AttributeMapping: { email } }
    return world.server.call('CreateIdentityProvider', { UserPoolId: at.userPoolId, ...provider })
  }

  async function registerAtWorks(): Promise<void> {
    const { call, services } = world.server
    const { Certificate } = await call('GetSigningCertificate', { UserPoolId: pool.userPoolId })
    works.register({
      entityId: `urn:amazon:cognito:sp:${pool.userPoolId}`,
      callbackUrl: `${services.publicUrl}/saml2/idpresponse`,
      logoutUrl: `${services.publicUrl}/saml2/logout`,
      certificate: Certificate,
    })
    works.signsIn({ nameId: 'maria', sessionIndex: '_1', attributes: { [EMAIL_URI]: 'maria@example.com' } })
  }

  const begin = (name: string) => {
    const { publicUrl } = world.server.services
    const strangers = [acme.issuer, works.entityId, orchard.pages]
    return world.walk(`providers-${name}`, staff, { origins: [shop.origin, publicUrl, ...strangers] })
  }
  const tokenOf = async ({ page }: Walk) => {
    const cookies = await page.context().cookies(shop.origin)
    return claimsOf(cookies.find(({ name }) => name === 'id_token')?.value ?? '')
  }
  const toProvider = async (walk: Walk, name: string) => {
    await walk.page.goto(`${shop.origin}/login`)
    await walk.follow(`Continue with ${name}`)
  }

  /** Where the server sends the browser after each form that another site posts to it. */
  const afterForms = ({ page }: Walk): string[] => {
    const locations: string[] = []
    page.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (response.request().method() !== 'POST' || !pathname.endsWith('/idpresponse')) return
      const { location = '' } = response.headers()
      locations.push(location.replace(/\?.*/, ''))
    })
    return locations
  }

  it('goes from the button to the other pool, and back into the application', async () => {
    const walk = await begin('other-pool')
    const { page } = walk
    await page.goto(`${shop.origin}/protected`)
    await walk.look('buttons')
    await walk.follow('Continue with Staff')
    expect(await walk.title()).toBe('Sign in')
    expect(new URL(page.url()).searchParams.get('client_id')).toBe(staff.clientId)
    await walk.look('sign-in-at-the-provider')
    await walk.submit({ username: 'grace', password: PASSWORD })
    expect(page.url()).toBe(`${shop.origin}/protected`)
    expect(await walk.title()).toBe('Account of grace@example.com')
    await walk.look('account')
    expect((await tokenOf(walk))['identities']).toMatchObject([
      { providerName: 'Staff', providerType: 'OIDC', primary: 'true' },
    ])

    await page.goto(`${shop.origin}/login?prompt=none`)
    expect(page.url()).toBe(`${shop.origin}/protected`)
    await walk.follow('Sign out')
    expect(page.url()).toBe(shop.home)
    await toProvider(walk, 'Staff')
    expect(page.url()).toBe(`${shop.origin}/protected`)
    await walk.end()
  })

  it('goes there and back on a phone without scripts', async () => {
    const walk = await world.walk('providers-without-scripts', staff, {
      origins: [shop.origin, world.server.services.publicUrl],
      javaScriptEnabled: false,
      viewport: PHONE,
    })
    await toProvider(walk, 'Staff')
    await walk.submit({ username: 'grace', password: PASSWORD })
    expect(await walk.title()).toBe('Account of grace@example.com')
    await walk.end()
  })

  it('goes there and back from the domain of a pool', async () => {
    const walk = await begin('domain')
    const { page } = walk
    await page.goto(staff.url('/oauth2/authorize', { identity_provider: 'Acme' }))
    await page.fill('[name="account"]', 'ada')
    await walk.follow('Sign in')
    expect(await walk.title()).toBe('Welcome')
    expect(new URL(page.url()).searchParams.has('code')).toBe(true)
    await walk.end()
  })

  it('tells the application that the user declined, and lets them choose again', async () => {
    const walk = await begin('declined')
    await toProvider(walk, 'Acme')
    await walk.follow('Decline')
    expect(await walk.title()).toBe('Refused: access_denied')
    await toProvider(walk, 'Acme')
    await walk.page.fill('[name="account"]', 'ada')
    await walk.follow('Sign in')
    expect(await walk.title()).toBe('Account of ada@example.com')
    await walk.end()
  })

  it('tells the application that the provider is gone', async () => {
    const walk = await begin('gone')
    await toProvider(walk, 'Gone')
    expect(await walk.title()).toBe('Refused: invalid_request')
    expect(new URL(walk.page.url()).searchParams.get('error_description')).toBe('Connection reset')
    await walk.end()
  })

  it('comes back from the forms of a SAML provider, at another site, and signs out there too', async () => {
    const walk = await begin('saml')
    const locations = afterForms(walk)
    await toProvider(walk, 'Works')
    expect(new URL(walk.page.url()).origin).toBe(works.entityId)
    await walk.follow('Continue')
    expect(await walk.title()).toBe('Account of maria@example.com')
    expect((await tokenOf(walk))['identities']).toMatchObject([
      { providerName: 'Works', providerType: 'SAML', issuer: works.entityId },
    ])
    // The form came without the cookie, which the browser brings to the same address by itself.
    expect(locations).toEqual(['/saml2/idpresponse'])

    await walk.follow('Sign out')
    expect(new URL(walk.page.url()).origin).toBe(works.entityId)
    await walk.follow('Continue')
    expect(walk.page.url()).toBe(shop.home)
    await walk.page.goto(`${shop.origin}/login?prompt=none`)
    expect(await walk.title()).toBe('Refused: login_required')
    await walk.end()
  })

  it('comes back from the form of a provider like Apple, at another site', async () => {
    const walk = await begin('form-post')
    const locations = afterForms(walk)
    await toProvider(walk, 'Apple')
    expect(new URL(walk.page.url()).origin).toBe(orchard.pages)
    await walk.follow('Continue')
    expect(await walk.title()).toBe('Account of ada@orchard.example')
    expect((await tokenOf(walk))['identities']).toMatchObject([
      { providerName: 'SignInWithApple', userId: 'ada.1' },
    ])
    expect(locations).toEqual(['/oauth2/idpresponse'])
    await walk.end()
  })

  it('shows its own page to a browser that comes back a second time', async () => {
    const walk = await begin('twice')
    const { page } = walk
    let back = ''
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/oauth2/idpresponse') back = request.url()
    })
    await toProvider(walk, 'Acme')
    await page.fill('[name="account"]', 'ada')
    await walk.follow('Sign in')
    await page.goto(back)
    expect(await walk.title()).not.toBe('Account of ada@example.com')
    expect(new URL(page.url()).pathname).toBe('/error')
    await walk.look('ended')
    await walk.end()
  })
})
