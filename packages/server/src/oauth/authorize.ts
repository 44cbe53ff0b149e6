import { isStorable } from '../core/attribute-formats.ts'
import {
  type AuthorizationRequest,
  errorLocation,
  readAuthorizationRequest,
} from '../core/authorization-requests.ts'
import { respond } from '../core/authorization-responses.ts'
import * as loginSessions from '../core/login-sessions.ts'
import { OAuthError } from '../errors.ts'
import { loginCookieName, readCookie } from '../http/cookies.ts'
import { readForm } from '../http/form.ts'
import type { Services } from '../services.ts'
import * as identityProviders from '../storage/identity-providers.ts'
import { redirect, redirectError, toOAuthError } from './answers.ts'
import type { Caller, Endpoint } from './endpoint.ts'

/** The user directory itself, as providers are named. */
const NATIVE = 'COGNITO'

/**
 * Authorization endpoint (RFC 6749, section 3.1): sends the browser back to the application where its user is signed in, and
 * to the sign-in page otherwise.
 *
 * Deviation: a request may come as a form too, as OpenID Connect Core 1.0, section 3.1.2.1, has it; Cognito documents GET alone.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export const authorize: Endpoint = {
  path: '/oauth2/authorize',
  methods: ['GET', 'POST'],
  openToScripts: false,
  run: async (services, request, caller) => {
    if (request.method === 'POST') return askAgain(services, request)
    const { search, searchParams } = new URL(request.url)
    const asked = await readAuthorizationRequest(services, searchParams, caller.site)
    await requireNativeProvider(services, asked)
    const session = await usableSession(services, request, { asked, caller })
    if (session) return answer(services, asked, { ...session, origin: caller.origin })
    if (asked.prompt.has('none')) throw refusal(asked, { code: 'login_required' })
    return redirect(services, `/login${search}`)
  },
  refuse: (services, error, request) => redirectError(services, error, clientIdOf(request)),
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
  if (asked.client.settings.clientType === 'DCR') return undefined
  const token = readCookie(request, loginCookieName(asked.pool.id, caller.site))
  return token === undefined ? undefined : loginSessions.findFor(services, asked, token)
}

async function answer(
  services: Services,
  asked: AuthorizationRequest,
  session: Parameters<typeof respond>[2],
): Promise<Response> {
  try {
    return redirect(services, await respond(services, asked, session))
  } catch (error) {
    throw refusal(asked, toOAuthError(services, error))
  }
}

/** An error that the application is told of. */
function refusal(
  asked: AuthorizationRequest,
  error: { code: string; description?: string | undefined },
): OAuthError {
  return new OAuthError(error.code, error.description, { location: errorLocation(asked, error) })
}

/**
 * Refuses a provider that the application chose, unless it is the user directory. Nobody signs in through others yet. The
 * text for what the client does not support was seen on Cognito's error page.
 */
async function requireNativeProvider(services: Services, asked: AuthorizationRequest): Promise<void> {
  const { identityProvider, idpIdentifier, client, prompt } = asked
  if (identityProvider === NATIVE || (identityProvider ?? idpIdentifier) === undefined) return
  const name = await findProvider(services, asked)
  if (name === undefined || !client.settings.supportedIdentityProviders?.includes(name))
    throw new OAuthError('invalid_request', 'Login option is not available. Please try another one')
  if (prompt.has('none')) throw refusal(asked, { code: 'login_required' })
  throw new OAuthError('invalid_request', `Sign-in with ${name} is not available on this server.`)
}

async function findProvider(
  services: Services,
  { pool, identityProvider, idpIdentifier }: AuthorizationRequest,
): Promise<string | undefined> {
  if (!isStorable(identityProvider ?? idpIdentifier ?? '')) return undefined
  const found =
    identityProvider !== undefined
      ? await identityProviders.find(services.db, pool.id, identityProvider)
      : await identityProviders.findByIdentifier(services.db, pool.id, idpIdentifier ?? '')
  return found?.name
}

/** The client that the request names, for the page that shows its error. */
export function clientIdOf(request: Request): string | null {
  return new URL(request.url).searchParams.get('client_id')
}
