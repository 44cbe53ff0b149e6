import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, type JWTHeaderParameters, SignJWT } from 'jose'
import Provider, { type ClientMetadata, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { followUntilBack } from './openid-browser.ts'

/** Claims by account, whose id is its `sub`. */
export type Accounts = Record<string, Record<string, unknown>>

/** The routes of oidc-provider that tests make answer otherwise. */
export type Route = '/token' | '/me' | '/jwks' | '/.well-known/openid-configuration'

export interface OpenIdProvider {
  issuer: string
  /** Opens the authorization URL as a browser, signs the account in and resolves with where the browser is sent back to. */
  signIn(authorizationUrl: string, accountId: string): Promise<URL>
  /** As `signIn`, but the user declines: the provider answers with `access_denied`. */
  decline(authorizationUrl: string): Promise<URL>
  /** Method and path of all requests, in their order. */
  requests: string[]
  /** Changes the JSON that the route answers with, until `behave`. */
  change(route: Route, change: (body: Record<string, unknown>) => unknown): void
  /** Changes the ID token, given its claims, until `behave`; `sign` signs with the key of the provider. */
  changeIdToken(change: (claims: Record<string, unknown>) => Promise<string> | string): void
  /** Answers the route by the listener, until `behave`. */
  answer(route: Route, listener: RequestListener): void
  behave(): void
  /** A token with the key of the provider, or another, and what of the header is to be otherwise. */
  sign(
    claims: Record<string, unknown>,
    header?: Partial<JWTHeaderParameters>,
    key?: KeyObject,
  ): Promise<string>
  /** The public key of `sign`. */
  publicKey: KeyObject
  close(): Promise<void>
}

const KEY_ID = 'key-of-the-provider'

/** A client of `startOpenIdProvider` that keeps a secret, as Cognito sends it. */
export function confidentialClient(
  more: Partial<ClientMetadata> & { redirect_uris: string[] },
): ClientMetadata {
  return {
    client_id: 'the-client',
    client_secret: 'the-secret-of-the-client-long-enough-for-hmac',
    token_endpoint_auth_method: 'client_secret_post',
    ...more,
  }
}

/** A real OpenID provider (oidc-provider) at this machine, whose page asks for nothing but the account. */
export async function startOpenIdProvider(options: {
  clients: ClientMetadata[]
  accounts: Accounts
  /** 0 or absent: a free one. */
  port?: number
}): Promise<OpenIdProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const server = createServer((request, response) => listener(request, response))
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const jwk = { ...(await exportJWK(privateKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' }
  const provider = new Provider(issuer, configurationOf(options, jwk))
  const changes = new Map<string, (body: Record<string, unknown>) => unknown>()
  const answers = new Map<string, RequestListener>()
  const requests: string[] = []
  provider.use(async (context, next) => {
    await next()
    const change = changes.get(context.path)
    if (change && context.status === 200) context.body = await change(bodyOf(context))
  })
  const handle = provider.callback()

  const listener: RequestListener = (request, response) => {
    const path = new URL(request.url ?? '/', issuer).pathname
    requests.push(`${request.method} ${path}`)
    if (path.startsWith('/interaction/')) return void interact(provider, request, response)
    return (answers.get(path) ?? handle)(request, response)
  }

  return {
    issuer,
    requests,
    publicKey,
    signIn: (url, accountId) => followUntilBack(url, issuer, { account: accountId }),
    decline: (url) => followUntilBack(url, issuer, { decline: 'yes' }),
    change: (route, change) => void changes.set(route, change),
    changeIdToken: (change) =>
      void changes.set('/token', async (body) => ({
        ...body,
        id_token: await change(claimsOf(String(body.id_token))),
      })),
    answer: (route, answer) => void answers.set(route, answer),
    behave: () => {
      changes.clear()
      answers.clear()
    },
    sign: (claims, header, key) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: KEY_ID, ...header })
        .sign(key ?? privateKey),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function configurationOf(
  { clients, accounts }: { clients: ClientMetadata[]; accounts: Accounts },
  jwk: Record<string, unknown>,
): Configuration {
  return {
    clients,
    jwks: { keys: [jwk] },
    findAccount: (_, id) =>
      accounts[id] ? { accountId: id, claims: () => ({ sub: id, ...accounts[id] }) } : undefined,
    claims: claimsByScope(accounts),
    conformIdTokenClaims: false,
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => false },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'HS256'] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
      Grant: 600,
    },
    loadExistingGrant: grantEverything,
  }
}

/** Everything that an account has goes with `openid`, but what OpenID Connect puts elsewhere. */
function claimsByScope(accounts: Accounts): NonNullable<Configuration['claims']> {
  const email = ['email', 'email_verified']
  const others = Object.values(accounts).flatMap(Object.keys)
  return { openid: ['sub', ...others.filter((name) => !email.includes(name))], email }
}

/** Users consent to all that is asked for. */
async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider, params } = oidc
  if (!client || !session?.accountId) return undefined
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope(String(params?.scope ?? ''))
  await grant.save()
  return grant
}

/** Shows the page that asks for the account, and takes what it sends. */
async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET') return void response.setHeader('content-type', 'text/html').end(PAGE)
  let text = ''
  for await (const chunk of request) text += String(chunk)
  const form = new URLSearchParams(text)
  const result = form.has('decline')
    ? { error: 'access_denied', error_description: 'The user declined.' }
    : { login: { accountId: form.get('account') ?? '' } }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}

const PAGE = `<!doctype html><html lang="en"><title>Provider</title><form method="post">
<label>Account <input name="account"></label><button>Sign in</button><button name="decline" value="yes">Decline</button>
</form></html>`

function bodyOf({ body }: { body: unknown }): Record<string, unknown> {
  return typeof body === 'string' ? JSON.parse(body) : { ...(body as object) }
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}
