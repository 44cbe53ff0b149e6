import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createFederatedPool,
  detailsOf,
  PROVIDER,
  providerQuery,
  startProviderFor,
  tokensOf,
  walk,
} from '../support/federated.ts'
import { createFunctions, type TriggerEvent, wordGame } from '../support/functions.ts'
import { type HostedClient, hostedClient } from '../support/hosted.ts'
import { CALLBACK, codeClient, registerClient } from '../support/oauth.ts'
import type { OpenIdProvider } from '../support/openid-provider.ts'
import { claimsOf, createUser, type Pool } from '../support/pool.ts'
import { databases, startTestServer, type TestServer } from '../support/server.ts'

const UNUSABLE = 'The provider has no usable name for the user.'

describe.each(databases)('users of other providers who want to be somebody else, on %s', (kind) => {
  const functions = createFunctions()
  let server: TestServer
  let provider: OpenIdProvider
  let pool: Pool

  beforeAll(async () => {
    server = await startTestServer(kind, [], { invoke: functions.invoke })
    provider = await startProviderFor(server, { ada: { email: 'ada@example.com' }, mallory: {} })
    pool = await createFederatedPool(server, provider)
  })
  afterAll(async () => {
    await server.stop()
    await provider.close()
  })
  beforeEach(() => provider.behave())

  /** The provider says that of everybody. */
  const claim = (claims: Record<string, unknown>) => {
    provider.change('/me', (known) => ({ ...known, ...claims }))
    provider.changeIdToken((known) => provider.sign({ ...known, ...claims }))
  }
  const come = (account: string, at = pool) => walk(server, provider, { pool: at, account })
  const nameOf = async (account: string, at = pool) => {
    const { body } = await tokensOf(server, at, await come(account, at))
    return claimsOf(body.id_token)['cognito:username']
  }
  const refusal = async (account: string) => (await come(account)).back?.searchParams.get('error_description')
  const isSignedIn = async (browser: HostedClient, { clientId }: Pool) => {
    const query = { response_type: 'code', client_id: clientId, redirect_uri: CALLBACK }
    const { location = '' } = await browser.get(`/oauth2/authorize?${new URLSearchParams(query)}`)
    return new URL(location, CALLBACK).searchParams.has('code')
  }
  const subjectOf = (account: string) => ({
    ProviderName: PROVIDER,
    ProviderAttributeName: 'Cognito_Subject',
    ProviderAttributeValue: account,
  })
  const link = (at: Pool, account: string, username: string) =>
    server.call('AdminLinkProviderForUser', {
      UserPoolId: at.userPoolId,
      DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: username },
      SourceUser: subjectOf(account),
    })

  it('are nobody else by a claim that is called as links call the subject', async () => {
    expect(await nameOf('ada')).toBe(`${PROVIDER}_ada`)
    claim({ Cognito_Subject: 'ada' })
    expect(await nameOf('mallory')).toBe(`${PROVIDER}_mallory`)
    await createUser(server, pool, 'native')
    await link(pool, 'carla', 'native')
    claim({ Cognito_Subject: 'carla', sub: 'trudy' })
    expect(await nameOf('mallory')).toBe(`${PROVIDER}_trudy`)
  })

  it.each([
    ['nothing', ''],
    ['a character that not every database stores', 'a\u0000da'],
    ['half a character', 'a\ud800da'],
    ['a line end', 'ada\n'],
    ['another line end', 'ada\u2028'],
    ['a mark that turns what follows', '\u202eada'],
    ['a mark that nobody sees', 'a\u200bda'],
  ])('are no users by a name of %s', async (_, sub) => {
    claim({ sub })
    expect(await refusal('ada')).toBe(UNUSABLE)
  })

  it.each(['__proto__', 'constructor', "o'neill; --", 'cn=Ada, o=X', '../ada', '%00', 'ädä', '😀'])(
    'are called %s, and that is all',
    async (sub) => {
      claim({ sub })
      expect(await nameOf('ada')).toBe(`${PROVIDER}_${sub}`)
    },
  )

  it('do not come in by what the pool asks its own users', async () => {
    const LambdaConfig = wordGame(functions)
    const ExplicitAuthFlows = ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
    const own = await createFederatedPool(server, provider, {
      pool: {
        LambdaConfig,
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
      },
      provider: { AttributeMapping: { email: 'email', email_verified: 'email_verified' } },
      client: { ExplicitAuthFlows, PreventUserExistenceErrors: 'ENABLED' },
    })
    claim({ email_verified: true })
    const { body } = await tokensOf(server, own, await come('ada', own))
    expect(claimsOf(body.id_token)['email_verified']).toBe(true)
    const AuthParameters = { USERNAME: `${PROVIDER}_ada` }
    const ClientId = own.clientId
    const { Session } = await server.call('InitiateAuth', {
      ClientId,
      AuthFlow: 'CUSTOM_AUTH',
      AuthParameters,
    })
    const ChallengeResponses = { ...AuthParameters, ANSWER: 'open sesame' }
    const answer = { ClientId, ChallengeName: 'CUSTOM_CHALLENGE', Session, ChallengeResponses }
    await expect(server.call('RespondToAuthChallenge', answer)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User is not authorized to get auth details.',
    })
    const { AvailableChallenges } = await server.call('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters,
    })
    expect(AvailableChallenges).not.toContain('EMAIL_OTP')
  })

  it('are signed out with the provider, also when another comes under its name', async () => {
    const mine = await createFederatedPool(server, provider)
    const { browser } = await come('ada', mine)
    expect(await isSignedIn(browser, mine)).toBe(true)
    const key = { UserPoolId: mine.userPoolId, ProviderName: PROVIDER }
    await server.call('DeleteIdentityProvider', key)
    expect(await isSignedIn(browser, mine)).toBe(false)
    server.advance(1)
    const ProviderDetails = detailsOf(provider)
    await server.call('CreateIdentityProvider', { ...key, ProviderType: 'OIDC', ProviderDetails })
    expect(await isSignedIn(browser, mine)).toBe(false)
  })

  it('are signed out with the link that made them somebody', async () => {
    const mine = await createFederatedPool(server, provider)
    await createUser(server, mine, 'native')
    await link(mine, 'ada', 'native')
    const { browser } = await come('ada', mine)
    const other = await come('mallory', mine)
    expect(await isSignedIn(browser, mine)).toBe(true)
    await server.call('AdminDisableProviderForUser', { UserPoolId: mine.userPoolId, User: subjectOf('ada') })
    expect(await isSignedIn(browser, mine)).toBe(false)
    expect(await isSignedIn(other.browser, mine)).toBe(true)
    expect(await nameOf('ada', mine)).toBe(`${PROVIDER}_ada`)
  })

  it('are handed to no application that registered itself before they take the button on its page', async () => {
    const AllowedScopes = ['openid', 'email']
    const grants = { AuthenticatedGrantTypes: ['code'], OpenDcrGrantTypes: ['code'], AllowedScopes }
    const DcrConfiguration = { EnableStatus: 'Enabled', OpenDcrEnabled: true, ...grants }
    const mine = await createFederatedPool(server, provider, { pool: { DcrConfiguration } })
    const Domain = `self-registered-${kind}`
    await server.call('CreateUserPoolDomain', { UserPoolId: mine.userPoolId, Domain })
    const host = `${Domain}.auth.us-east-1.localhost`
    const { body } = await registerClient(server, { redirect_uris: [CALLBACK] }, { host })
    const registered = { userPoolId: mine.userPoolId, clientId: body.client_id }
    await server.call('UpdateUserPoolClient', {
      UserPoolId: mine.userPoolId,
      ClientId: registered.clientId,
      ...codeClient,
      AllowedOAuthScopes: AllowedScopes,
      SupportedIdentityProviders: [PROVIDER],
    })
    const query = providerQuery(registered, { scope: 'openid email' })
    const browser = hostedClient(server)
    const open = async (headers: Record<string, string>) => {
      const { location = '' } = await browser.get(`/oauth2/authorize?${query}`, headers)
      return new URL(location, server.services.publicUrl)
    }
    expect((await open({ 'sec-fetch-site': 'cross-site' })).pathname).toBe('/login')
    expect((await open({})).pathname).toBe('/login')
    const { html } = await browser.get(`/login?${query}`)
    expect(html).toContain('app.example.com')
    expect(html).toContain('href="/oauth2/authorize?')
    const there = await open({ 'sec-fetch-site': 'same-origin' })
    expect(there.origin).toBe(provider.issuer)
    const callback = await provider.signIn(there.href, 'ada')
    const { location = '' } = await browser.get(`${callback.pathname}${callback.search}`)
    expect(new URL(location).searchParams.has('code')).toBe(true)
    const again = await open({ 'sec-fetch-site': 'cross-site' })
    expect(again.pathname).toBe('/login')
  })

  it('do not come in by a link that ends while they do', async () => {
    const unlink = async (event: TriggerEvent) => {
      const User = subjectOf('ada')
      await server.call('AdminDisableProviderForUser', { UserPoolId: event.userPoolId, User })
      return event
    }
    const LambdaConfig = { PreAuthentication: functions.add('unlink', unlink) }
    const mine = await createFederatedPool(server, provider, { pool: { LambdaConfig } })
    await createUser(server, mine, 'native')
    await link(mine, 'ada', 'native')
    const { back, browser } = await come('ada', mine)
    expect(back?.searchParams.get('error_description')).toBe('User does not exist.')
    expect(await isSignedIn(browser, mine)).toBe(false)
  })

  it('do not go on where the application asks for users of the pool itself', async () => {
    const { browser } = await come('ada')
    const query = { client_id: pool.clientId, response_type: 'code', redirect_uri: CALLBACK }
    const path = (more: Record<string, string>) => `/login?${new URLSearchParams({ ...query, ...more })}`
    for (const more of [{}, { identity_provider: PROVIDER }] as Record<string, string>[])
      expect((await browser.get(path(more))).html).toContain('ada@example.com')
    expect((await browser.get(path({ identity_provider: 'COGNITO' }))).html).not.toContain('ada@example.com')
    await browser.get(path({}))
    const action = path({ identity_provider: 'COGNITO' })
    const { location } = await browser.submit({}, { form: 'continue', action })
    expect(location).toBeUndefined()
  })

  it('do not go on where the application asks for another provider, by name or identifier', async () => {
    const supported = { SupportedIdentityProviders: ['COGNITO', PROVIDER, 'Other'] }
    const mine = await createFederatedPool(server, provider, {
      provider: { IdpIdentifiers: ['acme.example'] },
    })
    await server.call('CreateIdentityProvider', {
      UserPoolId: mine.userPoolId,
      ProviderName: 'Other',
      ProviderType: 'OIDC',
      ProviderDetails: detailsOf(provider),
      IdpIdentifiers: ['other.example'],
    })
    const client = { UserPoolId: mine.userPoolId, ClientId: mine.clientId, ...codeClient }
    await server.call('UpdateUserPoolClient', { ...client, ...supported })
    const { browser } = await come('ada', mine)
    const offers = async (more: Record<string, string>) => {
      const query = { client_id: mine.clientId, response_type: 'code', redirect_uri: CALLBACK, ...more }
      return (await browser.get(`/login?${new URLSearchParams(query)}`)).html.includes('ada@example.com')
    }
    expect(await offers({ idp_identifier: 'acme.example' })).toBe(true)
    expect(await offers({ idp_identifier: 'other.example' })).toBe(false)
    expect(await offers({ identity_provider: 'Other' })).toBe(false)
  })

  it('are one user where they are linked while they come for the first time', async () => {
    const linking: Promise<boolean>[] = []
    const linkMeanwhile = (event: TriggerEvent) => {
      if (event.triggerSource !== 'PreSignUp_ExternalProvider') return event
      const [, account = ''] = event.userName.split('_')
      const linked = link({ ...mine, userPoolId: event.userPoolId }, account, `native-${account}`)
      linking.push(
        linked.then(
          () => true,
          () => false,
        ),
      )
      return event
    }
    const LambdaConfig = { PreSignUp: functions.add('link-meanwhile', linkMeanwhile) }
    const mine = await createFederatedPool(server, provider, { pool: { LambdaConfig } })
    for (const account of Array.from({ length: 12 }, (_, index) => `racer${index}`)) {
      claim({ sub: account })
      await createUser(server, mine, `native-${account}`)
      const first = await nameOf('ada', mine)
      const isLinked = await linking.pop()
      expect([first, await nameOf('ada', mine)]).toEqual(
        Array(2).fill(isLinked ? `native-${account}` : `${PROVIDER}_${account}`),
      )
    }
  })
})
