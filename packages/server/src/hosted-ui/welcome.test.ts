import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeEntities, type HostedPage, hostedClient } from '../../test/support/hosted.ts'
import { createPool } from '../../test/support/pool.ts'
import { startTestServer, type TestServer } from '../../test/support/server.ts'
import { ensureDemo } from '../cli/demo.ts'
import { DEMO_PASSWORD } from '../core/demo.ts'

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const MESSAGES = '/_poolhouse/messages'

function linksOf({ html }: HostedPage): string[] {
  return [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, url = '']) => decodeEntities(url))
}

describe('the address of the server', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer('sqlite')
    const { services } = server
    await ensureDemo({ ...services, config: { ...services.config, demo: true } })
  })
  afterAll(() => server.stop())

  it('welcomes a browser with all that the start text has, in links that work', async () => {
    const page = await hostedClient(server).get('/', BROWSER)
    expect(page.status).toBe(200)
    expect(page.html).toContain(`${server.services.publicUrl}/us-east-1_poolhouse`)
    expect(page.html).toContain(`User <code>demo</code>, password <code>${DEMO_PASSWORD}</code>`)
    expect(page.html).toContain('<code>poolhousedemoclient0000000</code>')
    const links = linksOf(page)
    const wellKnown = '/us-east-1_poolhouse/.well-known'
    const expected = [MESSAGES, `${wellKnown}/jwks.json`, `${wellKnown}/openid-configuration`]
    expect(links).toEqual(expect.arrayContaining([...expected, '/_poolhouse/metrics']))
    expect(links.filter((url) => url.includes('/login?'))).toHaveLength(1)
    for (const url of links) expect((await fetch(new URL(url, server.url))).status, url).toBe(200)
  })

  it('has the headers of every page', async () => {
    const { headers } = await hostedClient(server).get('/', BROWSER)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self' 'nonce-/)
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cache-control')).toContain('no-store')
    expect(headers.get('vary')).toBe('accept')
  })

  it('is in English, and says so, whatever the visitor reads', async () => {
    const page = await hostedClient(server).get('/', { ...BROWSER, 'accept-language': 'de' })
    expect(page.headers.get('content-language')).toBe('en')
    expect(page.html).toContain('<html lang="en"')
  })

  it.each(['*/*', 'application/json', ''])('says what it is to clients that accept %j', async (accept) => {
    const response = await fetch(server.url, { headers: { accept } })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(response.headers.get('cache-control')).toContain('no-store')
    const text = await response.text()
    expect(text).toMatch(/^Poolhouse: /)
    expect(text).toContain(`${server.services.publicUrl}/_poolhouse/health`)
    expect(text).not.toContain(DEMO_PASSWORD)
  })

  it('has a page for browsers, and a line for programs, at an address that leads nowhere', async () => {
    const { get } = hostedClient(server)
    const page = await get('/nowhere', { ...BROWSER, 'accept-language': 'de' })
    expect(page).toMatchObject({ status: 404, html: expect.stringContaining('<html lang="de"') })
    const line = await get('/nowhere', { accept: '*/*' })
    expect(line).toMatchObject({ status: 404, html: '{"message":"Not found"}' })
    for (const { headers } of [page, line]) expect(headers.get('vary')).toBe('accept')
  })

  it('has nothing but the API where programs send something else than GET', async () => {
    for (const method of ['PUT', 'DELETE']) expect((await fetch(server.url, { method })).status).toBe(404)
  })

  it('leads to the sign-in where it is a pool’s', async () => {
    const { userPoolId } = await createPool(server)
    await server.call('CreateUserPoolDomain', { UserPoolId: userPoolId, Domain: 'welcome' })
    const own = hostedClient(server, 'welcome.auth.us-east-1.localhost')
    expect(await own.get('/?client_id=x', BROWSER)).toMatchObject({
      status: 302,
      location: '/login?client_id=x',
    })
    const free = await hostedClient(server, 'free.auth.us-east-1.localhost').get('/', BROWSER)
    expect(free.status).toBe(404)
    expect(free.html).toContain('Page not found')
    const program = await own.get('/', { accept: '*/*' })
    expect(program).toMatchObject({ status: 404, html: '{"message":"Not found"}' })
  })

  it('has neither messages nor a password for visitors at another host', async () => {
    const page = await hostedClient(server, 'rebound.example.com').get('/', BROWSER)
    expect(page.status).toBe(200)
    expect(linksOf(page)).not.toContain(MESSAGES)
    expect(page.html).not.toContain(DEMO_PASSWORD)
    expect(page.html).toContain('printed at its start')
  })
})

describe('the address of a server behind a proxy', () => {
  it('keeps the password of the demo, whatever host the proxy names', async () => {
    const server = await startTestServer('sqlite', ['--public-url=https://auth.example.com'])
    const { services } = server
    await ensureDemo({ ...services, config: { ...services.config, demo: true } })
    const pages = [hostedClient(server), hostedClient(server, 'auth.example.com')].map((visitor) =>
      visitor.get('/', BROWSER),
    )
    for (const page of await Promise.all(pages)) {
      expect(page.html).toContain('Sign in to the demo')
      expect(page.html).not.toContain(DEMO_PASSWORD)
    }
    await server.stop()
  })
})

describe('the address of a server without a demo, and with an operator', () => {
  it('links neither a sign-in nor the messages', async () => {
    const flags = ['--access-key-id=AKIDEXAMPLE', '--secret-access-key=secret-of-the-operator']
    const server = await startTestServer('sqlite', flags)
    const page = await hostedClient(server).get('/', BROWSER)
    await server.stop()
    expect(page.status).toBe(200)
    expect(page.html).not.toMatch(/AKIDEXAMPLE|secret-of/)
    const links = linksOf(page)
    expect(links).toEqual(['/_poolhouse/health', '/_poolhouse/ready', '/_poolhouse/metrics'])
  })
})
