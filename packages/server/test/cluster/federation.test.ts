import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, PUBLIC_URL, startCluster } from '../support/cluster.ts'
import { createFederatedPool, providerQuery, startProviderFor, tokensOf } from '../support/federated.ts'
import { type HostedPage, hostedClient } from '../support/hosted.ts'
import { CALLBACK, codeClient } from '../support/oauth.ts'
import type { OpenIdProvider } from '../support/openid-provider.ts'
import { claimsOf, type Pool } from '../support/pool.ts'
import type { ServerProcess } from '../support/process.ts'
import { type SamlProvider, startSamlProvider } from '../support/saml-provider.ts'

const TRIES = 20
const SAML_PATH = '/saml2/idpresponse'

describe('sign-in at other providers with two server processes on one PostgreSQL', () => {
  let cluster: Cluster
  let one: ServerProcess
  let other: ServerProcess
  let provider: OpenIdProvider
  let works: SamlProvider
  let pool: Pool

  beforeAll(async () => {
    cluster = await startCluster('fatal')
    ;({ one, other } = cluster)
    provider = await startProviderFor({ services: { publicUrl: PUBLIC_URL } }, { ada: {}, bob: {}, cleo: {} })
    works = await startSamlProvider()
    pool = await createFederatedPool(one, provider)
  })
  afterAll(async () => {
    await Promise.all([provider.close(), works.close()])
    await cluster.release()
  })

  const either = (index: number) => cluster.either(index)
  const backOf = ({ location = '' }: HostedPage) => new URL(location, PUBLIC_URL)
  const isSignedIn = (page: HostedPage) => backOf(page).href.startsWith(`${CALLBACK}?code=`)
  const errorOf = (page: HostedPage) => backOf(page).searchParams.get('error_description')

  /** A browser that the provider is about to send back. */
  async function halfway(account: string) {
    const browser = hostedClient(one)
    const { location = '' } = await browser.get(`/oauth2/authorize?${providerQuery(pool)}`)
    const { pathname, search } = await provider.signIn(location, account)
    return { browser, path: `${pathname}${search}` }
  }

  /** The answers to as many requests at once, to one process and to the other in turn. */
  function tryAll(request: (browser: ReturnType<typeof hostedClient>) => Promise<HostedPage>) {
    const tries = Array.from({ length: TRIES }, (_, index) => request(hostedClient(either(index))))
    return Promise.all(tries)
  }

  it('finish on one what was begun on the other, and know the session on both', async () => {
    const { browser, path } = await halfway('ada')
    browser.moveTo(other)
    const page = await browser.get(path)
    expect(isSignedIn(page)).toBe(true)
    const { body } = await tokensOf(one, pool, { back: backOf(page) })
    expect(claimsOf(body.id_token)['cognito:username']).toBe('Acme_ada')
    browser.moveTo(one)
    expect(isSignedIn(await browser.get(`/oauth2/authorize?${providerQuery(pool)}`))).toBe(true)
  })

  it('let exactly one of twenty returns with one state win', async () => {
    const { browser, path } = await halfway('bob')
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
    const pages = await tryAll((again) => again.get(path, { cookie }))
    expect(pages.filter(isSignedIn)).toHaveLength(1)
    for (const page of pages.filter((each) => !isSignedIn(each)))
      expect(errorOf(page)).toBe('Invalid state from identity provider')
  })

  it('make one user of those who come for the first time to both at once', async () => {
    const walks = await Promise.all(Array.from({ length: 4 }, () => halfway('cleo')))
    const pages = await Promise.all(
      walks.map(({ browser, path }, index) => {
        browser.moveTo(either(index))
        return browser.get(path)
      }),
    )
    expect(pages.filter(isSignedIn)).toHaveLength(4)
    const filter = { UserPoolId: pool.userPoolId, Filter: 'username = "Acme_cleo"' }
    expect((await one.call('ListUsers', filter)).Users).toHaveLength(1)
  })

  describe('by SAML', () => {
    beforeAll(async () => {
      const { call } = one
      await call('CreateIdentityProvider', {
        UserPoolId: pool.userPoolId,
        ProviderName: 'Works',
        ProviderType: 'SAML',
        ProviderDetails: { MetadataURL: works.metadataUrl, IDPInit: 'true' },
      })
      const { Certificate } = await call('GetSigningCertificate', { UserPoolId: pool.userPoolId })
      await call('UpdateUserPoolClient', {
        UserPoolId: pool.userPoolId,
        ClientId: pool.clientId,
        ...codeClient,
        SupportedIdentityProviders: ['Acme', 'Works'],
      })
      works.register({
        entityId: `urn:amazon:cognito:sp:${pool.userPoolId}`,
        callbackUrl: `${PUBLIC_URL}${SAML_PATH}`,
        certificate: Certificate,
      })
    })

    it('keep the form that came to one for the browser that comes back to the other', async () => {
      const browser = hostedClient(one)
      const query = providerQuery(pool, { identity_provider: 'Works' })
      const { location = '' } = await browser.get(`/oauth2/authorize?${query}`)
      const form = Object.fromEntries(await works.signIn(location))
      const kept = await hostedClient(one).post(SAML_PATH, form)
      browser.moveTo(other)
      expect(isSignedIn(await browser.get(kept.location ?? ''))).toBe(true)
    })

    it('let exactly one of twenty uses of a response that nobody asked for win', async () => {
      const query = providerQuery(pool, { identity_provider: 'Works' })
      const form = Object.fromEntries(await works.signInUnasked(query))
      const pages = await tryAll((browser) => browser.post(SAML_PATH, form))
      expect(pages.filter(isSignedIn)).toHaveLength(1)
    })
  })
})
