import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { createOAuthPool } from '../support/oauth.ts'
import { createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { appPage, type Site, serveSite } from '../support/site.ts'

/** Whoever reaches the application by its IP address is on another site than `localhost`, where the server is. */
const otherSite = (origin: string) => origin.replace('localhost', '127.0.0.1')

describe('an authorization request that another site posts', () => {
  let server: TestServer
  let app: Site
  let browser: Browser
  let pool: Pool
  let prompt = ''

  beforeAll(async () => {
    server = await startTestServer('sqlite')
    app = await serveSite(() => (_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(appPage('An app', form()))
    })
    pool = await createOAuthPool(server, { CallbackURLs: [callback()] })
    await createUser(server, pool, 'ada')
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    app?.close()
    await server?.stop()
  })

  const callback = () => `${otherSite(app.origin)}/callback`

  function form(): string {
    const asked = { client_id: pool.clientId, response_type: 'code', redirect_uri: callback(), prompt }
    const inputs = Object.entries(asked).map(([name, value]) => `<input name=${name} value="${value}">`)
    const action = `${server.services.publicUrl}/oauth2/authorize`
    return `<form method=post action="${action}">${inputs.join('')}<button>Sign in</button></form>`
  }

  async function post(page: Page, given: string): Promise<void> {
    prompt = given
    await page.goto(otherSite(app.origin))
    await page.locator('button').click()
  }

  it('shows the sign-in page, and nothing to a browser that is signed in', async () => {
    const page = await (await browser.newContext()).newPage()
    await post(page, 'login')
    await page.locator('input[name=username]').fill('ada')
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.locator('[type=submit]').click()
    await page.waitForURL((url) => url.pathname === '/callback' && url.searchParams.has('code'))
    await post(page, 'none')
    await page.waitForURL((url) => url.pathname === '/callback')
    expect(new URL(page.url()).searchParams.get('error')).toBeNull()
    expect(new URL(page.url()).searchParams.get('code')).toMatch(/^[0-9a-f-]{36}$/)
  })
})
