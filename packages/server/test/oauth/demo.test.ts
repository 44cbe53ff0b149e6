import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureDemo } from '../../src/cli/demo.ts'
import {
  DEMO_CLIENT_ID,
  DEMO_PASSWORD,
  DEMO_PATH,
  DEMO_USERNAME,
  demoRedirectUri,
} from '../../src/core/demo.ts'
import { authorizationQuery, hostedClient } from '../support/hosted.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

describe('the page of the demo', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer('sqlite')
    const { services } = server
    await ensureDemo({ ...services, config: { ...services.config, demo: true } })
  })
  afterAll(() => server.stop())

  async function signIn(scope: string, headers: Record<string, string> = {}) {
    const redirect_uri = demoRedirectUri(server.services.publicUrl)
    const browser = hostedClient(server)
    await browser.get(`/login${authorizationQuery(DEMO_CLIENT_ID, { redirect_uri, scope })}`)
    const { location } = await browser.submit({ username: DEMO_USERNAME, password: DEMO_PASSWORD })
    return browser.get(DEMO_PATH + new URL(location ?? '').search, headers)
  }

  it('shows the claims of the user who signed in', async () => {
    const { status, html } = await signIn('openid email')
    expect(status).toBe(200)
    expect(html).toContain('cognito:username')
  })

  it('is in English, and says so, whatever the visitor reads', async () => {
    const { html, headers } = await signIn('openid', { 'accept-language': 'de' })
    expect(headers.get('content-language')).toBe('en')
    expect(html).toContain('<html lang="en"')
  })

  it('shows none without an ID token', async () => {
    const { status, html } = await signIn('aws.cognito.signin.user.admin')
    expect(status).toBe(200)
    expect(html).not.toContain('cognito:username')
  })

  it.each(['code=%00', 'code=x', `code=${'x'.repeat(9000)}`, 'error=%3Cscript%3E'])(
    'refuses %.20s',
    async (query) => {
      const { status, html } = await hostedClient(server).get(`${DEMO_PATH}?${query}`)
      expect(status).toBe(400)
      expect(html).not.toContain('<script>')
    },
  )
})
