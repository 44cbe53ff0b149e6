import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorizationQuery, type HostedPage, hostedClient } from '../../test/support/hosted.ts'
import { appCode, setFactors } from '../../test/support/mfa.ts'
import { CALLBACK, createOAuthPool } from '../../test/support/oauth.ts'
import { createUser, PASSWORD, type Pool } from '../../test/support/pool.ts'
import { type ServerProcess, startProcess, temporaryFolder } from '../../test/support/process.ts'

const NEW_PASSWORD = 'Brand-New-Horse-2'

/** On SQLite in a file, which shows what was written only once it is durable. */
describe('a form that comes twice at the same time', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let server: ServerProcess
  let pool: Pool

  beforeAll(async () => {
    folder = await temporaryFolder()
    server = await startProcess([
      '--no-demo',
      '--log-level=error',
      '--test-clock',
      `--data-dir=${folder.path}`,
    ])
    pool = await createOAuthPool(server, {}, { AutoVerifiedAttributes: ['email'] })
  })
  afterAll(async () => {
    await server.stop()
    await folder.remove()
  })

  async function browserAt(path: string) {
    const browser = hostedClient(server)
    await browser.get(`${path}${authorizationQuery(pool.clientId)}`)
    return browser
  }

  function expectSameCode([one, other]: HostedPage[]): void {
    expect(one?.location).toContain(`${CALLBACK}?code=`)
    expect(other?.location).toBe(one?.location)
    expect(other?.headers.getSetCookie()).toEqual(one?.headers.getSetCookie())
  }

  it('makes one account and asks for its code', async () => {
    const sendTwice = async (username: string) => {
      const browser = await browserAt('/signup')
      const chosen = { password: PASSWORD, confirm_password: PASSWORD }
      const form = { username, ...chosen, 'requiredAttributes[email]': `${username}@example.com` }
      return Promise.all([browser.submit(form), browser.submit(form)])
    }
    const shown = (await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(sendTwice))).flat()
    for (const page of shown)
      expect(page).toMatchObject({ status: 200, html: expect.stringContaining('name="code"') })
  })

  it('signs in whoever confirms the account', async () => {
    const browser = await browserAt('/signup')
    const chosen = { password: PASSWORD, confirm_password: PASSWORD }
    const email = 'confirms@example.com'
    await browser.submit({ username: 'confirms', ...chosen, 'requiredAttributes[email]': email })
    const code = await server.codeFor(email)
    expectSameCode(await Promise.all([browser.submit({ code }), browser.submit({ code })]))
  })

  it('says that the password is changed', async () => {
    const sendTwice = async (username: string) => {
      const email = `${username}@example.com`
      await createUser(server, pool, username, { email, email_verified: 'true' })
      const browser = await browserAt('/forgotPassword')
      await browser.submit({ username })
      const chosen = { password: NEW_PASSWORD, confirm_password: NEW_PASSWORD }
      const form = { ...chosen, code: await server.codeFor(email) }
      return Promise.all([browser.submit(form), browser.submit(form)])
    }
    const shown = (await Promise.all(['m', 'n', 'o', 'p', 'q', 'r'].map(sendTwice))).flat()
    const done = { status: 200, html: expect.stringContaining('Your password has been changed.') }
    for (const page of shown) expect(page).toMatchObject(done)
  })

  describe('to answer a challenge', () => {
    /** The browser of a user who has to choose another password. */
    async function invited(username: string, more: Record<string, string> = {}) {
      const user = { UserPoolId: pool.userPoolId, Username: username, MessageAction: 'SUPPRESS' }
      await server.call('AdminCreateUser', { ...user, TemporaryPassword: PASSWORD })
      const browser = hostedClient(server)
      await browser.get(`/login${authorizationQuery(pool.clientId, more)}`)
      await browser.submit({ username, password: PASSWORD })
      return browser
    }
    const form = { password: NEW_PASSWORD, confirm_password: NEW_PASSWORD }
    const cookie = () => `cognito-${pool.userPoolId}`
    const begunAnew = { status: 400, html: expect.stringContaining('This took too long.') }

    it('gets the same code and the same session of the browser', async () => {
      const sendTwice = async (username: string) => {
        const browser = await invited(username)
        return Promise.all([browser.submit(form), browser.submit(form)])
      }
      for (const pages of await Promise.all(['s', 't', 'u', 'v'].map(sendTwice))) expectSameCode(pages)
    })

    /** The browser of a user who has to set up an authenticator app, and the app's codes. */
    async function settingUp(strict: Pool, username: string) {
      await setFactors(server, strict, 'ON', ['SOFTWARE_TOKEN_MFA'])
      await createUser(server, strict, username)
      const browser = hostedClient(server)
      await browser.get(`/login${authorizationQuery(strict.clientId)}`)
      const { html } = await browser.submit({ username, password: PASSWORD })
      const secret = /secret=([A-Z2-7]{52})/.exec(html)?.[1] ?? ''
      return { browser, codeAfter: (steps: number) => appCode(secret, Date.now(), steps) }
    }

    it('sets up one authenticator app', async () => {
      const { browser, codeAfter } = await settingUp(await createOAuthPool(server), 'app')
      const code = codeAfter(0)
      expectSameCode(await Promise.all([browser.submit({ code }), browser.submit({ code })]))
    })

    it('shows the same refusal, in a style that the browser takes', async () => {
      const Policies = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } }
      const styled = await createOAuthPool(server, {}, { Policies })
      const { userPoolId: UserPoolId } = styled
      await server.call('CreateUserPoolDomain', { UserPoolId, Domain: 'doubled' })
      await server.call('SetUICustomization', { UserPoolId, CSS: '.label-customizable { color: red }' })
      await createUser(server, styled, 'ada', { email: 'ada@example.com', email_verified: 'true' })
      const browser = hostedClient(server)
      await browser.get(`/login${authorizationQuery(styled.clientId)}`)
      await browser.submit({ username: 'ada' })
      const send = () => browser.submit({ answer: 'PASSWORD', password: 'Wrong-Horse-1' })
      const [one, other] = await Promise.all([send(), send()])
      expect(one.html).toContain('Incorrect username or password.')
      expect(other.html).toBe(one.html)
      for (const { headers, html } of [one, other]) {
        const nonce = /<style nonce="([^"]+)"/.exec(html)?.[1]
        expect(headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
      }
    })

    it('is another form in another browser, or with another field', async () => {
      const browser = await invited('other')
      const fields = { ...form, state: browser.hidden('state') ?? '' }
      const stranger = await browserAt('/login')
      const action = `/challenge${authorizationQuery(pool.clientId)}`
      const pages = await Promise.all([
        browser.submit(fields),
        stranger.submit(fields, { action }),
        browser.submit({ ...fields, more: 'x' }),
      ])
      expect(pages.filter(({ location }) => location?.startsWith(`${CALLBACK}?code=`))).toHaveLength(1)
    })

    it('goes on with the session that the first one began, also when it comes later', async () => {
      const browser = await invited('late', { prompt: 'login' })
      const first = await browser.submit(form)
      const second = await browser.submit(form)
      for (const { location } of [first, second]) expect(location).toContain(`${CALLBACK}?code=`)
      expect(second.location).not.toBe(first.location)
      expect(second.headers.getSetCookie().some((each) => each.startsWith(cookie()))).toBe(false)
    })

    it('begins anew with a session that the user had before', async () => {
      const strict = await createOAuthPool(server)
      const { browser, codeAfter } = await settingUp(strict, 'former')
      await browser.submit({ code: codeAfter(0) })
      const search = authorizationQuery(strict.clientId, { prompt: 'login' })
      await browser.get(`/login${search}`)
      await browser.submit({ username: 'former', password: PASSWORD })
      const fields = { code: codeAfter(1), state: browser.hidden('state') ?? '' }
      const stranger = await browserAt('/login')
      const elsewhere = await stranger.submit(fields, { action: `/challenge${search}` })
      expect(elsewhere.location).toContain(`${CALLBACK}?code=`)
      expect(await browser.submit(fields)).toMatchObject(begunAnew)
    })

    it('is forgotten where many others came with long addresses', async () => {
      const browser = await browserAt('/login')
      const _csrf = browser.hidden('_csrf') ?? ''
      const path = `/challenge${authorizationQuery(pool.clientId)}`
      const policyOf = async (path: string, state: string) => {
        const { headers } = await browser.post(path, { _csrf, state })
        return headers.get('content-security-policy')
      }
      const first = await policyOf(path, 'first')
      expect(await policyOf(path, 'first')).toBe(first)
      const long = path + '&'.repeat(14_000)
      for (let sent = 0; sent < 100; sent += 1) await policyOf(long, `${sent}`)
      expect(await policyOf(path, 'first')).not.toBe(first)
    })

    it('gets the same answer for ten seconds while the browser lacks the session, and then begins anew', async () => {
      const [browser, other] = [await invited('anew'), await invited('someone')]
      await other.submit(form)
      const hidden = { _csrf: browser.hidden('_csrf') ?? '', state: browser.hidden('state') ?? '' }
      const send = () =>
        browser.post(`/challenge${authorizationQuery(pool.clientId)}`, { ...hidden, ...form })
      const first = await send()
      browser.cookies.set(cookie(), other.cookies.get(cookie()) ?? '')
      expect(await send()).toMatchObject(begunAnew)
      browser.cookies.delete(cookie())
      expectSameCode([first, await send()])
      browser.cookies.delete(cookie())
      await fetch(`${server.url}/_poolhouse/clock`, { method: 'POST', body: '{"advanceSeconds":10}' })
      expect(await send()).toMatchObject(begunAnew)
    })
  })
})
