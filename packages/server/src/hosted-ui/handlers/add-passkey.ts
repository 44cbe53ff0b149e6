import type { Authorized } from '../../core/access-tokens.ts'
import { redirectMismatch, requireClientOfSite } from '../../core/authorization-requests.ts'
import type { ClientAndPool } from '../../core/client-authentication.ts'
import * as loginSessions from '../../core/login-sessions.ts'
import * as passkeys from '../../core/passkeys.ts'
import { isAllowedOrigin, relyingPartyId } from '../../core/relying-party.ts'
import { requireLeave } from '../../core/request-limits.ts'
import { parseObject } from '../../crypto/web-authn.ts'
import {
  ApiError,
  OAuthError,
  WebAuthnNotEnabledException,
  WebAuthnOriginNotAllowedException,
} from '../../errors.ts'
import { loginCookieName, readCookie } from '../../http/cookies.ts'
import type { Services } from '../../services.ts'
import type { AppClient } from '../../storage/app-clients.ts'
import type { Answer } from '../answers.ts'
import { brandedView, type Visit } from '../door.ts'
import { toPageError } from '../error-text.ts'
import { addPasskeyPage } from '../pages/add-passkey.ts'
import { errorPage, unavailablePage } from '../pages/error.ts'
import { signInUrl } from '../sign-in-url.ts'
import type { PageError, View } from '../view.ts'

/** A visit of a signed-in user who is to get a passkey, and then goes back to the application. */
interface Addition extends Visit {
  owner: Authorized
  redirectUri: string
}

/** The page that has the browser make a passkey. */
export function showAddPasskey(services: Services, visit: Visit): Promise<Answer> {
  return withOwner(services, visit, (addition) => showPage(services, addition))
}

/** Keeps the passkey that the browser made. */
export function submitAddPasskey(services: Services, visit: Visit, form: URLSearchParams): Promise<Answer> {
  return withOwner(services, visit, (addition) => register(services, addition, form))
}

async function register(services: Services, addition: Addition, form: URLSearchParams): Promise<Answer> {
  try {
    await passkeys.completeRegistration(services, addition.owner, parseObject(form.get('credential') ?? ''))
    return { location: addition.redirectUri }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return showPage(services, addition, toPageError(addition.view, error))
  }
}

async function showPage(services: Services, addition: Addition, error?: PageError): Promise<Answer> {
  const { owner, redirectUri, view } = addition
  const options = await passkeys.startRegistration(services, owner)
  const model = { creationOptions: JSON.stringify(options), notNowUrl: redirectUri, error }
  return { html: addPasskeyPage(view, model), status: error ? 400 : 200, leadsTo: redirectUri }
}

/** Throws OAuthError, WebAuthnNotEnabledException, WebAuthnOriginNotAllowedException. */
async function withOwner(
  services: Services,
  visit: Visit,
  work: (addition: Addition) => Promise<Answer>,
): Promise<Answer> {
  const found = await requireClientOfSite(services, visit.query, visit.site)
  const redirectUri = requireRedirect(visit, found)
  const view = await brandedView(services, visit, found.client)
  if (!view) return { html: unavailablePage(visit.view), status: 403 }
  const owner = await findOwner(services, visit, found)
  if (!owner) return askToSignIn(view, found.client, redirectUri)
  requireLeave(services, found.pool, 'UserResourceUpdate')
  const id = await relyingPartyId(services, found.pool)
  if (!isAllowedOrigin(id, visit.pageOrigin)) throw new WebAuthnOriginNotAllowedException()
  return work({ ...visit, view, owner, redirectUri })
}

/** Exactly one of the client's callback addresses. */
function requireRedirect({ query }: Visit, { client }: ClientAndPool): string {
  const [redirectUri, ...others] = query.getAll('redirect_uri')
  if (redirectUri === undefined)
    throw new OAuthError('invalid_request', "Required String parameter 'redirect_uri' is not present")
  if (others.length > 0 || !client.settings.callbackURLs?.includes(redirectUri))
    throw redirectMismatch(client, query)
  return redirectUri
}

/** The user of the browser's session, if there is one. Throws WebAuthnNotEnabledException for users of other providers. */
async function findOwner(
  services: Services,
  { request, site }: Visit,
  found: ClientAndPool,
): Promise<Authorized | undefined> {
  const token = readCookie(request, loginCookieName(found.pool.id, site))
  const session = token === undefined ? undefined : await loginSessions.find(services, found, token)
  if (session?.user.status === 'EXTERNAL_PROVIDER') throw new WebAuthnNotEnabledException()
  return session && { ...found, ...session, scope: '' }
}

function askToSignIn(view: View, client: AppClient, redirectUri: string): Answer {
  const { signIn, errors } = view.messages
  const url = signInUrl(client, redirectUri)
  const link = url === undefined ? undefined : { text: signIn.submit, url }
  return { html: errorPage(view, { text: errors.signInFirst, link }), status: 400 }
}
