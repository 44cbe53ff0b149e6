import type { CustomAttributes } from './core/user.ts'
import { applyCookies, type CookieSource } from './next/cookies.ts'
import { logoutUrl, revoke } from './next/oauth.ts'
import { type AuthOptions, readOptions, type Settings } from './next/options.ts'
import {
  createChecks,
  createRefresher,
  createSessionStore,
  type Session,
  type StoredSession,
} from './next/session.ts'
import { createSignIn } from './next/sign-in.ts'
import { SignInError, type SignInErrorCode } from './next/sign-in-error.ts'

export type { CookieSource } from './next/cookies.ts'
export type { AuthOptions } from './next/options.ts'
export type { Session } from './next/session.ts'
export { SignInError, type SignInErrorCode } from './next/sign-in-error.ts'

/** Makes `NextResponse.next` out of what the guard decides. */
export type Next = (init: { request: { headers: Headers } }) => Response

/** A route handler of the App Router. */
export type Handler = (request: Request) => Promise<Response>

/** Signs users in and out, and knows who has. */
export interface Auth<Custom extends object = CustomAttributes> {
  /** For `app/auth/[action]/route.ts`: GET login and callback, POST logout and refresh. */
  handlers: { GET: Handler; POST: Handler }
  /** Sends the user to the sign-in pages; `returnTo` of the query says where to go then. */
  login: Handler
  /** Takes the user back from them. */
  callback: Handler
  /** Ends the session here, the refresh token, and the session of the sign-in pages. */
  logout: Handler
  /** Renews the tokens: 204 with new cookies, or 401. */
  refresh: Handler
  /** The session of a request, or of what `cookies()` gives; null if nobody has signed in or the tokens have ended. */
  session(source: CookieSource): Promise<Session<Custom> | null>
  /** For `middleware.ts`: lets those who have signed in through, with fresh tokens, and sends all others to sign in. */
  guard(request: Request, next: Next): Promise<Response>
}

/** So long before their end tokens are renewed, for what the request does with them. */
const RENEWAL_MS = 60_000

/** Sign-in for the App Router of Next.js, or whatever else speaks Request and Response. Throws TypeError. */
export function createAuth<Custom extends object = CustomAttributes>(options: AuthOptions): Auth<Custom> {
  const settings = readOptions(options)
  const checks = createChecks<Custom>(settings)
  const store = createSessionStore<Custom>(settings)
  const signIn = createSignIn<Custom>(settings, checks)
  const renew = createRefresher<Custom>(settings, checks)

  const login: Handler = async (request) => {
    const { location, setCookies } = await signIn.begin(queryOf(request).get('returnTo'), request)
    return redirect(location, setCookies)
  }

  const callback: Handler = async (request) => {
    const forgotten = signIn.forget(request)
    try {
      const { session, returnTo } = await signIn.finish(queryOf(request), request)
      return redirect(returnTo, [...forgotten, ...(await store.write(session, request))])
    } catch (error) {
      if (!(error instanceof SignInError)) throw error
      return failed(settings, error.code, forgotten)
    }
  }

  const logout: Handler = async (request) => {
    if (isFromElsewhere(request, settings)) return plain(403, 'This comes from another site.')
    const stored = await store.read(request)
    // The cookies go in any case; a refresh token that could not be revoked ends by its age.
    if (stored?.refreshToken) await revoke(settings, stored.refreshToken).catch(() => undefined)
    return redirect(logoutUrl(settings), store.remove(request))
  }

  /** The session with tokens that live on for a while. Undefined if it has ended. Rejects with SignInError `unavailable`. */
  const renewed = async (
    request: Request,
  ): Promise<{ session: StoredSession<Custom>; setCookies: string[] } | undefined> => {
    const stored = await store.read(request)
    if (!stored) return undefined
    if (stored.expiresAt - settings.now() > RENEWAL_MS) return { session: stored, setCookies: [] }
    const isOver = stored.expiresAt <= settings.now()
    try {
      if (stored.refreshToken === undefined) throw new SignInError('grant', 'There is no refresh token')
      const session = await renew(stored.refreshToken)
      return { session, setCookies: await store.write(session, request) }
    } catch (error) {
      if (!(error instanceof SignInError) || (isOver && error.code === 'unavailable')) throw error
      return isOver ? undefined : { session: stored, setCookies: [] }
    }
  }

  const refresh: Handler = async (request) => {
    if (isFromElsewhere(request, settings)) return plain(403, 'This comes from another site.')
    return answerUnavailable(async () => {
      const found = await renewed(request)
      if (!found) return withCookies(plain(401, 'Nobody has signed in.'), store.remove(request))
      return withCookies(new Response(null, { status: 204, headers: noStore }), found.setCookies)
    })
  }

  const guard = (request: Request, next: Next) =>
    answerUnavailable(async () => {
      const found = await renewed(request)
      if (!found) return withCookies(refuse(request, settings), store.remove(request))
      const headers = new Headers(request.headers)
      if (found.setCookies.length > 0)
        headers.set('cookie', applyCookies(headers.get('cookie'), found.setCookies))
      return withCookies(next({ request: { headers } }), found.setCookies)
    })

  const session = async (source: CookieSource): Promise<Session<Custom> | null> => {
    const stored = await store.read(source)
    if (!stored || stored.expiresAt <= settings.now()) return null
    const { refreshToken, ...shown } = stored
    return shown
  }

  const handlers = { GET: byAction({ login, callback }), POST: byAction({ logout, refresh }) }
  return { handlers, login, callback, logout, refresh, session, guard }
}

