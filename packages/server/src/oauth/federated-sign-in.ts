import { type AuthorizationRequest, readAuthorizationRequest } from '../core/authorization-requests.ts'
import { respond } from '../core/authorization-responses.ts'
import type { SignedIn } from '../core/federation/sign-in.ts'
import * as loginSessions from '../core/login-sessions.ts'
import { requireLeave } from '../core/request-limits.ts'
import { loginCookieName, readCookie, setCookie } from '../http/cookies.ts'
import type { Services } from '../services.ts'
import { redirect } from './answers.ts'
import { told } from './authorize.ts'
import type { Caller } from './endpoint.ts'

/** An application's request that waited for a provider. */
export interface Waiting {
  /** Its query. */
  query: string
  caller: Caller
  /** Throws OAuthError. */
  signIn(asked: AuthorizationRequest): Promise<SignedIn>
}

/** Goes on with the request once the provider has signed the user in: the browser gets a session, the application its answer. */
export async function goOn(
  services: Services,
  request: Request,
  { query, caller, signIn }: Waiting,
): Promise<Response> {
  const asked = await readAuthorizationRequest(services, new URLSearchParams(query), caller.site)
  const session = await told(services, asked, admitted(services, asked, signIn))
  const location = await told(
    services,
    asked,
    respond(services, asked, { ...session, origin: caller.origin }),
  )
  const name = loginCookieName(asked.pool.id, caller.site)
  const former = readCookie(request, name)
  if (former !== undefined) await loginSessions.end(services, former)
  const response = redirect(services, location)
  const maxAgeSeconds = loginSessions.cookieMinutes(asked) * 60
  const secure = services.publicUrl.startsWith('https:')
  response.headers.append('set-cookie', setCookie(name, session.token, { maxAgeSeconds, secure }))
  return response
}

async function admitted(
  services: Services,
  asked: AuthorizationRequest,
  signIn: Waiting['signIn'],
): Promise<SignedIn> {
  requireLeave(services, asked.pool, 'UserFederation')
  return signIn(asked)
}
