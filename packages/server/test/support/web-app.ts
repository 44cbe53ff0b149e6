import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'
import { appPage, type Site, serveSite } from './site.ts'

/** What the application is told when it is set up. */
export interface WebAppSettings {
  clientId: string
  /** Origin of the pool's pages, for the browser. */
  domain: string
  /** Origin of the server, for the application itself, as not every program finds `*.localhost`. */
  serverUrl: string
  issuer: string
  /** Epoch milliseconds. */
  now(): number
}

/** A web application with its own session cookies, as frameworks such as Next.js write them. */
export interface WebApp extends Site {
  callback: string
  /** Its first page, where sign-out leads. */
  home: string
  configure(settings: WebAppSettings): void
}

type Answer = (app: App, request: IncomingMessage, response: ServerResponse) => Promise<void> | void

interface App {
  origin: string
  settings: WebAppSettings
}

const routes: Record<string, Answer> = {
  '/': (_, __, response) => show(response, 'Home', '<a href="/protected">My account</a>'),
  '/login': startSignIn,
  '/callback': finishSignIn,
  '/protected': showAccount,
  '/logout': signOut,
}

/** Serves the application; it needs its settings before the first visit. */
export async function serveWebApp(): Promise<WebApp> {
  let settings: WebAppSettings | undefined
  const site = await serveSite((origin) => async (request, response) => {
    const answer = routes[new URL(request.url ?? '/', origin).pathname]
    if (!settings || !answer) return response.writeHead(404).end()
    try {
      return await answer({ origin, settings }, request, response)
    } catch (error) {
      return response.writeHead(500).end(String(error))
    }
  })
  return {
    ...site,
    callback: `${site.origin}/callback`,
    home: `${site.origin}/`,
    configure: (given) => {
      settings = given
    },
  }
}

function startSignIn({ origin, settings }: App, request: IncomingMessage, response: ServerResponse): void {
  const state = randomBytes(16).toString('base64url')
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: `${origin}/callback`,
    scope: 'openid email',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const prompt = new URL(request.url ?? '', origin).searchParams.get('prompt')
  if (prompt !== null) query.set('prompt', prompt)
  response.setHeader('set-cookie', [cookie('state', state), cookie('verifier', verifier)])
  redirect(response, `${settings.domain}/oauth2/authorize?${query}`)
}

async function finishSignIn(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { searchParams } = new URL(request.url ?? '', app.origin)
  const cookies = readCookies(request)
  if (searchParams.has('error')) return show(response, `Refused: ${searchParams.get('error')}`)
  if (!cookies.get('state') || searchParams.get('state') !== cookies.get('state'))
    return show(response, 'Refused: the state is not ours')
  const tokens = await exchange(app, searchParams.get('code') ?? '', cookies.get('verifier') ?? '')
  response.setHeader('set-cookie', [
    cookie('state', '', 0),
    cookie('verifier', '', 0),
    cookie('id_token', tokens.id_token),
    cookie('refresh_token', tokens.refresh_token),
  ])
  redirect(response, '/protected')
}

async function exchange(
  { origin, settings: { clientId, serverUrl } }: App,
  code: string,
  code_verifier: string,
): Promise<Record<'id_token' | 'refresh_token', string>> {
  const response = await fetch(`${serverUrl}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: `${origin}/callback`,
      code,
      code_verifier,
    }),
  })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as Record<'id_token' | 'refresh_token', string>
}

async function showAccount(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const claims = await claimsOf(app, readCookies(request).get('id_token') ?? '')
  if (!claims) return redirect(response, '/login')
  show(response, `Account of ${claims['email']}`, '<a href="/logout">Sign out</a>')
}

/** Undefined for a token that is not good, or no longer. */
async function claimsOf({ settings }: App, token: string): Promise<JWTPayload | undefined> {
  const { issuer, clientId, now } = settings
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))
  const expected = { issuer, audience: clientId, currentDate: new Date(now()) }
  return jwtVerify(token, keys, expected).then(
    ({ payload }) => payload,
    () => undefined,
  )
}

function signOut({ origin, settings }: App, _: IncomingMessage, response: ServerResponse): void {
  const query = new URLSearchParams({ client_id: settings.clientId, logout_uri: `${origin}/` })
  response.setHeader('set-cookie', [cookie('id_token', '', 0), cookie('refresh_token', '', 0)])
  redirect(response, `${settings.domain}/logout?${query}`)
}

/** Cookies know no ports: each application of a test has its own host name or its own browser. */
function cookie(name: string, value: string, maxAgeSeconds = 3600): string {
  return `${name}=${value}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${maxAgeSeconds}`
}

function readCookies({ headers }: IncomingMessage): Map<string, string> {
  const pairs = (headers.cookie ?? '').split('; ').map((pair) => pair.split('='))
  return new Map(pairs.map(([name = '', value = '']) => [name, value]))
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end()
}

function show(response: ServerResponse, title: string, content = ''): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(appPage(title, content))
}
