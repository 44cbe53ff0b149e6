import { startHosted } from '../../core/auth/start.ts'
import { chosenProvider, isOf } from '../../core/federation/chosen-provider.ts'
import * as loginSessions from '../../core/login-sessions.ts'
import { ApiError } from '../../errors.ts'
import { loginCookieName, readCookie } from '../../http/cookies.ts'
import type { Services } from '../../services.ts'
import type { User } from '../../storage/users.ts'
import type { Answer } from '../answers.ts'
import type { HostedRequest } from '../door.ts'
import { toPageError } from '../error-text.ts'
import { MissingFieldError, requireWithinLimit, usernameIn } from '../form-fields.ts'
import { continuePage } from '../pages/continue.ts'
import { allowsMoreThanPasswords, requireOwnUsers, showSignIn } from '../show-sign-in.ts'
import { authOf, detour, goBack, next, startChoice } from '../sign-in-steps.ts'

/** The sign-in page, or the question whether to go on with the session that there is. */
export async function showLogin(services: Services, hosted: HostedRequest): Promise<Answer> {
  const { authorization, view, query } = hosted
  if (authorization.prompt.has('none')) return { location: `/oauth2/authorize${view.query}` }
  const session = await usableSession(services, hosted)
  if (!session) return showSignIn(services, hosted)
  const another = new URLSearchParams(query)
  another.set('prompt', 'login')
  return {
    html: continuePage(view, {
      name: displayName(session.user),
      continue: { path: '/login', fields: { continue: session.user.id } },
      anotherUserUrl: `/login?${another}`,
    }),
  }
}

/** Signs in with the password, with the name alone where the pool lets the user choose, or goes on with the session. */
export async function submitLogin(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
): Promise<Answer> {
  const asked = form.get('continue')
  if (asked !== null) return goOn(services, hosted, asked)
  requireOwnUsers(hosted)
  const username = usernameIn(form)
  try {
    requireWithinLimit(form, 'username')
    return await signIn(services, hosted, { username, password: requireWithinLimit(form, 'password') })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const elsewhere = detour(services, hosted, username, error)
    return elsewhere ?? showSignIn(services, hosted, { username, error: toPageError(hosted.view, error) })
  }
}

async function signIn(
  services: Services,
  hosted: HostedRequest,
  { username, password }: { username: string; password: string },
): Promise<Answer> {
  if (username === '') throw new MissingFieldError('username')
  if (password !== '') {
    const auth = authOf(hosted, { USERNAME: username, PASSWORD: password })
    return next(services, hosted, username, await startHosted(services, auth, 'password'))
  }
  if (!allowsMoreThanPasswords(hosted.pool)) throw new MissingFieldError('password')
  return next(services, hosted, username, await startChoice(services, hosted, { username }))
}

/** Asks anew where the browser's session is by now another user's than the one whom the page named, or has ended. */
async function goOn(services: Services, hosted: HostedRequest, userId: string): Promise<Answer> {
  const session = await usableSession(services, hosted)
  if (session?.user.id === userId) return { location: await goBack(services, hosted, session) }
  const answer = await showLogin(services, hosted)
  return 'html' in answer ? { ...answer, status: 400 } : answer
}

/** The browser's session, if it may serve this request, and is of the provider that the application asks for. */
async function usableSession(
  services: Services,
  { request, pool, site, authorization }: HostedRequest,
): Promise<loginSessions.LoginSession | undefined> {
  const token = readCookie(request, loginCookieName(pool.id, site))
  if (token === undefined) return undefined
  const session = await loginSessions.findFor(services, authorization, token)
  return session && isOf(session, await chosenProvider(services, authorization)) ? session : undefined
}

/** Where addresses are user names, nobody knows the one that is a UUID. */
function displayName({ attributes, username }: User): string {
  return attributes['name'] ?? attributes.email ?? attributes.phone_number ?? username
}
