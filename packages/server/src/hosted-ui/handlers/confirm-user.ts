import { isStorable } from '../../core/attribute-formats.ts'
import { recording } from '../../core/auth-events.ts'
import type { ClientAndPool } from '../../core/client-authentication.ts'
import { resendCode } from '../../core/sign-up.ts'
import { confirm } from '../../core/sign-up-confirmation.ts'
import { ApiError, OAuthError } from '../../errors.ts'
import type { Services } from '../../services.ts'
import type { AppClient } from '../../storage/app-clients.ts'
import * as appClients from '../../storage/app-clients.ts'
import type { Answer } from '../answers.ts'
import { authorized, brandedView, type HostedRequest, type Visit } from '../door.ts'
import { errorText } from '../error-text.ts'
import { requireCode, requireUsername, usernameIn } from '../form-fields.ts'
import { toPageError } from '../page-error.ts'
import { errorPage } from '../pages/error.ts'
import { messagePage } from '../pages/message.ts'
import { showConfirmation } from '../show-confirmation.ts'
import { requireOwnUsers, showSignIn } from '../show-sign-in.ts'
import { next, startChoice } from '../sign-in-steps.ts'
import type { View } from '../view.ts'

/** Follows the link of a message, or asks for the code. */
export async function showConfirmUser(services: Services, visit: Visit): Promise<Answer> {
  if (visit.query.has('confirmation_code')) return followLink(services, visit)
  return askForCode(services, visit, new URLSearchParams())
}

const askForCode = authorized(async (_services, hosted) => {
  requireOwnUsers(hosted)
  return showConfirmation(hosted, { username: hosted.authorization.loginHint })
})

/** Confirms the user by the code, who is signed in at once where the code can stand for the password. */
export async function submitConfirmUser(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
): Promise<Answer> {
  requireOwnUsers(hosted)
  const username = usernameIn(form)
  try {
    const session = await confirm(services, hosted, {
      username: requireUsername(form),
      code: requireCode(form),
      forceAliasCreation: false,
    })
    if (session !== undefined)
      return await next(
        services,
        hosted,
        username,
        await startChoice(services, hosted, { username, session }),
      )
    const success = hosted.view.messages.message.confirmed
    return await showSignIn(services, hosted, { username, success })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return showConfirmation(hosted, { ...named(username), error: toPageError(hosted.view, error) })
  }
}

/** Sends the code once more. */
export async function submitResendCode(
  services: Services,
  hosted: HostedRequest,
  form: URLSearchParams,
): Promise<Answer> {
  requireOwnUsers(hosted)
  const { pool, client, origin, view } = hosted
  const username = usernameIn(form)
  try {
    const name = requireUsername(form)
    const facts = { pool, client, origin, type: 'ResendCode' } as const
    const delivery = await recording(services, facts, { name }, () =>
      resendCode(services, hosted, { username: name }),
    )
    return showConfirmation(hosted, { username, delivery, resent: true })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return showConfirmation(hosted, { ...named(username), error: toPageError(view, error) })
  }
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
  try {
    await confirm(services, found, { username, code, forceAliasCreation: false })
    return { html: messageOf(view, found.client, 'confirmed') }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (/cannot be confirmed\. Current status is CONFIRMED/.test(error.message))
      return { html: messageOf(view, found.client, 'alreadyConfirmed') }
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
    throw new OAuthError('invalid_request', 'Client does not exist.')
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

/** Where the user can sign in, if the app client does so on our pages. */
function signInUrl({ id, settings }: AppClient): string | undefined {
  const { callbackURLs = [], defaultRedirectURI, allowedOAuthFlows = [] } = settings
  const redirectUri = defaultRedirectURI ?? callbackURLs[0]
  const responseType = allowedOAuthFlows.includes('code') ? 'code' : 'token'
  const isUsed = settings.allowedOAuthFlowsUserPoolClient && redirectUri !== undefined
  if (!isUsed || !allowedOAuthFlows.some((flow) => flow === 'code' || flow === 'implicit')) return undefined
  return `/login?${new URLSearchParams({ client_id: id, response_type: responseType, redirect_uri: redirectUri })}`
}
