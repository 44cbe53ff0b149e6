import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostedClient } from '../../test/support/hosted.ts'
import { createPool } from '../../test/support/pool.ts'
import { startTestServer, type TestServer } from '../../test/support/server.ts'

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const MESSAGES = '/_poolhouse/messages'
const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)></pre>'

describe('the messages in a browser', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer('sqlite')
    const { clientId } = await createPool(server, {
      AutoVerifiedAttributes: ['email'],
      VerificationMessageTemplate: { EmailMessage: `${HOSTILE} {####}`, EmailSubject: 'Your <b>code</b>' },
    })
    for (const [index, email] of ['ada@example.com', 'ada+test@example.com'].entries()) {
      server.advance(60)
      await server.call('SignUp', {
        ClientId: clientId,
        Username: `ada${index}`,
        Password: 'Correct-Horse-1',
        UserAttributes: [{ Name: 'email', Value: email }],
      })
    }
  })
  afterAll(() => server.stop())

  it('are a page that nobody keeps, the newest first, with codes', async () => {
    const page = await hostedClient(server).get(MESSAGES, BROWSER)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('cache-control')).toContain('no-store')
    expect(page.headers.get('vary')).toBe('accept')
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'self' 'nonce-/,
    )
    const codes = [...page.html.matchAll(/<code class="secret">(\d{6})<\/code>/g)].map(([, code]) => code)
    expect(codes).toEqual([
      await server.codeFor('ada+test@example.com'),
      await server.codeFor('ada@example.com'),
    ])
    expect(page.html).toContain('<strong>ada@example.com</strong>')
    expect(page.html).toContain(`<a href="${MESSAGES}">Reload</a>`)
  })

  it.each(['', '?limit=none'])(
    'are in English, and say so, whatever the visitor reads: %s',
    async (query) => {
      const page = await hostedClient(server).get(MESSAGES + query, { ...BROWSER, 'accept-language': 'de' })
      expect(page.headers.get('content-language')).toBe('en')
      expect(page.html).toContain('<html lang="en"')
    },
  )

  it('stay text, whatever they hold', async () => {
    const { html } = await hostedClient(server).get(MESSAGES, BROWSER)
    expect(html).not.toMatch(/<script|<img|<b>/)
    expect(html).toContain('<h2>Your &lt;b&gt;code&lt;/b&gt;</h2>')
    expect(html).toContain('<pre>&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x')
  })

  it.each(['ada+test@example.com', 'ada%2Btest%40example.com'])('are those to %s alone', async (to) => {
    const { html } = await hostedClient(server).get(`${MESSAGES}?to=${to}&limit=5`, BROWSER)
    expect(html.match(/<li>/g)).toHaveLength(1)
    expect(html).toContain('name="to" value="ada+test@example.com"')
    expect(html).toContain('<input type="hidden" name="limit" value="5">')
  })

  it('say that there are none', async () => {
    const { html } = await hostedClient(server).get(`${MESSAGES}?to=nobody`, BROWSER)
    expect(html).toContain('No message was sent to nobody.')
  })

  it('are all again when the field is emptied', async () => {
    const browser = hostedClient(server)
    expect((await browser.get(`${MESSAGES}?to=`, BROWSER)).location).toBe(MESSAGES)
    expect((await browser.get(`${MESSAGES}?to=&limit=5`, BROWSER)).location).toBe(`${MESSAGES}?limit=5`)
  })

  it('say what a filter should be', async () => {
    const page = await hostedClient(server).get(`${MESSAGES}?limit=0`, BROWSER)
    expect(page.status).toBe(400)
    expect(page.html).toContain('limit: expected a number from 1 to 1000')
  })

  it.each(['*/*', 'application/json', ''])('are JSON for clients that accept %j', async (accept) => {
    const response = await fetch(`${server.url}${MESSAGES}`, { headers: { accept } })
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(await response.json()).toMatchObject([{ to: 'ada+test@example.com' }, { to: 'ada@example.com' }])
  })

  it('are shown at no host but this machine’s, and to no page of another site', async () => {
    const rebound = await hostedClient(server, 'rebound.example.com').get(MESSAGES, BROWSER)
    const headers = { ...BROWSER, origin: 'https://other.example' }
    for (const page of [rebound, await hostedClient(server).get(MESSAGES, headers)]) {
      expect(page.status).toBe(403)
      expect(page.html).not.toMatch(/ada|\d{6}/)
    }
  })

  it('are kept from browsers by an operator', async () => {
    const flags = ['--access-key-id=AKIDEXAMPLE', '--secret-access-key=secret-of-the-operator']
    const guarded = await startTestServer('sqlite', flags)
    const page = await hostedClient(guarded).get(MESSAGES, BROWSER)
    await guarded.stop()
    expect(page.status).toBe(403)
    expect(page.html).toContain('docs/testing-with-poolhouse.md')
  })
})
