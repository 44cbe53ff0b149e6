import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { sendTls } from '../support/https-client.ts'
import { createOAuthPool } from '../support/oauth.ts'
import { createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../support/process.ts'
import type { Answer } from '../support/server.ts'
import { appPage, type Site, serveSite } from '../support/site.ts'

const PREFIX = 'amplify'

/** What the application is set to, beside what all have. */
interface Settings {
  domain: string
  responseType?: 'code' | 'token'
  input?: Record<string, unknown>
}

// Amplify puts `https://` before the domain, so that the server has to speak TLS.
describe('signInWithRedirect of Amplify', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let server: ServerProcess
  let browser: Browser
  let app: Site
  let pool: Pool
  let settings: Settings

  beforeAll(async () => {
    folder = await temporaryFolder()
    const flags = ['--https', '--no-demo', '--log-level=error', '--database-url=sqlite::memory:']
    server = await startProcess([...flags, `--data-dir=${folder.path}`])
    const ca = await readFile(join(folder.path, 'development-ca.pem'), 'utf8')
    const caller = {
      url: server.url,
      call: async (target: string, body?: unknown): Promise<Answer> => {
        const { status, text } = await sendTls(server.url, { ca, target, body })
        expect(status, text).toBe(200)
        return JSON.parse(text || '{}')
      },
    }
    const script = await bundle('../fixtures/amplify-app.ts')
    app = await serveSite(() => (request, response) => {
      const isScript = request.url === '/app.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
      response.end(isScript ? script : page())
    })
    const home = `${app.origin}/`
    pool = await createOAuthPool(caller, {
      AllowedOAuthFlows: ['code', 'implicit'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH'],
      CallbackURLs: [home],
      LogoutURLs: [home],
    })
    await caller.call('CreateUserPoolDomain', { UserPoolId: pool.userPoolId, Domain: PREFIX })
    await createUser(caller, pool, 'ada', { email: 'ada@example.com', email_verified: 'true' })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    app?.close()
    await server?.stop()
    await folder?.remove()
  })

  const port = () => new URL(server.url).port
  const domains: [string, () => string][] = [
    ['the address of the server', () => `localhost:${port()}`],
    ['the domain of the pool', () => `${PREFIX}.auth.us-east-1.localhost:${port()}`],
  ]

  function page(): string {
    const { domain, responseType = 'code', input } = settings
    const home = [`${app.origin}/`]
    const scopes = ['openid', 'email', 'aws.cognito.signin.user.admin']
    const config = {
      Auth: {
        Cognito: {
          userPoolId: pool.userPoolId,
          userPoolClientId: pool.clientId,
          userPoolEndpoint: server.url,
          loginWith: {
            oauth: { domain, scopes, responseType, redirectSignIn: home, redirectSignOut: home },
          },
        },
      },
    }
    const buttons = ['sign-in', 'sign-out', 'read', 'refresh'].map((id) => `<button id=${id}>${id}</button>`)
    const json = JSON.stringify({ config, input }).replaceAll('<', '\\u003c')
    return appPage(
      'An app',
      `${buttons.join('')}<ul id=event></ul><ul id=session></ul>
      <script type="application/json" id=settings>${json}</script><script type=module src=/app.js></script>`,
    )
  }

  /** Opens the application in a browser without cookies that takes the server's certificate. */
  async function open(given: Settings): Promise<Page> {
    settings = given
    const context = await browser.newContext({ ignoreHTTPSErrors: true })
    const opened = await context.newPage()
    await opened.goto(app.origin)
    return opened
  }

  const click = (at: Page, id: string) => at.locator(`#${id}`).click()

  /** Goes to the pages, signs in there and comes back. */
  async function signIn(at: Page): Promise<void> {
    await click(at, 'sign-in')
    await at.locator('input[name=username]').fill('ada')
    await at.locator('input[name=password]').fill(PASSWORD)
    await at.locator('[type=submit]').click()
    await seeEvent(at, 'signInWithRedirect')
  }

  async function seeEvent(at: Page, name: string): Promise<Answer> {
    const line = at.locator('#event li', { hasText: `"name":"${name}"` })
    return JSON.parse((await line.first().textContent()) ?? '')
  }

  async function read(at: Page, button = 'read'): Promise<Answer> {
    const lines = at.locator('#session li')
    const count = await lines.count()
    await click(at, button)
    return JSON.parse((await lines.nth(count).textContent()) ?? '')
  }

  describe.each(domains)('at %s', (_where, domain) => {
    it('signs in on the page, keeps a session, refreshes it, and signs out', async () => {
      const at = await open({ domain: domain() })
      await click(at, 'sign-in')
      await at.waitForURL((url) => url.host === domain() && url.pathname === '/login')
      await at.goto(app.origin)
      await signIn(at)
      expect(new URL(at.url()).origin).toBe(app.origin)
      const session = await read(at)
      expect(session).toMatchObject({
        user: { username: 'ada', userId: session.userSub },
        access: { client_id: pool.clientId, scope: 'openid email aws.cognito.signin.user.admin' },
        id: { email: 'ada@example.com', email_verified: true, iss: `${server.url}/${pool.userPoolId}` },
      })
      const refreshed = await read(at, 'refresh')
      expect(refreshed.access.jti).not.toBe(session.access.jti)
      expect(refreshed.access.auth_time).toBe(session.access.auth_time)
      const left = at.waitForResponse((response) => new URL(response.url()).pathname === '/logout')
      await click(at, 'sign-out')
      expect((await left).status()).toBe(302)
      await at.waitForURL(`${app.origin}/`)
      expect(await read(at)).toEqual({})
      await signIn(at)
    })

    it('takes custom state back, and tokens in the fragment', async () => {
      const input = { customState: 'Where she was: /ö?a=1&b=2' }
      for (const responseType of ['code', 'token'] as const) {
        const at = await open({ domain: domain(), responseType, input })
        await signIn(at)
        expect((await seeEvent(at, 'customOAuthState')).data).toBe(input.customState)
        expect((await read(at)).id.email).toBe('ada@example.com')
        expect(at.url()).toBe(`${app.origin}/`)
      }
    })

    it('is told that nobody is signed in when no page may be shown', async () => {
      const at = await open({ domain: domain(), input: { options: { prompt: 'NONE' } } })
      await click(at, 'sign-in')
      expect((await seeEvent(at, 'signInWithRedirect_failure')).data).toContain('login_required')
    })
  })
})

/** The script with all that it imports, for browsers. */
async function bundle(path: string): Promise<string> {
  const input = fileURLToPath(new URL(path, import.meta.url))
  const bundled = await rolldown({ input, platform: 'browser' })
  const { output } = await bundled.generate({ format: 'esm', codeSplitting: false })
  await bundled.close()
  return output[0].code
}
