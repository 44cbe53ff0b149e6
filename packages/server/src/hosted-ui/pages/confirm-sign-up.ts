import { codeField, describedBySuccess, errorBox, field, submitButton, successBox } from '../fields.ts'
import { form, linkButton, links, pageLink } from '../forms.ts'
import { type Html, html } from '../html.ts'
import { renderPage } from '../layout.ts'
import { asksForName, type NameModel, usernameField } from '../usernames.ts'
import type { PageError, View } from '../view.ts'

export interface ConfirmSignUpModel extends NameModel {
  /** What the forms bring back of the sign-up. */
  state?: string | undefined
  /** Masked. */
  destination?: string | undefined
  medium?: 'EMAIL' | 'SMS' | undefined
  /** Whether the message has a link and no code. */
  byLink?: boolean
  resent?: boolean
  error?: PageError | undefined
}

/**
 * Waits for the code of a new account. Asks for the name too where it is not known. Posts `username`, `state`, `code`
 * to `/confirmUser`, and `username`, `state` to `/resendcode`.
 */
export function confirmSignUpPage(view: View, model: ConfirmSignUpModel): Html {
  const { confirmSignUp, code, common } = view.messages
  const { username, state, byLink = false, resent = false } = model
  const sent = byLink ? confirmSignUp.resentLink : code.resent
  const resend = byLink ? confirmSignUp.resendLink : code.resend
  return renderPage(view, {
    title: confirmSignUp.title,
    lead: lead(view, model),
    content: html`${errorBox(view, model.error)}${successBox(resent ? sent : undefined)}
${!byLink && codeForm(view, model)}
${links(
  view,
  username === undefined
    ? undefined
    : linkButton(view, { path: '/resendcode', fields: { username, state } }, resend),
  pageLink(view, '/login', common.backToSignIn),
)}`,
  })
}

function codeForm(view: View, model: ConfirmSignUpModel): Html {
  const { messages } = view
  const { username, state, error } = model
  const asksName = asksForName(model)
  const name = asksName && field(view, error, { ...usernameField(messages, model), first: true })
  const content = html`${name}${codeField(view, error, { first: !asksName, describedBy: describedBySuccess(model.resent) })}`
  const submit = submitButton(messages.confirmSignUp.submit)
  return form(
    view,
    { path: '/confirmUser', fields: { username: asksName ? undefined : username, state } },
    html`<div class="stack">${content}${submit}</div>`,
  )
}

function lead(
  { messages: { confirmSignUp } }: View,
  { destination, medium, byLink }: ConfirmSignUpModel,
): string {
  if (destination === undefined) return byLink ? confirmSignUp.linkLeadUnknown : confirmSignUp.leadUnknown
  if (byLink) return confirmSignUp.linkLead(destination)
  return medium === 'SMS' ? confirmSignUp.smsLead(destination) : confirmSignUp.emailLead(destination)
}
