import { randomBytes } from 'node:crypto'
import { request as send } from 'node:http'
import * as loginSessions from '../../src/core/login-sessions.ts'
import { findUser } from '../../src/core/usernames.ts'
import { sha256 } from '../../src/crypto/random.ts'
import { loginCookieName } from '../../src/http/cookies.ts'
import * as appClients from '../../src/storage/app-clients.ts'
import { createPool, type Pool } from './pool.ts'
import type { Answer, TestServer } from './server.ts'

/** Where the app that tests play gets its answers. */
export const CALLBACK = 'https://app.example.com/callback'

/** Settings of a client that may use the code flow with every OpenID Connect scope. */
export const codeClient = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'],
  CallbackURLs: [CALLBACK],
  LogoutURLs: ['https://app.example.com/bye'],
  SupportedIdentityProviders: ['COGNITO'],
}

type Running = Pick<TestServer, 'call' | 'url'>

/** A user pool with one public client for the code flow. */
export function createOAuthPool(
  server: Running,
  client: Record<string, unknown> = {},
  pool: Record<string, unknown> = {},
): Promise<Pool> {
  return createPool(server, pool, { ...codeClient, ...client })
}

/** One more client of the pool; answers `UserPoolClient`. */
export async function addClient(
  server: Running,
  { userPoolId }: Pool,
  client: Record<string, unknown> = {},
): Promise<Answer> {
  const input = { UserPoolId: userPoolId, ClientName: 'another', ...codeClient, ...client }
  return (await server.call('CreateUserPoolClient', input)).UserPoolClient
}

/** A client with a secret for its own tokens, for these scopes of the resource server `shop`. */
export async function addMachine(server: Running, pool: Pool, scopes = ['shop/read']): Promise<Answer> {
  return addClient(server, pool, {
    GenerateSecret: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: scopes,
  })
}

/** The cookie of a browser in which this user has signed in on the pages of the server's own address. */
export async function signedInBrowser(
  { services }: Pick<TestServer, 'services'>,
  { userPoolId, clientId }: Pool,
  username: string,
): Promise<string> {
  const found = await appClients.findWithPool(services.db, clientId)
  const user = found && (await findUser(services, found.pool, username))
  if (!user) throw new Error(`There is no ${username} in ${userPoolId}`)
  const { token } = await loginSessions.begin(services, { ...found, user, origin: {} })
  return `${loginCookieName(userPoolId, { kind: 'base' })}=${token}`
}

/** A proof key of PKCE with its challenge. */
export function proofKey(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: sha256(verifier) }
}

export interface Reply {
  status: number
  headers: Headers
  /** Where the browser is sent. */
  location: URL | undefined
  text: string
}

/** A request as a browser makes it, to the host of its choice; redirects are not followed. */
export function get(
  server: Pick<TestServer, 'url'>,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body?: string,
): Promise<Reply> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const sent = send({ hostname, port, path, method, headers }, async (response) => {
      const text = Buffer.concat(await response.toArray()).toString()
      const answered = new Headers(response.headers as Record<string, string>)
      const location = answered.get('location')
      const base = `http://${headers['host'] ?? 'server'}`
      resolve({
        status: response.statusCode ?? 0,
        headers: answered,
        location: location === null ? undefined : new URL(location, base),
        text,
      })
    })
    sent.once('error', reject).end(body)
  })
}

/** Asks the authorization endpoint; parameters that are undefined are left out. */
export function authorize(
  server: Pick<TestServer, 'url'>,
  { clientId }: Pick<Pool, 'clientId'>,
  parameters: Record<string, string | undefined> = {},
  cookie?: string,
): Promise<Reply> {
  const asked = { response_type: 'code', client_id: clientId, redirect_uri: CALLBACK, ...parameters }
  const query = new URLSearchParams(
    Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  return get(server, `/oauth2/authorize?${query}`, cookie === undefined ? {} : { cookie })
}

/** A code for the user, as it stands in the address that the browser is sent to. */
export async function codeFor(
  server: TestServer,
  pool: Pool,
  username: string,
  parameters: Record<string, string | undefined> = {},
): Promise<string> {
  const { location } = await authorize(
    server,
    pool,
    parameters,
    await signedInBrowser(server, pool, username),
  )
  const code = location?.searchParams.get('code')
  if (!code) throw new Error(`No code was given: ${location}`)
  return code
}

export interface TokenReply {
  status: number
  headers: Headers
  body: Answer
}

/** Posts a form and reads the JSON of the answer, if there is one. */
export async function postForm(
  server: Pick<TestServer, 'url'>,
  path: string,
  parameters: Record<string, string | undefined>,
  headers: Record<string, string> = {},
): Promise<TokenReply> {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(given),
    headers,
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  }
}

/** Asks the token endpoint. */
export function askTokens(
  server: Pick<TestServer, 'url'>,
  parameters: Record<string, string | undefined>,
  headers: Record<string, string> = {},
): Promise<TokenReply> {
  return postForm(server, '/oauth2/token', parameters, headers)
}

/** Exchanges a code of a public client. */
export function exchange(
  server: Pick<TestServer, 'url'>,
  { clientId }: Pick<Pool, 'clientId'>,
  code: string,
  parameters: Record<string, string | undefined> = {},
): Promise<TokenReply> {
  return askTokens(server, {
    grant_type: 'authorization_code',
    client_id: clientId,
    code,
    redirect_uri: CALLBACK,
    ...parameters,
  })
}

/** Refreshes for a public client. */
export function refreshTokens(
  server: Pick<TestServer, 'url'>,
  { clientId }: Pick<Pool, 'clientId'>,
  refresh_token: string,
): Promise<TokenReply> {
  return askTokens(server, { grant_type: 'refresh_token', client_id: clientId, refresh_token })
}

/** The tokens of a user's sign-in on the pages. */
export async function signInByCode(
  server: TestServer,
  pool: Pool,
  username: string,
  parameters: Record<string, string | undefined> = {},
): Promise<Answer> {
  const { body } = await exchange(server, pool, await codeFor(server, pool, username, parameters))
  return body
}

/** The header of `client_secret_basic`, with id and secret as they are. */
export function basic(id: string, secret: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }
}

/** Registers a client with JSON, at the host of the caller's choice. */
export async function registerClient(
  server: Pick<TestServer, 'url'>,
  metadata: unknown,
  headers: Record<string, string> = {},
): Promise<TokenReply> {
  const body = typeof metadata === 'string' ? metadata : JSON.stringify(metadata)
  const sent = { 'content-type': 'application/json', ...headers }
  const reply = await get(server, '/oauth2/register', sent, 'POST', body)
  return {
    status: reply.status,
    headers: reply.headers,
    body: reply.text === '' ? undefined : JSON.parse(reply.text),
  }
}
