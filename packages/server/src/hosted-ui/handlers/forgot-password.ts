import { recording } from '../../core/auth-events.ts'
import * as passwordRecovery from '../../core/password-recovery.ts'
import * as passwords from '../../core/passwords.ts'
import { findBySignInName } from '../../core/usernames.ts'
import { ApiError, ExpiredCodeException } from '../../errors.ts'
import { type Services, transaction } from '../../services.ts'
import type { Answer } from '../answers.ts'
import { type CodeState, openCodeState, sealCodeState } from '../code-state.ts'
import type { HostedRequest } from '../door.ts'
import { brokenRequirements, toPageError } from '../error-text.ts'
import { requireCode, requireNewPassword, requireUsername, usernameIn } from '../form-fields.ts'
import { forgotPasswordPage } from '../pages/forgot-password.ts'
import { type ResetPasswordModel, resetPasswordPage } from '../pages/reset-password.ts'
import { requireOwnUsers, showSignIn } from '../show-sign-in.ts'
import { signInNameKind } from '../username-kind.ts'

/** The page that asks whose password is forgotten. */
export async function showForgotPassword(_services: Services, hosted: HostedRequest): Promise<Answer> {
  requireOwnUsers(hosted)
  const { pool, view, authorization } = hosted
  const usernameKind = signInNameKind(pool)
  return { html: forgotPasswordPage(view, { usernameKind, username: authorization.loginHint }) }
}

/** Sends a code, and asks for it. */
export async function submitForgotPassword(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
): Promise<Answer> {
  requireOwnUsers(hosted)
  const { pool, client, origin, view } = hosted
  const username = usernameIn(form)
  try {
    const name = requireUsername(form)
    const facts = { pool, client, origin, type: 'ForgotPassword', success: 'InProgress' } as const
    const delivery = await recording(services, facts, { name }, () =>
      passwordRecovery.start(services, hosted, { username: name }),
    )
    const resent = form.has('resend')
    return { html: resetPage(services, hosted, { username, delivery, resent }) }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const model = { usernameKind: signInNameKind(pool), username, error: toPageError(view, error) }
    return { html: forgotPasswordPage(view, model), status: 400 }
  }
}

/** The page for a code that was sent before. */
export async function showConfirmForgotPassword(services: Services, hosted: HostedRequest): Promise<Answer> {
  requireOwnUsers(hosted)
  return { html: resetPage(services, hosted, {}) }
}

/** Sets the new password by the code, with which the user then signs in. */
export async function submitConfirmForgotPassword(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
): Promise<Answer> {
  requireOwnUsers(hosted)
  const username = usernameIn(form)
  try {
    await setPassword(services, hosted, form)
    return await showDone(services, hosted, username)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const sentAgain = error instanceof ExpiredCodeException && (await isSetAlready(services, hosted, form))
    if (sentAgain) return showDone(services, hosted, username)
    const { delivery } = openCodeState(services, hosted, form)
    const code = form.get('code') ?? undefined
    const known = { ...(username !== '' && { username }), delivery, code }
    const refusal = { error, password: form.get('password') }
    return { html: resetPage(services, hosted, known, refusal), status: 400 }
  }
}

function showDone(services: Services, hosted: HostedRequest, username: string): Promise<Answer> {
  return showSignIn(services, hosted, { username, success: hosted.view.messages.resetPassword.done })
}

/**
 * Whether this form set the password within the time of a session, when it comes twice (a double click) or once more. That
 * the code was tried is counted already, which bounds guesses at the password; they take as long for a name that nobody has.
 */
async function isSetAlready(
  services: Services,
  { pool, client }: HostedRequest,
  form: URLSearchParams,
): Promise<boolean> {
  const username = usernameIn(form)
  const password = form.get('password') ?? ''
  const user = await transaction(services, (services) => findBySignInName(services, pool, username)) // after the first form
  const from = services.clock.now() - client.settings.authSessionValidity * 60_000
  if (!user?.password || user.password.setAt < from)
    return passwords.matchesNobody(services, pool, username, password)
  return passwords.matches(services, pool, user, password)
}

async function setPassword(services: Services, hosted: HostedRequest, form: URLSearchParams): Promise<void> {
  const { pool, client, origin } = hosted
  const input = {
    username: requireUsername(form),
    code: requireCode(form),
    password: requireNewPassword(form),
  }
  const facts = { pool, client, origin, type: 'ForgotPassword' } as const
  await recording(services, facts, { name: input.username }, () =>
    passwordRecovery.confirm(services, hosted, input),
  )
}

/** What the page for the code is told beside the refusal. */
interface Known extends Partial<CodeState>, Pick<ResetPasswordModel, 'resent' | 'code'> {}

function resetPage(
  services: Services,
  hosted: HostedRequest,
  known: Known,
  refusal?: { error: ApiError; password: string | null },
) {
  const { pool, view } = hosted
  const { username, delivery, resent = false, code } = known
  const policy = pool.settings.policies.passwordPolicy
  return resetPasswordPage(view, {
    usernameKind: signInNameKind(pool),
    username,
    state: sealCodeState(services, hosted, known),
    destination: delivery?.destination,
    resent,
    code,
    policy,
    broken: refusal && brokenRequirements(refusal.error, { policy, password: refusal.password }),
    error: refusal && toPageError(view, refusal.error),
  })
}
