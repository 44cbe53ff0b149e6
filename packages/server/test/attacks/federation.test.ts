import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createFederatedPool,
  detailsOf,
  PROVIDER,
  providerQuery,
  startProviderFor,
  walk,
} from '../support/federated.ts'
import { type HostedClient, hostedClient } from '../support/hosted.ts'
import { CALLBACK, codeClient, get } from '../support/oauth.ts'
import type { OpenIdProvider } from '../support/openid-provider.ts'
import type { Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const ENDED = 'Invalid state from identity provider'
const LIFE_SECONDS = 300

describe.each(databases)('attacks on sign-in at other providers, on %s', (kind) => {
  let server: TestServer
  let provider: OpenIdProvider
  let other: OpenIdProvider
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind)
    provider = await startProviderFor(server, { ada: { email: 'ada@example.com' } })
    other = await startProviderFor(server, { ada: {}, mallory: {} })
    pool = await createFederatedPool(server, provider)
    await server.call('CreateIdentityProvider', {
      UserPoolId: pool.userPoolId,
      ProviderName: 'Other',
      ProviderType: 'OIDC',
      ProviderDetails: detailsOf(other),
    })
    await server.call('UpdateUserPoolClient', {
      UserPoolId: pool.userPoolId,
      ClientId: pool.clientId,
      ...codeClient,
      SupportedIdentityProviders: ['COGNITO', PROVIDER, 'Other'],
    })
  })
  afterAll(async () => {
    await server.stop()
    await Promise.all([provider.close(), other.close()])
  })
  beforeEach(() => {
    provider.behave()
    other.behave()
  })

  /** A browser that signed in at the provider and is about to come back. */
  const halfway = async (
    more: Record<string, string> = {},
    at = provider,
    browser = hostedClient(server),
  ) => {
    const { location = '' } = await browser.get(`/oauth2/authorize?${providerQuery(pool, more)}`)
    return { browser, callback: await at.signIn(location, 'ada') }
  }
  const open = async (browser: HostedClient, { pathname, search }: URL) => {
    const { location = '' } = await browser.get(`${pathname}${search}`)
    return new URL(location, 'http://nowhere.example')
  }
  const errorIn = ({ pathname, searchParams }: URL) => ({
    page: pathname,
    description: searchParams.get('error_description'),
  })
  const ended = { page: '/error', description: ENDED }
  const isSignedIn = ({ searchParams }: URL) => searchParams.has('code')

  it('make no series of the metrics by codes that come from elsewhere', async () => {
    const comeBack = async (error: string) => {
      const { browser, callback } = await halfway()
      callback.searchParams.delete('code')
      callback.searchParams.set('error', error)
      return (await open(browser, callback)).searchParams.get('error')
    }
    expect(await comeBack('made-up-code')).toBe('made-up-code')
    expect(await comeBack('access_denied')).toBe('access_denied')
    const text = await (await fetch(`${server.url}/_poolhouse/metrics`)).text()
    for (const outcome of ['other', 'access_denied'])
      expect(text).toContain(`{endpoint="/oauth2/idpresponse",outcome="${outcome}"} 1`)
    expect(text).not.toContain('made-up-code')
  })

  it('give no session to a browser that did not begin the sign-in, and leave it to the one that did', async () => {
    const { browser, callback } = await halfway()
    expect(errorIn(await open(hostedClient(server), callback))).toEqual(ended)
    const { browser: victim } = await halfway()
    expect(errorIn(await open(victim, callback))).toEqual(ended)
    expect(isSignedIn(await open(browser, callback))).toBe(true)
  })

  it('get nothing by a second use of the way back, nor by many at once', async () => {
    const { browser, callback } = await halfway()
    const answers = await Promise.all(Array.from({ length: 8 }, () => open(browser, callback)))
    expect(answers.filter(isSignedIn)).toHaveLength(1)
    expect(errorIn(await open(browser, callback))).toEqual(ended)
  })

  it.each([
    ['none', (callback: URL) => callback.searchParams.delete('state')],
    ['an empty one', (callback: URL) => callback.searchParams.set('state', '')],
    ['another', (callback: URL) => callback.searchParams.set('state', crypto.randomUUID())],
    ['two', (callback: URL) => callback.searchParams.append('state', 'x')],
    ['one that no database stores', (callback: URL) => callback.searchParams.set('state', '\u0000')],
  ])('get nothing with %s for a state', async (_, change) => {
    const { browser, callback } = await halfway()
    change(callback)
    expect(errorIn(await open(browser, callback))).toEqual(ended)
  })

  it('get nothing by mixing providers up: a code of one for the other, which never sees it', async () => {
    const { browser, callback } = await halfway({ identity_provider: PROVIDER })
    const elsewhere = await halfway({ identity_provider: 'Other' }, other, browser)
    const mixed = new URL(callback)
    mixed.search = elsewhere.callback.search
    mixed.searchParams.set('state', callback.searchParams.get('state') ?? '')
    const before = provider.requests.length
    const answer = await open(browser, mixed)
    expect(isSignedIn(answer)).toBe(false)
    expect(answer.href).toMatch(/^https:\/\/app\.example\.com\/callback\?error_description=/)
    expect(provider.requests.slice(before)).not.toContain('POST /token')
  })

  it('get nothing from a provider that names a user of its own after one of another', async () => {
    await walk(server, provider, { pool, account: 'ada' })
    const came = await walk(server, other, { pool, account: 'ada', more: { identity_provider: 'Other' } })
    expect(came.back?.searchParams.has('code')).toBe(true)
    const { Users } = await server.call('ListUsers', { UserPoolId: pool.userPoolId })
    expect(Users.map(({ Username }: { Username: string }) => Username).sort()).toEqual([
      `${PROVIDER}_ada`,
      'Other_ada',
    ])
  })

  it('send the browser and the provider back to the address that is configured, whatever the headers say', async () => {
    for (const headers of [
      { host: 'evil.example' },
      { 'x-forwarded-host': 'evil.example' },
      { forwarded: 'host=evil.example' },
    ] as Record<string, string>[]) {
      const { location } = await get(server, `/oauth2/authorize?${providerQuery(pool)}`, headers)
      expect(location?.searchParams.get('redirect_uri')).toBe(
        `${server.services.publicUrl}/oauth2/idpresponse`,
      )
    }
  })

  it('find the browser at the domain of the pool where it began there', async () => {
    const domain = `walk-${kind}`
    await server.call('CreateUserPoolDomain', { UserPoolId: pool.userPoolId, Domain: domain })
    const host = `${domain}.auth.us-east-1.localhost`
    const { location } = await get(server, `/oauth2/authorize?${providerQuery(pool)}`, { host })
    const port = new URL(server.services.publicUrl).port
    expect(location?.searchParams.get('redirect_uri')).toBe(`http://${host}:${port}/oauth2/idpresponse`)
  })

  it.each([
    ['no longer takes users of the provider', { SupportedIdentityProviders: ['COGNITO'] }, '/callback'],
    ['no longer knows the address', { CallbackURLs: ['https://app.example.com/other'] }, '/error'],
    ['no longer has the flow', { AllowedOAuthFlows: ['implicit'] }, '/callback'],
  ])('get nothing once the application %s', async (_, change, page) => {
    const { browser, callback } = await halfway()
    const client = { UserPoolId: pool.userPoolId, ClientId: pool.clientId, ...codeClient }
    const SupportedIdentityProviders = ['COGNITO', PROVIDER, 'Other']
    await server.call('UpdateUserPoolClient', { ...client, SupportedIdentityProviders, ...change })
    const answer = await open(browser, callback)
    await server.call('UpdateUserPoolClient', { ...client, SupportedIdentityProviders })
    expect([answer.pathname, isSignedIn(answer)]).toEqual([page, false])
  })

  it('get nothing once the provider is gone', async () => {
    const mine = await createFederatedPool(server, provider)
    const browser = hostedClient(server)
    const { location = '' } = await browser.get(`/oauth2/authorize?${providerQuery(mine)}`)
    const callback = await provider.signIn(location, 'ada')
    await server.call('DeleteIdentityProvider', { UserPoolId: mine.userPoolId, ProviderName: PROVIDER })
    expect(isSignedIn(await open(browser, callback))).toBe(false)
  })

  it('find nothing in the database that signs in: states, cookies and secrets of tries are hashed or sealed', async () => {
    const { browser, callback } = await halfway()
    const rows = await server.services.db.selectFrom('federation_attempts').selectAll().execute()
    const text = JSON.stringify(rows)
    expect(rows.length).toBeGreaterThan(0)
    for (const secret of [callback.searchParams.get('state'), browser.cookies.get('csrf-state')]) {
      expect(secret).toBeTruthy()
      expect(text).not.toContain(secret)
    }
    expect(text).not.toContain(CALLBACK)
  })

  it('leave five minutes for the way, and not a moment more', async () => {
    const late = await halfway()
    const inTime = await halfway()
    server.advance(LIFE_SECONDS - 2)
    expect(isSignedIn(await open(inTime.browser, inTime.callback))).toBe(true)
    server.advance(2)
    expect(errorIn(await open(late.browser, late.callback))).toEqual(ended)
  })
})

