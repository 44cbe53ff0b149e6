import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  authorizationQuery,
  decodeEntities,
  type HostedPage,
  hostedClient,
} from '../../test/support/hosted.ts'
import { SMS } from '../../test/support/mfa.ts'
import { addClient, CALLBACK, createOAuthPool } from '../../test/support/oauth.ts'
import { createPool, createUser, PASSWORD, type Pool } from '../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'

const NEW_PASSWORD = 'Brand-New-Horse-2'
const WEAK = { password: 'short', confirm_password: 'short' }
const VERIFY = { AutoVerifiedAttributes: ['email'] }

describe.each(databases)('the pages for accounts on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server, {}, VERIFY)
  })
  afterAll(() => server.stop())

  async function browserAt(path: string, where: Pool = pool, more: Record<string, string> = {}) {
    const browser = hostedClient(server)
    const page = await browser.get(`${path}${authorizationQuery(where.clientId, more)}`)
    expect(page.status).toBe(200)
    return { browser, page }
  }

  const newAccount = (username: string, email = `${username}@example.com`) => ({
    username,
    password: PASSWORD,
    confirm_password: PASSWORD,
    'requiredAttributes[email]': email,
  })

  function signIn(where: Pool, username: string, password = PASSWORD): Promise<HostedPage> {
    return browserAt('/login', where).then(({ browser }) => browser.submit({ username, password }))
  }

  function expectSignedIn({ status, location }: HostedPage): void {
    expect(status).toBe(302)
    expect(location).toContain(`${CALLBACK}?code=`)
  }

  /** The name of the field that has the cursor and is marked as wrong. */
  function fieldInError({ html }: HostedPage): string | undefined {
    return decodeEntities(/name="([^"]*)"[^>]* aria-invalid="true"[^>]* autofocus/.exec(html)?.[1] ?? '')
  }

  /** What a page says of `WEAK` in a pool with the policy that pools begin with. */
  function expectWeak({ html }: HostedPage): void {
    const items = html.match(/<li.*?<\/li>/gs) ?? []
    const itemOf = (text: string) => items.find((item) => item.includes(text))
    for (const text of ['At least 8', 'An uppercase', 'A number', 'A symbol'])
      expect(itemOf(text)).toMatch(/passwordCheck-notValid-customizable.*\(missing\)/)
    expect(itemOf('A lowercase')).toContain('passwordCheck-valid-customizable')
  }

  describe('for a new one', () => {
    it('ask for an address that can be verified, and for the code that was sent there', async () => {
      const { browser, page } = await browserAt('/signup')
      expect(page.html).toContain('requiredAttributes[email]')
      const sent = await browser.submit(newAccount('new'))
      expect(sent.status).toBe(200)
      expect(sent.html).toContain('n***@e***')
      const code = await server.codeFor('new@example.com')
      const wrong = await browser.submit({ code: code === '000000' ? '000001' : '000000' })
      expect(wrong.status).toBe(400)
      expect(wrong.html).toContain('That code is not right.')
      expect(wrong.html).toContain('n***@e***')
      expectSignedIn(await browser.submit({ code }))
    })

    /** Signs up; resolves with the browser at the page for the code. */
    async function signedUp(username: string, where: Pool = pool) {
      const { browser } = await browserAt('/signup', where)
      await browser.submit(newAccount(username))
      const code = await server.codeFor(`${username}@example.com`)
      return { browser, code }
    }

    it('ask for the password where another browser confirms', async () => {
      const { browser: first, code } = await signedUp('elsewhere')
      const { browser } = await browserAt('/confirmUser')
      const state = first.hidden('state', 'name="code"') ?? ''
      const confirmed = await browser.submit({ username: 'elsewhere', code, state })
      expect(confirmed.status).toBe(200)
      expect(confirmed.html).toContain('Your account is confirmed.')
      expectSignedIn(await browser.submit({ username: 'elsewhere', password: PASSWORD }))
    })

    it('ask for the password where it is another one by now', async () => {
      const { browser, code } = await signedUp('changed')
      await server.call('AdminSetUserPassword', {
        UserPoolId: pool.userPoolId,
        Username: 'changed',
        Password: NEW_PASSWORD,
        Permanent: false,
      })
      const confirmed = await browser.submit({ code })
      expect(confirmed.location).toBeUndefined()
    })

    it('ask for the password after the time of a session', async () => {
      const { browser, code } = await signedUp('slow')
      server.advance(4 * 60)
      const confirmed = await browser.submit({ code })
      expect(confirmed.html).toContain('Your account is confirmed.')
      expectSignedIn(await browser.submit({ username: 'slow', password: PASSWORD }))
    })

    it('sign nobody in by the state of another account', async () => {
      const mine = await signedUp('mine')
      const theirs = await signedUp('theirs')
      const state = mine.browser.hidden('state', 'name="code"') ?? ''
      const confirmed = await theirs.browser.submit({ code: theirs.code, state })
      expect(confirmed.location).toBeUndefined()
      expect(confirmed.html).toContain('Your account is confirmed.')
    })

    it('ask for the second factor all the same', async () => {
      const guarded = await createOAuthPool(server, {}, VERIFY)
      await server.call('SetUserPoolMfaConfig', {
        UserPoolId: guarded.userPoolId,
        SoftwareTokenMfaConfiguration: { Enabled: true },
        MfaConfiguration: 'ON',
      })
      const { browser, code } = await signedUp('careful', guarded)
      const next = await browser.submit({ code })
      expect(next.location).toBeUndefined()
      expect(next.html).toContain('<svg')
    })

    it('ask for the code once more where the form comes twice, and for nothing after its time', async () => {
      const { browser } = await browserAt('/signup')
      const account = { ...newAccount('twice'), _csrf: browser.hidden('_csrf') ?? '' }
      const send = (fields: Record<string, string> = {}) =>
        browser.post(`/signup${authorizationQuery(pool.clientId)}`, { ...account, ...fields })
      await send()
      expect(await send({ password: NEW_PASSWORD, confirm_password: NEW_PASSWORD })).toMatchObject({
        status: 400,
        html: expect.stringContaining('already exists'),
      })
      expect(await send()).toMatchObject({ status: 200, html: expect.stringContaining('name="code"') })
      expectSignedIn(await browser.submit({ code: await server.codeFor('twice@example.com') }))
      expect((await send()).html).toContain('already exists')
      const old = { ...account, username: 'old', 'requiredAttributes[email]': 'old@example.com' }
      await send(old)
      server.advance(4 * 60)
      expect((await send(old)).html).toContain('already exists')
    })

    it('lead to the sign-in where the code comes twice', async () => {
      const { browser, code } = await signedUp('double')
      const fields = { username: 'double', code, _csrf: browser.hidden('_csrf') ?? '' }
      const state = browser.hidden('state', 'name="code"') ?? ''
      const path = `/confirmUser${authorizationQuery(pool.clientId)}`
      expectSignedIn(await browser.post(path, { ...fields, state }))
      const second = await browser.post(path, { ...fields, state })
      expect(second.status).toBe(200)
      expect(second.html).toContain('already confirmed')
      expect(second.html).toContain('name="password"')
    })

    it('send the code again', async () => {
      const { browser } = await browserAt('/signup')
      await browser.submit(newAccount('again'))
      server.advance(1)
      const resent = await browser.submit({}, { form: '/resendcode' })
      expect(resent.html).toContain('We sent a new code.')
      expectSignedIn(await browser.submit({ code: await server.codeFor('again@example.com') }))
    })

    it.each([
      ['a password that breaks the policy', WEAK, 'password', 'This password is too short.'],
      ['a password of one character', { password: 'x', confirm_password: 'x' }, 'password', 'too short.'],
      [
        'a space after the password',
        { password: `${PASSWORD} `, confirm_password: `${PASSWORD} ` },
        'password',
        'A password can’t begin or end with a space.',
      ],
      ['no password', { password: '' }, 'password', 'Password is missing.'],
      ['a name that is too long', { username: 'n'.repeat(129) }, 'username', 'This is too long.'],
      [
        'a password that is too long',
        { password: 'p'.repeat(257), confirm_password: 'p'.repeat(257) },
        'password',
        'This is too long.',
      ],
      [
        'two passwords',
        { confirm_password: 'Other-Horse-1' },
        'confirm_password',
        'The two passwords are not the same.',
      ],
      ['no name', { username: '' }, 'username', 'Fill in every field'],
      ['a name with a space', { username: 'two words' }, 'username', 'Leave out the spaces.'],
      [
        'an address that is none',
        { 'requiredAttributes[email]': 'nowhere' },
        'requiredAttributes[email]',
        'This is not an email address.',
      ],
    ])('show a form with %s again, without the passwords', async (_, fields, field, text) => {
      const { browser } = await browserAt('/signup')
      const page = await browser.submit({ ...newAccount('refused'), ...fields })
      expect(page.status).toBe(400)
      expect(page.html).toContain(text)
      expect(fieldInError(page)).toBe(field)
      expect(page.html).not.toContain(PASSWORD)
      expect(page.html).not.toContain('Other-Horse-1')
    })

    it('mark every requirement that a password breaks', async () => {
      const { browser } = await browserAt('/signup')
      const page = await browser.submit({ ...newAccount('weak'), ...WEAK })
      expect(page.status).toBe(400)
      expectWeak(page)
    })

    it('say that a name is taken, as the API does', async () => {
      await createUser(server, pool, 'taken')
      const { browser } = await browserAt('/signup')
      const page = await browser.submit(newAccount('taken'))
      expect(page.status).toBe(400)
      expect(page.html).toContain('An account with these details already exists.')
      expect(fieldInError(page)).toBe('username')
    })

    it('take the address as the name where it is one', async () => {
      const addressed = await createOAuthPool(server, {}, { ...VERIFY, UsernameAttributes: ['email'] })
      const { browser, page } = await browserAt('/signup', addressed)
      expect(page.html).not.toContain('requiredAttributes')
      await browser.submit({
        username: 'a@example.com',
        password: PASSWORD,
        confirm_password: PASSWORD,
      })
      await browser.submit({ code: await server.codeFor('a@example.com') })
      expectSignedIn(await signIn(addressed, 'a@example.com'))
      const { browser: next } = await browserAt('/signup', addressed)
      const refused = await next.submit({
        username: 'nowhere',
        password: PASSWORD,
        confirm_password: PASSWORD,
      })
      expect(refused.html).toContain('This is not an email address.')
      expect(fieldInError(refused)).toBe('username')
    })

    it('take a phone number as people write it', async () => {
      const settings = { AutoVerifiedAttributes: ['phone_number'], SmsConfiguration: SMS }
      const called = await createOAuthPool(server, {}, { ...settings, UsernameAttributes: ['phone_number'] })
      const { browser } = await browserAt('/signup', called)
      const username = '+1 (415) 555-0199'
      await browser.submit({ username, password: PASSWORD, confirm_password: PASSWORD })
      await browser.submit({ code: await server.codeFor('+14155550199') })
      expectSignedIn(await signIn(called, username))
      expectSignedIn(await signIn(called, '+14155550199'))

      const asked = await createOAuthPool(server, {}, settings)
      const { browser: other } = await browserAt('/signup', asked)
      await other.submit({
        username: 'caller',
        password: PASSWORD,
        confirm_password: PASSWORD,
        'requiredAttributes[phone_number]': '+1-415-555.0198',
      })
      expectSignedIn(await other.submit({ code: await server.codeFor('+14155550198') }))
    })

    it('sign in at once where the code can stand for the password, which nobody has to have', async () => {
      const codes = await createOAuthPool(
        server,
        { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
        { ...VERIFY, Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } },
      )
      const { browser, page } = await browserAt('/signup', codes)
      expect(page.html).not.toContain('name="password"')
      await browser.submit({ username: 'coded', 'requiredAttributes[email]': 'coded@example.com' })
      expectSignedIn(await browser.submit({ code: await server.codeFor('coded@example.com') }))
    })

    it('are not shown where only administrators make accounts', async () => {
      const closed = await createOAuthPool(
        server,
        {},
        { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
      )
      const { browser, page } = await browserAt('/login', closed)
      expect(page.html).not.toContain('/signup')
      const query = authorizationQuery(closed.clientId)
      const shut = await browser.get(`/signup${query}`)
      expect(shut.status).toBe(400)
      expect(shut.html).toContain('href="/login?')
      const _csrf = browser.cookies.get('XSRF-TOKEN') ?? ''
      const refused = await browser.post(`/signup${query}`, { ...newAccount('closed'), _csrf })
      expect(refused.status).toBe(400)
      expect(refused.html).toContain('New accounts are made by an administrator only.')
      expect((await server.call('ListUsers', { UserPoolId: closed.userPoolId })).Users).toEqual([])
    })
  })

  describe('for a link in a message', () => {
    const template = { VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } }

    async function linkFor(where: Pool, username: string): Promise<URL> {
      const email = `${username}@example.com`
      await server.call('SignUp', {
        ClientId: where.clientId,
        Username: username,
        Password: PASSWORD,
        UserAttributes: [{ Name: 'email', Value: email }],
      })
      const [message] = await server.outbox({ to: email })
      return new URL(message?.link ?? '')
    }

    it('confirm, and lead to the sign-in without the code', async () => {
      const linked = await createOAuthPool(server, {}, { ...VERIFY, ...template })
      const link = await linkFor(linked, 'linked')
      expect(link.origin).toBe(server.services.publicUrl)
      const browser = hostedClient(server)
      const page = await browser.get(link.pathname + link.search)
      expect(page.status).toBe(200)
      expect(page.html).toContain('Account confirmed')
      expect(page.html).not.toContain(link.searchParams.get('confirmation_code'))
      const again = await browser.get(link.pathname + link.search)
      expect(again.status).toBe(200)
      expect(again.html).toContain('This account is already confirmed.')
      expectSignedIn(await signIn(linked, 'linked'))
    })

    it('confirm for a client that uses no other page', async () => {
      const api = await createPool(server, { ...VERIFY, ...template })
      const link = await linkFor(api, 'api')
      const page = await hostedClient(server).get(link.pathname.toLowerCase() + link.search)
      expect(page.html).toContain('Account confirmed')
      expect(page.html).not.toContain('/login')
    })

    it('refuse another code, another client, and what no database stores', async () => {
      const linked = await createPool(server, { ...VERIFY, ...template })
      const link = await linkFor(linked, 'other')
      for (const [name, value, status] of [
        ['confirmation_code', 'wrong', 400],
        ['user_name', 'nobody', 400],
        ['user_name', '\0', 400],
        ['client_id', pool.clientId, 400],
        ['client_id', '\0', 400],
      ] as const) {
        const changed = new URLSearchParams(link.search)
        changed.set(name, value)
        expect((await hostedClient(server).get(`/confirmUser?${changed}`)).status).toBe(status)
      }
      const page = await hostedClient(server).get(link.pathname + link.search)
      expect(page.html).toContain('Account confirmed')
    })

    it('confirm nobody when a program only asks for the headers', async () => {
      const linked = await createPool(server, { ...VERIFY, ...template })
      const link = await linkFor(linked, 'headers')
      await fetch(server.url + link.pathname + link.search, { method: 'HEAD' })
      const user = { UserPoolId: linked.userPoolId, Username: 'headers' }
      expect((await server.call('AdminGetUser', user)).UserStatus).toBe('UNCONFIRMED')
    })
  })

  describe('for a forgotten password', () => {
    it('send a code and set a new one', async () => {
      await createUser(server, pool, 'lost', { email: 'lost@example.com', email_verified: 'true' })
      const { browser } = await browserAt('/forgotPassword')
      const sent = await browser.submit({ username: 'lost' })
      expect(sent.status).toBe(200)
      expect(sent.html).toContain('l***@e***')
      const code = await server.codeFor('lost@example.com')
      const password = { password: NEW_PASSWORD, confirm_password: NEW_PASSWORD }
      const wrong = await browser.submit({ code: code === '000000' ? '000001' : '000000', ...password })
      expect(wrong.status).toBe(400)
      expect(wrong.html).not.toMatch(/name="code"[^>]* value=/)
      const weak = await browser.submit({ code, ...WEAK })
      expect(weak.html).toMatch(new RegExp(`name="code"[^>]* value="${code}"`))
      expect(weak.html).toContain('This password is too short.')
      expectWeak(weak)
      const done = await browser.submit({ code, ...password })
      expect(done.html).toContain('Your password has been changed.')
      expectSignedIn(await browser.submit({ username: 'lost', password: NEW_PASSWORD }))
    })

    it('say that the password is changed where the form comes twice, and nothing of another password', async () => {
      await createUser(server, pool, 'lost3', { email: 'lost3@example.com', email_verified: 'true' })
      const { browser } = await browserAt('/forgotPassword')
      await browser.submit({ username: 'lost3' })
      const code = await server.codeFor('lost3@example.com')
      const _csrf = browser.hidden('_csrf') ?? ''
      const send = (password: string) =>
        browser.post(`/confirmforgotPassword${authorizationQuery(pool.clientId)}`, {
          ...{ _csrf, username: 'lost3', code },
          ...{ password, confirm_password: password },
        })
      const done = { status: 200, html: expect.stringContaining('Your password has been changed.') }
      const expired = { status: 400, html: expect.stringContaining('no longer valid') }
      expect(await send(NEW_PASSWORD)).toMatchObject(done)
      expect(await send(NEW_PASSWORD)).toMatchObject(done)
      expect(await send(PASSWORD)).toMatchObject(expired)
      server.advance(4 * 60)
      expect(await send(NEW_PASSWORD)).toMatchObject(expired)
    })

    it('send another code', async () => {
      await createUser(server, pool, 'lost2', { email: 'lost2@example.com', email_verified: 'true' })
      const { browser } = await browserAt('/forgotPassword')
      await browser.submit({ username: 'lost2' })
      server.advance(1)
      const sent = await browser.submit({}, { form: 'action="/forgotPassword' })
      expect(sent.html).toContain('We sent a new code.')
      expect(sent.html).toMatch(/name="code"[^>]* aria-describedby="done"/)
      const code = await server.codeFor('lost2@example.com')
      const page = await browser.submit({ code, password: NEW_PASSWORD, confirm_password: NEW_PASSWORD })
      expect(page.html).toContain('Your password has been changed.')
    })

    it('ask for name and code whoever comes back later', async () => {
      await createUser(server, pool, 'later', { email: 'later@example.com', email_verified: 'true' })
      await (await browserAt('/forgotPassword')).browser.submit({ username: 'later' })
      const { browser } = await browserAt('/confirmforgotPassword')
      const code = await server.codeFor('later@example.com')
      const password = { password: NEW_PASSWORD, confirm_password: NEW_PASSWORD }
      expect((await browser.submit({ code, ...password })).status).toBe(400)
      const mistyped = await browser.submit({ username: 'latre', code, ...password })
      expect(fieldInError(mistyped)).toBe('username')
      expect(mistyped.html).toContain('We found no account for this.')
      const page = await browser.submit({ username: 'later', code, ...password })
      expect(page.html).toContain('Your password has been changed.')
    })

    it('refuse after as many tries as the API', async () => {
      await createUser(server, pool, 'guessed', { email: 'guessed@example.com', email_verified: 'true' })
      const { browser } = await browserAt('/forgotPassword')
      for (let tries = 0; tries < 20; tries++) {
        await browser.get(`/forgotPassword${authorizationQuery(pool.clientId)}`)
        expect((await browser.submit({ username: 'guessed' })).status).toBe(200)
      }
      const page = await browser.submit({ username: 'guessed' }, { form: 'action="/forgotPassword' })
      expect(page.status).toBe(400)
      expect(page.html).toContain('Too many attempts.')
    })

    it('are not linked where only administrators recover accounts', async () => {
      const AccountRecoverySetting = { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] }
      const closed = await createOAuthPool(server, {}, { AccountRecoverySetting })
      const { page } = await browserAt('/login', closed)
      expect(page.html).not.toContain('/forgotPassword')
    })
  })

  describe('at addresses of no page of their own', () => {
    it.each(['/changePassword', '/mfa', '/challenge', '/resendcode'])(
      '%s leads to the sign-in',
      async (path) => {
        const { status, location } = await hostedClient(server).get(`${path}?client_id=x`)
        expect([status, location]).toEqual([302, '/login?client_id=x'])
      },
    )

    it('tell what an authorization request lacks, and send the browser nowhere', async () => {
      const browser = hostedClient(server)
      const query = authorizationQuery(pool.clientId, { redirect_uri: 'https://evil.example' })
      for (const path of ['/login', '/signup', '/forgotPassword', '/confirmUser']) {
        const page = await browser.get(path + query)
        expect(page.status).toBe(400)
        expect(page.html).toContain('An error was encountered with the requested page.')
        expect(page.html).toContain('not registered for it')
      }
      const error = await browser.get('/error?error=redirect_mismatch&client_id=x')
      expect(error.status).toBe(400)
      expect(error.html).toContain('not registered for it')
    })

    it.each(['/login', '/signup', '/forgotPassword', '/oauth2/authorize', '/logout'])(
      'say in plain words what an address without parameters lacks: %s',
      async (path) => {
        const bare = await follow(path, 'en-US')
        expect(bare.status).toBe(400)
        expect(bare.html).toContain('client_id is missing. Please start from the app.')
        const german = await follow(path, 'de')
        expect(german.html).toMatch(/client_id fehlt\..*Beim Aufruf der Seite /s)
        const halfway = await follow(`${path}?client_id=${pool.clientId}`, 'en-US')
        expect(halfway.status).toBe(400)
        expect(halfway.html).toContain('redirect_uri is missing.')
      },
    )

    async function follow(path: string, language: string): Promise<HostedPage> {
      const browser = hostedClient(server)
      const page = await browser.get(path, { 'accept-language': language })
      return page.location === undefined ? page : browser.get(page.location, { 'accept-language': language })
    }

    it('have no words of others on the page of an error', async () => {
      const browser = hostedClient(server)
      const said = 'Login option is not available. Please try another one'
      for (const description of [said, `${said} Call 555-0100.`, 'Call 555-0100.']) {
        const query = new URLSearchParams({ error: 'invalid_request', error_description: description })
        const { html } = await browser.get(`/error?${query}`)
        expect(html).not.toMatch(/Acme|555/)
        expect(html.includes('Please choose another one.')).toBe(description === said)
      }
    })

    it('send errors that the application may know to it', async () => {
      const query = authorizationQuery(pool.clientId, { scope: 'nonsense' })
      const { location } = await hostedClient(server).get(`/login${query}`)
      expect(location).toBe(
        `${CALLBACK}?error_description=invalid_scope&state=of+the+app&error=invalid_request`,
      )
    })

    it('know no client without OAuth', async () => {
      const { ClientId } = await addClient(server, pool, { AllowedOAuthFlowsUserPoolClient: false })
      const page = await hostedClient(server).get(`/login${authorizationQuery(ClientId)}`)
      expect(page.status).toBe(400)
      expect(page.html).toContain('not set up for sign-in')
    })

    it('refuse other methods', async () => {
      for (const path of ['/login', '/error', '/passkeys/add'])
        expect((await fetch(server.url + path, { method: 'PUT' })).status).toBe(405)
      const answer = await fetch(`${server.url}/error`, { method: 'POST' })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    })
  })

  it('show no page of a managed login without a style', async () => {
    const Domain = `styleless-${kind}`
    await server.call('CreateUserPoolDomain', { UserPoolId: pool.userPoolId, Domain, ManagedLoginVersion: 2 })
    const browser = hostedClient(server, `${Domain}.auth.us-east-1.localhost`)
    const page = await browser.get(`/login${authorizationQuery(pool.clientId)}`)
    expect(page.status).toBe(403)
    expect(page.html).toContain('Login pages unavailable. Please contact an administrator.')
    await server.call('DeleteUserPoolDomain', { UserPoolId: pool.userPoolId, Domain })
  })

  it('speak the language that was asked for, and remember it', async () => {
    const browser = hostedClient(server)
    const query = authorizationQuery(pool.clientId, { lang: 'de' })
    const page = await browser.get(`/login${query}`)
    expect(page.headers.get('content-language')).toBe('de')
    expect(page.html).toContain('<html lang="de"')
    expect((await browser.get('/error')).html).toContain('<html lang="de"')
    const other = await browser.get('/error?lang=nonsense', { 'accept-language': 'fr' })
    expect(other.html).toContain('<html lang="de"')
  })

  it('keep a history where the pool wants one', async () => {
    const UserPoolAddOns = { AdvancedSecurityMode: 'AUDIT' }
    const watched = await createOAuthPool(server, {}, { ...VERIFY, UserPoolAddOns, UserPoolTier: 'PLUS' })
    const { browser } = await browserAt('/signup', watched)
    await browser.submit(newAccount('watched'))
    server.advance(1)
    await browser.submit({}, { form: '/resendcode' })
    await browser.submit({ code: await server.codeFor('watched@example.com') })
    await browser.submit({ username: 'watched', password: PASSWORD })
    await server.services.authEvents.flush()
    const user = { UserPoolId: watched.userPoolId, Username: 'watched' }
    const { AuthEvents } = await server.call('AdminListUserAuthEvents', user)
    const types = AuthEvents.map(({ EventType }: { EventType: string }) => EventType)
    expect(types.sort()).toEqual(['ResendCode', 'SignIn', 'SignUp'])
    expect(AuthEvents[0].EventContextData.IpAddress).toBe('127.0.0.1')
  })
})
