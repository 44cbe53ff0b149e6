import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorizationQuery, type HostedPage, hostedClient } from '../../test/support/hosted.ts'
import { appCode, SMS, setFactors, timeOf } from '../../test/support/mfa.ts'
import { addClient, CALLBACK, createOAuthPool } from '../../test/support/oauth.ts'
import { createUser, PASSWORD, type Pool } from '../../test/support/pool.ts'
import { databases, startTestServer, type TestServer } from '../../test/support/server.ts'

const NEW_PASSWORD = 'Brand-New-Horse-2'

describe.each(databases)('the sign-in pages on %s', (kind) => {
  let server: TestServer
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    pool = await createOAuthPool(server)
    await createUser(server, pool, 'jane', { email: 'jane@example.com' })
  })
  afterAll(() => server.stop())

  /** A browser that an application sent to the sign-in page. */
  async function browserAt(where: Pool, more: Record<string, string> = {}) {
    const browser = hostedClient(server)
    const page = await browser.get(`/login${authorizationQuery(where.clientId, more)}`)
    expect(page.status).toBe(200)
    return browser
  }

  function expectSignedIn({ status, location, headers }: HostedPage): void {
    expect(status).toBe(302)
    expect(location).toMatch(/^https:\/\/app\.example\.com\/callback\?code=[0-9a-f-]{36}&state=of\+the\+app$/)
    expect(headers.getSetCookie().some((cookie) => cookie.startsWith('cognito'))).toBe(true)
  }

  describe('with a password', () => {
    it('sign in, and the application exchanges the code', async () => {
      const browser = await browserAt(pool)
      const page = await browser.submit({ username: 'jane', password: PASSWORD })
      expectSignedIn(page)
      const code = new URL(page.location ?? '').searchParams.get('code') ?? ''
      const answer = await fetch(`${server.url}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          client_id: pool.clientId,
          redirect_uri: CALLBACK,
          code,
        }),
      })
      expect(Object.keys((await answer.json()) as object)).toContain('id_token')
    })

    it('show a refused form again with the name and without the password', async () => {
      const browser = await browserAt(pool)
      const page = await browser.submit({ username: ' jane ', password: 'Wrong-Horse-1' })
      expect(page.status).toBe(400)
      expect(page.html).toContain('Incorrect username or password.')
      expect(page.html).toContain('value="jane"')
      expect(page.html).not.toContain('Wrong-Horse-1')
      expectSignedIn(await browser.submit({ username: 'jane', password: PASSWORD }))
    })

    it.each([
      ['no name', { username: '', password: PASSWORD }, 'Fill in every field'],
      ['no password', { username: 'jane', password: '' }, 'Password is missing.'],
    ])('refuse a form with %s', async (_, fields, text) => {
      const page = await (await browserAt(pool)).submit(fields)
      expect(page.status).toBe(400)
      expect(page.html).toContain(text)
    })

    it('ask for the name before the code of a forgotten password', async () => {
      const query = authorizationQuery(pool.clientId)
      const { html } = await hostedClient(server).get(`/confirmforgotPassword${query}`)
      const names = [...html.matchAll(/ name="(\w+)"/g)].map(([, name]) => name)
      expect(names.slice(-4)).toEqual(['username', 'code', 'password', 'confirm_password'])
    })

    it('keep the token of the forms for a month, so that tabs opened at once share it', async () => {
      const browser = hostedClient(server)
      const path = `/login${authorizationQuery(pool.clientId)}`
      const { headers } = await browser.get(path)
      expect(headers.getSetCookie()[0]).toMatch(/^XSRF-TOKEN=[\w-]{32}; Path=\/; Max-Age=2592000; HttpOnly/)
      const first = browser.hidden('_csrf')
      await browser.get(path)
      expect(browser.hidden('_csrf')).toBe(first)
    })

    it('have the elements by which tests in browsers know the classic page, and managed login', async () => {
      const show = async (host?: string) => {
        const { html } = await hostedClient(server, host).get(`/login${authorizationQuery(pool.clientId)}`)
        return html.match(/<(?:input|button) (?:type="(?:text|password|submit)").*?>/g)?.join('\n')
      }
      const domain = { UserPoolId: pool.userPoolId, Domain: `known-${kind}` }
      await server.call('CreateUserPoolDomain', domain)
      const classic = await show(`${domain.Domain}.auth.us-east-1.localhost`)
      expect(classic).toMatch(/<input [^>]*id="signInFormUsername" name="username"/)
      expect(classic).toMatch(/<input [^>]*id="signInFormPassword" name="password"/)
      expect(classic).toMatch(/<input type="submit" [^>]*name="signInSubmitButton" value="Sign in">$/)
      expect(await show()).toMatch(/<button type="submit" class="submitButton-customizable">$/)
    })

    it('fill in the name that the application hints at', async () => {
      const { html } = await hostedClient(server).get(
        `/login${authorizationQuery(pool.clientId, { login_hint: 'jane' })}`,
      )
      expect(html).toContain('value="jane"')
    })

    it('ask again who goes on in a browser that is signed in', async () => {
      const browser = await browserAt(pool)
      await browser.submit({ username: 'jane', password: PASSWORD })
      const page = await browser.get(`/login${authorizationQuery(pool.clientId)}`)
      expect(page.html).toContain('Continue as jane@example.com')
      expectContinued(await browser.submit())
    })

    it('go on for as long as each application is set to, whichever the sign-in began at', async () => {
      const tracked = await createOAuthPool(server)
      const { userPoolId: UserPoolId } = tracked
      await createUser(server, tracked, 'ann')
      const { ClientId } = await addClient(server, tracked)
      const TokenSession = { MaxPerUser: 20 }
      const on = { UserPoolId, UserSessionTracking: 'ENABLED', TokenSession }
      await server.call('SetUserPoolSessionConfiguration', on)
      const SSOSession = { MaxValidityMinutes: 1440 }
      await server.call('SetUserPoolClientSessionConfiguration', { UserPoolId, ClientId, SSOSession })
      const browser = await browserAt(tracked)
      const { headers } = await browser.submit({ username: 'ann', password: PASSWORD })
      expect(headers.getSetCookie().find((cookie) => cookie.startsWith('cognito'))).toContain(
        'Max-Age=7776000;',
      )
      server.advance(2 * 3600)
      const ask = async (clientId: string) =>
        (await browser.get(`/oauth2/authorize${authorizationQuery(clientId)}`)).location
      expect(await ask(ClientId)).toContain('code=')
      expect(await ask(tracked.clientId)).toMatch(/^\/login/)
      server.advance(86_400)
      expect(await ask(ClientId)).toMatch(/^\/login/)
    })

    it('warn of the name of an application that registered itself, and say where it leads', async () => {
      const dcr = { EnableStatus: 'Enabled', OpenDcrEnabled: true, OpenDcrGrantTypes: ['code'] }
      const open = await createOAuthPool(server, {}, { DcrConfiguration: dcr })
      await createUser(server, open, 'jane')
      const redirectUri = 'https://bank.example@lure.example:8443/callback'
      const registered = await fetch(`${server.url}/oauth2/register?user_pool_id=${open.userPoolId}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ client_name: 'Your Bank', redirect_uris: [redirectUri], scope: 'openid' }),
      })
      const { client_id } = (await registered.json()) as { client_id: string }
      const browser = await browserAt(open)
      expect((await browser.get(`/login${authorizationQuery(open.clientId)}`)).html).not.toContain(
        'registered',
      )
      await browser.submit({ username: 'jane', password: PASSWORD })
      const query = authorizationQuery(client_id, { redirect_uri: redirectUri })
      const asked = await browser.get(`/login${query}`)
      expect(asked.html).toContain('Continue as')
      const stranger = hostedClient(server)
      for (const page of [
        asked,
        await stranger.get(`/login${query}`),
        await stranger.get(`/signup${query}`),
      ]) {
        expect(page.html).toContain('“Your Bank” registered itself here: nobody has checked that name.')
        expect(page.html).toContain('It takes you to lure.example:8443.')
      }
    })

    function expectContinued({ status, location }: HostedPage): void {
      expect(status).toBe(302)
      expect(location).toContain(`${CALLBACK}?code=`)
    }

    it.each([{ prompt: 'login' }, { max_age: '0' }])('ask for the password anew with %o', async (more) => {
      const browser = await browserAt(pool)
      await browser.submit({ username: 'jane', password: PASSWORD })
      const query = authorizationQuery(pool.clientId, more)
      expect((await browser.get(`/login${query}`)).html).toContain('name="password"')
      const plain = authorizationQuery(pool.clientId)
      const { html } = await browser.get(`/login${plain}`)
      const [, user = ''] = /name="continue" value="([^"]+)"/.exec(html) ?? []
      const page = await browser.post(`/login${query}`, {
        _csrf: browser.hidden('_csrf') ?? '',
        continue: user,
      })
      expect(page.status).toBe(400)
      expect(page.html).toContain('name="password"')
    })

    it('go on as nobody but the user whom the page named', async () => {
      await createUser(server, pool, 'cyd')
      const browser = await browserAt(pool)
      await browser.submit({ username: 'jane', password: PASSWORD })
      const path = `/login${authorizationQuery(pool.clientId)}`
      const { html } = await browser.get(path)
      expect(html).toContain('Welcome back')
      expect(html).toContain('to continue to test')
      const named = { _csrf: browser.hidden('_csrf') ?? '', continue: browser.hidden('continue') ?? '' }
      await browser.get(`/login${authorizationQuery(pool.clientId, { prompt: 'login' })}`)
      expectSignedIn(await browser.submit({ username: 'cyd', password: PASSWORD }))
      const asked = await browser.post(path, named)
      expect(asked.status).toBe(400)
      expect(asked.html).toContain('Continue as cyd')
      const { location } = await browser.submit({}, { form: 'name="continue"' })
      expect(location).toMatch(/\?code=/)
    })

    it.each([
      ['name', { username: 'j'.repeat(129), password: PASSWORD }],
      ['password', { username: 'jane', password: 'p'.repeat(257) }],
    ])('show the form again with a %s that is too long', async (_, fields) => {
      const page = await (await browserAt(pool)).submit(fields)
      expect(page.status).toBe(400)
      expect(page.html).toContain('This is too long.')
      expect(page.html).toContain('name="password"')
    })

    it('read a form with as many fields as fit in it without holding others up', async () => {
      const many = Array.from({ length: 12_000 }, (_, index) => [index.toString(36), ''])
      const browser = await browserAt(pool)
      const from = performance.now()
      const page = await browser.submit({ ...Object.fromEntries(many), username: 'jane' })
      expect(page.html).toContain('Password is missing.')
      expect(performance.now() - from).toBeLessThan(1000)
    })

    it('say that an account has no second step, where one is needed', async () => {
      const guarded = await createOAuthPool(server, {}, { SmsConfiguration: SMS, MfaConfiguration: 'ON' })
      await createUser(server, guarded, 'unreachable')
      const page = await (await browserAt(guarded)).submit({ username: 'unreachable', password: PASSWORD })
      expect(page.status).toBe(400)
      expect(page.html).toContain('This account has no second step')
    })

    it('leave a request that wants no page to the authorization endpoint', async () => {
      const query = authorizationQuery(pool.clientId, { prompt: 'none' })
      const { location } = await hostedClient(server).get(`/login${query}`)
      expect(location).toBe(`/oauth2/authorize${query}`)
    })
  })

  describe('with a challenge', () => {
    async function begin(where: Pool, username: string, password = PASSWORD) {
      const browser = await browserAt(where)
      const page = await browser.submit({ username, password })
      expect(page.status).toBe(200)
      return { browser, page }
    }

    it('ask for the password that takes the place of a temporary one, and for attributes', async () => {
      const Schema = [{ Name: 'email', Required: true, Mutable: true }]
      const strict = await createOAuthPool(server, {}, { Schema })
      const user = { UserPoolId: strict.userPoolId, Username: 'invited', MessageAction: 'SUPPRESS' }
      await server.call('AdminCreateUser', { ...user, TemporaryPassword: PASSWORD })
      const { browser, page } = await begin(strict, 'invited')
      expect(page.html).toContain('requiredAttributes[email]')
      const attribute = { 'requiredAttributes[email]': 'invited@example.com' }
      const weak = await browser.submit({ password: 'short', confirm_password: 'short', ...attribute })
      expect(weak.status).toBe(400)
      expect(weak.html).toContain('This password is too short.')
      expect(weak.html.match(/passwordCheck-notValid-customizable/g)).toHaveLength(4)
      expect(weak.html).toContain('value="invited@example.com"')
      const blank = await browser.submit({
        password: NEW_PASSWORD,
        confirm_password: NEW_PASSWORD,
        'requiredAttributes[email]': '  ',
      })
      expect(blank.html).toContain('Email address is missing.')
      expect(blank.html).toMatch(/name="requiredAttributes\[email\]"[^>]* aria-invalid="true"/)
      const differing = await browser.submit({
        password: NEW_PASSWORD,
        confirm_password: `${NEW_PASSWORD}x`,
        ...attribute,
      })
      expect(differing.html).toContain('The two passwords are not the same.')
      const below = differing.html.slice(differing.html.indexOf('name="confirm_password"'))
      expect(below).toContain('The two passwords are not the same.')
      const password = { password: NEW_PASSWORD, confirm_password: NEW_PASSWORD }
      expectSignedIn(await browser.submit({ ...password, ...attribute }))
      expectSignedIn(await (await browserAt(strict)).submit({ username: 'invited', password: NEW_PASSWORD }))
    })

    it('set up an authenticator app, and ask for its code from then on', async () => {
      const strict = await createOAuthPool(server)
      await setFactors(server, strict, 'ON', ['SOFTWARE_TOKEN_MFA'])
      await createUser(server, strict, 'app')
      const { browser, page } = await begin(strict, 'app')
      expect(page.html).toMatch(/<svg viewBox="0 0 (\d+) \1"/)
      const secret = /secret=([A-Z2-7]{52})&amp;issuer=test/.exec(page.html)?.[1] ?? ''
      const wrong = await browser.submit({ code: 'abcdef' })
      expect(wrong.status).toBe(400)
      expect(wrong.html).toContain(secret)
      expectSignedIn(await browser.submit({ code: appCode(secret, timeOf(server)) }))
      server.advance(60)
      const again = await begin(strict, 'app')
      expect(again.page.html).toContain('Signing in as app')
      expect((await again.browser.submit({ code: 'abcdef' })).html).toContain('That code is not right.')
      expectSignedIn(await again.browser.submit({ code: appCode(secret, timeOf(server)) }))
    })

    it('let the user choose what to set up, here codes by e-mail', async () => {
      const strict = await createOAuthPool(server, {}, { EmailConfiguration: EMAIL })
      await setFactors(server, strict, 'ON', ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'])
      await createUser(server, strict, 'either')
      const { browser } = await begin(strict, 'either')
      expect((await browser.submit({ answer: 'NONSENSE' })).status).toBe(400)
      expect((await browser.submit({ answer: 'EMAIL_OTP' })).html).toContain('name="email"')
      const wrong = await browser.submit({ email: 'no address' })
      expect(wrong.status).toBe(400)
      expect(wrong.html).toMatch(/name="email"[^>]* aria-invalid="true"/)
      const asked = await browser.submit({ email: 'either@example.com' })
      expect(asked.html).toContain('e***@e***')
      expectSignedIn(await browser.submit({ code: await server.codeFor('either@example.com') }))
    })

    it('let the user choose the second factor', async () => {
      const strict = await createOAuthPool(server, {}, { EmailConfiguration: EMAIL })
      await setFactors(server, strict, 'ON', ['SMS_MFA', 'EMAIL_OTP'])
      await createUser(server, strict, 'two', { email: 'two@example.com', phone_number: '+15550100' })
      const { browser } = await begin(strict, 'two')
      expect((await browser.submit({ answer: 'NONSENSE' })).status).toBe(400)
      expect((await browser.submit({ answer: 'SMS_MFA' })).html).toContain('text message')
      expectSignedIn(await browser.submit({ code: ` ${await server.codeFor('+15550100')} ` }))
    })

    it('begin anew with a state that is too old, changed, or of another client', async () => {
      const strict = await createOAuthPool(server)
      await setFactors(server, strict, 'ON', ['SOFTWARE_TOKEN_MFA'])
      await createUser(server, strict, 'late')
      const { browser } = await begin(strict, 'late')
      const state = browser.hidden('state') ?? ''
      const other = await addClient(server, strict)
      const elsewhere = { action: `/challenge${authorizationQuery(other.ClientId)}` }
      const changed = `${state.slice(0, -1)}${state.endsWith('A') ? 'B' : 'A'}`
      await begin(strict, 'late').then(async ({ browser }) =>
        expectBegunAnew(await browser.submit({ state: changed })),
      )
      await begin(strict, 'late').then(async ({ browser }) =>
        expectBegunAnew(await browser.submit({ code: '123456' }, elsewhere)),
      )
      server.advance(181)
      const late = await browser.submit({ code: '123456' })
      expectBegunAnew(late)
      expect(late.html).toContain('value="late"')
    })

    it('begin anew with a state whose challenge was answered', async () => {
      const strict = await createOAuthPool(server)
      const user = { UserPoolId: strict.userPoolId, Username: 'twice', MessageAction: 'SUPPRESS' }
      await server.call('AdminCreateUser', { ...user, TemporaryPassword: PASSWORD })
      const { browser } = await begin(strict, 'twice')
      const password = { password: NEW_PASSWORD, confirm_password: NEW_PASSWORD }
      expectSignedIn(await browser.submit(password))
      browser.cookies.delete(`cognito-${strict.userPoolId}`)
      server.advance(10)
      expectBegunAnew(await browser.submit(password))
    })

    function expectBegunAnew({ status, html }: HostedPage): void {
      expect(status).toBe(400)
      expect(html).toContain('This took too long. Please start again.')
      expect(html).toContain('action="/login?')
    }
  })

  describe('with a choice of the first factor', () => {
    let choice: Pool
    beforeAll(async () => {
      choice = await createOAuthPool(
        server,
        { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
        {
          AutoVerifiedAttributes: ['email'],
          Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'] } },
        },
      )
      await createUser(server, choice, 'kim', { email: 'kim@example.com', email_verified: 'true' })
    })

    async function begin() {
      const browser = await browserAt(choice)
      const page = await browser.submit({ username: 'kim' })
      expect(page.status).toBe(200)
      return { browser, page }
    }

    it('ask for the name alone, then for the password', async () => {
      const { browser, page } = await begin()
      expect(page.html).toContain('value="EMAIL_OTP"')
      const wrong = await browser.submit({ password: 'Wrong-Horse-1' })
      expect(wrong.status).toBe(400)
      expect(wrong.html).toContain('Incorrect username or password.')
      expect(wrong.html).toContain('value="EMAIL_OTP"')
      expect((await browser.submit({ password: '' })).html).toContain('Password is missing.')
      expect((await browser.submit({ password: 'p'.repeat(257) })).html).toContain('This is too long.')
      expectSignedIn(await browser.submit({ password: PASSWORD }))
    })

    it('send a code, again if asked to, and go back to the choice', async () => {
      const { browser } = await begin()
      const asked = await browser.submit({ answer: 'EMAIL_OTP' }, { form: 'EMAIL_OTP' })
      expect(asked.html).toContain('k***@e***')
      const first = await server.codeFor('kim@example.com')
      expect((await browser.submit({ code: 'abcdefgh' })).html).toContain('That code is not right.')
      server.advance(1)
      expect((await browser.submit({}, { form: 'name="resend"' })).html).toContain('We sent a new code.')
      const second = await server.codeFor('kim@example.com')
      if (first !== second) expect((await browser.submit({ code: first })).status).toBe(400)
      expectSignedIn(await browser.submit({ code: second }))
    })

    it('let the user go back to the choice', async () => {
      const { browser } = await begin()
      await browser.submit({ answer: 'EMAIL_OTP' }, { form: 'EMAIL_OTP' })
      expect((await browser.submit({}, { form: 'another way' })).html).toContain('name="password"')
      expectSignedIn(await browser.submit({ password: PASSWORD }))
    })
  })

  describe('without users of its own', () => {
    it('show the providers alone, and take no password', async () => {
      const input = { UserPoolId: pool.userPoolId, ProviderName: 'Corp', ProviderType: 'OIDC' }
      await server.call('CreateIdentityProvider', {
        ...input,
        ProviderDetails: {
          client_id: 'id',
          client_secret: 'secret',
          authorize_scopes: 'openid',
          attributes_request_method: 'GET',
          oidc_issuer: 'https://corp.example.com',
          authorize_url: 'https://corp.example.com/authorize',
          token_url: 'https://corp.example.com/token',
          attributes_url: 'https://corp.example.com/userinfo',
          jwks_uri: 'https://corp.example.com/jwks',
        },
      })
      const { ClientId } = await addClient(server, pool, { SupportedIdentityProviders: ['Corp'] })
      const query = authorizationQuery(ClientId)
      const browser = hostedClient(server)
      const { html } = await browser.get(`/login${query}`)
      expect(html).toContain('/oauth2/authorize?')
      expect(html).toContain('identity_provider=Corp')
      expect(html).not.toContain('name="password"')
      const _csrf = browser.cookies.get('XSRF-TOKEN') ?? ''
      for (const path of ['/login', '/signup', '/forgotPassword', '/confirmUser', '/resendcode'])
        expect(
          (await browser.post(`${path}${query}`, { _csrf, username: 'jane', password: PASSWORD })).status,
        ).toBe(400)
    })
  })

  describe('to whom an account is not open', () => {
    it('ask for the code of one that is not confirmed', async () => {
      const open = await createOAuthPool(server, {}, { AutoVerifiedAttributes: ['email'] })
      await server.call('SignUp', {
        ClientId: open.clientId,
        Username: 'new',
        Password: PASSWORD,
        UserAttributes: [{ Name: 'email', Value: 'new@example.com' }],
      })
      const browser = await browserAt(open)
      const page = await browser.submit({ username: 'new', password: PASSWORD })
      expect(page.html).toContain('Your account is not confirmed yet.')
      const done = await browser.submit({ code: await server.codeFor('new@example.com') })
      expect(done.html).toContain('Your account is confirmed.')
      expectSignedIn(await browser.submit({ username: 'new', password: PASSWORD }))
    })

    it('ask whoever must reset the password for the name', async () => {
      const verified = { email: 'reset@example.com', email_verified: 'true' }
      await createUser(server, pool, 'reset', verified)
      await server.call('AdminResetUserPassword', { UserPoolId: pool.userPoolId, Username: 'reset' })
      const page = await (await browserAt(pool)).submit({ username: 'reset', password: PASSWORD })
      expect(page.html).toContain('Your password must be reset')
      expect(page.html).toContain('action="/forgotPassword?')
    })
  })
})

const EMAIL = {
  EmailSendingAccount: 'DEVELOPER',
  SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/codes@example.com',
}
