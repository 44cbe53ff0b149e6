import type { Auth, AuthStep } from '../core/auth/auth.ts'
import { startHosted } from '../core/auth/start.ts'
import * as authorizationResponses from '../core/authorization-responses.ts'
import * as loginSessions from '../core/login-sessions.ts'
import {
  type ApiError,
  NotAuthorizedException,
  PasswordResetRequiredException,
  UserNotConfirmedException,
} from '../errors.ts'
import { loginCookieName, readCookie, setCookie } from '../http/cookies.ts'
import type { Services } from '../services.ts'
import type { Answer } from './answers.ts'
import type { HostedRequest } from './door.ts'
import { toPageError } from './error-text.ts'
import { forgotPasswordPage } from './pages/forgot-password.ts'
import { showNewChallenge } from './show-challenge.ts'
import { showConfirmation } from './show-confirmation.ts'
import { signInNameKind } from './username-kind.ts'

type SignedIn = Extract<AuthStep, { kind: 'signed-in' }>

/** What `core/auth` needs to know of a step that the form takes. */
export function authOf(
  { pool, client, origin }: HostedRequest,
  parameters: Readonly<Record<string, string>>,
  session?: string,
): Auth {
  return { pool, client, admin: false, parameters, ...origin, ...(session !== undefined && { session }) }
}

/** Begins a sign-in in which the user chooses the first factor, beforehand or on the next page. */
export function startChoice(
  services: Services,
  hosted: HostedRequest,
  { username, factor, session }: { username: string; factor?: string | undefined; session?: string },
): Promise<AuthStep> {
  const parameters = { USERNAME: username, ...(factor !== undefined && { PREFERRED_CHALLENGE: factor }) }
  return startHosted(services, authOf(hosted, parameters, session), 'choice')
}

/** Goes on with the sign-in of a visitor who chose the password just now and confirmed the account. */
export function startAfterSignUp(
  services: Services,
  hosted: HostedRequest,
  { username, session }: { username: string; session: string },
): Promise<AuthStep> {
  return startHosted(services, authOf(hosted, { USERNAME: username }, session), 'sign-up')
}

/** What a step of a sign-in leads to: the page of the next challenge, or back to the application. */
export async function next(
  services: Services,
  hosted: HostedRequest,
  username: string,
  step: AuthStep,
): Promise<Answer> {
  if (step.kind === 'challenge') return showNewChallenge(services, hosted, username, step)
  if (step.kind === 'signed-in') return signIn(services, hosted, step)
  throw new Error('a sign-in on the pages ends with a session of the browser')
}

/** The session of the browser gets a new id with every sign-in; the one that was there ends. */
async function signIn(services: Services, hosted: HostedRequest, step: SignedIn): Promise<Answer> {
  const { pool, site, request, secure } = hosted
  const name = loginCookieName(pool.id, site)
  const former = readCookie(request, name)
  if (former !== undefined) await loginSessions.end(services, former)
  const maxAgeSeconds = loginSessions.cookieMinutes(hosted) * 60
  const cookie = setCookie(name, step.loginSession, { maxAgeSeconds, secure })
  return { location: await goBack(services, hosted, step), cookies: [cookie] }
}

/** Where the application takes the signed-in user over. */
export function goBack(
  services: Services,
  { authorization, origin }: HostedRequest,
  session: loginSessions.LoginSession,
): Promise<string> {
  return authorizationResponses.respond(services, authorization, { ...session, origin })
}

/** Whether a session ended, was used, or is not about the user as they are now: the sign-in has to begin anew. */
export function isEndedSession(refusal: ApiError): boolean {
  return refusal instanceof NotAuthorizedException && refusal.message.startsWith('Invalid session')
}

/** What a user has to do before a sign-in is possible; undefined for refusals of other kinds. */
export function detour(
  services: Services,
  hosted: HostedRequest,
  username: string,
  refusal: ApiError,
): Answer | undefined {
  const { pool, view } = hosted
  const error = toPageError(view, refusal)
  if (refusal instanceof UserNotConfirmedException)
    return { ...showConfirmation(services, hosted, { username, error }), status: 200 }
  if (refusal instanceof PasswordResetRequiredException)
    return { html: forgotPasswordPage(view, { usernameKind: signInNameKind(pool), username, error }) }
  return undefined
}
