import { isSelfRegistered, OWN_USERS } from '../core/app-clients.ts'
import {
  type AuthorizationRequest,
  errorLocation,
  OAuthDisabledError,
  readAuthorizationRequest,
} from '../core/authorization-requests.ts'
import { respond } from '../core/authorization-responses.ts'
import { randomToken } from '../core/federation/attempts.ts'
import { chosenProvider, isOf } from '../core/federation/chosen-provider.ts'
import { type Departure, depart } from '../core/federation/departure.ts'
import * as loginSessions from '../core/login-sessions.ts'
import { requireLeave } from '../core/request-limits.ts'
import { OAuthError } from '../errors.ts'
import { loginCookieName, readCookie } from '../http/cookies.ts'
import { readForm } from '../http/form.ts'
import type { Services } from '../services.ts'
import { redirect, redirectError, toOAuthError } from './answers.ts'
import { browserCookie, readBrowser } from './browser-cookie.ts'
import type { Caller, Endpoint } from './endpoint.ts'

/**
 * Authorization endpoint (RFC 6749, section 3.1): sends the browser back to the application where its user is signed in, and
 * to the sign-in page otherwise, which is also where Cognito tells that an app client may not use OAuth: published reports
 * have its text from the sign-in, and none from the page of errors. There the user is told after the password; here before.
 *
 * Deviation: a request may come as a form too, as OpenID Connect Core 1.0, section 3.1.2.1, has it; Cognito documents GET alone.
 *
 * The short path works on Cognito too (https://github.com/amazon-archives/amazon-cognito-auth-js/issues/50), and is the one
 * that awslabs/cognito-at-edge uses.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export const authorize: Endpoint = {
  path: '/oauth2/authorize',
  alias: '/authorize',
  methods: ['GET', 'POST'],
  openToScripts: false,
  run: async (services, request, caller) => {
    if (request.method === 'POST') return askAgain(services, request)
    const { search, searchParams } = new URL(request.url)
    const asked = await readAuthorizationRequest(services, searchParams, caller.site)
    const choice = await chosenProvider(services, asked)
    const session = await usableSession(services, request, { asked, caller })
    if (session && isOf(session, choice))
      return answer(services, asked, { ...session, origin: caller.origin })
    if (asked.prompt.has('none')) throw refusal(asked, { code: 'login_required' })
    if (choice === undefined || choice === OWN_USERS || !mayLeave(request, asked))
      return redirect(services, `/login${search}`)
    return goToProvider(services, request, { asked, provider: choice, query: search, site: caller.site })
  },
  refuse: (services, error, request) =>
    error instanceof OAuthDisabledError
      ? redirect(services, `/login${new URL(request.url).search}`)
      : redirectError(services, error, clientIdOf(request)),
}

/** Browsers keep the cookie of the sign-in from forms of other sites, but not from the redirect that follows them. */
async function askAgain(services: Services, request: Request): Promise<Response> {
  return redirect(services, `/oauth2/authorize?${await readForm(request)}`)
}

/**
 * The browser's sign-in, if it may serve this request without a page.
 *
 * Deviation: an application that registered itself gets no answer before the user has said yes on a page, or whoever may
 * register would learn who everyone is that follows a link (RFC 7591, section 5). What Cognito does is not documented.
 */
async function usableSession(
  services: Services,
  request: Request,
  { asked, caller }: { asked: AuthorizationRequest; caller: Caller },
): Promise<loginSessions.LoginSession | undefined> {
  if (isSelfRegistered(asked.client)) return undefined
  const token = readCookie(request, loginCookieName(asked.pool.id, caller.site))
  return token === undefined ? undefined : loginSessions.findFor(services, asked, token)
}

/**
 * Whether the browser may go to the provider at once, which may answer without a page of its own. For an application that
 * registered itself the user has to take the provider's button below the notice about it: browsers tell that by a header
 * that no page can write (https://www.w3.org/TR/fetch-metadata/).
 */
function mayLeave(request: Request, { client }: AuthorizationRequest): boolean {
  return !isSelfRegistered(client) || request.headers.get('sec-fetch-site') === 'same-origin'
}

/** The way back is open for this browser alone, by its cookie, which it may have from another try. */
async function goToProvider(
  services: Services,
  request: Request,
  departure: Omit<Departure, 'browser'>,
): Promise<Response> {
  const browser = readBrowser(request) ?? randomToken()
  const location = await told(services, departure.asked, depart(services, { ...departure, browser }))
  const response = redirect(services, location)
  response.headers.append('set-cookie', browserCookie(services, browser))
  return response
}

async function answer(
  services: Services,
  asked: AuthorizationRequest,
  session: Parameters<typeof respond>[2],
): Promise<Response> {
  return redirect(services, await told(services, asked, goOn(services, asked, session)))
}

async function goOn(
  services: Services,
  asked: AuthorizationRequest,
  session: Parameters<typeof respond>[2],
): Promise<string> {
  requireLeave(services, asked.pool, 'UserAuthentication')
  return respond(services, asked, session)
}

/** The result, or an error that the application is told of. */
export async function told<Result>(
  services: Services,
  asked: AuthorizationRequest,
  work: Promise<Result>,
): Promise<Result> {
  try {
    return await work
  } catch (error) {
    throw refusal(asked, toOAuthError(services, error))
  }
}

function refusal(
  asked: AuthorizationRequest,
  error: Pick<OAuthError, 'code'> & Partial<Pick<OAuthError, 'description' | 'reason'>>,
): OAuthError {
  const { code, description, reason } = error
  return new OAuthError(code, description, { location: errorLocation(asked, error), reason })
}

/** The client that the request names, for the page that shows its error. */
export function clientIdOf(request: Request): string | null {
  return new URL(request.url).searchParams.get('client_id')
}
