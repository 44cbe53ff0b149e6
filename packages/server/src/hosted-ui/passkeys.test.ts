import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPasskey, type SoftPasskey } from '../../test/support/authenticator.ts'
import {
  authorizationQuery,
  decodeEntities,
  type HostedPage,
  hostedClient,
} from '../../test/support/hosted.ts'
import { CALLBACK, createOAuthPool } from '../../test/support/oauth.ts'
import { createUser, PASSWORD, type Pool } from '../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'

const FACTORS = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } }

describe.each(databases)('the pages for passkeys on %s', (kind) => {
  const prefix = `keys-${kind}`
  const host = `${prefix}.auth.us-east-1.localhost`
  let server: TestServer
  let pool: Pool
  let path: string

  beforeAll(async () => {
    server = await startTestServer(kind)
    const client = { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }
    pool = await createOAuthPool(server, client, { Policies: FACTORS })
    await server.call('CreateUserPoolDomain', { UserPoolId: pool.userPoolId, Domain: prefix })
    path = `/passkeys/add?${new URLSearchParams({ client_id: pool.clientId, redirect_uri: CALLBACK })}`
  })
  afterAll(() => server.stop())

  /** The options that the page holds for the browser. */
  function optionsOf({ html }: HostedPage) {
    return JSON.parse(decodeEntities(/data-options="([^"]*)"/.exec(html)?.[1] ?? ''))
  }

  /** A browser in which the user has signed in with the password. */
  async function signedIn(username: string) {
    await createUser(server, pool, username)
    const browser = hostedClient(server, host)
    await browser.get(`/login${authorizationQuery(pool.clientId)}`)
    await browser.submit({ username })
    expect((await browser.submit({ password: PASSWORD })).location).toContain(CALLBACK)
    return browser
  }

  async function register(username: string): Promise<SoftPasskey> {
    const browser = await signedIn(username)
    const passkey = createPasskey(`http://${host}`)
    const page = await browser.get(path)
    expect(page.status).toBe(200)
    const done = await browser.submit({ credential: JSON.stringify(passkey.create(optionsOf(page))) })
    expect([done.status, done.location]).toEqual([302, CALLBACK])
    return passkey
  }

  /** A browser that shows the page of the passkey. */
  async function asked(username: string) {
    const browser = hostedClient(server, host)
    await browser.get(`/login${authorizationQuery(pool.clientId)}`)
    await browser.submit({ username })
    return { browser, page: await browser.submit({ answer: 'WEB_AUTHN' }, { form: 'WEB_AUTHN' }) }
  }

  it('register one, and sign in with it', async () => {
    const passkey = await register('jane')
    const { browser, page } = await asked('jane')
    expect(page.html).toContain('/assets/passkeys.')
    const done = await browser.submit({ credential: passkey.get(optionsOf(page)) })
    expect(done.status).toBe(302)
    expect(done.location).toContain(`${CALLBACK}?code=`)
  })

  it('go back to the choice when the passkey is refused or not sent', async () => {
    const passkey = await register('kim')
    for (const credential of ['', '{}', 'nonsense']) {
      const { browser } = await asked('kim')
      const again = await browser.submit({ credential })
      expect(again.status).toBe(400)
      expect(again.html).toContain('name="password"')
      expect(again.html.includes('Passkeys need JavaScript.')).toBe(credential === '')
    }
    const { browser, page } = await asked('kim')
    const forged = passkey.get(optionsOf(page), { challenge: 'c2hvcnQ' })
    expect((await browser.submit({ credential: forged })).html).toContain('name="password"')
    expect((await browser.submit({ password: PASSWORD })).location).toContain(CALLBACK)
  })

  it('show the page of the registration again with new options after a failure', async () => {
    const browser = await signedIn('lee')
    const first = await browser.get(path)
    const again = await browser.submit({ credential: '{}' })
    expect(again.status).toBe(400)
    expect(optionsOf(again).challenge).not.toBe(optionsOf(first).challenge)
  })

  it('register none for a user whom another provider signs in', async () => {
    const browser = await signedIn('nils')
    expect((await browser.get(path)).status).toBe(200)
    const users = server.services.db.updateTable('users').set({ status: 'EXTERNAL_PROVIDER' })
    await users.where('username', '=', 'nils').execute()
    const refused = await browser.get(path)
    expect(refused.status).toBe(400)
    expect(refused.html).toContain('Passkeys are not turned on here.')
  })

  it('register none without a session, at another address, or on the way to a stranger', async () => {
    const stranger = hostedClient(server, host)
    const unknown = await stranger.get(path)
    expect(unknown.status).toBe(400)
    expect(unknown.html).toContain('Sign in first, then add your passkey.')
    const [, signIn = ''] = /href="(\/login[^"]*)"/.exec(unknown.html) ?? []
    expect((await stranger.get(decodeEntities(signIn))).status).toBe(200)
    const browser = await signedIn('mia')
    const evil = path.replace(encodeURIComponent(CALLBACK), encodeURIComponent('https://evil.example'))
    const page = await browser.get(evil)
    expect([page.status, page.html.includes('evil.example')]).toEqual([400, false])
    const elsewhere = hostedClient(server)
    await elsewhere.get(`/login${authorizationQuery(pool.clientId)}`)
    await elsewhere.submit({ username: 'mia' })
    expect((await elsewhere.submit({ password: PASSWORD })).status).toBe(302)
    const refused = await elsewhere.get(path)
    expect(refused.status).toBe(400)
    expect(refused.html).toContain('Passkeys can’t be used at this address.')
  })
})
