import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addClient, createOAuthPool } from '../../server/test/support/oauth.ts'
import { createUser, type Pool } from '../../server/test/support/pool.ts'
import { startTestServer, type TestServer } from '../../server/test/support/server.ts'
import { userAgent } from '../../server/test/support/user-agent.ts'
import { type Auth, type AuthOptions, createAuth } from '../src/next.ts'
import { appBrowser } from './support/app-browser.ts'

const APP = 'http://localhost:3000'
const cookieSecret = 'a secret of these tests that is long enough'
const rotation = { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } }
const clients = {
  CallbackURLs: [`${APP}/auth/callback`],
  LogoutURLs: [`${APP}/`],
  // Rotation goes with no other way to refresh.
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
  ...rotation,
}

let server: TestServer
let pool: Pool
let confidential: { ClientId: string; ClientSecret: string }

beforeAll(async () => {
  server = await startTestServer('sqlite')
  pool = await createOAuthPool(server, clients)
  confidential = await addClient(server, pool, { ...clients, GenerateSecret: true })
  await createUser(server, pool, 'ada', { email: 'ada@example.com', email_verified: 'true' })
})
afterAll(() => server.stop())

const now = () => server.testClock?.now() ?? 0
/** Tokens count whole seconds, and the server's clock goes on. */
const inAnHour = () => expect.closeTo(now() + 3_600_000, -4)

function makeAuth(options: Partial<AuthOptions> = {}): Auth {
  const { publicUrl } = server.services
  return createAuth({
    issuer: `${publicUrl}/${pool.userPoolId}`,
    clientId: pool.clientId,
    clientSecret: null,
    domain: publicUrl,
    baseUrl: APP,
    cookieSecret,
    now,
    ...options,
  } as AuthOptions)
}

/** Signs ada in, all the way over the pages of the server. */
async function signIn(auth: Auth, browser = appBrowser(APP), returnTo = '/account?tab=1') {
  const begun = await browser.send(auth.handlers.GET, `/auth/login?returnTo=${encodeURIComponent(returnTo)}`)
  const back = await userAgent(server, 'ada').visit(begun.headers.get('location') ?? '')
  const answer = await browser.send(auth.handlers.GET, back.pathname + back.search)
  return { browser, answer, back, begun }
}

const next = ({ request }: { request: { headers: Headers } }) =>
  new Response(null, {
    headers: { 'x-next': '1', 'x-forwarded-cookie': request.headers.get('cookie') ?? '' },
  })

