import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorizationQuery, type HostedPage, hostedClient } from '../support/hosted.ts'
import { addClient, CALLBACK, createOAuthPool } from '../support/oauth.ts'
import { createUser, PASSWORD, type Pool } from '../support/pool.ts'
import { startProcess, temporaryFolder } from '../support/process.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'
import { measuredAgain, undisturbed } from '../support/timing.ts'

const EVIL = 'https://evil.example'
const MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
const ROUNDS = 41
/** A look-up or a power left out changes the time by more; noise of a busy machine, taken in turns, by less. */
const ALIKE = 1.5
const LOGIN_PATHS = ['/login', '/signup', '/forgotPassword', '/confirmforgotPassword', '/confirmUser']

describe.each(databases)('attacks on the pages, %s', (kind) => {
  let server: TestServer
  let pool: Pool
  let query: string

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server, {}, { AutoVerifiedAttributes: ['email'] })
    query = authorizationQuery(pool.clientId)
    await createUser(server, pool, 'jane', { email: 'jane@example.com', email_verified: 'true' })
  })
  afterAll(() => server.stop())

  async function browserAt(path = '/login', search = query) {
    const browser = hostedClient(server)
    await browser.get(path + search)
    return browser
  }

  /** No markup of the attacker's, and scripts from nowhere but our own files. */
  function expectHarmless({ html, headers }: HostedPage): void {
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img src=x')
    expect(html.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+=/)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe')
  }

  describe('by markup', () => {
    it.each(['state', 'login_hint', 'lang', 'nonce', 'unheard_of', MARKUP])(
      'in the parameter %s',
      async (name) => {
        const search = authorizationQuery(pool.clientId, { [name]: MARKUP })
        for (const path of LOGIN_PATHS) expectHarmless(await hostedClient(server).get(path + search))
      },
    )

    it('in raw form, as browsers never send it', async () => {
      const search = `${query}&login_hint=${MARKUP}&<script>alert(3)</script>`.replaceAll(' ', '+')
      for (const path of [...LOGIN_PATHS, '/error'])
        expectHarmless(await hostedClient(server).get(path + search))
    })

    it.each(['error', 'error_description', 'client_id', 'lang'])(
      'in the parameter %s of the error page',
      async (name) => {
        const page = await hostedClient(server).get(
          `/error?${new URLSearchParams({ error: 'x', [name]: MARKUP })}`,
        )
        expect(page.status).toBe(400)
        expectHarmless(page)
        expect(page.html).not.toContain('alert')
      },
    )

    it('by a sentence that the error page would say for the attacker', async () => {
      const said = { error: 'invalid_request', error_description: 'Call 555 0100 to keep your account' }
      const page = await hostedClient(server).get(`/error?${new URLSearchParams(said)}`)
      expect(page.html).not.toContain('555 0100')
    })

    it.each([
      'username',
      'password',
      'code',
      'state',
      'answer',
      'requiredAttributes[email]',
      'requiredAttributes[name]',
    ])('in the field %s', async (name) => {
      for (const path of [...LOGIN_PATHS, '/resendcode', '/challenge']) {
        const browser = await browserAt()
        const _csrf = browser.hidden('_csrf') ?? ''
        const page = await browser.post(path + query, {
          _csrf,
          username: 'nobody',
          password: 'x',
          [name]: MARKUP,
        })
        expectHarmless(page)
      }
    })

    it('in the name of the client', async () => {
      const { ClientId } = await addClient(server, pool, { ClientName: 'a' })
      await server.services.db
        .updateTable('app_clients')
        .set({ name: MARKUP })
        .where('id', '=', ClientId)
        .execute()
      for (const path of LOGIN_PATHS)
        expectHarmless(await hostedClient(server).get(path + authorizationQuery(ClientId)))
    })

    it('in the style of the classic pages', async () => {
      const Domain = `css-${kind}`
      await server.call('CreateUserPoolDomain', { UserPoolId: pool.userPoolId, Domain })
      const CSS = '.banner-customizable { background: red }'
      await server.call('SetUICustomization', { UserPoolId: pool.userPoolId, CSS })
      const evil = `</style>${MARKUP}`
      const { db } = server.services
      const rows = await db.selectFrom('ui_customizations').selectAll().execute()
      expect(rows.length).toBeGreaterThan(0)
      await db.updateTable('ui_customizations').set({ css: evil }).execute()
      const browser = hostedClient(server, `${Domain}.auth.us-east-1.localhost`)
      const page = await browser.get(`/login${query}`)
      expect(page.status).toBe(200)
      expect(page.html.match(/<\/style>/g)?.length ?? 0).toBeLessThanOrEqual(1)
      const document = page.html.replace(/<style.*?<\/style>/s, '')
      expectHarmless({ ...page, html: document })
    })
  })

  it('lets no page be framed, kept, or guessed at, and tells other sites nothing of the address', async () => {
    const browser = await browserAt()
    const pages = [
      await browser.get(`/login${query}`),
      await browser.submit({ username: 'jane', password: 'Wrong-Horse-1' }),
      await browser.submit({}, { headers: { origin: EVIL } }),
      await browser.get('/error'),
      await browser.get('/login'),
      await (await browserAt()).submit({ username: 'jane', password: PASSWORD }),
    ]
    for (const { headers } of pages) {
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('cache-control')).toContain('no-store')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.has('access-control-allow-origin')).toBe(false)
    }
    expect(pages.at(-1)?.status).toBe(302)
  })

  it('gives every answer another nonce', async () => {
    const browser = await browserAt()
    const nonce = async () =>
      /nonce-([\w-]+)/.exec((await browser.get('/error')).headers.get('content-security-policy') ?? '')?.[1]
    expect(await nonce()).not.toBe(await nonce())
  })

  describe('by forms of other sites', () => {
    const right = { username: 'jane', password: PASSWORD }
    const forgeries: [string, Record<string, string>][] = [
      ['of another site', { 'sec-fetch-site': 'cross-site' }],
      ['of another host of the same site', { 'sec-fetch-site': 'same-site' }],
      ['with a foreign Origin', { origin: EVIL }],
      ['with an opaque Origin', { origin: 'null' }],
      ['with an Origin that only begins like ours', { origin: 'http://127.0.0.1:1' }],
    ]

    it.each(forgeries)('%s', async (_, headers) => {
      const page = await (await browserAt()).submit(right, { headers })
      expect(page.status).toBe(403)
      expect(page.headers.getSetCookie().some((cookie) => cookie.startsWith('cognito'))).toBe(false)
    })

    it.each([
      ['with no token', { _csrf: '' }],
      ['with a wrong token', { _csrf: 'A'.repeat(32) }],
    ])('%s', async (_, fields) => {
      expect((await (await browserAt()).submit({ ...right, ...fields })).status).toBe(403)
    })

    it('with the token of another browser', async () => {
      const _csrf = (await browserAt()).hidden('_csrf') ?? ''
      expect((await (await browserAt()).submit({ ...right, _csrf })).status).toBe(403)
    })

    it('to a browser without the cookie', async () => {
      const browser = await browserAt()
      browser.cookies.delete('XSRF-TOKEN')
      expect((await browser.submit(right)).status).toBe(403)
    })

    it.each(['', 'x', 'A'.repeat(31)])(
      'with the token %o, which is none of ours, in cookie and form',
      async (_csrf) => {
        const browser = await browserAt()
        browser.cookies.set('XSRF-TOKEN', _csrf)
        expect((await browser.submit({ ...right, _csrf })).status).toBe(403)
      },
    )

    it('at every address that takes a form', async () => {
      const paths = [...LOGIN_PATHS, '/challenge', '/resendcode', '/confirmuser']
      for (const path of paths) expect((await (await browserAt()).post(path + query, right)).status).toBe(403)
      expect((await (await browserAt()).post('/passkeys/add', right)).status).toBe(403)
    })

    it('takes those of our own pages', async () => {
      const headers = { origin: server.url, 'sec-fetch-site': 'same-origin' }
      expect((await (await browserAt()).submit(right, { headers })).status).toBe(302)
      const { publicUrl } = server.services
      expect((await (await browserAt()).submit(right, { headers: { origin: publicUrl } })).status).toBe(302)
    })
  })

  describe('by a session that the attacker knows', () => {
    const cookieName = () => `cognito-${pool.userPoolId}`

    it('gives the browser another one when its user signs in', async () => {
      const browser = await browserAt()
      browser.cookies.set(cookieName(), 'chosen-by-the-attacker')
      await browser.submit({ username: 'jane', password: PASSWORD })
      expect(browser.cookies.get(cookieName())).not.toBe('chosen-by-the-attacker')
    })

    it('ends the session that was there', async () => {
      const attacker = await browserAt()
      await attacker.submit({ username: 'jane', password: PASSWORD })
      const planted = attacker.cookies.get(cookieName()) ?? ''
      expect((await attacker.get(`/oauth2/authorize${query}`)).location).toContain(`${CALLBACK}?code=`)
      const victim = await browserAt()
      victim.cookies.set(cookieName(), planted)
      await victim.submit({ username: 'jane', password: PASSWORD })
      expect(victim.cookies.get(cookieName())).not.toBe(planted)
      expect((await attacker.get(`/oauth2/authorize${query}`)).location).toContain('/login?')
      expect((await victim.get(`/oauth2/authorize${query}`)).location).toContain(`${CALLBACK}?code=`)
    })

    it('goes on with it at a client that registered itself only once the user says so', async () => {
      const dcr = { EnableStatus: 'Enabled', OpenDcrEnabled: true, OpenDcrGrantTypes: ['code'] }
      const registering = await createOAuthPool(server, {}, { DcrConfiguration: dcr })
      await createUser(server, registering, 'jane')
      const url = `${server.url}/oauth2/register?user_pool_id=${registering.userPoolId}`
      const body = JSON.stringify({ redirect_uris: [CALLBACK] })
      const headers = { 'content-type': 'application/json' }
      const registered = await fetch(url, { method: 'POST', headers, body })
      const { client_id } = (await registered.json()) as { client_id: string }
      const search = authorizationQuery(client_id)
      const browser = await browserAt('/login', authorizationQuery(registering.clientId))
      await browser.submit({ username: 'jane', password: PASSWORD })
      expect((await browser.get(`/oauth2/authorize${search}`)).location).toBe(`/login${search}`)
      const silent = await browser.get(`/oauth2/authorize${search}&prompt=none`)
      expect(silent.location).toContain(`${CALLBACK}?error=login_required`)
      await browser.get(`/login${search}`)
      expect((await browser.submit()).location).toContain(`${CALLBACK}?code=`)
    })

    it('goes on with it at no client that has other providers alone', async () => {
      await server.call('CreateIdentityProvider', {
        UserPoolId: pool.userPoolId,
        ProviderName: 'Acme',
        ProviderType: 'SAML',
        ProviderDetails: { MetadataURL: 'https://acme.example/metadata' },
      })
      const { ClientId } = await addClient(server, pool, { SupportedIdentityProviders: ['Acme'] })
      const search = authorizationQuery(ClientId)
      const browser = await browserAt()
      await browser.submit({ username: 'jane', password: PASSWORD })
      const page = await browser.get(`/login${search}`)
      expect(page.html).not.toContain('jane@example.com')
      const _csrf = browser.cookies.get('XSRF-TOKEN') ?? ''
      const answer = await browser.post(`/login${search}`, { _csrf, continue: 'true' })
      expect(answer.status).toBe(400)
      expect(answer.location).toBeUndefined()
    })

    it('keeps the cookie from scripts and from forms of other sites', async () => {
      const page = await (await browserAt()).submit({ username: 'jane', password: PASSWORD })
      const cookie = page.headers.getSetCookie().find((each) => each.startsWith(cookieName()))
      expect(cookie).toMatch(/; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax$/)
    })
  })

  it('opens no state of another user pool', async () => {
    const other = await createOAuthPool(server)
    const invited = { Username: 'invited', MessageAction: 'SUPPRESS', TemporaryPassword: PASSWORD }
    await server.call('AdminCreateUser', { UserPoolId: pool.userPoolId, ...invited })
    const browser = await browserAt()
    await browser.submit({ username: 'invited', password: PASSWORD })
    const fields = { password: 'Brand-New-Horse-2', confirm_password: 'Brand-New-Horse-2' }
    const page = await browser.submit(fields, { action: `/challenge${authorizationQuery(other.clientId)}` })
    expect(page.status).toBe(400)
    expect(page.html).toContain('This took too long.')
    expect(
      (await browser.submit({ ...fields, state: 'AYAB' }, { action: `/challenge${query}` })).status,
    ).toBe(400)
  })

  it.each([
    ['a field that comes twice', 'username=jane&username=mallory&password=x', undefined, 400],
    ['text that no database stores', 'username=%00&password=x', undefined, 400],
    ['half a character', 'username=%ED%A0%80&password=x', undefined, 400],
    ['a name longer than any', `username=${'x'.repeat(129)}&password=x`, undefined, 400],
    ['a password longer than any', `username=jane&password=${'x'.repeat(257)}`, undefined, 400],
    ['a long body', `username=jane&password=${'x'.repeat(70_000)}`, undefined, 413],
    ['JSON', '{"username":"jane"}', 'application/json', 400],
  ])('refuses a form with %s', async (_, text, type, status) => {
    const browser = await browserAt()
    const token = browser.hidden('_csrf') ?? ''
    const response = await fetch(`${server.url}/login${query}`, {
      method: 'POST',
      headers: {
        'content-type': type ?? 'application/x-www-form-urlencoded',
        cookie: `XSRF-TOKEN=${token}`,
      },
      body: `_csrf=${token}&${text}`,
    })
    expect(response.status).toBe(status)
  })
})

