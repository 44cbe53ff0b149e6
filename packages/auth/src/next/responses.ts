import type { Settings } from './options.ts'
import { SignInError, type SignInErrorCode } from './sign-in-error.ts'

/** Nothing of a sign-in may lie in a cache. */
export const noStore = { 'cache-control': 'no-store' }

/** Browsers send Origin with every POST; the cookies' SameSite stands behind this. */
export function isFromElsewhere(request: Request, { baseUrl }: Settings): boolean {
  const origin = request.headers.get('origin')
  return origin !== null && origin !== baseUrl.origin
}

/** Pages lead to the sign-in; calls of scripts get an answer that they can understand. */
export function refuse(request: Request, settings: Settings): Response {
  const wantsPage = request.headers.get('accept')?.includes('text/html') || request.headers.has('rsc')
  if (!wantsPage || !['GET', 'HEAD'].includes(request.method)) return plain(401, 'Nobody has signed in.')
  const { pathname, search } = new URL(request.url)
  const login = new URL(`${settings.path}/login`, settings.baseUrl)
  login.searchParams.set('returnTo', pathname + search)
  return redirect(login.href, [])
}

/** What a failed sign-in leads to: the page of the app for it, or the code as text. */
export function failed(settings: Settings, code: SignInErrorCode, setCookies: string[]): Response {
  if (settings.errorPath === undefined) {
    const status = code === 'unavailable' ? 503 : 400
    return withCookies(plain(status, `The sign-in has failed: ${code}`), setCookies)
  }
  const address = new URL(settings.errorPath, settings.baseUrl)
  address.searchParams.set('error', code)
  return redirect(address.href, setCookies)
}

/** The answer of the work, or 503 if the sign-in server could not be reached. */
export async function answerUnavailable(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SignInError)) throw error
    return plain(503, 'The sign-in server cannot be reached.')
  }
}

/** Leads on by GET, whatever the request was. */
export function redirect(location: string, setCookies: readonly string[]): Response {
  const response = new Response(null, { status: 303, headers: { ...noStore, location } })
  return withCookies(response, setCookies)
}

/** A short text. */
export function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { ...noStore, 'content-type': 'text/plain; charset=utf-8' } })
}

/** The same response with these Set-Cookie headers. */
export function withCookies(response: Response, setCookies: readonly string[]): Response {
  for (const cookie of setCookies) response.headers.append('set-cookie', cookie)
  return response
}
