import { randomBytes, randomUUID } from 'node:crypto'
import { nameForVisitors } from '../core/app-clients.ts'
import { type AuthorizationRequest, readAuthorizationRequest } from '../core/authorization-requests.ts'
import type { ClientAndPool } from '../core/client-authentication.ts'
import { loggedRefusal } from '../core/refusal-reasons.ts'
import { findSite, type Site } from '../core/sites.ts'
import type { RequestOrigin } from '../core/user-sessions.ts'
import { OverloadedError } from '../crypto/overloaded-error.ts'
import { ApiError, OAuthError, TooManyRequestsException } from '../errors.ts'
import { readCookie } from '../http/cookies.ts'
import { readForm } from '../http/form.ts'
import { ClientGoneError } from '../http/read-body.ts'
import type { Services } from '../services.ts'
import type { AppClient } from '../storage/app-clients.ts'
import { type Answer, toResponse } from './answers.ts'
import { findBrand } from './branding.ts'
import { csrfToken, isOwnForm } from './csrf.ts'
import { errorText } from './error-text.ts'
import { requireFields } from './form-fields.ts'
import { chooseLanguage, findMessages } from './messages.ts'
import { explainOAuthError } from './oauth-error-text.ts'
import { errorPage, unavailablePage } from './pages/error.ts'
import type { MessageLink } from './pages/message.ts'
import { hostToShow } from './registration-notice.ts'
import { defaultBrand, type View } from './view.ts'

/** A request for one of the pages. */
export interface Visit {
  request: Request
  /** In the answer and in lines of the log. */
  requestId: string
  query: URLSearchParams
  site: Site
  view: View
  /** What the parameter `lang` chose, to be remembered. */
  chosenLanguage?: string
  origin: RequestOrigin
  /** Scheme and host of the page, as the browser knows them. */
  pageOrigin: string
  /** Whether the browser reaches us by TLS. */
  secure: boolean
}

/** A visit on behalf of an application that wants a user signed in. */
export interface HostedRequest extends Visit, ClientAndPool {
  authorization: AuthorizationRequest
}

/** Answers a visit; `form` is empty unless one was posted. Throws OAuthError and ApiError, which become pages. */
export type Handler<Request extends Visit = Visit> = (
  services: Services,
  visit: Request,
  form: URLSearchParams,
) => Promise<Answer>

/** How a request is answered. */
export interface Answering {
  handle: Handler
  /** Whether it brings a form. */
  takesForm: boolean
  ipAddress: string | undefined
}

/** Answers a request: reads what is sent, refuses forms of other sites, and makes a page of what is thrown. */
export async function answerVisit(
  services: Services,
  request: Request,
  { handle, takesForm, ipAddress }: Answering,
): Promise<Response> {
  const visit = await openVisit(services, request, ipAddress)
  try {
    const answer = takesForm
      ? await takeForm(services, visit, handle)
      : await handle(services, visit, new URLSearchParams())
    return toResponse(services, visit, answer)
  } catch (error) {
    return toResponse(services, visit, failure(services, visit, error))
  }
}

/** The answer to a method that a page does not know. */
export function refuseMethod(allowed: readonly string[]): Handler {
  return async (_services, { view }) => ({
    html: errorPage(view, {}),
    status: 405,
    headers: { allow: allowed.join(', ') },
  })
}

async function takeForm(services: Services, visit: Visit, handle: Handler): Promise<Answer> {
  const form = await readForm(visit.request)
  if (!isOwnForm(visit.request, form, services.publicUrl)) return refuseForeignForm(visit)
  requireFields(form)
  return handle(services, visit, form)
}

/** Shown also to whoever left the page open for too long, with the way to begin anew. */
function refuseForeignForm({ view }: Visit): Answer {
  const { errors, common } = view.messages
  const link = { text: common.backToSignIn, url: `/login${view.query}` }
  return { html: errorPage(view, { text: errors.formExpired, link }), status: 403 }
}

