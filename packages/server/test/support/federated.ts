import { type HostedClient, type HostedPage, hostedClient } from './hosted.ts'
import { CALLBACK, codeClient, exchange, type TokenReply } from './oauth.ts'
import {
  type Accounts,
  confidentialClient,
  type OpenIdProvider,
  startOpenIdProvider,
} from './openid-provider.ts'
import { createPool, type Pool } from './pool.ts'
import type { TestServer } from './server.ts'

type Running = Pick<TestServer, 'call' | 'url' | 'services'>

/** The provider's name in the pools of `createFederatedPool`. */
export const PROVIDER = 'Acme'

/** A real OpenID provider, which sends browsers back to this server. */
export function startProviderFor(
  { services }: { services: Pick<TestServer['services'], 'publicUrl'> },
  accounts: Accounts,
): Promise<OpenIdProvider> {
  const redirect_uris = [`${services.publicUrl}/oauth2/idpresponse`]
  return startOpenIdProvider({ clients: [confidentialClient({ redirect_uris })], accounts })
}

/** What a pool needs to know of the provider. */
export function detailsOf({ issuer }: OpenIdProvider): Record<string, string> {
  const { client_id, client_secret } = confidentialClient({ redirect_uris: [] })
  return {
    client_id: String(client_id),
    client_secret: String(client_secret),
    authorize_scopes: 'openid email profile',
    oidc_issuer: issuer,
    attributes_request_method: 'GET',
  }
}

export interface FederatedPoolOptions {
  /** Members of CreateUserPool, of CreateIdentityProvider and of CreateUserPoolClient. */
  pool?: Record<string, unknown>
  provider?: Record<string, unknown>
  client?: Record<string, unknown>
}

/** A pool whose client lets users of the pool and of the provider in. */
export async function createFederatedPool(
  server: Pick<TestServer, 'call'>,
  provider: OpenIdProvider,
  options: FederatedPoolOptions = {},
): Promise<Pool> {
  const pool = await createPool(server, options.pool ?? {}, codeClient)
  await server.call('CreateIdentityProvider', {
    UserPoolId: pool.userPoolId,
    ProviderName: PROVIDER,
    ProviderType: 'OIDC',
    ProviderDetails: detailsOf(provider),
    AttributeMapping: { username: 'sub', email: 'email' },
    ...options.provider,
  })
  await server.call('UpdateUserPoolClient', {
    UserPoolId: pool.userPoolId,
    ClientId: pool.clientId,
    ...codeClient,
    SupportedIdentityProviders: ['COGNITO', PROVIDER],
    ...options.client,
  })
  return pool
}

/** The query of an authorization request that names the provider. */
export function providerQuery({ clientId }: Pool, more: Record<string, string> = {}): string {
  const query = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: CALLBACK,
    scope: 'openid email profile aws.cognito.signin.user.admin',
    identity_provider: PROVIDER,
    ...more,
  }
  return new URLSearchParams(query).toString()
}

export interface Walk {
  browser: HostedClient
  /** Where the provider sent the browser back to. */
  callback: URL
  /** What the server answered to that. */
  page: HostedPage
  /** Where the application got the browser back. */
  back: URL | undefined
}

/** Walks from the application to the provider, signs the account in there, and comes back. */
export async function walk(
  server: Running,
  provider: OpenIdProvider,
  {
    pool,
    account,
    more = {},
    browser = hostedClient(server),
  }: {
    pool: Pool
    account: string
    more?: Record<string, string>
    browser?: HostedClient
  },
): Promise<Walk> {
  const { location = '' } = await browser.get(`/oauth2/authorize?${providerQuery(pool, more)}`)
  const callback = await provider.signIn(location, account)
  const page = await browser.get(`${callback.pathname}${callback.search}`)
  const back = page.location === undefined ? undefined : new URL(page.location, server.services.publicUrl)
  return { browser, callback, page, back }
}

/** What the token endpoint answers to the code that a walk ended with. */
export function tokensOf(
  server: Pick<TestServer, 'url'>,
  pool: Pool,
  { back }: Pick<Walk, 'back'>,
): Promise<TokenReply> {
  return exchange(server, pool, back?.searchParams.get('code') ?? '')
}
