import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addAuthenticator, launchBrowser } from '../support/browser.ts'
import { createOAuthPool } from '../support/oauth.ts'
import { createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

/** A server of the app at a free port, and its origin. */
async function serve(listener: RequestListener): Promise<{ site: Server; origin: string }> {
  const site = createServer(listener)
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  return { site, origin: `http://localhost:${(site.address() as AddressInfo).port}` }
}

describe('the pages in a browser', () => {
  const prefix = 'browser'
  let server: TestServer
  let home: { site: Server; origin: string }
  let app: { site: Server; origin: string }
  let browser: Browser
  let pool: Pool
  let domain: string
  let callback: string

  beforeAll(async () => {
    server = await startTestServer('sqlite')
    home = await serve((_, response) => response.end('Welcome home'))
    // Browsers hold what follows the form against the page's policy, also redirects of the app.
    app = await serve((request, response) => {
      response.writeHead(302, { location: `${home.origin}${request.url}` }).end()
    })
    callback = `${app.origin}/callback`
    const factors = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } }
    pool = await createOAuthPool(server, { CallbackURLs: [callback] }, { Policies: factors })
    await server.call('CreateUserPoolDomain', { UserPoolId: pool.userPoolId, Domain: prefix })
    await createUser(server, pool, 'jane')
    domain = `http://${prefix}.auth.us-east-1.localhost:${new URL(server.url).port}`
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    home?.site.close()
    app?.site.close()
    await server?.stop()
  })

  async function newPage(): Promise<{ page: Page; violations: string[] }> {
    const page = await (await browser.newContext()).newPage()
    const violations: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text())
    })
    return { page, violations }
  }

  const authorize = (page: Page) =>
    page.goto(
      `${domain}/oauth2/authorize?${new URLSearchParams({
        client_id: pool.clientId,
        response_type: 'code',
        redirect_uri: callback,
        state: 's',
      })}`,
    )

  async function signInByPassword(page: Page): Promise<void> {
    await authorize(page)
    await page.fill('[name=username]', 'jane')
    await page.click('[type=submit]')
    await page.fill('[name=password]', PASSWORD)
    await page.click('[type=submit]')
    await page.waitForURL(`${home.origin}/callback?code=*&state=s`)
  }

  it('sign in, let the app send its user on, and the next time ask for nothing', async () => {
    const { page, violations } = await newPage()
    await signInByPassword(page)
    expect(await page.textContent('body')).toBe('Welcome home')
    await authorize(page)
    expect(page.url()).toContain(`${home.origin}/callback?code=`)
    expect(violations).toEqual([])
  })

  it('create a passkey, and sign in with it', async () => {
    const { page, violations } = await newPage()
    const authenticator = await addAuthenticator(page)
    await signInByPassword(page)
    const query = new URLSearchParams({ client_id: pool.clientId, redirect_uri: callback })
    await page.goto(`${domain}/passkeys/add?${query}`)
    await page.click('[type=submit]')
    await page.waitForURL(`${home.origin}/callback`)
    expect(await authenticator.count()).toBe(1)
    await page.context().clearCookies()
    await authorize(page)
    await page.fill('[name=username]', 'jane')
    await page.click('[type=submit]')
    await page.click('button[value=WEB_AUTHN]')
    await page.waitForURL(`${home.origin}/callback?code=*&state=s`)
    expect(violations).toEqual([])
  })
})
