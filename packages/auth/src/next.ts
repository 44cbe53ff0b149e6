import type { CustomAttributes } from './core/user.ts'
import { applyCookies, type CookieSource } from './next/cookies.ts'
import { logoutUrl, revoke } from './next/oauth.ts'
import { type AuthOptions, readOptions } from './next/options.ts'
import {
  answerUnavailable,
  failed,
  isFromElsewhere,
  noStore,
  plain,
  redirect,
  refuse,
  withCookies,
} from './next/responses.ts'
import {
  createChecks,
  createRefresher,
  createRenewal,
  createSessionStore,
  type Session,
} from './next/session.ts'
import { createSignIn } from './next/sign-in.ts'
import { SignInError } from './next/sign-in-error.ts'

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

/** Sign-in for the App Router of Next.js, or whatever else speaks Request and Response. Throws TypeError. */
export function createAuth<Custom extends object = CustomAttributes>(options: AuthOptions): Auth<Custom> {
  const settings = readOptions(options)
  const checks = createChecks<Custom>(settings)
  const store = createSessionStore<Custom>(settings)
  const signIn = createSignIn<Custom>(settings, checks)
  const renewed = createRenewal(settings, store, createRefresher(settings, checks))

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
