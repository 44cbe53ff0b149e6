import {
  effectiveParameters,
  readAuthorizationRequest,
  requireClientOfSite,
} from '../core/authorization-requests.ts'
import type { ClientAndPool } from '../core/client-authentication.ts'
import { originOf } from '../core/federation/departure.ts'
import { signOutThere } from '../core/federation/single-logout.ts'
import * as loginSessions from '../core/login-sessions.ts'
import { notAmong, quoted } from '../core/refusal-reasons.ts'
import { OAuthError } from '../errors.ts'
import { loginCookieName, readCookie, setCookie } from '../http/cookies.ts'
import type { Services } from '../services.ts'
import { redirect, redirectError } from './answers.ts'
import { clientIdOf } from './authorize.ts'
import type { Caller, Endpoint } from './endpoint.ts'

/**
 * Ends the browser's sign-in and leads to `logout_uri`, or to the sign-in page for another one; by way of the SAML provider
 * where that is to end its own session too. Tokens stay good.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export const logout: Endpoint = {
  path: '/logout',
  methods: ['GET'],
  openToScripts: false,
  run: async (services, request, caller) => {
    const searchParams = effectiveParameters(new URL(request.url).searchParams)
    const found = await requireClientOfSite(services, searchParams, caller.site)
    const location = searchParams.has('logout_uri')
      ? requireLogoutUri(found, searchParams)
      : await signInPage(services, searchParams, caller)
    return endSession(services, request, { ...found, caller, location })
  },
  refuse: (services, error, request) => redirectError(services, error, clientIdOf(request)),
}

/** A page of the host that the provider sends the browser back to. */
function absolute(location: string, callbackUrl: string): string {
  return location.startsWith('/') ? new URL(location, callbackUrl).href : location
}

/** Exactly one of the client's sign-out addresses, compared as text. */
function requireLogoutUri({ client }: ClientAndPool, parameters: URLSearchParams): string {
  const [uri, ...others] = parameters.getAll('logout_uri')
  const values = client.settings.logoutURLs
  if (uri !== undefined && others.length === 0 && values?.includes(uri)) return uri
  const reason =
    others.length > 0
      ? 'logout_uri is given more than once'
      : notAmong(`logout_uri ${quoted(uri ?? '')}`, client, { setting: 'LogoutURLs', values })
  throw new OAuthError('redirect_mismatch', undefined, { reason })
}

/** The sign-in page for this authorization request; without scopes it is for all that the client has. */
async function signInPage(
  services: Services,
  parameters: URLSearchParams,
  { site }: Caller,
): Promise<string> {
  if (!parameters.has('redirect_uri')) throw nowhereToGo(parameters)
  const { scopes } = await readAuthorizationRequest(services, parameters, site)
  const query = new URLSearchParams(parameters)
  if (!query.get('scope')) query.set('scope', scopes.join(' '))
  return `/login?${query}`
}

/** Libraries that follow OpenID Connect RP-Initiated Logout 1.0 name the address as it does, and Cognito does not. */
function nowhereToGo(parameters: URLSearchParams): OAuthError {
  const isStandard = parameters.has('post_logout_redirect_uri') || parameters.has('id_token_hint')
  const came = isStandard ? 'post_logout_redirect_uri and id_token_hint count for nothing here: ' : ''
  const reason = `${came}send client_id with logout_uri, or with redirect_uri and response_type`
  return new OAuthError('invalid_request', "Required String parameter 'redirect_uri' is not present", {
    reason,
  })
}

async function endSession(
  services: Services,
  request: Request,
  { pool, caller, location }: ClientAndPool & { caller: Caller; location: string },
): Promise<Response> {
  const name = loginCookieName(pool.id, caller.site)
  const token = readCookie(request, name)
  const by = token === undefined ? undefined : await loginSessions.end(services, token)
  const callbackUrl = `${originOf(services, caller.site)}/saml2/logout`
  const signOut = by && { userPoolId: pool.id, by, location: absolute(location, callbackUrl), callbackUrl }
  const response = redirect(services, (signOut && (await signOutThere(services, signOut))) ?? location)
  const secure = services.publicUrl.startsWith('https:')
  response.headers.append('set-cookie', setCookie(name, '', { maxAgeSeconds: 0, secure }))
  return response
}