describe.each([
  ['public', () => makeAuth()],
  [
    'confidential',
    () => makeAuth({ clientId: confidential.ClientId, clientSecret: confidential.ClientSecret }),
  ],
])('a %s client', (_, make) => {
  it('signs in, returns, and reads the session', async () => {
    const auth = make()
    const { browser, answer, begun } = await signIn(auth)
    const query = new URL(begun.headers.get('location') ?? '').searchParams
    expect(query.get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'nonce', 'code_challenge']) expect(query.get(name)).toHaveLength(43)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${APP}/account?tab=1`])
    expect(await auth.session(browser.request('/'))).toMatchObject({
      user: { username: 'ada', email: 'ada@example.com', scopes: expect.arrayContaining(['openid']) },
      accessToken: expect.any(String),
      expiresAt: inAnHour(),
    })
    const store = { getAll: () => browser.all() }
    const session = await auth.session(store)
    expect(session?.user.username).toBe('ada')
    expect(session).not.toHaveProperty('refreshToken')
  })

  it('renews the tokens before they end, once for all requests of a moment', async () => {
    const auth = make()
    const { browser } = await signIn(auth)
    const before = await auth.session(browser.request('/'))
    server.advance(3600 - 30)
    const requests = [1, 2, 3].map(() => browser.request('/account', { headers: { accept: 'text/html' } }))
    const answers = await Promise.all(requests.map((request) => auth.guard(request, next)))
    for (const answer of answers) {
      expect(answer.headers.get('x-next')).toBe('1')
      const forwarded = { headers: new Headers({ cookie: answer.headers.get('x-forwarded-cookie') ?? '' }) }
      expect((await auth.session(forwarded))?.expiresAt).toEqual(inAnHour())
    }
    for (const answer of answers) browser.keep(answer)
    const after = await auth.session(browser.request('/'))
    expect(after?.accessToken).not.toBe(before?.accessToken)
    server.advance(3600)
    expect(await auth.session(browser.request('/'))).toBeNull()
    const refreshed = await browser.send(auth.handlers.POST, '/auth/refresh', { method: 'POST' })
    expect(refreshed.status).toBe(204)
    expect(await auth.session(browser.request('/'))).not.toBeNull()
  })

  it('signs out of the app, of its tokens and of the pages', async () => {
    const auth = make()
    const { browser } = await signIn(auth)
    const stolen = browser.request('/account', { headers: { accept: 'text/html' } })
    const answer = await browser.send(auth.handlers.POST, '/auth/logout', {
      method: 'POST',
      headers: { origin: APP },
    })
    const location = new URL(answer.headers.get('location') ?? '')
    expect([answer.status, location.pathname]).toEqual([303, '/logout'])
    expect(location.searchParams.get('logout_uri')).toBe(`${APP}/`)
    expect(browser.all()).toEqual([])
    server.advance(3600)
    expect((await auth.guard(stolen, next)).headers.get('location')).toContain('/auth/login')
  })
})

describe('the guard', () => {
  it('sends pages to the sign-in and back, and answers scripts', async () => {
    const auth = makeAuth()
    const browser = appBrowser(APP)
    const page = browser.request('/account?tab=1', { headers: { accept: 'text/html' } })
    const answer = await auth.guard(page, next)
    expect(answer.headers.get('location')).toBe(`${APP}/auth/login?returnTo=%2Faccount%3Ftab%3D1`)
    const script = browser.request('/api', { headers: { accept: 'application/json' } })
    expect((await auth.guard(script, next)).status).toBe(401)
    const form = browser.request('/account', { method: 'POST', headers: { accept: 'text/html' } })
    expect((await auth.guard(form, next)).status).toBe(401)
  })

  it('lets a session through that a server out of reach cannot renew, until its end', async () => {
    let up = true
    const auth = makeAuth({
      fetch: (input, init) => (up ? fetch(input, init) : Promise.reject(new TypeError('fetch failed'))),
    })
    const { browser } = await signIn(auth)
    up = false
    server.advance(3600 - 30)
    expect((await auth.guard(browser.request('/'), next)).headers.get('x-next')).toBe('1')
    server.advance(30)
    expect((await auth.guard(browser.request('/'), next)).status).toBe(503)
    up = true
    expect((await auth.guard(browser.request('/'), next)).headers.get('x-next')).toBe('1')
  })

  it('believes no cookie that it did not write', async () => {
    const auth = makeAuth()
    const { browser } = await signIn(auth)
    const [first = { name: '', value: '' }] = browser.all()
    const other = makeAuth({ cookieSecret: 'another secret that is quite as long as it' })
    expect(await other.session(browser.request('/'))).toBeNull()
    const rotated = makeAuth({ cookieSecret: ['another secret that is quite as long as it', cookieSecret] })
    expect(await rotated.session(browser.request('/'))).not.toBeNull()
    browser.set(first.name, `${first.value.slice(0, -1)}${first.value.endsWith('A') ? 'B' : 'A'}`)
    expect(await auth.session(browser.request('/'))).toBeNull()
  })
})

describe('the callback', () => {
  it('refuses an answer that this browser did not ask for', async () => {
    const auth = makeAuth()
    const { back } = await signIn(auth)
    const victim = appBrowser(APP)
    const answer = await victim.send(auth.handlers.GET, back.pathname + back.search)
    expect([answer.status, await answer.text()]).toEqual([400, 'The sign-in has failed: state'])
    await victim.send(auth.handlers.GET, '/auth/login')
    const again = await victim.send(auth.handlers.GET, back.pathname + back.search)
    expect(again.status).toBe(400)
    expect(await auth.session(victim.request('/'))).toBeNull()
  })

  it('takes an answer once and for ten minutes', async () => {
    const auth = makeAuth()
    const { browser, back } = await signIn(auth)
    expect((await browser.send(auth.handlers.GET, back.pathname + back.search)).status).toBe(400)
    const late = appBrowser(APP)
    const begun = await late.send(auth.handlers.GET, '/auth/login')
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state')
    server.advance(600)
    const answer = await late.send(auth.handlers.GET, `/auth/callback?code=a&state=${state}`)
    expect(await answer.text()).toBe('The sign-in has failed: state')
  })

  it.each([
    ['error=access_denied', 'refused'],
    ['code=7a0c1f0a-0000-4000-8000-000000000000', 'grant'],
  ])('says what is wrong with %s, on a page of the app if there is one', async (query, code) => {
    const auth = makeAuth({ errorPath: '/sorry' })
    const browser = appBrowser(APP)
    const begun = await browser.send(auth.handlers.GET, '/auth/login')
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state')
    const answer = await browser.send(auth.handlers.GET, `/auth/callback?${query}&state=${state}`)
    expect(answer.headers.get('location')).toBe(`${APP}/sorry?error=${code}`)
    expect(browser.all()).toEqual([])
  })

  it('refuses an ID token of another sign-in', async () => {
    let answer = ''
    const auth = makeAuth({
      fetch: async (input, init) => {
        if (!String(input).endsWith('/oauth2/token')) return fetch(input, init)
        answer ||= await (await fetch(input, init)).text()
        return new Response(answer)
      },
    })
    await signIn(auth)
    const { answer: second } = await signIn(auth)
    expect(await second.text()).toBe('The sign-in has failed: tokens')
  })
})

describe('the handlers', () => {
  it.each([
    ['logout', 'https://evil.example'],
    ['refresh', 'null'],
  ])('take no %s from %s', async (action, origin) => {
    const auth = makeAuth()
    const { browser } = await signIn(auth)
    const init = { method: 'POST', headers: { origin } }
    expect((await browser.send(auth.handlers.POST, `/auth/${action}`, init)).status).toBe(403)
    expect(await auth.session(browser.request('/'))).not.toBeNull()
  })

  it('sign nobody out by a link', async () => {
    const answer = await appBrowser(APP).send(makeAuth().handlers.GET, '/auth/logout')
    expect(answer.status).toBe(404)
  })

  it('refresh nobody who has not signed in', async () => {
    const answer = await appBrowser(APP).send(makeAuth().handlers.POST, '/auth/refresh', { method: 'POST' })
    expect(answer.status).toBe(401)
  })
})

describe('createAuth', () => {
  it.each([
    ['no secret of the client', { clientSecret: undefined }],
    ['a short cookieSecret', { cookieSecret: 'short' }],
    ['no cookieSecret', { cookieSecret: [] }],
    ['http on another host', { baseUrl: 'http://shop.example.com' }],
    ['no domain', { domain: undefined }],
    ['no client', { clientId: '' }],
  ])('refuses %s at once', (_, options) => {
    expect(() => makeAuth(options as unknown as Partial<AuthOptions>)).toThrow(TypeError)
  })
})
