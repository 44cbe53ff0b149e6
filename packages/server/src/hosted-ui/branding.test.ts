import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'
import { createTestPool, type TestPool } from '../../test/support/user-pool.ts'
import * as appClients from '../storage/app-clients.ts'
import * as domains from '../storage/domains.ts'
import { findBrand } from './branding.ts'

const png = Buffer.from('89504e470d0a1a0a00000001', 'hex').toString('base64')
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>').toString('base64')
const ico = Buffer.from('000001000100', 'hex').toString('base64')
const red = { components: { pageBackground: { lightMode: { color: 'ff0000ff' } } } }

describe.each(databases)('the brand of hosted pages on %s', (kind) => {
  let server: TestServer
  let pool: TestPool
  let clientId: string
  let count = 0
  beforeAll(async () => {
    server = await startTestServer(kind)
  })
  beforeEach(async () => {
    pool = await createTestPool(server)
    clientId = await createClient()
  })
  afterAll(() => server.stop())

  async function createClient(ClientName = 'My app'): Promise<string> {
    return (await pool.call('CreateUserPoolClient', { ClientName })).UserPoolClient.ClientId
  }

  async function createDomain(ManagedLoginVersion?: number): Promise<string> {
    count += 1
    const Domain = `brand-${count}`
    await pool.call('CreateUserPoolDomain', { Domain, ManagedLoginVersion })
    return Domain
  }

  async function find(asked: { domain?: string; lang?: string; clientId?: string } = {}) {
    const { db } = server.services
    const found = await appClients.findWithPool(db, asked.clientId ?? clientId)
    if (!found) throw new Error('the client is missing')
    const domain = asked.domain === undefined ? undefined : await domains.find(db, asked.domain)
    return findBrand(server.services, { client: found.client, domain, lang: asked.lang ?? 'en' })
  }

  function createStyle(style: Record<string, unknown>) {
    return pool.call('CreateManagedLoginBranding', { ClientId: clientId, ...style })
  }

  const plain = { css: '', isClassic: false, colorScheme: 'dynamic', formPosition: 'center', terms: [] }

  it('is plain where nobody has set any', async () => {
    expect(await find()).toEqual(plain)
    expect(await find({ domain: await createDomain() })).toEqual({ ...plain, isClassic: true })
  })

  it('is the customization of the client, else of all, on a classic domain', async () => {
    const domain = await createDomain(1)
    await createStyle({ Settings: red })
    await pool.call('SetUICustomization', {
      CSS: '.label-customizable { color: red; background: url(x) }',
      ImageFile: png,
    })
    const all = await find({ domain })
    expect(all).toMatchObject({ isClassic: true, colorScheme: 'light', terms: [] })
    expect(all?.css).toMatch(/\n(\.label-customizable)+\{color:red\}\n/)
    expect(all?.logo?.alt).toBe('My app')
    expect(all?.logo?.url).toContain(`/${pool.id}/ALL/`)
    const chosen = await createClient(`_custom_id_:chosen${kind}`)
    expect((await find({ domain, clientId: chosen }))?.logo?.alt).toBe('')
    const image = await fetch(server.url + all?.logo?.url)
    expect(Buffer.from(await image.arrayBuffer()).toString('base64')).toBe(png)
    await pool.call('SetUICustomization', { ClientId: clientId, CSS: '.label-customizable { color: blue }' })
    const own = await find({ domain })
    expect(own?.css).toContain('color:blue')
    expect(own).not.toHaveProperty('logo')
    expect((await find({ domain, clientId: await createClient() }))?.css).toContain('color:red')
  })

  it('is the style of the client on a domain of managed login, and nothing without one', async () => {
    const domain = await createDomain(2)
    await pool.call('SetUICustomization', { CSS: '.label-customizable { color: blue }' })
    expect(await find({ domain })).toBeUndefined()
    const { ManagedLoginBranding } = await createStyle({ Settings: red })
    const styled = await find({ domain })
    expect(styled?.isClassic).toBe(false)
    expect(styled?.css).toContain('--page-background:#ff0000ff')
    const { ManagedLoginBrandingId } = ManagedLoginBranding
    await pool.call('UpdateManagedLoginBranding', { ManagedLoginBrandingId, UseCognitoProvidedValues: true })
    const provided = await find({ domain })
    expect(provided?.css).toContain('--page-background:#f4f6f8ff')
    expect(provided?.css).not.toContain('blue')
    await pool.call('DeleteManagedLoginBranding', { ManagedLoginBrandingId })
    expect(await find({ domain })).toBeUndefined()
  })

  it('is whichever the client has at the address of the server', async () => {
    await createDomain(2)
    await pool.call('SetUICustomization', { CSS: '.label-customizable { color: blue }' })
    expect((await find())?.css).toContain('color:blue')
    await createStyle({ Settings: red })
    expect((await find())?.css).toContain('--page-background:#ff0000ff')
  })

  it('has images that anyone may see, each at an address of its own', async () => {
    const Assets = [
      { Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'SVG', Bytes: svg },
      { Category: 'FAVICON_ICO', ColorMode: 'DYNAMIC', Extension: 'ICO', Bytes: ico },
      { Category: 'PAGE_BACKGROUND', ColorMode: 'LIGHT', Extension: 'PNG', Bytes: png },
    ]
    await createStyle({ Settings: { components: { form: { logo: { enabled: true } } } }, Assets })
    const brand = await find({ domain: await createDomain(2) })
    expect(brand?.logo?.alt).toBe('My app')
    const images: [url: string | undefined, type: string, bytes: string][] = [
      [brand?.logo?.url, 'image/svg+xml', svg],
      [brand?.faviconUrl, 'image/vnd.microsoft.icon', ico],
      [brand?.backgroundImageUrl, 'image/png', png],
    ]
    for (const [url, type, bytes] of images) {
      const response = await fetch(server.url + url)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe(type)
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(bytes)
    }
  })

  it('has no image at an address that no style gave', async () => {
    const Assets = [{ Category: 'PAGE_BACKGROUND', ColorMode: 'LIGHT', Extension: 'PNG', Bytes: png }]
    const { ManagedLoginBranding } = await createStyle({ UseCognitoProvidedValues: true, Assets })
    const { ManagedLoginBrandingId } = ManagedLoginBranding
    const url = (await find())?.backgroundImageUrl ?? ''
    const none = '11111111-1111-4111-8111-111111111111'
    const hash = url.slice(url.lastIndexOf('/') + 1)
    const wrong = [
      `${url}x`,
      url.replace(ManagedLoginBrandingId, none),
      `/branding/%00/${hash}`,
      `/branding/${none}`,
    ]
    for (const path of wrong) expect((await fetch(server.url + path)).status).toBe(404)
    const other = Buffer.concat([Buffer.from(png, 'base64'), Buffer.from('more')]).toString('base64')
    const changed = [{ ...Assets[0], Bytes: other }]
    await pool.call('UpdateManagedLoginBranding', {
      ManagedLoginBrandingId,
      UseCognitoProvidedValues: true,
      Assets: changed,
    })
    expect((await fetch(server.url + url)).status).toBe(404)
    expect((await find())?.backgroundImageUrl).not.toBe(url)
  })

  describe('terms', () => {
    const use = 'https://example.com/terms'
    const privacy = 'https://example.com/privacy'
    const document = { TermsSource: 'LINK', Enforcement: 'NONE' }
    const createUse = () =>
      pool.call('CreateTerms', {
        ...document,
        ClientId: clientId,
        TermsName: 'terms-of-use',
        Links: { 'cognito:default': use, 'cognito:portuguese-brazil': `${use}/pt` },
      })
    const createPrivacy = () =>
      pool.call('CreateTerms', {
        ...document,
        ClientId: clientId,
        TermsName: 'privacy-policy',
        Links: { 'cognito:default': privacy, 'cognito:french': `${privacy}/fr` },
      })

    it('are those of the language, else those of everybody', async () => {
      await createPrivacy()
      await createUse()
      await createStyle({ UseCognitoProvidedValues: true })
      const domain = await createDomain(2)
      const links = async (lang: string) => (await find({ domain, lang }))?.terms.map(({ url }) => url)
      expect((await find({ domain }))?.terms).toEqual([
        { name: 'terms-of-use', url: use },
        { name: 'privacy-policy', url: privacy },
      ])
      expect(await links('pt-BR')).toEqual([`${use}/pt`, privacy])
      expect(await links('fr')).toEqual([use, `${privacy}/fr`])
      expect(await links('xx')).toEqual([use, privacy])
    })

    it.each([
      ['the terms of use', createUse],
      ['the privacy policy', createPrivacy],
    ])('are not shown with %s alone', async (_, create) => {
      await create()
      expect((await find())?.terms).toEqual([])
    })

    it('are shown at the address of the server, and not on a classic domain', async () => {
      await createUse()
      await createPrivacy()
      expect((await find())?.terms).toHaveLength(2)
      expect((await find({ domain: await createDomain(1) }))?.terms).toEqual([])
      expect((await find({ clientId: await createClient() }))?.terms).toEqual([])
    })
  })
})