/** A page of an application's sign-in: reads the authorization request in the query, and shows nothing without a style. */
export function authorized(handle: Handler<HostedRequest>): Handler {
  return async (services, visit, form) => {
    const authorization = await readAuthorizationRequest(services, visit.query, visit.site)
    const { pool, client } = authorization
    const view = await brandedView(services, visit, client)
    if (!view) return { html: unavailablePage(visit.view), status: 403 }
    const hosted = { ...visit, pool, client, authorization, view: { ...view, ...standing(authorization) } }
    const answer = await handle(services, hosted, form)
    return 'html' in answer ? { leadsTo: authorization.redirectUri, ...answer } : answer
  }
}

function standing({ client, redirectUri }: AuthorizationRequest): Pick<View, 'selfRegistered'> {
  return client.settings.clientType === 'DCR' ? { selfRegistered: { host: hostToShow(redirectUri) } } : {}
}

/** The view in the look of the app client; undefined where managed login has no style for it. */
export async function brandedView(
  services: Services,
  { site, view }: Visit,
  client: AppClient,
): Promise<View | undefined> {
  const domain = site.kind === 'domain' ? site.domain : undefined
  const brand = await findBrand(services, { client, domain, lang: view.lang })
  const applicationName = nameForVisitors(client)
  return brand && { ...view, brand, ...(applicationName !== undefined && { applicationName }) }
}

async function openVisit(
  services: Services,
  request: Request,
  ipAddress: string | undefined,
): Promise<Visit> {
  const url = new URL(request.url)
  const host = request.headers.get('host') ?? url.host
  const secure = url.protocol === 'https:' || services.publicUrl.startsWith('https:')
  const userAgent = request.headers.get('user-agent') ?? undefined
  const { lang, chosenLanguage } = languageOf(request, url.searchParams)
  return {
    request,
    requestId: randomUUID(),
    query: url.searchParams,
    site: await findSite(services, host),
    view: {
      messages: findMessages(lang),
      lang,
      brand: defaultBrand,
      nonce: randomBytes(16).toString('base64url'),
      csrfToken: csrfToken(request),
      query: url.search,
    },
    ...(chosenLanguage !== undefined && { chosenLanguage }),
    origin: { ipAddress, userAgent },
    pageOrigin: `${secure ? 'https' : 'http'}://${host.toLowerCase()}`,
    secure,
  }
}

function languageOf(request: Request, query: URLSearchParams): { lang: string; chosenLanguage?: string } {
  const asked = query.get('lang') ?? undefined
  const lang = chooseLanguage({
    lang: asked,
    uiLocales: query.get('ui_locales') ?? undefined,
    cookie: readCookie(request, 'lang'),
    acceptLanguage: request.headers.get('accept-language') ?? undefined,
  })
  return asked === undefined ? { lang } : { lang, chosenLanguage: lang }
}

/** What is thrown, as a page or as the way back to the application. */
function failure(services: Services, { view, request, requestId }: Visit, error: unknown): Answer {
  if (error instanceof ClientGoneError) throw error
  if (error instanceof OAuthError) {
    services.log.info(
      { requestId, ...loggedRefusal(error) },
      `${new URL(request.url).pathname} refused a request`,
    )
    return oauthFailure(view, error, requestId)
  }
  if (error instanceof OverloadedError)
    return {
      html: errorPage(view, { text: errorText(view.messages, new TooManyRequestsException()) }),
      status: 429,
    }
  if (error instanceof ApiError)
    return {
      html: errorPage(view, { text: errorText(view.messages, error), link: wayBack(view, request) }),
      status: 400,
    }
  services.log.error({ requestId, err: error }, 'a page failed unexpectedly')
  return { html: errorPage(view, { text: view.messages.errors.general, requestId }), status: 500 }
}

function oauthFailure(view: View, error: OAuthError, requestId: string): Answer {
  if (error.location !== undefined) return { location: error.location }
  return { html: errorPage(view, { ...explainOAuthError(view, error), requestId }), status: error.status }
}

/** From another page of an application's sign-in to its first. */
function wayBack({ messages, query }: View, request: Request): MessageLink | undefined {
  const { pathname, searchParams } = new URL(request.url)
  const isElsewhere = pathname !== '/login' && searchParams.has('response_type')
  return isElsewhere ? { text: messages.common.backToSignIn, url: `/login${query}` } : undefined
}