describe.each(databases)('the pages of a client that hides who exists, on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    const hiding = { PreventUserExistenceErrors: 'ENABLED' }
    pool = await createOAuthPool(server, hiding, { AutoVerifiedAttributes: ['email'] })
    await createUser(server, pool, 'known', { email: 'known@example.com', email_verified: 'true' })
  })
  afterAll(() => server.stop())

  /** What the page says about the user: nothing that differs by name, token or state. */
  async function answerTo(path: string, username: string, fields: Record<string, string>) {
    const browser = hostedClient(server)
    const { clientId } = pool
    const search = authorizationQuery(clientId)
    await browser.get(`/forgotPassword${search}`)
    const page = await browser.submit({ ...fields, username }, { action: path + search })
    const html = page.html
      .replaceAll(/value="[\w-]{20,}"/g, '')
      .replaceAll(username, 'NAME')
      .replaceAll(/[a-z]\*\*\*@[a-z]\*\*\*/g, 'ADDRESS')
    return { status: page.status, html }
  }

  const code = { code: 'abcdef', password: 'Brand-New-Horse-2', confirm_password: 'Brand-New-Horse-2' }

  it.each([
    ['/login', { password: 'Wrong-Horse-1' }],
    ['/forgotPassword', {}],
    ['/confirmforgotPassword', code],
  ])('%s answers for nobody as for a user', async (path, fields) => {
    const known = await answerTo(path, 'known', fields)
    expect(await answerTo(path, 'nobod', fields)).toEqual(known)
  })

  it('/confirmUser answers for nobody as for whoever waits for a code', async () => {
    const UserAttributes = [{ Name: 'email', Value: 'waits@example.com' }]
    await server.call('SignUp', {
      ClientId: pool.clientId,
      Username: 'waits',
      Password: PASSWORD,
      UserAttributes,
    })
    for (const username of ['waits', 'nobod']) await answerTo('/resendcode', username, {})
    const waiting = await answerTo('/confirmUser', 'waits', { code: 'abcdef' })
    expect(waiting.status).toBe(400)
    expect(await answerTo('/confirmUser', 'nobod', { code: 'abcdef' })).toEqual(waiting)
  })

  it.each([
    ['/login', { password: 'Wrong-Horse-1' }],
    ['/forgotPassword', {}],
    ['/confirmforgotPassword', code],
  ])('%s takes as long for nobody as for a user', measuredAgain, async (path, fields) => {
    const browser = hostedClient(server)
    const search = authorizationQuery(pool.clientId)
    await browser.get(path + search)
    const _csrf = browser.hidden('_csrf') ?? ''
    const times: Record<string, number[]> = { known: [], nobod: [] }
    for (let round = 0; round < ROUNDS; round += 1)
      for (const username of ['known', 'nobod']) {
        server.advance(3601) // so that neither lock nor limit shortens the work
        const started = performance.now()
        await browser.post(path + search, { ...fields, _csrf, username })
        times[username]?.push(performance.now() - started)
      }
    const ratio = undisturbed(times['nobod']) / undisturbed(times['known'])
    expect(Math.max(ratio, 1 / ratio)).toBeLessThan(ALIKE)
  })

  it(
    '/confirmforgotPassword takes as long for nobody as for a user whose password is new',
    measuredAgain,
    async () => {
      const costly = { UserPoolTags: { _password_hash_: 'argon2id' } } // shows beside the request, in few rounds
      const hiding = {
        PreventUserExistenceErrors: 'ENABLED',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      }
      const own = await createOAuthPool(server, hiding, costly)
      const { userPoolId, clientId } = own
      for (const each of ['fresh', 'known'])
        await createUser(server, own, each, { email: `${each}@example.com`, email_verified: 'true' })
      const browser = hostedClient(server)
      const path = `/confirmforgotPassword${authorizationQuery(clientId)}`
      await browser.get(path)
      const _csrf = browser.hidden('_csrf') ?? ''
      const renewed = { UserPoolId: userPoolId, Username: 'fresh', Password: PASSWORD, Permanent: true }
      const times: Record<string, number[]> = { fresh: [], known: [], nobod: [] }
      for (let round = 0; round < 11; round += 1) {
        server.advance(3601) // so that no limit shortens the work
        await server.call('AdminSetUserPassword', renewed)
        for (const username of Object.keys(times)) {
          const started = performance.now()
          const { html } = await browser.post(path, { ...code, _csrf, username })
          times[username]?.push(performance.now() - started)
          expect(html).toContain('That code is no longer valid.')
        }
      }
      for (const username of ['known', 'nobod']) {
        const ratio = undisturbed(times[username]) / undisturbed(times['fresh'])
        expect(Math.max(ratio, 1 / ratio), username).toBeLessThan(2 * ALIKE) // without the work it is 7 and more
      }
    },
  )
})

describe('the log of the pages', () => {
  it('holds neither passwords nor codes nor sessions, however much is logged', async () => {
    const folder = await temporaryFolder()
    const server = await startProcess([`--data-dir=${folder.path}`, '--no-demo', '--log-level=trace'])
    const pool = await createOAuthPool(server, {}, { AutoVerifiedAttributes: ['email'] })
    const browser = hostedClient(server)
    await browser.get(`/signup${authorizationQuery(pool.clientId)}`)
    const password = { password: PASSWORD, confirm_password: PASSWORD }
    await browser.submit({ username: 'new', ...password, 'requiredAttributes[email]': 'new@example.com' })
    const code = await server.codeFor('new@example.com')
    const { location } = await browser.submit({ code })
    const session = browser.cookies.get(`cognito-${pool.userPoolId}`)
    const secrets = [PASSWORD, `"${code}"`, session, new URL(location ?? '').searchParams.get('code')]
    await server.stop()
    await folder.remove()
    for (const secret of secrets) {
      expect(secret).toBeTruthy()
      expect(server.output()).not.toContain(secret)
    }
  })
})