describe('providers at private addresses', () => {
  it.each([
    ['the operator forbids it', ['--private-providers=false'], 0],
    ['there are credentials of an operator', ['--access-key-id=operator', '--secret-access-key=s3cret'], 0],
    [
      'the operator allows it',
      ['--access-key-id=operator', '--secret-access-key=s3cret', '--private-providers'],
      1,
    ],
    ['anybody is the operator', [], 1],
  ])('are reached or not, where %s', async (_, flags, reached) => {
    const open = await startTestServer('sqlite')
    const provider = await startProviderFor(open, { ada: {} })
    const server = await startTestServer('sqlite', flags)
    try {
      const outbound = server.services.providerOutbound
      for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
        const url = `${provider.issuer.replace('127.0.0.1', host)}/.well-known/openid-configuration`
        const limits = { timeoutMs: 2000, maxResponseBytes: 100_000 }
        await outbound.send({ method: 'GET', url, ...limits }).catch(() => undefined)
      }
      expect(provider.requests.length > 0).toBe(reached === 1)
    } finally {
      await Promise.all([open.stop(), server.stop(), provider.close()])
    }
  })

  it('are told to nobody where they are not reached, by name or by number', async () => {
    const server = await startTestServer('sqlite', ['--private-providers=false'])
    const provider = await startProviderFor(server, { ada: {} })
    try {
      for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
        const issuer = provider.issuer.replace('127.0.0.1', host)
        const ProviderDetails = { ...detailsOf(provider), oidc_issuer: issuer }
        const pool = await createFederatedPool(server, provider, { provider: { ProviderDetails } })
        const { location } = await get(server, `/oauth2/authorize?${providerQuery(pool)}`)
        expect(location?.searchParams.get('error')).toBeTruthy()
        expect(location?.href).not.toContain(host)
      }
      expect(provider.requests).toEqual([])
    } finally {
      await server.stop()
      await provider.close()
    }
  })
})