const noStore = { 'cache-control': 'no-store' }

function byAction(actions: Record<string, Handler>): Handler {
  const table = new Map(Object.entries(actions))
  return async (request) => {
    const action = table.get(new URL(request.url).pathname.split('/').at(-1) ?? '')
    return action ? action(request) : plain(404, 'There is nothing here.')
  }
}

function queryOf(request: Request): URLSearchParams {
  return new URL(request.url).searchParams
}

/** Browsers send Origin with every POST; the cookies' SameSite stands behind this. */
function isFromElsewhere(request: Request, { baseUrl }: Settings): boolean {
  const origin = request.headers.get('origin')
  return origin !== null && origin !== baseUrl.origin
}

/** Pages lead to the sign-in; calls of scripts get an answer that they can understand. */
function refuse(request: Request, settings: Settings): Response {
  const wantsPage = request.headers.get('accept')?.includes('text/html') || request.headers.has('rsc')
  if (!wantsPage || !['GET', 'HEAD'].includes(request.method)) return plain(401, 'Nobody has signed in.')
  const { pathname, search } = new URL(request.url)
  const login = new URL(`${settings.path}/login`, settings.baseUrl)
  login.searchParams.set('returnTo', pathname + search)
  return redirect(login.href, [])
}

function failed(settings: Settings, code: SignInErrorCode, setCookies: string[]): Response {
  if (settings.errorPath === undefined) {
    const status = code === 'unavailable' ? 503 : 400
    return withCookies(plain(status, `The sign-in has failed: ${code}`), setCookies)
  }
  const address = new URL(settings.errorPath, settings.baseUrl)
  address.searchParams.set('error', code)
  return redirect(address.href, setCookies)
}

async function answerUnavailable(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SignInError)) throw error
    return plain(503, 'The sign-in server cannot be reached.')
  }
}

function redirect(location: string, setCookies: readonly string[]): Response {
  const response = new Response(null, { status: 303, headers: { ...noStore, location } })
  return withCookies(response, setCookies)
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...noStore, 'content-type': 'text/plain; charset=utf-8' } })
}

function withCookies(response: Response, setCookies: readonly string[]): Response {
  for (const cookie of setCookies) response.headers.append('set-cookie', cookie)
  return response
}
