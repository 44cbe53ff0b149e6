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

  it('welcomes a browser with links that work, and no secret', async () => {
    const page = await hostedClient(server).get('/', BROWSER)
    expect(page.status).toBe(200)
    expect(page.html).toContain(`${server.services.publicUrl}/us-east-1_poolhouse`)
    expect(page.html).not.toContain(DEMO_PASSWORD)
    const links = linksOf(page)
    expect(links).toContain(MESSAGES)
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

  it.each(['*/*', 'application/json', ''])('has nothing for clients that accept %j', async (accept) => {
    const response = await fetch(server.url, { headers: { accept } })
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ message: 'Not found' })
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
  })

  it('links the messages for nobody who could not read them', async () => {
    const page = await hostedClient(server, 'rebound.example.com').get('/', BROWSER)
    expect(page.status).toBe(200)
    expect(linksOf(page)).not.toContain(MESSAGES)
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
    expect(links).toEqual(['/_poolhouse/health', '/_poolhouse/ready'])
  })
})
