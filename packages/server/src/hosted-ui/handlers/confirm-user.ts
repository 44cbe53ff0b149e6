import { isStorable } from '../../core/attribute-formats.ts'
import { recording } from '../../core/auth-events.ts'
import { missingClient } from '../../core/authorization-requests.ts'
import type { ClientAndPool } from '../../core/client-authentication.ts'
import { requireLeave } from '../../core/request-limits.ts'
import { resendCode } from '../../core/sign-up.ts'
import { confirm } from '../../core/sign-up-confirmation.ts'
import { ApiError, OAuthError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { AppClient } from '../../storage/app-clients.ts'
import * as appClients from '../../storage/app-clients.ts'
import type { Answer } from '../answers.ts'
import { openCodeState } from '../code-state.ts'
import { authorized, brandedView, type HostedRequest, type Visit } from '../door.ts'
import { errorText, toPageError } from '../error-text.ts'
import { requireCode, requireUsername, usernameIn } from '../form-fields.ts'
import { errorPage } from '../pages/error.ts'
import { messagePage } from '../pages/message.ts'
import { type Confirming, showConfirmation } from '../show-confirmation.ts'
import { requireOwnUsers, showSignIn } from '../show-sign-in.ts'
import { isEndedSession, next, startAfterSignUp, startChoice } from '../sign-in-steps.ts'
import { signInUrl } from '../sign-in-url.ts'
import type { View } from '../view.ts'

/** Follows the link of a message, or asks for the code. */
export async function showConfirmUser(services: Services, visit: Visit): Promise<Answer> {
  if (visit.query.has('confirmation_code')) return followLink(services, visit)
  return askForCode(services, visit, new URLSearchParams())
}

const askForCode = authorized(async (services, hosted) => {
  requireOwnUsers(hosted)
  return showConfirmation(services, hosted, { username: hosted.authorization.loginHint })
})

/** Confirms the user by the code, who is signed in at once where the password was chosen or the code can stand for it. */
export async function submitConfirmUser(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
): Promise<Answer> {
  requireOwnUsers(hosted)
  const username = usernameIn(form)
  const state = openCodeState(services, hosted, form)
  try {
    const session = await confirm(services, hosted, {
      username: requireUsername(form),
      code: requireCode(form),
      forceAliasCreation: false,
    })
    return await goOn(services, hosted, { username, chosen: state.session, proven: session })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (isConfirmedAlready(error))
      return showSignIn(services, hosted, { username, success: hosted.view.messages.errors.alreadyConfirmed })
    return refuse(services, hosted, { ...state, ...named(username) }, error)
  }
}

/** Also when the form comes twice or once more. */
function isConfirmedAlready({ message }: ApiError): boolean {
  return /cannot be confirmed\. Current status is CONFIRMED/.test(message)
}

interface Confirmed {
  username: string
  /** The session of the password that was chosen in this browser. */
  chosen: string | undefined
  /** The session of the code that stands for the password. */
  proven: string | undefined
}

/** The account stays confirmed whatever the sign-in says, so that no refusal leads back to the code. */
async function goOn(services: Services, hosted: HostedRequest, confirmed: Confirmed): Promise<Answer> {
  const { username } = confirmed
  const success = hosted.view.messages.message.confirmed
  try {
    const step = await stepAfter(services, hosted, confirmed)
    if (step) return await next(services, hosted, username, step)
    return await showSignIn(services, hosted, { username, success })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (isEndedSession(error)) return showSignIn(services, hosted, { username, success })
    return showSignIn(services, hosted, { username, error: toPageError(hosted.view, error) })
  }
}

async function stepAfter(services: Services, hosted: HostedRequest, { username, chosen, proven }: Confirmed) {
  if (chosen !== undefined) return startAfterSignUp(services, hosted, { username, session: chosen })
  if (proven !== undefined) return startChoice(services, hosted, { username, session: proven })
  return undefined
}

/** Sends the code once more. */
export async function submitResendCode(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
): Promise<Answer> {
  requireOwnUsers(hosted)
  const { pool, client, origin } = hosted
  const username = usernameIn(form)
  const state = openCodeState(services, hosted, form)
  try {
    const name = requireUsername(form)
    const facts = { pool, client, origin, type: 'ResendCode' } as const
    const delivery = await recording(services, facts, { name }, () =>
      resendCode(services, hosted, { username: name }),
    )
    return showConfirmation(services, hosted, { ...state, username, delivery, resent: true })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return refuse(services, hosted, { ...state, ...named(username) }, error)
  }
}

/** The page again, with what it knew. */
function refuse(services: Services, hosted: HostedRequest, known: Confirming, error: ApiError): Answer {
  return showConfirmation(services, hosted, { ...known, error: toPageError(hosted.view, error) })
}

function named(username: string): { username?: string } {
  return username === '' ? {} : { username }
}

/**
 * Confirms by the link of a message, for app clients without OAuth too. Like on Cognito opening it is enough; a program
 * that looks at mail may have been there before the user.
 */
async function followLink(services: Services, visit: Visit): Promise<Answer> {
  const { query, request } = visit
  const found = await requireClient(services, visit)
  const view = { ...((await brandedView(services, visit, found.client)) ?? visit.view), query: '' }
  const username = query.get('user_name') ?? ''
  const code = query.get('confirmation_code') ?? ''
  if (request.method === 'HEAD') return { html: messageOf(view, found.client, 'leadUnknown') }
  requireLeave(services, found.pool, 'UserCreation')
  try {
    await confirm(services, found, { username, code, forceAliasCreation: false })
    return { html: messageOf(view, found.client, 'confirmed') }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (isConfirmedAlready(error)) return { html: messageOf(view, found.client, 'alreadyConfirmed') }
    return { html: errorPage(view, { text: errorText(view.messages, error) }), status: 400 }
  }
}

async function requireClient(services: Services, { query, site }: Visit): Promise<ClientAndPool> {
  const names = ['client_id', 'user_name', 'confirmation_code']
  const [clientId = ''] = names.map((name) => query.get(name) ?? '')
  const isReadable = names.every((name) => isStorable(query.get(name) ?? ''))
  const found = isReadable ? await appClients.findWithPool(services.db, clientId) : undefined
  const isElsewhere = site.kind === 'domain' && site.pool.id !== found?.pool.id
  if (!found || isElsewhere || site.kind === 'unknown-domain')
    throw new OAuthError('invalid_request', 'Client does not exist.', {
      reason: missingClient(clientId, found, site),
    })
  return found
}

function messageOf(view: View, client: AppClient, text: 'confirmed' | 'alreadyConfirmed' | 'leadUnknown') {
  const { message, errors, confirmSignUp } = view.messages
  const texts = {
    confirmed: message.confirmed,
    alreadyConfirmed: errors.alreadyConfirmed,
    leadUnknown: confirmSignUp.linkLeadUnknown,
  }
  const url = signInUrl(client)
  return messagePage(view, {
    title: text === 'confirmed' ? message.confirmedTitle : confirmSignUp.title,
    text: texts[text],
    tone: text === 'confirmed' ? 'good' : 'neutral',
    ...(url !== undefined && { link: { text: message.signIn, url } }),
  })
}
